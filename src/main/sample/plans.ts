import type { SeatPrice } from "../../shared/contract/plans.ts";
import { toCsv } from "../../shared/csv.ts";

export type AccountKind = "user" | "organization";

/** A plan in one currency. */
export interface SamplePlan {
  /** What it is called whatever the currency. */
  readonly tariff: string;
  readonly slug: string;
  readonly name: string;
  readonly forKind: AccountKind;
  readonly currency: string;
  readonly monthlyMinor: number;
  /** A month's part of the fee that is billed once a year. */
  readonly annualMonthlyMinor: number;
  /** Null where it has no seats. */
  readonly seatPrice: SeatPrice | null;
  /** The free trial of who comes new; null: none. */
  readonly trialDays: number | null;
  /** With how many seats the smallest customers begin. */
  readonly fewestSeats: number | null;
  /** How often accounts of the kind choose it. */
  readonly weight: number;
}

type Currency = "USD" | "EUR" | "GBP" | "JPY";
type Fees = readonly [monthlyMinor: number, annualMonthlyMinor: number];
interface Tariff {
  readonly slug: string;
  readonly name: string;
  readonly forKind: AccountKind;
  readonly weight: number;
  readonly trialDays?: number;
  readonly fees: Readonly<Record<Currency, Fees>>;
  readonly seats?: Seats;
}

/** Seats in blocks and graduated tiers: up to which block, and what a block of the tier costs in each currency. */
interface Seats {
  readonly blockSize: number;
  readonly fewest: number;
  readonly tiers: readonly (Readonly<Record<Currency, number>> & { readonly endsAfterBlock: number | null })[];
}

const tariffs: readonly Tariff[] = [
  {
    slug: "plus",
    name: "Plus",
    forKind: "user",
    weight: 50,
    fees: { USD: [900, 750], EUR: [900, 750], GBP: [800, 650], JPY: [1300, 1080] },
  },
  {
    slug: "pro",
    name: "Pro",
    forKind: "user",
    weight: 38,
    trialDays: 14,
    fees: { USD: [2000, 1600], EUR: [1900, 1550], GBP: [1700, 1350], JPY: [2900, 2400] },
  },
  {
    slug: "studio",
    name: "Studio",
    forKind: "user",
    weight: 12,
    fees: { USD: [4900, 3900], EUR: [4600, 3700], GBP: [3900, 3200], JPY: [6900, 5500] },
  },
  {
    slug: "team",
    name: "Team",
    forKind: "organization",
    weight: 45,
    fees: { USD: [2000, 1600], EUR: [1900, 1550], GBP: [1700, 1350], JPY: [2900, 2400] },
  },
  {
    slug: "business",
    name: "Business",
    forKind: "organization",
    weight: 35,
    fees: { USD: [9900, 7900], EUR: [9500, 7600], GBP: [8500, 6900], JPY: [14900, 11900] },
  },
  {
    slug: "scale",
    name: "Scale",
    forKind: "organization",
    weight: 15,
    fees: { USD: [29900, 24995], EUR: [28500, 23900], GBP: [24900, 20900], JPY: [44900, 37500] },
  },
  {
    slug: "enterprise",
    name: "Enterprise",
    forKind: "organization",
    weight: 5,
    fees: { USD: [129900, 108250], EUR: [119900, 99900], GBP: [109900, 91500], JPY: [198000, 165000] },
  },
  {
    slug: "workspace",
    name: "Workspace",
    forKind: "organization",
    weight: 40,
    trialDays: 14,
    fees: { USD: [2900, 2400], EUR: [2700, 2250], GBP: [2400, 2000], JPY: [4400, 3600] },
    seats: {
      blockSize: 1,
      fewest: 3,
      tiers: [
        { endsAfterBlock: 5, USD: 0, EUR: 0, GBP: 0, JPY: 0 },
        { endsAfterBlock: 50, USD: 900, EUR: 850, GBP: 750, JPY: 1350 },
        { endsAfterBlock: null, USD: 700, EUR: 650, GBP: 580, JPY: 1050 },
      ],
    },
  },
  {
    slug: "campus",
    name: "Campus",
    forKind: "organization",
    weight: 5,
    trialDays: 30,
    fees: { USD: [0, 0], EUR: [0, 0], GBP: [0, 0], JPY: [0, 0] },
    seats: {
      blockSize: 25,
      fewest: 40,
      tiers: [
        { endsAfterBlock: 4, USD: 9500, EUR: 9000, GBP: 7900, JPY: 14000 },
        { endsAfterBlock: null, USD: 8000, EUR: 7600, GBP: 6600, JPY: 12000 },
      ],
    },
  },
];

/** Every tariff in every currency; a plan has one price, so each currency is a plan of its own. */
export const samplePlans: readonly SamplePlan[] = tariffs.flatMap(
  ({ slug, name, forKind, weight, trialDays, fees, seats }) =>
    (Object.entries(fees) as [Currency, Fees][]).map(([currency, [monthlyMinor, annualMonthlyMinor]]) => ({
      tariff: slug,
      slug: currency === "USD" ? slug : `${slug}-${currency.toLowerCase()}`,
      name: currency === "USD" ? name : `${name} (${currency})`,
      forKind,
      currency,
      monthlyMinor,
      annualMonthlyMinor,
      seatPrice: seats ? seatPriceIn(currency, seats) : null,
      trialDays: trialDays ?? null,
      fewestSeats: seats?.fewest ?? null,
      weight,
    })),
);

function seatPriceIn(currency: Currency, { blockSize, tiers }: Seats): SeatPrice {
  return {
    blockSize,
    tiers: tiers.map((tier, index) => ({
      startsAtBlock: (tiers[index - 1]?.endsAfterBlock ?? 0) + 1,
      endsAfterBlock: tier.endsAfterBlock,
      feePerBlockMinor: tier[currency],
    })),
  };
}

/** What a month costs a customer by the plan's own price. */
export function monthlyFeeMinor({ monthlyMinor, seatPrice }: SamplePlan, seats: number | null): number {
  if (seatPrice === null || seats === null) return monthlyMinor;
  const blocks = Math.ceil(seats / seatPrice.blockSize);
  return seatPrice.tiers.reduce((fee, { startsAtBlock, endsAfterBlock, feePerBlockMinor }) => {
    const blocksInTier = Math.max(0, Math.min(blocks, endsAfterBlock ?? blocks) - startsAtBlock + 1);
    return fee + blocksInTier * feePerBlockMinor;
  }, monthlyMinor);
}

/** The plans that a file can bring in; those with seats are made at the desk. */

const plansInFile = samplePlans.filter(({ seatPrice }) => seatPrice === null);

export function plansFile(): string {
  return toCsv([
    ["slug", "name", "for", "currency", "monthly_fee", "annual_monthly_fee"],
    ...plansInFile.map(({ slug, name, forKind, currency, monthlyMinor, annualMonthlyMinor }) => [
      slug,
      name,
      forKind,
      currency,
      { amountMinor: monthlyMinor, currency },
      { amountMinor: annualMonthlyMinor, currency },
    ]),
  ]);
}
