import { toDecimalString } from "../../shared/money/format.ts";
import { csvText } from "./csv-text.ts";

export type AccountKind = "user" | "organization";

/** A plan in one currency. */
export interface SamplePlan {
  readonly slug: string;
  readonly name: string;
  readonly forKind: AccountKind;
  readonly currency: string;
  readonly monthlyMinor: number;
  /** A month's part of the fee that is billed once a year. */
  readonly annualMonthlyMinor: number;
  /** How often accounts of the kind choose it. */
  readonly weight: number;
}

type Fees = readonly [monthlyMinor: number, annualMonthlyMinor: number];
interface Tariff {
  readonly slug: string;
  readonly name: string;
  readonly forKind: AccountKind;
  readonly weight: number;
  readonly fees: Readonly<Record<"USD" | "EUR" | "GBP" | "JPY", Fees>>;
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
];

/** Every tariff in every currency; a plan has one price, so each currency is a plan of its own. */
export const samplePlans: readonly SamplePlan[] = tariffs.flatMap(({ slug, name, forKind, weight, fees }) =>
  Object.entries(fees).map(([currency, [monthlyMinor, annualMonthlyMinor]]) => ({
    slug: currency === "USD" ? slug : `${slug}-${currency.toLowerCase()}`,
    name: currency === "USD" ? name : `${name} (${currency})`,
    forKind,
    currency,
    monthlyMinor,
    annualMonthlyMinor,
    weight,
  })),
);

export function plansFile(): string {
  return csvText(
    ["slug", "name", "for", "currency", "monthly_fee", "annual_monthly_fee"],
    samplePlans.map(({ slug, name, forKind, currency, monthlyMinor, annualMonthlyMinor }) => [
      slug,
      name,
      forKind,
      currency,
      toDecimalString(monthlyMinor, currency),
      toDecimalString(annualMonthlyMinor, currency),
    ]),
  );
}
