import { problemText } from "../../../shared/sentences/sentence.ts";
import { z } from "zod";
import type { PulledItem, PulledPlan, PulledPrice, PulledStatement } from "../../../shared/contract/link-pull.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import { kept, momentMs, money } from "./wire.ts";

/*
 * What an upstream bills, as far as a link reads it: plans, prices, items and statements. What a book cannot hold, such as a plan in a currency
 * that nobody knows, is told apart by a reason that is kept, and holds nothing else up.
 */

/** Of anything that is not asked for by an account's path. */
const anyId = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/u, "is not an id of Clerk's");

const wirePrice = z
  .looseObject({
    id: anyId,
    plan_id: anyId,
    instance_id: z.string().max(200),
    currency: z.string().max(20),
    amount: z.int(),
    annual_monthly_amount: z.int(),
    description: z.string().nullish(),
    is_default: z.boolean(),
    supported_billing_periods: z.string(),
  })
  .transform((price) => ({
    upstreamId: price.id,
    instanceId: price.instance_id,
    currency: price.currency,
    pulled: {
      upstreamId: price.id,
      upstreamPlanId: price.plan_id,
      ...pulledTerms(
        price.currency,
        price.supported_billing_periods === "annual" ? null : price.amount,
        price.supported_billing_periods === "month" ? null : price.annual_monthly_amount,
      ),
      description: kept(price.description ?? "", 200) || null,
      isDefault: price.is_default,
    } satisfies PulledPrice,
  }));

export const pricePage = z.looseObject({ data: z.array(wirePrice), total_count: z.int().min(0) });

const wirePlan = z.looseObject({
  id: anyId,
  name: z.string(),
  slug: z.string(),
  description: z.string().nullish(),
  fee: money.nullish(),
  annual_monthly_fee: money.nullish(),
  is_default: z.boolean(),
  for_payer_type: z.string(),
  publicly_visible: z.boolean(),
  free_trial_enabled: z.boolean(),
  free_trial_days: z.int().nullish(),
  unit_prices: z
    .array(
      z.looseObject({
        name: z.string(),
        block_size: z.int(),
        tiers: z
          .array(z.looseObject({ starts_at_block: z.int(), ends_after_block: z.int().nullish(), fee_per_block: money }))
          .max(100),
      }),
    )
    .nullish(),
});

export const planPage = z.looseObject({
  data: z.array(wirePlan.transform((plan) => ({ upstreamId: plan.id, plan }))),
  total_count: z.int().min(0),
});

/** A plan with its default price: the one that is listed for it, or else what the plan itself says of fees. */
export function pulledPlan(plan: z.output<typeof wirePlan>, listed: PulledPrice | undefined): PulledPlan {
  const { fee, annual_monthly_fee: annualFee } = plan;
  const [seats] = plan.unit_prices ?? [];
  const kinds = { user: "user", org: "organization", organization: "organization" } as const;
  return {
    upstreamId: plan.id,
    name: kept(plan.name, 100) || plan.id,
    slug: kept(plan.slug, 200),
    description: kept(plan.description ?? "", 1000) || null,
    forKind: kinds[plan.for_payer_type as keyof typeof kinds] ?? null,
    isFree: plan.is_default,
    isArchived: !plan.publicly_visible,
    trialDays: plan.free_trial_enabled ? (plan.free_trial_days ?? null) : null,
    seatPrice: seats
      ? {
          blockSize: seats.block_size,
          tiers: seats.tiers.map((tier) => ({
            startsAtBlock: tier.starts_at_block,
            endsAfterBlock: tier.ends_after_block ?? null,
            feePerBlockMinor: tier.fee_per_block.amount,
          })),
        }
      : null,
    price: listed ?? {
      upstreamId: plan.id,
      upstreamPlanId: plan.id,
      ...pulledTerms(fee?.currency ?? annualFee?.currency ?? "", fee?.amount ?? null, annualFee?.amount ?? null),
      description: null,
      isDefault: true,
    },
  };
}

type Terms = Pick<PulledPrice, "currency" | "problem" | "monthlyMinor" | "annualMonthlyMinor">;

/** What a price says, as far as a book can hold it; where it cannot, why. */
function pulledTerms(currency: string, monthlyMinor: number | null, annualMonthlyMinor: number | null): Terms {
  const isNegative = (monthlyMinor ?? 0) < 0 || (annualMonthlyMinor ?? 0) < 0;
  if (!isCurrencyCode(currency)) {
    const problem = `It is in ${currency === "" ? "no currency" : `the currency "${kept(currency, 20)}", which nobody knows`}.`;
    return { currency: null, problem, monthlyMinor: null, annualMonthlyMinor: null };
  }
  if (isNegative)
    return { currency, problem: problemText("Its fee is below zero."), monthlyMinor: null, annualMonthlyMinor: null };
  return { currency, problem: null, monthlyMinor, annualMonthlyMinor };
}

