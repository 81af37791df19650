import { createDayOfRecord, type CivilDate } from "../../../shared/calendar.ts";
import type { AsOfBasis } from "../../../shared/contract/ledger.ts";
import type { BrokenEntry } from "./chain-walk.ts";
import { createEarliest } from "./earliest.ts";

/** The sum of what entries in a currency moved on one day, by one of their two dates (BEHAVIOUR 11.4). */
export type DayTotal = readonly [by: AsOfBasis, currency: string, on: CivilDate, amountMinor: number];

/** What the totals of days need of an entry. */
export type DatedFigures = readonly [
  sequence: number,
  currency: string,
  amountMinor: number,
  effectiveOn: CivilDate,
  createdAtMs: number,
];

/** Adds up the entries of each day, to compare it with what is kept beside them (BEHAVIOUR 4.3). */
export interface DayTotals {
  take(entries: Iterable<DatedFigures>): void;
  /** The last entry of the first day whose kept total is another, is missing, or has no entry behind it; null where all are right. */
  firstDifference(kept: Iterable<DayTotal>, headSequence: number): BrokenEntry | null;
}

/** @param timeZone the book's. */
export function createDayTotals(timeZone: string): DayTotals {
  /** All accounts of a book together may have more than a number can count. */
  const totals = new Map<string, { amountMinor: bigint; lastSequence: number }>();
  const dayOfRecord = createDayOfRecord(timeZone);

  function add(key: string, amountMinor: bigint, sequence: number): void {
    const total = totals.get(key);
    if (!total) {
      totals.set(key, { amountMinor, lastSequence: sequence });
      return;
    }
    total.amountMinor += amountMinor;
    total.lastSequence = sequence;
  }

  return {
    take(entries) {
      for (const [sequence, currency, amountMinor, effectiveOn, createdAtMs] of entries) {
        const amount = BigInt(amountMinor);
        add(keyOf("effective", currency, effectiveOn), amount, sequence);
        add(keyOf("recorded", currency, dayOfRecord(createdAtMs)), amount, sequence);
      }
    },
    firstDifference(kept, headSequence) {
      const earliest = createEarliest();
      const missing = new Map(totals);
      for (const [by, currency, on, amountMinor] of kept) {
        const key = keyOf(by, currency, on);
        const total = totals.get(key);
        missing.delete(key);
        if (!total) earliest.note(headSequence, `the kept total of ${key} has no entry behind it`);
        else if (Number(total.amountMinor) !== amountMinor)
          earliest.note(total.lastSequence, `the kept total of ${key} is not what the entries add up to`);
      }
      for (const [key, { lastSequence }] of missing) earliest.note(lastSequence, `the total of ${key} is not kept`);
      return earliest.found();
    },
  };
}

function keyOf(by: AsOfBasis, currency: string, on: CivilDate): string {
  return `${currency} ${on} (${by})`;
}
