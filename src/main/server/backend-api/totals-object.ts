import type { SeatTotals } from "../../../shared/contract/listings.ts";
import type { ProrationView } from "../../../shared/contract/subscriptions.ts";
import { toMoney } from "./money.ts";

/** What an invoice's totals and credits are made of; a preview has it as well as an invoice. */
export interface TotalsFacts {
  readonly currency: string;
  readonly subtotalMinor: number;
  readonly baseFeeMinor: number;
  readonly seatTotals: SeatTotals | null;
  readonly taxMinor: number;
  readonly totalMinor: number;
  readonly discountMinor: number;
  readonly creditAppliedMinor: number;
  readonly creditLeftMinor: number;
  /** Credit for unused time, which stands among the lines (BEHAVIOUR 7.3). */
  readonly proration: ProrationView | null;
}

/** `CommerceTotalsResponse-2`: what is charged, and what credit and discounts took off. */
export function toTotals(facts: TotalsFacts) {
  const money = (amountMinor: number) => toMoney(amountMinor, facts.currency);
  return {
    subtotal: money(facts.subtotalMinor),
    base_fee: money(facts.baseFeeMinor),
    tax_total: money(facts.taxMinor),
    grand_total: money(facts.totalMinor),
    ...toPerUnitTotals(facts),
    credits: toCredits(facts),
    discounts: facts.discountMinor === 0 ? null : { proration: null, total: money(facts.discountMinor) },
  };
}

/** The field with what seats come to, by tier (`CommercePerUnitTotal-2`); no field where there are none. */
export function toPerUnitTotals({ seatTotals, currency }: Pick<TotalsFacts, "seatTotals" | "currency">) {
  if (seatTotals === null) return {};
  const tiers = seatTotals.tiers.map((tier) => ({
    quantity: tier.quantity,
    fee_per_block: toMoney(tier.feePerBlockMinor, currency),
    total: toMoney(tier.totalMinor, currency),
  }));
  return { per_unit_totals: [{ name: "seats", block_size: seatTotals.blockSize, tiers }] };
}

/** `CommerceCreditsResponse`: unused time and account credit; null where neither has anything to do with it. */
export function toCredits({ currency, proration, creditAppliedMinor, creditLeftMinor }: TotalsFacts) {
  const hasPayerCredit = creditAppliedMinor > 0 || creditLeftMinor > 0;
  if (proration === null && !hasPayerCredit) return null;
  const money = (amountMinor: number) => toMoney(amountMinor, currency);
  return {
    proration: proration && {
      amount: money(proration.amountMinor),
      cycle_days_remaining: proration.cycleDaysRemaining,
      cycle_days_total: proration.cycleDaysTotal,
      cycle_remaining_percent: proration.cycleRemainingPercent,
    },
    payer: hasPayerCredit
      ? { remaining_balance: money(creditLeftMinor), applied_amount: money(creditAppliedMinor) }
      : null,
    total: money((proration?.amountMinor ?? 0) + creditAppliedMinor),
  };
}
