import type { CivilDate } from "../../../shared/calendar.ts";
import type { AdjustmentAction, ReasonCode } from "../../../shared/contract/credits.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence, told, type Sentence } from "../../../shared/sentences/sentence.ts";
import { datedOn, type ClosedDays } from "../periods/dating.ts";
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
  throw new AppError(
    "insufficient_credit",
    sentence("Removing {needed} is more than the {available} that is available.", {
      needed: { amountMinor: neededMinor, currency },
      available: { amountMinor: availableMinor, currency },
    }),
    {
      availableMinor,
      currency,
    },
  );
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
    const { name } = reason;
    const said =
      action === "increase"
        ? sentence('"{name}" is not a reason to increase credit.', { name })
        : sentence('"{name}" is not a reason to decrease credit.', { name });
    throw new AppError("reason_not_allowed", said, { fields: [{ path: "reasonCode", ...told(said) }] });
  }
  if (reason.needsNote && (note ?? "").trim() === "") {
    const said = sentence('The reason "{name}" needs a note.', { name: reason.name });
    throw new AppError("note_required", said, { fields: [{ path: "note", ...told(said) }] });
  }
}

/**
 * The day for which an entry counts that is made by hand: the one that is named, otherwise the book's day (BEHAVIOUR 3.11). What it uses
 * may make it a later one.
 *
 * @param named null where no day is.
 * @throws AppError `entry_in_future` for a day to come, `period_closed` for one of a closed month (BEHAVIOUR 11.3).
 */
export function decideDay(named: CivilDate | null, today: CivilDate, closed: ClosedDays): CivilDate {
  if (named === null) return today;
  if (named > today) {
    const said = sentence("Today in the book is {today}; {countsOn} has not come yet.", { today, countsOn: named });
    throw new AppError("entry_in_future", said, { fields: [{ path: "countsOn", ...told(said) }] });
  }
  return datedOn(named, "hand", closed);
}

/** What an increase says of its credit, as it was sent. */
interface GivenTerms extends Omit<CreditTerms, "effectiveOn"> {
  /** Null: the day for which the increase counts. */
  readonly effectiveOn: CivilDate | null;
}

/**
 * The terms of an increase, once they are known to make sense (BEHAVIOUR 5.1).
 *
 * @param given null for plain credit.
 * @param countsOn the day for which the increase counts, from which its credit can be used where nothing else is said.
 * @throws AppError `credit_terms_invalid`, whose details name every field that is wrong, for a priority outside 0 to 100, an expiry that leaves no day to use the credit on, or
 * a decrease with terms.
 */
export function decideTerms(
  action: AdjustmentAction,
  given: GivenTerms | null,
  today: CivilDate,
  countsOn: CivilDate = today,
): Partial<CreditTerms> {
  if (given === null) return countsOn === today ? {} : { effectiveOn: countsOn };
  const { priority, expiresOn } = given;
  const effectiveOn = given.effectiveOn ?? countsOn;
  const faults: { readonly path: string; readonly said: Sentence }[] = [];
  const refuse = (path: string, said: Sentence) => faults.push({ path, said });
  if (action === "decrease") refuse("terms", sentence("Credit that is removed has no terms."));
  if (!Number.isInteger(priority) || priority < 0 || priority > 100) {
    refuse("terms.priority", sentence("The priority {priority} is not a whole number from 0 to 100.", { priority }));
  }
  if (expiresOn !== null && expiresOn <= effectiveOn) {
    refuse(
      "terms.expiresOn",
      sentence("Credit that takes effect on {effectiveOn} cannot expire on {expiresOn}.", { effectiveOn, expiresOn }),
    );
  } else if (expiresOn !== null && expiresOn <= today) {
    refuse(
      "terms.expiresOn",
      sentence("Today in the book is {today}; credit that expires on {expiresOn} could never be used.", {
        today,
        expiresOn,
      }),
    );
  }
  const [first] = faults;
  if (first) {
    const fields = faults.map(({ path, said }) => ({ path, ...told(said) }));
    throw new AppError("credit_terms_invalid", first.said, { fields });
  }
  return { ...given, effectiveOn };
}
