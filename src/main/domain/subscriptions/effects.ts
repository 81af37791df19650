import type { ChangeEffect, SubscriptionChange } from "../../../shared/contract/subscriptions.ts";
import { isExhausted } from "../billing/discount.ts";
import type { BilledItem, ItemDiscount, SubscriptionState } from "../billing/facts.ts";
import { nextBillingOn, seatsOfNextPeriod } from "../billing/renewal.ts";
import type { ChangeFacts } from "./facts.ts";
import { isCancelled, seatsThatWait, waitingItem } from "./what-waits.ts";

/**
 * What a change does to what waited before it and to the discounts, for its preview (BEHAVIOUR 6.11). It is read off the two states,
 * so it cannot differ from what is done. A subscription that ends now takes all of it along, which needs no saying.
 */
export function effectsOf(
  { billing: { subscription: before }, plan, hadTrial }: ChangeFacts,
  change: SubscriptionChange,
  after: SubscriptionState | null,
): ChangeEffect[] {
  if (after === null) return [];
  if (before === null) {
    const isWithheld = change.type === "start" && change.withTrial && hadTrial && after.item.trialEndsOn === null;
    const days = plan?.trialDays ?? null;
    return isWithheld && days !== null ? [{ what: "trial", effect: "not_given", days }] : [];
  }
  return [
    ...onCancellation(before, after),
    ...onPlan(before, after),
    ...onSeats(before, after),
    ...onDiscounts(before, after),
  ];
}

function onCancellation(before: SubscriptionState, after: SubscriptionState): ChangeEffect[] {
  const { endsOn } = before.item;
  if (endsOn === null || !isCancelled(before) || isCancelled(after)) return [];
  return [{ what: "cancellation", effect: "taken_back", on: endsOn }];
}

function onPlan(before: SubscriptionState, after: SubscriptionState): ChangeEffect[] {
  const waited = waitingItem(before);
  if (waited === null) return [];
  const { planName } = waited;
  const on = nextBillingOn(waited);
  if (waitingItem(after)?.id === waited.id) {
    if (isCancelled(before) === isCancelled(after)) return [];
    return [{ what: "plan", effect: isCancelled(after) ? "set_aside" : "brought_back", planName, on }];
  }
  const isReplaced = after.upcoming !== null || after.item.id !== before.item.id;
  return [{ what: "plan", effect: isReplaced ? "replaced" : "taken_back", planName, on }];
}

function onSeats(before: SubscriptionState, after: SubscriptionState): ChangeEffect[] {
  const seats = seatsThatWait(before);
  if (seats === null || before.item.seats === null || seats === before.item.seats) return [];
  const waited = { what: "seats", seats, on: nextBillingOn(before.item) } as const;
  // A number also waits where what follows has no seats; then it holds for nothing until something else follows.
  const heldBefore = seatsBilledNext(before) === seats;
  if (seatsBilledNext(after) !== seats) {
    if (!heldBefore) return [];
    const isReplaced = after.item.seats !== before.item.seats || seatsBilledNext(after) !== after.item.seats;
    return [{ ...waited, effect: isReplaced ? "replaced" : "taken_back" }];
  }
  if (heldBefore && isCancelled(before) !== isCancelled(after)) {
    return [{ ...waited, effect: isCancelled(after) ? "set_aside" : "brought_back" }];
  }
  const isCarriedOver = after.item.id !== before.item.id || after.upcoming?.id !== before.upcoming?.id;
  return isCarriedOver ? [{ ...waited, effect: "goes_on" }] : [];
}

function seatsBilledNext(subscription: SubscriptionState): number | null {
  const waiting = waitingItem(subscription);
  return waiting === null ? seatsOfNextPeriod(subscription.item) : waiting.seats;
}

interface Carried {
  readonly discount: ItemDiscount;
  readonly by: BilledItem;
}

function onDiscounts(before: SubscriptionState, after: SubscriptionState): ChangeEffect[] {
  const [were, are] = [carriedIn(before), carriedIn(after)];
  const isAdded = are.some(({ discount }) => !were.some((was) => was.discount.redemptionId === discount.redemptionId));
  return were.flatMap(({ discount, by }): ChangeEffect[] => {
    const { name, redemptionId } = discount;
    const carried = { what: "discount", name } as const;
    const is = are.find((each) => each.discount.redemptionId === redemptionId);
    if (!is) return [{ ...carried, effect: isAdded ? "replaced" : "taken_back" }];
    if (is.by.id !== by.id) return [{ ...carried, effect: "goes_on" }];
    const endsWithItem = by.id === before.item.id && before.upcoming === null && after.upcoming !== null;
    if (endsWithItem && after.upcoming?.id !== before.setAside?.id) return [{ ...carried, effect: "ends" }];
    const hasBegun = discount.periodsApplied > 0;
    if (hasBegun || isCancelled(before) === isCancelled(after)) return [];
    return [{ ...carried, effect: isCancelled(after) ? "set_aside" : "brought_back" }];
  });
}

function carriedIn({ item, upcoming, setAside }: SubscriptionState): Carried[] {
  return [item, upcoming, setAside].flatMap((by) =>
    by?.discount && !isExhausted(by.discount) ? [{ discount: by.discount, by }] : [],
  );
}
