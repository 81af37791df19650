import type { PlanView, SeatPrice } from "../../../shared/contract/plans.ts";
import { toMoney, toMoneyOrNull } from "./money.ts";

/** A plan as lists and subscription items show it (`CommercePlan`). */
export function toPlan(plan: PlanView) {
  const { currency, seatPrice } = plan;
  return {
    object: "commerce_plan",
    id: plan.id,
    name: plan.name,
    fee: toMoneyOrNull(plan.monthlyMinor, currency),
    annual_monthly_fee: toMoneyOrNull(plan.annualMonthlyMinor, currency),
    annual_fee: toMoneyOrNull(plan.annualMinor, currency),
    description: plan.description,
    ...common(plan),
    avatar_url: null,
    features: plan.features.map((feature) => ({ object: "feature", ...feature, avatar_url: null })),
    free_trial_days: plan.trialDays,
    ...(seatPrice === null ? {} : { unit_prices: [toUnitPrice(seatPrice, currency)] }),
  };
}

/** The same plan in the older shape that changes of an item answer with (`CommercePlan-2`), which knows no null amounts. */
export function toPlanOfChange(plan: PlanView) {
  const { currency } = plan;
  const fee = toMoney(plan.monthlyMinor ?? 0, currency);
  const annualMonthlyFee = toMoney(plan.annualMonthlyMinor ?? 0, currency);
  const annualFee = toMoney(plan.annualMinor ?? 0, currency);
  return {
    object: "commerce_plan",
    id: plan.id,
    name: plan.name,
    fee: plan.monthlyMinor === null ? null : fee,
    annual_monthly_fee: plan.annualMonthlyMinor === null ? null : annualMonthlyFee,
    annual_fee: plan.annualMinor === null ? null : annualFee,
    amount: fee.amount,
    amount_formatted: fee.amount_formatted,
    annual_monthly_amount: annualMonthlyFee.amount,
    annual_monthly_amount_formatted: annualMonthlyFee.amount_formatted,
    annual_amount: annualFee.amount,
    annual_amount_formatted: annualFee.amount_formatted,
    currency_symbol: fee.currency_symbol,
    currency,
    description: plan.description ?? "",
    ...common(plan),
    payer_type: [payerTypeOf(plan)],
    avatar_url: "",
    features: plan.features.map(({ description, ...feature }) => ({
      object: "feature",
      ...feature,
      description: description ?? "",
      avatar_url: "",
    })),
    free_trial_days: plan.trialDays,
  };
}

function common(plan: PlanView) {
  return {
    // The products that plans once belonged to are gone from the description but for this field.
    product_id: "",
    is_default: plan.isFree,
    is_recurring: true,
    publicly_visible: !plan.isArchived,
    has_base_fee: (plan.monthlyMinor ?? plan.annualMonthlyMinor ?? 0) > 0,
    for_payer_type: payerTypeOf(plan),
    slug: plan.slug,
    free_trial_enabled: plan.trialDays !== null,
  };
}

/** What Clerk calls the kind of account that a plan is for. */
function payerTypeOf(plan: PlanView): "user" | "org" {
  return plan.forKind === "user" ? "user" : "org";
}

function toUnitPrice({ blockSize, tiers }: SeatPrice, currency: string) {
  return {
    name: "seats",
    block_size: blockSize,
    tiers: tiers.map((tier) => ({
      starts_at_block: tier.startsAtBlock,
      ends_after_block: tier.endsAfterBlock,
      fee_per_block: toMoney(tier.feePerBlockMinor, currency),
    })),
  };
}
