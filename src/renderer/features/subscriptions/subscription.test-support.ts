import type { SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { SubscriptionChangePreview } from "../../../shared/contract/subscriptions.ts";

/** A plain monthly subscription, but for what a test says of it. */
export function subscription(changes: { readonly [Field in keyof SubscriptionView]?: unknown }): SubscriptionView {
  return {
    id: "csub_01",
    itemId: "csubi_01",
    status: "active",
    planId: "cplan_01",
    planName: "Team",
    priceId: "cprice_01",
    period: "month",
    currency: "USD",
    seats: null,
    nextSeats: null,
    feeMinor: 20_00,
    anchorOn: "2026-03-01",
    currentPeriod: { startOn: "2026-03-01", endOn: "2026-04-01" },
    nextBillingOn: "2026-04-01",
    trialEndsOn: null,
    endsOn: null,
    discount: null,
    upcoming: null,
    ...changes,
  } as SubscriptionView;
}

/** A change that takes effect at once and charges nothing, but for what a test says of it. */
export function changePreview(changes: {
  readonly [Field in keyof SubscriptionChangePreview]?: unknown;
}): SubscriptionChangePreview {
  return {
    effectiveOn: "2026-03-16",
    timing: "now",
    invoice: null,
    notes: [],
    proration: null,
    subscription: subscription({}),
    nextInvoice: null,
    effects: [],
    pinnedOn: "2026-03-16",
    fingerprint: "f",
    usesTestGateway: false,
    ...changes,
  } as SubscriptionChangePreview;
}
