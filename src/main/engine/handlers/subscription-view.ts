import { periodStart } from "../../../shared/calendar.ts";
import type { SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { SubscriptionState } from "../../domain/billing/facts.ts";
import { periodFee } from "../../domain/billing/rating.ts";
import { nextBillingOn } from "../../domain/billing/renewal.ts";
import type { ReadableBook } from "../../storage/book-handle.ts";
import { findItemStatus, findSubscription } from "../../storage/subscription-store.ts";
import { subscriptionStatus } from "./commit-billing.ts";

/** An account's subscription as the contract shows it; null on the free plan. */
export function readSubscriptionView(book: ReadableBook, accountId: string): SubscriptionView | null {
  const subscription = findSubscription(book, accountId);
  if (!subscription) return null;
  return toSubscriptionView(subscription, findItemStatus(book, accountId) ?? "active");
}

/** @param itemStatus how the item in force stands with its payments. */
export function toSubscriptionView(
  subscription: SubscriptionState,
  itemStatus: "active" | "past_due",
): SubscriptionView {
  const { id, item, upcoming } = subscription;
  const { anchorOn, period, nextPeriodIndex } = item;
  return {
    id,
    itemId: item.id,
    status: subscriptionStatus(subscription, itemStatus),
    planId: item.planId,
    planName: item.planName,
    priceId: item.price.id,
    period,
    currency: item.price.currency,
    seats: item.seats,
    nextSeats: item.nextSeats,
    feeMinor: periodFee(item.price, period, item.seats),
    anchorOn,
    currentPeriod:
      nextPeriodIndex === 0
        ? null
        : {
            startOn: periodStart(anchorOn, period, nextPeriodIndex - 1),
            endOn: periodStart(anchorOn, period, nextPeriodIndex),
          },
    nextBillingOn: nextBillingOn(item),
    // Once the first period is billed the trial is history, which the items tell.
    trialEndsOn: nextPeriodIndex === 0 ? item.trialEndsOn : null,
    endsOn: item.endsOn,
    discount: item.discount,
    upcoming: upcoming && {
      itemId: upcoming.id,
      planId: upcoming.planId,
      planName: upcoming.planName,
      priceId: upcoming.price.id,
      period: upcoming.period,
      seats: upcoming.seats,
      feeMinor: periodFee(upcoming.price, upcoming.period, upcoming.seats),
      startsOn: nextBillingOn(upcoming),
    },
  };
}
