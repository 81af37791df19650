import type { SubscriptionView } from "../../../shared/contract/accounts.ts";

/** The day on which the period under way is over; in a trial, and before the first invoice, the day of the first one. */
export function periodEndOf({ currentPeriod, nextBillingOn }: SubscriptionView): string {
  return currentPeriod?.endOn ?? nextBillingOn;
}