const payer = z.looseObject({
  user_id: z.string().nullish(),
  organization_id: z.string().nullish(),
  credits_balance: money.nullish(),
});
/** Null where nobody is named, or somebody by what is no id. */
function payerId(said: z.output<typeof payer> | null | undefined): string | null {
  const named = said?.user_id || said?.organization_id;
  return anyId.safeParse(named).data ?? null;
}

/** Whatever else an item may be called, it is over, or never came to anything. */
const itemStatuses = ["active", "past_due", "canceled", "upcoming"] as const;

const itemFields = z.looseObject({
  id: anyId,
  status: z.string(),
  plan_id: anyId.nullish(),
  price_id: anyId.nullish().catch(null),
  plan: z.looseObject({ is_default: z.boolean() }).nullish(),
  plan_period: z.enum(["month", "annual"]),
  payer: payer.nullish(),
  is_free_trial: z.boolean(),
  period_start: momentMs,
  period_end: momentMs.nullish(),
  canceled_at: momentMs.nullish(),
  seats: z.looseObject({ quantity: z.int().min(0).nullish() }).nullish(),
});

const wireItem = itemFields.transform((item) => {
  const upstreamAccountId = payerId(item.payer);
  return {
    upstreamId: item.id,
    upstreamAccountId,
    /** Undefined where the list says nothing of it, which is no word on whether there is any. */
    balance: item.payer?.credits_balance ?? undefined,
    paid: item.plan?.is_default === true || upstreamAccountId === null ? null : toPulledItem(item, upstreamAccountId),
  };
});

function toPulledItem(item: z.output<typeof itemFields>, upstreamAccountId: string): PulledItem | null {
  if (!item.plan_id) return null;
  const known = itemStatuses.find((status) => status === item.status) ?? "ended";
  return {
    upstreamId: item.id,
    upstreamAccountId,
    upstreamPlanId: item.plan_id,
    upstreamPriceId: item.price_id ?? null,
    // One that is active and was cancelled is in force until its period is over.
    status: known === "active" && item.canceled_at ? "canceled" : known,
    period: item.plan_period,
    seats: item.seats?.quantity ?? null,
    isTrial: item.is_free_trial,
    periodStartMs: item.period_start,
    periodEndMs: item.period_end ?? null,
  };
}

export const itemPage = z.looseObject({ data: z.array(wireItem), total_count: z.int().min(0) });

export const subscriptionOfOne = z.looseObject({ subscription_items: z.array(wireItem).nullish() });

const credits = z
  .looseObject({ payer: z.looseObject({ remaining_balance: money, applied_amount: money }).nullish() })
  .nullish();

const statementFields = z.looseObject({
  id: anyId,
  timestamp: momentMs,
  status: z.enum(["open", "closed"]),
  payer: payer.nullish(),
  totals: z.looseObject({ grand_total: money, credits }),
  groups: z
    .array(
      z.looseObject({
        items: z.array(
          z.looseObject({ subscription_item_id: z.string().nullish(), totals: z.looseObject({ credits }).nullish() }),
        ),
      }),
    )
    .nullish(),
});

const wireStatement = statementFields.transform((statement) => ({
  atMs: statement.timestamp,
  upstreamId: statement.id,
  pulled: toPulledStatement(statement),
}));

/** Null for one of which nothing can be said here: of nobody, in a currency that nobody knows, or of more than can be counted. */
function toPulledStatement({
  id,
  timestamp,
  status,
  payer: who,
  totals,
  groups,
}: z.output<typeof statementFields>): PulledStatement | null {
  const upstreamAccountId = payerId(who);
  const { amount: totalMinor, currency } = totals.grand_total;
  if (upstreamAccountId === null || !isCurrencyCode(currency)) return null;
  // Attempts at one charge repeat what it used of credit and what that left, so those that say the same are one.
  const charges = (groups ?? [])
    .flatMap(({ items }) => items)
    .flatMap(({ subscription_item_id: itemId, totals: of }) => {
      const used = of?.credits?.payer;
      return used
        ? [[`${itemId ?? ""} ${used.applied_amount.amount} ${used.remaining_balance.amount}`, used] as const]
        : [];
    });
  const said = totals.credits === undefined ? [...new Map(charges).values()] : [totals.credits?.payer];
  const appliedMinor = said.reduce((sum, used) => sum + (used?.applied_amount.amount ?? 0), 0);
  if (!Number.isSafeInteger(appliedMinor)) return null;
  return {
    upstreamId: id,
    upstreamAccountId,
    status,
    atMs: timestamp,
    currency,
    totalMinor,
    appliedMinor: Math.max(0, appliedMinor),
  };
}

export const statementPage = z.looseObject({ data: z.array(wireStatement), total_count: z.int().min(0) });
export const oneStatement = wireStatement;
