import { create } from "zustand";

/** How the billing screen was left. It is the same when one comes back to it, and starts afresh with the application. */
interface BillingView {
  /** The date to run through, as it stands in the field; null until the operator chooses one other than today. */
  readonly throughOn: string | null;
  readonly setThroughOn: (throughOn: string) => void;
}

export const useBillingView = create<BillingView>()((set) => ({
  throughOn: null,
  setThroughOn: (throughOn) => set({ throughOn }),
}));
