import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { command, query } from "./definition.ts";
import { accountKind, currencyCode, id, idempotencyKey, line, minorAmount } from "./fields.ts";

/** A monthly amount of a price: zero is a price too. Whether it is one the book can hold is checked where it is used. */
const feeAmount = z.int().min(0);

/**
 * What seats cost beside the base fee, in graduated tiers (BEHAVIOUR 6.1). Tier k covers the blocks from `startsAtBlock` to
 * `endsAfterBlock`; the last tier has no end. That the tiers neither overlap nor leave a gap is checked by the engine, which
 * answers `price_tiers_invalid`.
 */
export const seatPrice = z.strictObject({
  /** How many seats one block holds; a started block counts whole. */
  blockSize: z.int(),
  tiers: z
    .array(
      z.strictObject({
        /** 1 for the first block. */
        startsAtBlock: z.int(),
        endsAfterBlock: z.int().nullable(),
        /** A month of one block; a year that is billed at once is twelve of them. */
        feePerBlockMinor: z.int(),
      }),
    )
    .max(100),
});
export type SeatPrice = z.infer<typeof seatPrice>;

export const priceView = z.strictObject({
  id,
  planId: id,
  description: z.string().nullable(),
  currency: currencyCode,
  /** One month, billed monthly; null where it is not offered by the month. */
  monthlyMinor: minorAmount.nullable(),
  /** One month where a year is billed at once; null where it is not offered by the year. */
  annualMonthlyMinor: minorAmount.nullable(),
  /** The annual charge: the amount above × 12. */
  annualMinor: minorAmount.nullable(),
  seatPrice: seatPrice.nullable(),
  isDefault: z.boolean(),
});
export type PriceView = z.infer<typeof priceView>;

const featureView = z.strictObject({ id, slug: z.string(), name: z.string(), description: z.string().nullable() });
export type FeatureView = z.infer<typeof featureView>;

const planView = z.strictObject({
  id,
  name: z.string(),
  slug: z.string(),
  description: z.string().nullable(),
  forKind: accountKind,
  isFree: z.boolean(),
  isArchived: z.boolean(),
  /** Days of free trial that a new subscription begins with; null: none. */
  trialDays: z.int().nullable(),
  features: z.array(featureView),
  /** The default price, which new subscriptions get. */
  priceId: id,
  currency: currencyCode,
  monthlyMinor: minorAmount.nullable(),
  annualMonthlyMinor: minorAmount.nullable(),
  /** The annual charge: the amount above × 12 (BEHAVIOUR 6.1). */
  annualMinor: minorAmount.nullable(),
  seatPrice: seatPrice.nullable(),
  /** How many prices there are beside the default one. */
  customPriceCount: z.int(),
  subscriberCount: z.int(),
});
export type PlanView = z.infer<typeof planView>;

const slug = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/u, { error: problemText("may have lower-case letters, digits and hyphens") });

const featureInput = z.strictObject({
  slug,
  name: line(100),
  description: line(500).nullable().default(null),
});
/** Features are the book's, by their slug: one that another plan has is the same one, and gets this name and description. */
const featuresInput = z
  .array(featureInput)
  .max(100)
  .refine((features) => new Set(features.map((feature) => feature.slug)).size === features.length, {
    error: problemText("has a slug twice"),
  });

const taxRateView = z.strictObject({
  id,
  name: z.string(),
  /** 24 % is 240,000. */
  ratePartsPerMillion: z.int(),
});
export type TaxRateView = z.infer<typeof taxRateView>;

const discountView = z.strictObject({
  id,
  name: z.string(),
  /** A share of the charge, 10 % is 100,000; null where an amount is taken off. */
  partsPerMillion: z.int().nullable(),
  amountMinor: minorAmount.nullable(),
  /** The amount's currency; null for a share. */
  currency: currencyCode.nullable(),
  /** For how many periods; null for good. */
  periods: z.int().nullable(),
});
export type DiscountView = z.infer<typeof discountView>;

