import { create } from "zustand";

export const billingTabs = ["runs", "plans", "discounts"] as const;
export type BillingTab = (typeof billingTabs)[number];

/** How the billing screen was left. It is the same when one comes back to it, and starts afresh with the application. */
interface BillingView {
  readonly tab: BillingTab;
  /** The date to run through, as it stands in the field; null until the operator chooses one other than today. */
  readonly throughOn: string | null;
  readonly setTab: (tab: BillingTab) => void;
  readonly setThroughOn: (throughOn: string) => void;
}

export const useBillingView = create<BillingView>()((set) => ({
  tab: "runs",
  throughOn: null,
  setTab: (tab) => set({ tab }),
  setThroughOn: (throughOn) => set({ throughOn }),
}));
