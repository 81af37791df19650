import type { DiscountView, PlanView, PriceView, SeatPrice, TaxRateView } from "../contract/plans.ts";
import { toDecimalString } from "../money/format.ts";
import { exportedAmount, exportedAnswer, exportedPercent, type ExportColumn } from "./column.ts";

/** What a book sells, and what is added to it and taken off it, as lists and files hold it (BEHAVIOUR 6, 7). */

export const planColumns: readonly ExportColumn<PlanView>[] = [
  { name: "slug", value: ({ slug }) => slug },
  { name: "name", value: ({ name }) => name },
  { name: "for", value: ({ forKind }) => forKind },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("monthly", ({ monthlyMinor }) => monthlyMinor),
  exportedAmount("annual", ({ annualMinor }) => annualMinor),
  exportedAnswer("has_seats", ({ seatPrice }) => seatPrice !== null),
  { name: "trial_days", value: ({ trialDays }) => trialDays },
  exportedAnswer("is_archived", ({ isArchived }) => isArchived),
  { name: "subscriber_count", value: ({ subscriberCount }) => subscriberCount },
  { name: "id", value: ({ id }) => id },
  exportedAnswer("is_free", ({ isFree }) => isFree),
  exportedAmount("annual_by_month", ({ annualMonthlyMinor }) => annualMonthlyMinor),
  { name: "seats_per_block", value: ({ seatPrice }) => seatPrice && seatPrice.blockSize },
  { name: "seat_tiers", value: ({ seatPrice, currency }) => seatPrice && writeTiers(seatPrice, currency) },
  { name: "features", value: ({ features }) => features.map(({ slug }) => slug).join(" ") },
  { name: "description", value: ({ description }) => description },
  { name: "price_id", value: ({ priceId }) => priceId },
  { name: "custom_price_count", value: ({ customPriceCount }) => customPriceCount },
];

export const priceColumns: readonly ExportColumn<PriceView>[] = [
  { name: "id", value: ({ id }) => id },
  { name: "description", value: ({ description }) => description },
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("monthly", ({ monthlyMinor }) => monthlyMinor),
  exportedAmount("annual", ({ annualMinor }) => annualMinor),
  exportedAnswer("has_seats", ({ seatPrice }) => seatPrice !== null),
  exportedAnswer("is_default", ({ isDefault }) => isDefault),
  exportedAmount("annual_by_month", ({ annualMonthlyMinor }) => annualMonthlyMinor),
  { name: "seats_per_block", value: ({ seatPrice }) => seatPrice && seatPrice.blockSize },
  { name: "seat_tiers", value: ({ seatPrice, currency }) => seatPrice && writeTiers(seatPrice, currency) },
  { name: "plan_id", value: ({ planId }) => planId },
];

/** Tiers as `--tier` of the command line takes them, so that a price can be made again from a file: `1-10=8.00 11-=6.00`. */
function writeTiers({ tiers }: SeatPrice, currency: string): string {
  return tiers
    .map(({ startsAtBlock, endsAfterBlock, feePerBlockMinor }) => {
      const fee = toDecimalString(feePerBlockMinor, currency);
      return `${startsAtBlock}-${endsAfterBlock ?? ""}=${fee}`;
    })
    .join(" ");
}

export const taxRateColumns: readonly ExportColumn<TaxRateView>[] = [
  { name: "name", value: ({ name }) => name },
  exportedPercent("percent", ({ ratePartsPerMillion }) => ratePartsPerMillion),
  { name: "id", value: ({ id }) => id },
];

export const discountColumns: readonly ExportColumn<DiscountView>[] = [
  { name: "name", value: ({ name }) => name },
  exportedPercent("percent", ({ partsPerMillion }) => partsPerMillion),
  {
    name: "amount",
    isAmount: true,
    value: ({ amountMinor, currency }) =>
      amountMinor === null || currency === null ? null : { amountMinor, currency },
  },
  { name: "currency", value: ({ currency }) => currency },
  { name: "periods", value: ({ periods }) => periods },
  { name: "id", value: ({ id }) => id },
];
