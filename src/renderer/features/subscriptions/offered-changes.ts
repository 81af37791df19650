import type { SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { SubscriptionChange } from "../../../shared/contract/subscriptions.ts";

export type ChangeType = SubscriptionChange["type"];

/** What can be done to a subscription as it stands, likeliest first; to none, only to start one. */
export function offeredChanges(subscription: SubscriptionView | null): readonly ChangeType[] {
  if (subscription === null) return ["start"];
  const { seats, nextSeats, trialEndsOn, endsOn, upcoming } = subscription;
  const isWaiting = endsOn !== null || upcoming !== null || nextSeats !== null;
  const isInTrial = trialEndsOn !== null;
  const isCarried = carriedDiscount(subscription) !== null;
  const onlyEnds = endsOn !== null && upcoming === null;
  return [
    ...(isWaiting ? (["resume"] as const) : []),
    "plan",
    ...(seats === null && (upcoming?.seats ?? null) === null ? [] : (["seats"] as const)),
    ...(isInTrial ? (["extend_trial", "end_trial"] as const) : []),
    ...(isCarried ? (["remove_discount"] as const) : onlyEnds ? [] : (["add_discount"] as const)),
    "cancel",
  ];
}

/** The discount of the next invoice: of what follows, or else of what is in force. */
export function carriedDiscount({ upcoming, discount }: SubscriptionView): SubscriptionView["discount"] {
  return upcoming?.discount ?? discount;
}
