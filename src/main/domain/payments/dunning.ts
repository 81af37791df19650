import { addDays, type CivilDate } from "../../../shared/calendar.ts";

/** The days on which a payment was tried in vain. */
export interface FailedAttempts {
  readonly firstOn: CivilDate;
  readonly lastOn: CivilDate;
}

/** What an invoice whose payment failed asks for on a day. */
export type DunningStep =
  | { readonly kind: "try" }
  | { readonly kind: "wait"; readonly untilOn: CivilDate }
  /** The last retry has failed: what the book says is carried out. */
  | { readonly kind: "give_up" };

/**
 * The first day of the book's schedule that lies after a day (BEHAVIOUR 9.3). All days are counted from the first failed attempt,
 * so a late retry does not push the others back.
 *
 * @returns null when the schedule has no such day.
 */
export function nextAttemptOn(
  firstFailedOn: CivilDate,
  retryDays: readonly number[],
  after: CivilDate,
): CivilDate | null {
  for (const days of retryDays) {
    const on = addDays(firstFailedOn, days);
    if (on > after) return on;
  }
  return null;
}

/**
 * What to do on a day with an invoice whose payment failed. Days of the schedule that passed while the application was off are
 * caught up by one attempt, not by one for each of them. A schedule that was changed meanwhile holds from now on.
 */
export function decideDunningStep(failed: FailedAttempts, retryDays: readonly number[], today: CivilDate): DunningStep {
  const missedOn = nextAttemptOn(failed.firstOn, retryDays, failed.lastOn);
  if (missedOn === null) return { kind: "give_up" };
  return missedOn <= today ? { kind: "try" } : { kind: "wait", untilOn: missedOn };
}
