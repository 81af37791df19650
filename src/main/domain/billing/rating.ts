import type { BillingPeriod } from "../../../shared/calendar.ts";
import type { Explanation, ExplanationStep } from "../../../shared/contract/explanation.ts";
import type { SeatPrice } from "../../../shared/contract/plans.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { minorUnits, multiplyByFraction, sumMinorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import type { Price } from "./facts.ts";

/** What one period costs for one thing that is charged: the base fee, or the seats. */
export interface RatedCharge {
  readonly kind: "fee" | "seats";
  readonly quantity: number;
  /** Null where the units do not all cost the same. */
  readonly unitMinor: MinorUnits | null;
  readonly amountMinor: MinorUnits;
  readonly steps: Explanation;
}

const monthsBilled: Readonly<Record<BillingPeriod, number>> = { month: 1, annual: 12 };
/** The most seats that a subscription can have; the least is one. */
export const mostSeats = 1_000_000;

/**
 * What one period of a price costs before discount and tax: the base fee, and the seats beside it (BEHAVIOUR 6.1). A year is
 * twelve times the month of its own, billed at once.
 *
 * @param seats null where the price has none; {@link requireSeats} has checked that they fit.
 * @throws AppError `price_period_not_offered`, `amount_out_of_range`.
 */
export function ratePeriod(price: Price, period: BillingPeriod, seats: number | null): RatedCharge[] {
  const monthlyMinor = requireOffered(price, period);
  const charges: RatedCharge[] = [];
  const hasBaseFee = monthlyMinor > 0 || price.seatPrice === null;
  if (hasBaseFee) {
    const { amountMinor, steps } = billMonths(monthlyMinor, period);
    charges.push({
      kind: "fee",
      quantity: 1,
      unitMinor: amountMinor,
      amountMinor,
      steps: steps.length > 0 ? steps : [{ kind: "fee", period, amountMinor }],
    });
  }
  if (price.seatPrice !== null && seats !== null) charges.push(rateSeats(price.seatPrice, period, seats));
  return charges;
}

/** What one period costs in all, before discount and tax. */
export function periodFee(price: Price, period: BillingPeriod, seats: number | null): MinorUnits {
  return sumMinorUnits(ratePeriod(price, period, seats).map((charge) => charge.amountMinor));
}

/**
 * What a month costs on average, by which upgrades are told from downgrades (BEHAVIOUR 6.6). A year's price is a monthly amount
 * to begin with, so nothing is divided.
 */
export function monthlyEquivalent(price: Price, period: BillingPeriod, seats: number | null): MinorUnits {
  const seatsMinor = price.seatPrice === null || seats === null ? 0 : sumTiers(price.seatPrice, seats).amountMinor;
  return minorUnits(requireOffered(price, period) + seatsMinor);
}

/**
 * Seats in graduated tiers (BEHAVIOUR 6.1): started blocks count whole, and each block costs what the tier says that it falls in.
 */
export function rateSeats(seatPrice: SeatPrice, period: BillingPeriod, seats: number): RatedCharge {
  const tiers = sumTiers(seatPrice, seats);
  const billed = billMonths(tiers.amountMinor, period);
  const onlyTier = tiers.used.length === 1 ? tiers.used[0] : undefined;
  return {
    kind: "seats",
    quantity: seats,
    unitMinor: onlyTier && seatPrice.blockSize === 1 ? billMonths(onlyTier.feePerBlockMinor, period).amountMinor : null,
    amountMinor: billed.amountMinor,
    steps: [...tiers.steps, ...billed.steps],
  };
}

function sumTiers({ blockSize, tiers }: SeatPrice, seats: number) {
  const blocks = Math.ceil(seats / blockSize);
  const used = tiers.flatMap((tier) => {
    const lastBlock = Math.min(blocks, tier.endsAfterBlock ?? blocks);
    const blocksInTier = lastBlock - tier.startsAtBlock + 1;
    if (blocksInTier <= 0) return [];
    const amountMinor = multiplyByFraction(tier.feePerBlockMinor, { numerator: blocksInTier, denominator: 1 });
    return [{ ...tier, blocks: blocksInTier, amountMinor }];
  });
  const amountMinor = sumMinorUnits(used.map((tier) => tier.amountMinor));
  const steps: ExplanationStep[] = [
    { kind: "blocks", units: seats, blockSize, blocks },
    ...used.map((tier): ExplanationStep => ({ kind: "tier", ...tier })),
  ];
  return { used, amountMinor, steps };
}

function billMonths(
  monthlyMinor: number,
  period: BillingPeriod,
): { amountMinor: MinorUnits; steps: ExplanationStep[] } {
  const months = monthsBilled[period];
  const amountMinor = multiplyByFraction(monthlyMinor, { numerator: months, denominator: 1 });
  return { amountMinor, steps: months === 1 ? [] : [{ kind: "months", months, monthlyMinor, amountMinor }] };
}

/**
 * The monthly amount of a price for a period.
 *
 * @throws AppError `price_period_not_offered` where there is none.
 */
export function requireOffered(price: Price, period: BillingPeriod): number {
  const monthlyMinor = period === "month" ? price.monthlyMinor : price.annualMonthlyMinor;
  if (monthlyMinor === null) {
    throw new AppError(
      "price_period_not_offered",
      period === "month"
        ? sentence("The price is not offered by the month.")
        : sentence("The price is not offered by the year."),
    );
  }
  return monthlyMinor;
}

/**
 * Whether so many seats can be had of a price.
 *
 * @throws AppError `seats_not_offered` where the price has none, `seats_out_of_range` where it has and the number is missing or out
 * of range.
 */
export function requireSeats(price: Price, seats: number | null): void {
  if (price.seatPrice === null) {
    if (seats !== null) throw new AppError("seats_not_offered", sentence("The price has no seats."));
    return;
  }
  if (seats === null)
    throw new AppError("seats_out_of_range", sentence("The price has seats, and their number is missing."));
  if (!Number.isSafeInteger(seats) || seats < 1 || seats > mostSeats) {
    throw new AppError("seats_out_of_range", sentence("{seats} is not a number of seats.", { seats }), { seats });
  }
}
