import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { BilledItem, ItemDiscount, SubscriptionState } from "../billing/facts.ts";
import { nextBillingOn } from "../billing/renewal.ts";
import { requireSubscription } from "./current-period.ts";
import type { ChangeFacts, ChangeOf, NewIds, SubscriptionTransition } from "./facts.ts";
import { isCancelled } from "./what-waits.ts";

/**
 * Let the subscription carry a discount from its next invoice on; it takes the place of another one (BEHAVIOUR 6.8). It is carried by
 * what waits, where that is what the next invoice charges for (6.11).
 *
 * @throws AppError `discount_not_found`, `currency_mismatch`, `discount_in_force`, and `subscription_canceled` where no invoice comes.
 */
export function addDiscount(facts: ChangeFacts, { redemptionId }: NewIds): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  if (facts.discount === null) throw new AppError("discount_not_found", sentence("There is no such discount."));
  const { currency, ...discount } = facts.discount;
  if (currency !== null && currency !== facts.billing.currency) {
    throw new AppError(
      "currency_mismatch",
      sentence('"{discountName}" takes off {currency}, not {accountCurrency}.', {
        discountName: discount.name,
        currency,
        accountCurrency: facts.billing.currency,
      }),
    );
  }
  if (isCancelled(subscription)) {
    const { planName, endsOn } = subscription.item;
    throw new AppError(
      "subscription_canceled",
      sentence('"{planName}" ends on {endsOn}, and no invoice would use a discount.', {
        planName,
        endsOn: endsOn ?? "",
      }),
    );
  }
  const carrier = subscription.upcoming ?? subscription.item;
  if (carrier.discount?.discountId === discount.discountId) {
    throw new AppError(
      "discount_in_force",
      sentence('The subscription carries "{discountName}" already.', { discountName: discount.name }),
    );
  }
  return withDiscount(subscription, carrier, { ...discount, periodsApplied: 0, redemptionId });
}

/**
 * Take a discount away: the one that is named, or else the one of the next invoice; what was invoiced with it stays as it is.
 *
 * @throws AppError `discount_not_found` where it is not carried.
 */
export function removeDiscount(
  facts: ChangeFacts,
  { redemptionId }: ChangeOf<"remove_discount">,
): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { item, upcoming, setAside } = subscription;
  const carrier = [upcoming, item, setAside].find(
    (each) => each?.discount && (redemptionId === undefined || each.discount.redemptionId === redemptionId),
  );
  if (!carrier) throw new AppError("discount_not_found", sentence("The subscription carries no such discount."));
  return withDiscount(subscription, carrier, null);
}

function withDiscount(
  subscription: SubscriptionState,
  carrier: BilledItem,
  discount: ItemDiscount | null,
): SubscriptionTransition {
  const give = (item: BilledItem): BilledItem => (item.id === carrier.id ? { ...item, discount } : item);
  const { item, upcoming, setAside } = subscription;
  return {
    timing: "now",
    effectiveOn: nextBillingOn(carrier),
    draft: null,
    proration: null,
    subscription: {
      ...subscription,
      item: give(item),
      upcoming: upcoming && give(upcoming),
      setAside: setAside && give(setAside),
    },
  };
}
