import type { EntrySourceType } from "./contract/ledger.ts";

/**
 * The terms of the liability roll-forward (BEHAVIOUR 11.5): opening + granted + applied + expired + removed + reversed + transferred =
 * closing, each with the sign that its entries have. Every source of entries is in exactly one of them.
 */
export const rollForwardTerms = {
  /** By hand or by a program, by an import, by a negative invoice, by a note or an overpayment. */
  granted: ["grant", "opening", "proration", "refund_to_credit"],
  /** What invoices used, less what came back when they were voided. */
  applied: ["invoice_applied", "invoice_returned"],
  expired: ["expiry"],
  /** By hand or by a program, or by voiding a block. */
  removed: ["deduction"],
  reversed: ["reversal"],
  /** Nothing, for a book as a whole: what goes out of one account comes into another on the same day. */
  transferred: ["transfer_in", "transfer_out"],
} as const satisfies Readonly<Record<string, readonly EntrySourceType[]>>;

export type RollForwardTerm = keyof typeof rollForwardTerms;
const rollForwardTermNames = Object.keys(rollForwardTerms) as RollForwardTerm[];

const termBySource = new Map(
  rollForwardTermNames.flatMap((term) =>
    rollForwardTerms[term].map((sourceType: EntrySourceType) => [sourceType, term] as const),
  ),
);

export function termOf(sourceType: EntrySourceType): RollForwardTerm {
  const term = termBySource.get(sourceType);
  if (term === undefined) throw new Error(`Entries made by ${sourceType} are in no term of the roll-forward`);
  return term;
}
