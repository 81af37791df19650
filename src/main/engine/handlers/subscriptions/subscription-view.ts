import { civilDateAt, type CivilDate } from "../../../../shared/calendar.ts";
import type { SubscriptionView } from "../../../../shared/contract/accounts.ts";
import type { SubscriptionRow } from "../../../../shared/contract/subscriptions.ts";
import { periodToday, type Period } from "../../../domain/billing/billed-periods.ts";
import { isExhausted } from "../../../domain/billing/discount.ts";
import type { ItemDiscount, SubscriptionState } from "../../../domain/billing/facts.ts";
import { periodFee } from "../../../domain/billing/rating.ts";
import { nextBillingOn } from "../../../domain/billing/renewal.ts";
import { onlyEnds, subscriptionStatus, type Standing } from "../../../domain/subscriptions/status.ts";
import {
  findItemStatus,
  findSubscription,
  listBilledPeriods,
} from "../../../storage/subscriptions/subscription-store.ts";
import type { ListedSubscription } from "../../../storage/subscriptions/subscription-list.ts";
import type { QueryContext } from "../../handler.ts";
import { requireAccount } from "../require.ts";

/** An account's subscription as the contract shows it; null on the free plan. */
export function readSubscriptionView({ book, nowMs }: QueryContext, accountId: string): SubscriptionView | null {
  const subscription = findSubscription(book, accountId);
  if (!subscription) return null;
  const today = civilDateAt(nowMs, requireAccount(book, accountId).timeZone);
  const period = periodToday(listBilledPeriods(book, accountId, subscription, today), subscription.item, today);
  return toSubscriptionView(subscription, findItemStatus(book, accountId) ?? "active", period);
}

/** @param itemStatus how the item in force stands with its payments. */
export function toSubscriptionView(
  subscription: SubscriptionState,
  itemStatus: Standing,
  current: Period | null,
): SubscriptionView {
  const { id, item, upcoming } = subscription;
  const { anchorOn, period } = item;
  return {
    id,
    itemId: item.id,
    status: subscriptionStatus(itemStatus, onlyEnds(subscription)),
    planId: item.planId,
    planName: item.planName,
    priceId: item.price.id,
    period,
    currency: item.price.currency,
    seats: item.seats,
    nextSeats: upcoming === null ? item.nextSeats : null,
    feeMinor: periodFee(item.price, period, item.seats),
    anchorOn,
    currentPeriod: current && { startOn: current.startOn, endOn: current.endOn },
    nextBillingOn: nextBillingOn(item),
    // Once the first period has begun the trial is history, which the items tell.
    trialEndsOn: current === null ? item.trialEndsOn : null,
    endsOn: item.endsOn,
    discount: discountView(item.discount),
    upcoming: upcoming && {
      itemId: upcoming.id,
      planId: upcoming.planId,
      planName: upcoming.planName,
      priceId: upcoming.price.id,
      period: upcoming.period,
      seats: upcoming.seats,
      feeMinor: periodFee(upcoming.price, upcoming.period, upcoming.seats),
      startsOn: nextBillingOn(upcoming),
      discount: discountView(upcoming.discount),
    },
  };
}

/** @param today the book's, by which a trial is over or not. */
export function toSubscriptionRow(listed: ListedSubscription, today: CivilDate): SubscriptionRow {
  const { item, upcoming, standing, nextBillingOn: nextOn, ...row } = listed;
  const { planId, planName, period, seats, trialEndsOn } = item;
  return {
    ...row,
    status: subscriptionStatus(standing, item.endsOn !== null && upcoming === null),
    planId,
    planName,
    period,
    seats,
    currency: item.price.currency,
    feeMinor: periodFee(item.price, period, seats),
    nextBillingOn: nextOn,
    trialEndsOn: trialEndsOn !== null && trialEndsOn > today ? trialEndsOn : null,
    waiting: whatWaits(listed),
  };
}

/** What a row says of what waits (BEHAVIOUR 6.11). A number of seats that waits goes along with a plan that does. */
function whatWaits({ item, upcoming, nextBillingOn: nextOn }: ListedSubscription): SubscriptionRow["waiting"] {
  if (upcoming) return { what: "plan", ...upcoming, on: item.endsOn ?? nextOn };
  if (item.endsOn !== null) return { what: "end", on: item.endsOn };
  return item.nextSeats === null ? null : { what: "seats", seats: item.nextSeats, on: nextOn };
}

function discountView(discount: ItemDiscount | null): SubscriptionView["discount"] {
  if (discount === null || isExhausted(discount)) return null;
  const { periodsApplied: _periodsApplied, ...view } = discount;
  return view;
}
