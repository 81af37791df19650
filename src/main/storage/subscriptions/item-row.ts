import type { BillingPeriod, CivilDate } from "../../../shared/calendar.ts";
import type { BilledItem, EarlierSeats } from "../../domain/billing/facts.ts";
import { parseSeatPrice } from "../plans/plan-store.ts";

/** The columns of an item with its price, plan and discount. */
export interface ItemRow {
  readonly itemId: string;
  readonly planId: string;
  readonly planName: string;
  readonly period: BillingPeriod;
  readonly priceId: string;
  readonly priceCurrency: string;
  readonly monthlyMinor: number | null;
  readonly annualMonthlyMinor: number | null;
  readonly seatPrice: string | null;
  readonly seats: number | null;
  readonly earlierSeats: string | null;
  readonly nextSeats: number | null;
  readonly startedOn: CivilDate;
  readonly anchorOn: CivilDate;
  readonly nextPeriodIndex: number;
  readonly trialEndsOn: CivilDate | null;
  readonly endsOn: CivilDate | null;
  readonly redemptionId: string | null;
  readonly discountId: string | null;
  readonly discountName: string | null;
  readonly discountParts: number | null;
  readonly discountMinor: number | null;
  readonly periodsApplied: number | null;
  readonly periodsLeft: number | null;
}

/** The columns of {@link ItemRow}, from the tables that {@link itemJoins} names. */
export const itemColumns = `item.id AS itemId, plan.id AS planId, plan.name AS planName, item.period, price.id AS priceId,
    price.currency AS priceCurrency, price.monthly_minor AS monthlyMinor, price.annual_monthly_minor AS annualMonthlyMinor,
    price.seat_price AS seatPrice, item.seats, item.earlier_seats AS earlierSeats, item.next_seats AS nextSeats, item.started_on AS startedOn,
    item.anchor_on AS anchorOn, item.next_period_index AS nextPeriodIndex, item.trial_ends_on AS trialEndsOn,
    item.ends_on AS endsOn, redemption.id AS redemptionId, discount.id AS discountId, discount.name AS discountName,
    discount.parts_per_million AS discountParts, discount.amount_minor AS discountMinor, redemption.periods_left AS periodsLeft,
    redemption.periods_applied AS periodsApplied`;
/** How an item stands to whoever asks: one that was set aside by a cancellation is given up, until the subscription is resumed. */
export const shownItemStatus = "CASE item.status WHEN 'canceled' THEN 'abandoned' ELSE item.status END";
export const itemJoins = `JOIN price ON price.id = item.price_id
  JOIN plan ON plan.id = price.plan_id
  LEFT JOIN discount_redemption redemption ON redemption.subscription_item_id = item.id AND redemption.status = 'active'
  LEFT JOIN discount ON discount.id = redemption.discount_id`;

/** The seats of earlier periods as they are stored: pairs of the index before which an item had so many, and their number. */
export function writeEarlierSeats({ earlierSeats }: Pick<BilledItem, "earlierSeats">): string | null {
  if (earlierSeats.length === 0) return null;
  return JSON.stringify(earlierSeats.map(({ beforeIndex, seats }) => [beforeIndex, seats]));
}

function readEarlierSeats(stored: string | null): EarlierSeats[] {
  if (stored === null) return [];
  return (JSON.parse(stored) as [number, number][]).map(([beforeIndex, seats]) => ({ beforeIndex, seats }));
}

export function toBilledItem(row: ItemRow): BilledItem {
  const { redemptionId, discountId, discountName } = row;
  return {
    id: row.itemId,
    planId: row.planId,
    planName: row.planName,
    period: row.period,
    price: {
      id: row.priceId,
      currency: row.priceCurrency,
      monthlyMinor: row.monthlyMinor,
      annualMonthlyMinor: row.annualMonthlyMinor,
      seatPrice: parseSeatPrice(row.seatPrice),
    },
    seats: row.seats,
    earlierSeats: readEarlierSeats(row.earlierSeats),
    nextSeats: row.nextSeats,
    startedOn: row.startedOn,
    anchorOn: row.anchorOn,
    nextPeriodIndex: row.nextPeriodIndex,
    trialEndsOn: row.trialEndsOn,
    endsOn: row.endsOn,
    discount:
      redemptionId === null || discountId === null || discountName === null
        ? null
        : {
            redemptionId,
            discountId,
            name: discountName,
            partsPerMillion: row.discountParts,
            amountMinor: row.discountMinor,
            periodsApplied: row.periodsApplied ?? 0,
            periodsLeft: row.periodsLeft,
          },
  };
}
