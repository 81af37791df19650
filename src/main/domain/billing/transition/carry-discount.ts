import { AppError } from "../../../../shared/errors.ts";
import { nextBillingOn } from "../renewal.ts";
import { requireSubscription } from "./current-period.ts";
import type { ChangeFacts, NewIds, SubscriptionTransition } from "./facts.ts";

/** Let the subscription carry a discount from its next invoice on; it takes the place of another one (BEHAVIOUR 6.8). */
export function addDiscount(facts: ChangeFacts, { redemptionId }: NewIds): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  if (facts.discount === null) throw new AppError("discount_not_found", "There is no such discount.");
  const { currency, ...discount } = facts.discount;
  if (currency !== null && currency !== facts.billing.currency) {
    throw new AppError("currency_mismatch", `"${discount.name}" takes off ${currency}, not ${facts.billing.currency}.`);
  }
  if (subscription.item.discount?.discountId === discount.discountId) {
    throw new AppError("discount_in_force", `The subscription carries "${discount.name}" already.`);
  }
  return fromNextInvoice(subscription, { ...discount, redemptionId });
}

/** Take the discount away; what was invoiced with it stays as it is. */
export function removeDiscount(facts: ChangeFacts): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  if (subscription.item.discount === null) {
    throw new AppError("discount_not_found", "The subscription carries no discount.");
  }
  return fromNextInvoice(subscription, null);
}

function fromNextInvoice(
  subscription: ReturnType<typeof requireSubscription>,
  discount: typeof subscription.item.discount,
): SubscriptionTransition {
  return {
    timing: "now",
    effectiveOn: nextBillingOn(subscription.item),
    draft: null,
    proration: null,
    subscription: { ...subscription, item: { ...subscription.item, discount } },
  };
}
