import { firstPeriodFrom, periodsStarted, type BillingPeriod, type CivilDate } from "../../../shared/calendar.ts";

/** Subscription items that have the same periods ahead of them. */
export interface DueItems {
  readonly anchorOn: CivilDate;
  readonly period: BillingPeriod;
  readonly nextPeriodIndex: number;
  /** The day from which they are no longer in force, where that is known. */
  readonly endsOn: CivilDate | null;
  readonly count: number;
}

/** How many invoices it takes to bill the items up to a day: one for each period that starts on it or before, and before they end. */
export function countDueInvoices(groups: Iterable<DueItems>, throughOn: CivilDate): number {
  let invoices = 0;
  for (const { anchorOn, period, nextPeriodIndex, endsOn, count } of groups) {
    const endIndex =
      endsOn !== null && endsOn <= throughOn
        ? firstPeriodFrom(anchorOn, period, endsOn)
        : periodsStarted(anchorOn, period, throughOn);
    invoices += Math.max(0, endIndex - nextPeriodIndex) * count;
  }
  return invoices;
}