export const plansContract = {
  "plans.list": query({
    summary: "Lists plans with their default prices, the free ones first.",
    input: z.strictObject({}),
    output: z.strictObject({ plans: z.array(planView) }),
    errors: [],
  }),
  "plans.create": command({
    summary: "Adds a plan with its default price: a base fee, seats in tiers, or both (BEHAVIOUR 6.1).",
    right: "catalog",
    audit: { about: "plan", id: "planId" },
    input: z.strictObject({
      name: line(100),
      slug,
      description: line(1000).nullable().default(null),
      forKind: accountKind,
      currency: currencyCode,
      /** 0 where only seats are charged. */
      monthlyMinor: feeAmount,
      annualMonthlyMinor: feeAmount.nullable().default(null),
      seatPrice: seatPrice.nullable().default(null),
      trialDays: z.int().nullable().default(null),
      features: featuresInput.default([]),
      idempotencyKey,
    }),
    addedFields: ["description", "seatPrice", "trialDays", "features"],
    output: z.strictObject({ planId: id, priceId: id }),
    errors: [
      "idempotency_conflict",
      "plan_exists",
      "amount_out_of_range",
      "price_without_charge",
      "price_tiers_invalid",
      "trial_days_out_of_range",
    ],
  }),
  "plans.update": command({
    summary: "Changes what a plan says of itself; its prices stay as they are. What is left out stays too.",
    right: "catalog",
    audit: { about: "plan", id: "planId" },
    input: z.strictObject({
      planId: id,
      name: line(100).optional(),
      description: line(1000).nullable().optional(),
      /** For subscriptions that begin later. */
      trialDays: z.int().nullable().optional(),
      features: featuresInput.optional(),
      /** An archived plan takes no new subscription; those it has keep it. */
      isArchived: z.boolean().optional(),
      idempotencyKey,
    }),
    output: z.strictObject({ planId: id }),
    errors: ["plan_not_found", "idempotency_conflict", "plan_is_free", "trial_days_out_of_range"],
  }),
  "prices.list": query({
    summary: "Lists a plan's prices, the default one first, then the newest.",
    input: z.strictObject({ planId: id }),
    output: z.strictObject({ prices: z.array(priceView) }),
    errors: ["plan_not_found"],
  }),
  "prices.create": command({
    summary: "Adds a price beside a plan's default one, for single customers (BEHAVIOUR 6.2). Prices never change.",
    right: "prices",
    audit: { about: "price", id: "priceId" },
    input: z.strictObject({
      planId: id,
      description: line(200).nullable().default(null),
      currency: currencyCode,
      /** Null: not offered by the month. Nothing at all may be charged for: a complimentary price. */
      monthlyMinor: feeAmount.nullable(),
      annualMonthlyMinor: feeAmount.nullable().default(null),
      seatPrice: seatPrice.nullable().default(null),
      /** New subscriptions get it from now on; those that there are keep theirs. */
      isDefault: z.boolean().default(false),
      idempotencyKey,
    }),
    output: z.strictObject({ priceId: id }),
    errors: [
      "plan_not_found",
      "idempotency_conflict",
      "plan_is_free",
      "amount_out_of_range",
      "price_without_charge",
      "price_tiers_invalid",
    ],
  }),
  "taxRates.list": query({
    summary: "Lists the book's tax rates, lowest first.",
    input: z.strictObject({}),
    output: z.strictObject({ taxRates: z.array(taxRateView) }),
    errors: [],
  }),
  "taxRates.create": command({
    summary: "Adds a tax rate, which accounts and one-off charges can then carry.",
    right: "catalog",
    audit: { about: "taxRate", id: "taxRateId" },
    input: z.strictObject({ name: line(60), ratePartsPerMillion: z.int().min(0).max(1_000_000), idempotencyKey }),
    output: z.strictObject({ taxRateId: id }),
    errors: ["idempotency_conflict", "tax_rate_exists"],
  }),
  "discounts.list": query({
    summary: "Lists the book's discounts, newest first.",
    input: z.strictObject({}),
    output: z.strictObject({ discounts: z.array(discountView) }),
    errors: [],
  }),
  "discounts.create": command({
    summary: "Adds a discount, a share or an amount off, which subscriptions can then carry (BEHAVIOUR 6.8).",
    right: "catalog",
    audit: { about: "discount", id: "discountId" },
    input: z.strictObject({
      name: line(100),
      /** Either this, above 0 and at most 1,000,000 … */
      partsPerMillion: z.int().nullable().default(null),
      /** … or this, above 0, with its currency. */
      amountMinor: z.int().nullable().default(null),
      currency: currencyCode.nullable().default(null),
      periods: z.int().nullable().default(null),
      idempotencyKey,
    }),
    output: z.strictObject({ discountId: id }),
    errors: ["idempotency_conflict", "discount_out_of_range"],
  }),
};
