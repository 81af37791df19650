import type { CivilDate } from "../../../shared/calendar.ts";
import type { AdjustmentAction, ReasonCode } from "../../../shared/contract/credits.ts";
import { AppError } from "../../../shared/errors.ts";
import { amountText } from "../../../shared/money/format.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import { remainingIn, takeFromBlocks, type BlockUse, type CreditBlock, type CreditTerms } from "./credit-blocks.ts";

/** What an account can give, in one currency. */
export interface CreditFacts {
  /** Every entry counts; 0 where it never had credit. */
  readonly ledgerMinor: number;
  /** The blocks that may be used, in the order in which they are. */
  readonly usable: readonly CreditBlock[];
}

/**
 * That the balance takes so much more and stays within the safe integers (BEHAVIOUR 1.3).
 *
 * @param ledgerMinor the ledger balance, 0 where there never was any credit.
 * @throws AppError `amount_out_of_range`.
 */
export function requireRoom(addedMinor: number, ledgerMinor: number): void {
  minorUnits(ledgerMinor + addedMinor);
}

/**
 * Which blocks give an amount that is taken away (BEHAVIOUR 3.3, 5.2).
 *
 * @throws AppError `insufficient_credit`, whose details name what is available.
 */
export function decideUses(neededMinor: number, currency: string, { usable }: CreditFacts): BlockUse[] {
  const availableMinor = remainingIn(usable);
  if (neededMinor <= availableMinor) return takeFromBlocks(usable, neededMinor);
  const [needed, available] = [neededMinor, availableMinor].map((amount) => amountText(amount, currency));
  throw new AppError("insufficient_credit", `Removing ${needed} is more than the ${available} that is available.`, {
    availableMinor,
    currency,
  });
}

/** What a reason can be given for (BEHAVIOUR 3.9). */
export function actionsOf({ direction }: Pick<ReasonCode, "direction">): readonly AdjustmentAction[] {
  return direction === "both" ? ["increase", "decrease"] : [direction];
}

/**
 * Whether the reason fits what is done with it (BEHAVIOUR 3.9).
 *
 * @throws AppError `reason_not_allowed` for the other direction, `note_required` where the reason asks for a note.
 */
export function requireFittingReason(
  reason: Pick<ReasonCode, "name" | "direction" | "needsNote">,
  action: AdjustmentAction,
  note: string | null,
): void {
  if (!actionsOf(reason).includes(action)) {
    const message = `"${reason.name}" is not a reason to ${action} credit.`;
    throw new AppError("reason_not_allowed", message, { fields: [{ path: "reasonCode", message }] });
  }
  if (reason.needsNote && (note ?? "").trim() === "") {
    const message = `The reason "${reason.name}" needs a note.`;
    throw new AppError("note_required", message, { fields: [{ path: "note", message }] });
  }
}

/** What an increase says of its credit, as it was sent. */
interface GivenTerms extends Omit<CreditTerms, "effectiveOn"> {
  /** Null: today. */
  readonly effectiveOn: CivilDate | null;
}

/**
 * The terms of an increase, once they are known to make sense (BEHAVIOUR 5.1).
 *
 * @param given null for plain credit.
 * @throws AppError `credit_terms_invalid`, whose details name every field that is wrong, for a priority outside 0 to 100, an expiry that leaves no day to use the credit on, or
 * a decrease with terms.
 */
export function decideTerms(
  action: AdjustmentAction,
  given: GivenTerms | null,
  today: CivilDate,
): Partial<CreditTerms> {
  if (given === null) return {};
  const { priority, expiresOn } = given;
  const effectiveOn = given.effectiveOn ?? today;
  const fields: { readonly path: string; readonly message: string }[] = [];
  const refuse = (path: string, message: string) => fields.push({ path, message });
  if (action === "decrease") refuse("terms", "Credit that is removed has no terms.");
  if (!Number.isInteger(priority) || priority < 0 || priority > 100) {
    refuse("terms.priority", `The priority ${priority} is not a whole number from 0 to 100.`);
  }
  if (expiresOn !== null && expiresOn <= effectiveOn) {
    refuse("terms.expiresOn", `Credit that takes effect on ${effectiveOn} cannot expire on ${expiresOn}.`);
  } else if (expiresOn !== null && expiresOn <= today) {
    refuse(
      "terms.expiresOn",
      `Today in the book is ${today}; credit that expires on ${expiresOn} could never be used.`,
    );
  }
  const [first] = fields;
  if (first) throw new AppError("credit_terms_invalid", first.message, { fields });
  return { ...given, effectiveOn };
}
