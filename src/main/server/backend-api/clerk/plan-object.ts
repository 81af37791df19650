import { z } from "zod";
import type { PlanView, SeatPrice } from "../../../../shared/contract/plans.ts";
import { moneyObject, toMoney, toMoneyOrNull } from "../money.ts";

const payerType = z.enum(["user", "org"]);

const commonFields = {
  product_id: z.string().describe("Always empty; it is there because the shape asks for it."),
  is_default: z.boolean().describe("Whether it is the free plan, which an account has that has no other."),
  is_recurring: z.literal(true),
  publicly_visible: z.boolean(),
  has_base_fee: z.boolean(),
  for_payer_type: payerType,
  slug: z.string(),
  free_trial_enabled: z.boolean(),
};

const featureObject = z
  .strictObject({
    object: z.literal("feature"),
    id: z.string(),
    name: z.string(),
    description: z.string().nullable(),
    slug: z.string(),
    avatar_url: z.null(),
  })
  .meta({ id: "Feature", description: "Something that a plan includes." });

const unitPriceObject = z
  .strictObject({
    name: z.literal("seats"),
    block_size: z.int().describe("How many seats one block holds; a started block counts whole."),
    tiers: z.array(
      z.strictObject({
        starts_at_block: z.int().describe("1 for the first block."),
        ends_after_block: z.int().nullable().describe("Null for the last tier, which has no end."),
        fee_per_block: moneyObject.describe("For a month."),
      }),
    ),
  })
  .meta({ id: "CommercePlanUnitPrice", description: "What seats of a plan cost, in graduated tiers." });

export const planObject = z
  .strictObject({
    object: z.literal("commerce_plan"),
    id: z.string(),
    name: z.string(),
    fee: moneyObject.nullable().describe("For a month that is billed monthly; null where that is not offered."),
    annual_monthly_fee: moneyObject
      .nullable()
      .describe("For a month of a year that is billed at once; null where that is not offered."),
    annual_fee: moneyObject.nullable().describe("For the whole year."),
    description: z.string().nullable(),
    ...commonFields,
    avatar_url: z.null(),
    features: z.array(featureObject),
    free_trial_days: z.int().nullable(),
    unit_prices: z.array(unitPriceObject).optional().describe("There where seats cost something."),
  })
  .meta({ id: "CommercePlan", description: "A plan that accounts subscribe to, with its default price." });

/** A plan as lists and subscription items show it (`CommercePlan`). */
export function toPlan(plan: PlanView): z.output<typeof planObject> {
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

const featureOfChangeObject = featureObject
  .extend({ description: z.string(), avatar_url: z.literal("") })
  .meta({ id: "FeatureOfChange", description: "Something that a plan includes, in the older shape without nulls." });

export const planOfChangeObject = z
  .strictObject({
    object: z.literal("commerce_plan"),
    id: z.string(),
    name: z.string(),
    fee: moneyObject.nullable(),
    annual_monthly_fee: moneyObject.nullable(),
    annual_fee: moneyObject.nullable(),
    amount: z.int().describe("The monthly fee in minor units; 0 where it is not offered."),
    amount_formatted: z.string(),
    annual_monthly_amount: z.int().describe("In minor units; 0 where it is not offered."),
    annual_monthly_amount_formatted: z.string(),
    annual_amount: z.int().describe("In minor units; 0 where it is not offered."),
    annual_amount_formatted: z.string(),
    currency_symbol: z.string(),
    currency: z.string(),
    description: z.string(),
    ...commonFields,
    payer_type: z.array(payerType),
    avatar_url: z.literal(""),
    features: z.array(featureOfChangeObject),
    free_trial_days: z.int().nullable(),
  })
  .meta({ id: "CommercePlanOfChange", description: "A plan in the older shape that changes of an item answer with." });

/** The same plan in the older shape that changes of an item answer with (`CommercePlan-2`), which knows no null amounts. */
export function toPlanOfChange(plan: PlanView): z.output<typeof planOfChangeObject> {
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

function common(plan: PlanView): Pick<z.output<typeof planObject>, keyof typeof commonFields> {
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
function payerTypeOf(plan: PlanView): z.output<typeof payerType> {
  return plan.forKind === "user" ? "user" : "org";
}

function toUnitPrice({ blockSize, tiers }: SeatPrice, currency: string): z.output<typeof unitPriceObject> {
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
