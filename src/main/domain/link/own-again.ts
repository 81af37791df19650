import type { CivilDate } from "../../../shared/calendar.ts";
import type { BillingFacts, SubscriptionState } from "../billing/facts.ts";
import { nextBillingOn, takeBillingStep } from "../billing/renewal.ts";

/**
 * What a subscription is once the book bills again that left it to an upstream (BEHAVIOUR 12.4): periods that began until today were the upstream's
 * to bill, so the next one is the first that has not begun. What was to take over meanwhile has taken over, and what was to end has ended.
 *
 * @returns null where it is as it should be already.
 */
export function subscriptionAfterLink(
  facts: BillingFacts,
): { readonly on: CivilDate; readonly subscription: SubscriptionState | null } | null {
  let subscription = facts.subscription;
  let on: CivilDate | null = null;
  while (subscription && nextBillingOn(subscription.item) <= facts.today) {
    const step = takeBillingStep({ ...facts, subscription, pendingCharges: [], rebillings: [] });
    if (step === null) break;
    ({ on, subscription } = step);
  }
  return on && { on, subscription };
}
