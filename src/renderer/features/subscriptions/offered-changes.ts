import type { SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { SubscriptionChange } from "../../../shared/contract/subscriptions.ts";

export type ChangeType = SubscriptionChange["type"];

/** What can be done to a subscription as it stands, likeliest first; to none, only to start one. */
export function offeredChanges(subscription: SubscriptionView | null): readonly ChangeType[] {
  if (subscription === null) return ["start"];
  const { seats, nextSeats, trialEndsOn, endsOn, upcoming, discount } = subscription;
  const isWaiting = endsOn !== null || upcoming !== null || nextSeats !== null;
  const isInTrial = trialEndsOn !== null;
  return [
    ...(isWaiting ? (["resume"] as const) : []),
    "plan",
    ...(seats === null ? [] : (["seats"] as const)),
    ...(isInTrial ? (["extend_trial", "end_trial"] as const) : []),
    discount === null ? "add_discount" : "remove_discount",
    "cancel",
  ];
}
