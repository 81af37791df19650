import type { CreditNoteDestination } from "../../../shared/contract/credit-notes.ts";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import type { TypedMoney } from "../../foundation/typed-money.ts";
import { sumMinorUnits } from "../../../shared/money/minor-units.ts";

/** A line of the invoice as the form offers it. */
export interface CreditableLine {
  readonly position: number;
  readonly description: string;
  /** Unused time that the invoice gave back is taken back with its own sign. */
  readonly isNegative: boolean;
  /** What the notes before have left of it, before discount and tax, without sign. */
  readonly leftMinor: number;
}

/** The form as it stands, exactly as typed. */
export interface CreditNoteForm {
  /** By the line's position; empty where nothing of it is credited. */
  readonly amounts: Readonly<Record<number, string>>;
  readonly destination: "origin" | "credit" | "split";
  readonly toCredit: string;
  readonly toPaymentMethod: string;
  readonly outOfBand: string;
  readonly note: string;
}

/** Reads an amount as the operator's locale writes it. */
type ReadMoney = (typed: string) => TypedMoney;
type CreditedLine = { readonly position: number; readonly amountMinor: number };

/** The lines of an invoice with what the engine says is left to credit of them. A line of zero has nothing to credit. */
export function creditableLines({
  lines,
  creditableLines: left,
}: Pick<InvoiceView, "lines" | "creditableLines">): CreditableLine[] {
  return lines
    .filter(({ grossMinor }) => grossMinor !== 0)
    .map(({ position, description, grossMinor }) => ({
      position,
      description,
      isNegative: grossMinor < 0,
      leftMinor: Math.abs(left.find((line) => line.position === position)?.leftMinor ?? 0),
    }));
}

/** What is wrong with the amount of a line. */
export type AmountProblem =
  | { readonly kind: "unreadable"; readonly message: string }
  | { readonly kind: "negative" }
  | { readonly kind: "tooMuch"; readonly leftMinor: number };

/** Read the amounts: the lines to credit with the sign of each, or what is wrong with which. An empty field credits nothing. */
export function readAmounts(
  lines: readonly CreditableLine[],
  amounts: CreditNoteForm["amounts"],
  read: ReadMoney,
): { readonly credited: readonly CreditedLine[]; readonly problems: ReadonlyMap<number, AmountProblem> } {
  const credited: CreditedLine[] = [];
  const problems = new Map<number, AmountProblem>();
  for (const { position, isNegative, leftMinor } of lines) {
    const typed = amounts[position] ?? "";
    if (typed.trim() === "") continue;
    const parsed = read(typed);
    if (!parsed.ok) problems.set(position, { kind: "unreadable", message: parsed.message });
    else if (parsed.amountMinor < 0) problems.set(position, { kind: "negative" });
    else if (parsed.amountMinor > leftMinor) problems.set(position, { kind: "tooMuch", leftMinor });
    else if (parsed.amountMinor > 0) {
      credited.push({ position, amountMinor: isNegative ? -parsed.amountMinor : parsed.amountMinor });
    }
  }
  return { credited, problems };
}

/** The parts of an own split, and what of the total they leave over: below zero where they are too much. */
export interface ReadSplit {
  /** Null while a part cannot be read or is below zero. */
  readonly parts: CreditNoteDestination | null;
  readonly unassignedMinor: number | null;
}

/** Read an own split of the note's total; a field that is left empty is a part of zero. */
export function readSplit(
  { toCredit, toPaymentMethod, outOfBand }: Pick<CreditNoteForm, "toCredit" | "toPaymentMethod" | "outOfBand">,
  totalMinor: number,
  read: ReadMoney,
): ReadSplit {
  const toCreditMinor = readPart(toCredit, read);
  const toPaymentMethodMinor = readPart(toPaymentMethod, read);
  const outOfBandMinor = readPart(outOfBand, read);
  if (toCreditMinor === null || toPaymentMethodMinor === null || outOfBandMinor === null) {
    return { parts: null, unassignedMinor: null };
  }
  return {
    parts: { toCreditMinor, toPaymentMethodMinor, outOfBandMinor },
    unassignedMinor: totalMinor - sumMinorUnits([toCreditMinor, toPaymentMethodMinor, outOfBandMinor]),
  };
}

function readPart(typed: string, read: ReadMoney): number | null {
  if (typed.trim() === "") return 0;
  const parsed = read(typed);
  return parsed.ok && parsed.amountMinor >= 0 ? parsed.amountMinor : null;
}
