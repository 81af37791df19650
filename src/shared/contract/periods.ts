import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { isMonth } from "../months.ts";
import { command, query } from "./definition.ts";
import {
  civilDateText,
  currencyCode,
  idempotencyKey,
  instantMs,
  line,
  minorAmount,
  paperFile,
  sha256Hex,
  timeZoneName,
} from "./fields.ts";
import { entrySourceType } from "./ledger.ts";

export const month = z
  .string()
  .refine(isMonth, { error: problemText("is not a month from 1970-01 to 9999-12 (YYYY-MM)") });

/** What the entries of a month with one source and reason come to. */
const movement = z.strictObject({
  sourceType: entrySourceType,
  reasonCode: z.string().nullable(),
  entryCount: z.int().positive(),
  amountMinor: minorAmount,
});

/** What a month comes to in one currency: opening, movements, closing, which add up (BEHAVIOUR 11.5). */
const closingFigures = z.strictObject({
  currency: currencyCode,
  openingMinor: minorAmount,
  /** By source, then by reason. */
  movements: z.array(movement),
  closingMinor: minorAmount,
});
export type ClosingFigures = z.infer<typeof closingFigures>;

/** What a closed month leaves undone, each only where there is some of it. */
const leftOpen = z.strictObject({
  kind: z.enum([
    /** Accounts whose periods of the month, or of earlier ones, are not billed. */
    "unbilled_accounts",
    /** Those among them that a billing run has parked. */
    "parked_accounts",
    "unfinished_runs",
    /** Blocks of credit whose expiry has come and is not written. */
    "unexpired_credit",
    /** Payments whose retry was due. */
    "untried_payments",
    /** Requests that wait for approval. */
    "waiting_approvals",
    /** Entries that were written since the ledger was verified, or all where it did not hold. */
    "unverified_entries",
  ]),
  count: z.int().positive(),
});
export type LeftOpen = z.infer<typeof leftOpen>;

/** What was written down when a month was closed (BEHAVIOUR 11.8). It holds whatever becomes of the book later. */
export const closingReceipt = z.strictObject({
  bookName: z.string(),
  timeZone: timeZoneName,
  month,
  fromOn: civilDateText,
  throughOn: civilDateText,
  /** The place of the closing in the chain of all closings, from 1. */
  sequence: z.int().positive(),
  atMs: instantMs,
  operatorId: z.string(),
  operator: z.string(),
  /** The last entry of the ledger then, and its hash; 0 and zeros where there was none. */
  headSequence: z.int().min(0),
  headHash: sha256Hex,
  /** The same of the audit log. */
  auditHeadSequence: z.int().min(0),
  auditHeadHash: sha256Hex,
  /** The same of the chain that says whose entries are; absent where the month was closed before that was named. */
  attributionHeadSequence: z.int().min(0).optional(),
  attributionHeadHash: sha256Hex.optional(),
  /** By their codes. */
  currencies: z.array(closingFigures),
  previousHash: sha256Hex,
  hash: sha256Hex,
  /** The text whose UTF-8 bytes follow the previous hash in the digest. */
  canonicalText: z.string(),
});
export type ClosingReceipt = z.infer<typeof closingReceipt>;

const closing = z.strictObject({
  month,
  fromOn: civilDateText,
  throughOn: civilDateText,
  sequence: z.int().positive(),
  atMs: instantMs,
  operator: z.string(),
  headSequence: z.int().min(0),
  /** Who undid it, when and why; null where it stands. */
  reopened: z.strictObject({ atMs: instantMs, operator: z.string(), reason: z.string() }).nullable(),
});
export type Closing = z.infer<typeof closing>;

export const periodsContract = {
  "periods.list": query({
    summary: "Lists the months that were closed, newest closing first, and tells which one comes next.",
    input: z.strictObject({}),
    output: z.strictObject({
      closings: z.array(closing),
      /** The last day of the last closed month; nothing is dated up to it. Null where no month is closed. */
      closedThroughOn: civilDateText.nullable(),
      /** The month that is closed next, which is the earliest open one, and whether it is over. */
      next: z.strictObject({ month, fromOn: civilDateText, throughOn: civilDateText, isOver: z.boolean() }),
    }),
    errors: [],
  }),
  "periods.preview": query({
    summary: "Shows what closing a month would write down, and what it would leave open.",
    input: z.strictObject({ month }),
    output: z.strictObject({
      month,
      fromOn: civilDateText,
      throughOn: civilDateText,
      headSequence: z.int().min(0),
      currencies: z.array(closingFigures),
      leavesOpen: z.array(leftOpen),
    }),
    errors: ["period_already_closed", "period_not_over", "period_out_of_order", "amount_out_of_range"],
  }),
  "periods.close": command({
    summary: "Closes a month: nothing is dated in it any more (BEHAVIOUR 11.3).",
    right: "book",
    audit: { notes: ["month"] },
    input: z.strictObject({ month, idempotencyKey }),
    output: z.strictObject({ receipt: closingReceipt }),
    errors: [
      "idempotency_conflict",
      "period_already_closed",
      "period_not_over",
      "period_out_of_order",
      "amount_out_of_range",
      "run_in_progress",
    ],
  }),
  "periods.reopen": command({
    summary: "Reopens the month that was closed last, for a reason.",
    right: "book",
    audit: { notes: ["month", "reason"] },
    input: z.strictObject({ month, reason: line(500), idempotencyKey }),
    output: z.strictObject({ month, closedThroughOn: civilDateText.nullable() }),
    errors: ["idempotency_conflict", "period_out_of_order", "period_not_closed"],
  }),
  "periods.receipt": query({
    summary: "Reads what was written down when a month was closed, with what its hash is made of.",
    input: z.strictObject({ month }),
    output: z.strictObject({ receipt: closingReceipt }),
    errors: ["period_not_closed"],
  }),
  "periods.receiptPdf": query({
    summary: "Makes the PDF of the same receipt, in the language of the book's papers.",
    input: z.strictObject({ month }),
    output: paperFile,
    errors: ["period_not_closed"],
  }),
};
