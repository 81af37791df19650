import type { CivilDate } from "../../../shared/calendar.ts";
import type { SubscriptionState } from "../billing/facts.ts";

/** Whether a subscription's own invoices are paid in time. */
export type Standing = "active" | "past_due";

/** The open invoices that a subscription itself was charged by; charges of their own and earlier subscriptions are none of them. */
export interface OpenInvoices {
  /** The most attempts to pay one of them that failed; 0 where none did, or where nothing is open. */
  readonly failedAttempts: number;
  readonly oldestDueOn: CivilDate | null;
}

/** Past due is a subscription with an open invoice that a payment failed for, or whose due date has passed (BEHAVIOUR 9.1, 9.3, 9.10). */
export function standingOf({ failedAttempts, oldestDueOn }: OpenInvoices, today: CivilDate): Standing {
  return failedAttempts > 0 || (oldestDueOn !== null && oldestDueOn < today) ? "past_due" : "active";
}

/** Whether the item in force ends, and no other one follows it: the subscription was cancelled for a day to come. */
export function onlyEnds({ item, upcoming }: SubscriptionState): boolean {
  return item.endsOn !== null && upcoming === null;
}

/**
 * The status of a subscription: behind with a payment, cancelled for a day to come, or active (BEHAVIOUR 9.1).
 *
 * @param isCancelled whether its item in force only ends (`onlyEnds`).
 */
export function subscriptionStatus(standing: Standing, isCancelled: boolean): Standing | "canceled" {
  return standing === "active" && isCancelled ? "canceled" : standing;
}
