import type { SamplePaymentMethod } from "./company.ts";

/** What becomes of an invoice that billing left open. */
type PaymentMeans =
  | "transfer"
  /** The bank's fees are missing from it; the rest comes later. */
  | "short_transfer"
  /** Rounded up, which leaves credit. */
  | "generous_transfer"
  /** Another card, which the next retry charges. */
  | "new_card"
  /** Nobody pays, and nobody waits any longer. */
  | "given_up";

/** How customers settle, and after how many days. */
export interface PaymentHabit {
  readonly weight: number;
  readonly means: PaymentMeans;
  readonly days: readonly [minimum: number, maximum: number];
}

const invoiceHabits: readonly PaymentHabit[] = [
  { weight: 82, means: "transfer", days: [2, 13] },
  { weight: 10, means: "transfer", days: [15, 40] },
  { weight: 3, means: "transfer", days: [45, 100] },
  { weight: 2, means: "short_transfer", days: [3, 14] },
  { weight: 2, means: "generous_transfer", days: [3, 14] },
  { weight: 1, means: "given_up", days: [95, 140] },
];
/** Whose card did not work is written to, and most give another one or send the money another way. */
const failedCardHabits: readonly PaymentHabit[] = [
  { weight: 52, means: "new_card", days: [1, 6] },
  { weight: 10, means: "new_card", days: [8, 20] },
  { weight: 20, means: "transfer", days: [2, 12] },
  { weight: 10, means: "transfer", days: [15, 50] },
  { weight: 8, means: "given_up", days: [60, 100] },
];

export const paymentHabits: Readonly<Record<SamplePaymentMethod, readonly PaymentHabit[]>> = {
  manual: invoiceHabits,
  test_success: invoiceHabits,
  test_declined: failedCardHabits,
  test_needs_action: failedCardHabits,
};
export const restAfterDays = 12;
