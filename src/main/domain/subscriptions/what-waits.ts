import { isExhausted } from "../billing/discount.ts";
import type { BilledItem, ItemDiscount, SubscriptionState } from "../billing/facts.ts";
import { nextBillingOn, seatsOfNextPeriod } from "../billing/renewal.ts";

/** Whether the subscription ends with what has been billed, and nothing follows. */
export function isCancelled({ item, upcoming }: SubscriptionState): boolean {
  return item.endsOn !== null && upcoming === null;
}

/** The item that waits: it follows, or would, if the subscription were not cancelled. */
export function waitingItem({ upcoming, setAside }: SubscriptionState): BilledItem | null {
  return upcoming ?? setAside;
}

/** The seats from the next period that is billed on: a number that waits, or today's (BEHAVIOUR 6.11). */
export function seatsThatWait(subscription: SubscriptionState): number | null {
  return waitingItem(subscription)?.seats ?? seatsOfNextPeriod(subscription.item);
}

/** The discount that begins with the next period and goes along with a change of plan (BEHAVIOUR 6.11). */
export function discountToBegin(subscription: SubscriptionState): ItemDiscount | null {
  const [first = null] = [waitingItem(subscription), subscription.item].flatMap((item) =>
    item?.discount && item.discount.periodsApplied === 0 ? [item.discount] : [],
  );
  return first;
}

/** The discount of the next period that is billed, if the item in force goes on. */
export function discountOfNextPeriod(subscription: SubscriptionState): ItemDiscount | null {
  const { discount } = subscription.item;
  return waitingItem(subscription)?.discount ?? (discount && !isExhausted(discount) ? discount : null);
}

/** An item that begins where what has been billed of another one ends; with another period it is counted from that day on. */
export function follow(item: BilledItem, next: BilledItem): BilledItem {
  const endOn = nextBillingOn(item);
  const place =
    next.period === item.period
      ? { anchorOn: item.anchorOn, nextPeriodIndex: item.nextPeriodIndex }
      : { anchorOn: endOn, nextPeriodIndex: 0 };
  return { ...next, ...place, startedOn: endOn, trialEndsOn: null };
}
