import { z } from "zod";
import type { ListedStatement, SeatTotals } from "../../../../shared/contract/listings.ts";
import type { ProrationView } from "../../../../shared/contract/subscriptions.ts";
import { moneyObject, toMoney } from "../money.ts";

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

const seatTierObject = z
  .strictObject({
    quantity: z.int().describe("Seats in this tier."),
    fee_per_block: moneyObject.describe("For the whole period."),
    total: moneyObject,
  })
  .meta({ id: "CommercePerUnitTotalTier", description: "What the seats of one tier come to." });

const perUnitTotalObject = z
  .strictObject({
    name: z.literal("seats"),
    block_size: z.int().describe("How many seats one block holds; a started block counts whole."),
    tiers: z.array(seatTierObject),
  })
  .meta({ id: "CommercePerUnitTotal", description: "What seats come to, by tier." });

/** The field with what seats come to; no field where there are none. */
export const perUnitTotalFields = {
  per_unit_totals: z.array(perUnitTotalObject).optional().describe("There where seats cost something."),
};

export const creditsObject = z
  .strictObject({
    proration: z
      .strictObject({
        amount: moneyObject.describe("Before tax."),
        cycle_days_remaining: z.int(),
        cycle_days_total: z.int(),
        cycle_remaining_percent: z.number().describe("0 to 100, for people to read."),
      })
      .meta({ id: "CommerceProrationCredit", description: "What is given back for time that is not used." })
      .nullable(),
    payer: z
      .strictObject({
        remaining_balance: moneyObject.describe("What is left of the credit afterwards."),
        applied_amount: moneyObject,
      })
      .meta({ id: "CommercePayerCredit", description: "How much of the account's credit is used." })
      .nullable(),
    total: moneyObject,
  })
  .meta({ id: "CommerceCredits", description: "What unused time and the account's credit take off." });

export const totalsObject = z
  .strictObject({
    subtotal: moneyObject.describe("After discounts, before tax."),
    base_fee: moneyObject.describe("The plan's own fee, before discounts."),
    tax_total: moneyObject,
    grand_total: moneyObject.describe("With tax, before the account's credit."),
    ...perUnitTotalFields,
    credits: creditsObject.nullable(),
    discounts: z
      .strictObject({ proration: z.null(), total: moneyObject })
      .meta({ id: "CommerceDiscounts", description: "What discounts took off." })
      .nullable(),
  })
  .meta({ id: "CommerceTotals", description: "What is charged, and what credit and discounts take off." });

/** `CommerceTotalsResponse-2`: what is charged, and what credit and discounts took off. */
export function toTotals(facts: TotalsFacts): z.output<typeof totalsObject> {
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

/** What an invoice comes to, as its statement and each of its payments say it. */
export function toStatementTotals(statement: ListedStatement): z.output<typeof totalsObject> {
  const { invoice, baseFeeMinor, seatTotals, proration } = statement;
  return toTotals({ ...invoice, baseFeeMinor, seatTotals, proration });
}

/** The field with what seats come to, by tier (`CommercePerUnitTotal-2`); no field where there are none. */
export function toPerUnitTotals({ seatTotals, currency }: Pick<TotalsFacts, "seatTotals" | "currency">): {
  per_unit_totals?: z.output<typeof perUnitTotalObject>[];
} {
  if (seatTotals === null) return {};
  const tiers = toSeatTiers(seatTotals, currency);
  return { per_unit_totals: [{ name: "seats", block_size: seatTotals.blockSize, tiers }] };
}

function toSeatTiers({ tiers }: SeatTotals, currency: string): z.output<typeof seatTierObject>[] {
  return tiers.map((tier) => ({
    quantity: tier.quantity,
    fee_per_block: toMoney(tier.feePerBlockMinor, currency),
    total: toMoney(tier.totalMinor, currency),
  }));
}

export const seatsObject = z.strictObject({ quantity: z.int(), tiers: z.array(seatTierObject) }).meta({
  id: "CommerceSubscriptionItemSeats",
  description: "How many seats an item has, and what a period of them costs.",
});

/** `CommerceSubscriptionItemSeatsResponse`. @param totals null where the seats cost nothing that is known. */
export function toSeats(quantity: number, totals: SeatTotals | null, currency: string): z.output<typeof seatsObject> {
  return { quantity, tiers: totals ? toSeatTiers(totals, currency) : [] };
}

/** `CommerceCreditsResponse`: unused time and account credit; null where neither has anything to do with it. */
export function toCredits({
  currency,
  proration,
  creditAppliedMinor,
  creditLeftMinor,
}: TotalsFacts): z.output<typeof creditsObject> | null {
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
