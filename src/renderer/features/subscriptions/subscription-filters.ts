import { subscriptionSelection, type SubscriptionSelection } from "../../../shared/contract/subscriptions.ts";

/** What the list of subscriptions is narrowed to. It comes back as it was left. */
export interface SubscriptionFilters {
  readonly only: SubscriptionSelection | null;
  readonly planId: string | null;
  readonly search: string;
}

export const noSubscriptionFilters: SubscriptionFilters = { only: null, planId: null, search: "" };

/** Take what the view store holds, which may be anything, as filters. */
export function readSubscriptionFilters(stored: unknown): SubscriptionFilters {
  const found = typeof stored === "object" && stored !== null ? (stored as Readonly<Record<string, unknown>>) : {};
  return {
    only: subscriptionSelection.safeParse(found.only).data ?? null,
    planId: typeof found.planId === "string" ? found.planId : null,
    search: typeof found.search === "string" ? found.search.slice(0, 200) : "",
  };
}
