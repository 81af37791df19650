import type { AdjustmentAction, ReasonCode } from "../../../shared/contract/credits.ts";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import { AppError } from "../../../shared/errors.ts";
import { formatMoney } from "../../../shared/money/format.ts";
import { minorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";

/** What is on the account in the adjustment's currency; both 0 where it never had credit. */
export interface CreditFacts {
  readonly ledgerMinor: number;
  readonly availableMinor: number;
}

/**
 * The signed amount of an adjustment, once it is known to be allowed: within what is available (BEHAVIOUR 3.3) and within
 * the safe integers (1.3).
 *
 * @param amountMinor above zero.
 * @throws AppError `insufficient_credit`, whose details name what is available; `amount_out_of_range`.
 */
export function decideAdjustment(
  action: AdjustmentAction,
  amountMinor: number,
  currency: string,
  credit: CreditFacts,
): MinorUnits {
  if (action === "increase") {
    minorUnits(credit.ledgerMinor + amountMinor);
    return minorUnits(amountMinor);
  }
  requireAvailable(amountMinor, currency, credit);
  return minorUnits(-amountMinor);
}

function requireAvailable(neededMinor: number, currency: string, { availableMinor }: CreditFacts): void {
  if (neededMinor <= availableMinor) return;
  const [needed, available] = [neededMinor, availableMinor].map((amount) =>
    formatMoney(amount, currency, { locale: "en-US", currencyDisplay: "code" }),
  );
  throw new AppError("insufficient_credit", `Removing ${needed} is more than the ${available} that is available.`, {
    availableMinor,
    currency,
  });
}

/**
 * Whether the reason fits what is done with it (BEHAVIOUR 3.9).
 *
 * @throws AppError `reason_not_allowed` for the other direction, `note_required` where the reason asks for a note.
 */
export function requireFittingReason(reason: ReasonCode, action: AdjustmentAction, note: string | null): void {
  if (reason.direction !== "both" && reason.direction !== action) {
    throw new AppError("reason_not_allowed", `"${reason.name}" is not a reason to ${action} credit.`);
  }
  if (reason.needsNote && (note ?? "").trim() === "") {
    throw new AppError("note_required", `The reason "${reason.name}" needs a note.`);
  }
}

/**
 * Whether an entry's kind can be reversed by hand: what an operator adjusted can, what an invoice or the clock did cannot,
 * and a reversal is not itself reversed (BEHAVIOUR 3.6).
 */
export function isReversible(entry: Pick<LedgerEntry, "sourceType">): boolean {
  return entry.sourceType === "grant" || entry.sourceType === "deduction" || entry.sourceType === "opening";
}

/**
 * The amount of the entry that undoes another one.
 *
 * @throws AppError `entry_already_reversed`, `entry_not_reversible`, or `insufficient_credit` when undoing a grant whose credit
 * has been used.
 */
export function decideReversal(entry: LedgerEntry, isReversed: boolean, credit: CreditFacts): MinorUnits {
  if (isReversed) throw new AppError("entry_already_reversed", `Entry ${entry.sequence} has been reversed before.`);
  if (!isReversible(entry)) {
    throw new AppError("entry_not_reversible", `Entry ${entry.sequence} was not made by hand and cannot be reversed.`);
  }
  if (entry.amountMinor > 0) requireAvailable(entry.amountMinor, entry.currency, credit);
  else minorUnits(credit.ledgerMinor - entry.amountMinor);
  return minorUnits(-entry.amountMinor);
}
