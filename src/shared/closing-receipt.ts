import { z } from "zod";
import type { ClosingFigures, ClosingReceipt } from "./contract/periods.ts";
import { AppError } from "./errors.ts";
import { sentence } from "./sentences/sentence.ts";
import { firstDayOf, isMonth, lastDayOf } from "./months.ts";

/** What the hash of a closing, or of its being undone, covers, under its place in the chain. Hashes are 64 hexadecimal digits here. */
export interface PeriodActText {
  readonly sequence: number;
  readonly kind: "closed" | "reopened";
  readonly month: string;
  readonly bookName: string;
  readonly timeZone: string;
  readonly atMs: number;
  readonly operatorId: string;
  readonly operator: string;
  readonly reason: string | null;
  readonly headSequence: number;
  readonly headHash: string;
  readonly auditHeadSequence: number;
  readonly auditHeadHash: string;
  /** As JSON; null of what reopens. */
  readonly figures: string | null;
  /** The head of the chain that says whose entries are. What was closed before that was named covers neither. */
  readonly attributionHeadSequence?: number | undefined;
  readonly attributionHeadHash?: string | undefined;
}

/** The text that a hash covers, in RFC 8785 form for the reason that `canonicalText` gives for entries (BEHAVIOUR 4.2, 11.8). */
export function canonicalPeriodActText(act: PeriodActText): string {
  return JSON.stringify([
    act.sequence,
    act.kind,
    act.month,
    act.bookName,
    act.timeZone,
    act.atMs,
    act.operatorId,
    act.operator,
    act.reason,
    act.headSequence,
    act.headHash,
    act.auditHeadSequence,
    act.auditHeadHash,
    act.figures,
    ...(act.attributionHeadHash === undefined ? [] : [act.attributionHeadSequence, act.attributionHeadHash]),
  ]);
}

/** The figures of a closing as they are kept and hashed: lists without names, in the order of currencies, sources and reasons. */
export function figuresText(figures: readonly ClosingFigures[]): string {
  return JSON.stringify(
    figures.map(({ currency, openingMinor, movements, closingMinor }) => [
      currency,
      openingMinor,
      movements.map(({ sourceType, reasonCode, entryCount, amountMinor }) => [
        sourceType,
        reasonCode,
        entryCount,
        amountMinor,
      ]),
      closingMinor,
    ]),
  );
}

/**
 * Before a receipt is compared with a book: whether what it shows is what its hash covers.
 *
 * @throws AppError `receipt_changed`
 */
export function requireUnchangedReceipt(receipt: ClosingReceipt): void {
  const figures = figuresText(receipt.currencies);
  const isSame =
    canonicalPeriodActText({ ...receipt, kind: "closed", reason: null, figures }) === receipt.canonicalText &&
    receipt.fromOn === firstDayOf(receipt.month) &&
    receipt.throughOn === lastDayOf(receipt.month);
  if (!isSame) throw new AppError("receipt_changed", sentence("What the receipt shows is not what its hash covers."));
}

const hash = z.string().regex(/^[0-9a-f]{64}$/u);
const place = z.int().min(0);
const closedMembers = [
  z.int().positive(),
  z.literal("closed"),
  z.string().refine(isMonth),
  z.string(),
  z.string(),
  z.int(),
  z.string(),
  z.string(),
  z.null(),
  place,
  hash,
  place,
  hash,
  z.string(),
] as const;
const closedText = z.union([z.tuple(closedMembers), z.tuple([...closedMembers, place, hash])]);

/** The closing of which the text of a receipt tells, as far as a book is compared with it; null where it is no such text. */
export function closingIn(
  canonicalText: string,
): Omit<
  PeriodActText,
  "kind" | "month" | "bookName" | "timeZone" | "atMs" | "operatorId" | "operator" | "reason" | "figures"
> | null {
  const read = closedText.safeParse(jsonIn(canonicalText));
  if (!read.success) return null;
  const [sequence, , , , , , , , , headSequence, headHash, auditHeadSequence, auditHeadHash, , ...rest] = read.data;
  const [attributionHeadSequence, attributionHeadHash] = rest.length === 0 ? [] : rest;
  return {
    sequence,
    headSequence,
    headHash,
    auditHeadSequence,
    auditHeadHash,
    attributionHeadSequence,
    attributionHeadHash,
  };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
