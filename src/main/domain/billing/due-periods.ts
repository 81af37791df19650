import { addDays, firstPeriodFrom, type BillingPeriod, type CivilDate } from "../../../shared/calendar.ts";

/** Subscription items that have the same periods ahead of them. */
export interface DueItems {
  readonly anchorOn: CivilDate;
  readonly period: BillingPeriod;
  readonly nextPeriodIndex: number;
  readonly count: number;
}

/** How many invoices it takes to bill the items up to a day: one for each period that starts on it or before. */
export function countDueInvoices(groups: Iterable<DueItems>, throughOn: CivilDate): number {
  let invoices = 0;
  for (const { anchorOn, period, nextPeriodIndex, count } of groups) {
    invoices += (firstPeriodFrom(anchorOn, period, addDays(throughOn, 1)) - nextPeriodIndex) * count;
  }
  return invoices;
}
