import { createDayOfRecord, type CivilDate } from "../../../shared/calendar.ts";
import type { AsOfBasis, EntrySourceType } from "../../../shared/contract/ledger.ts";
import type { BrokenEntry } from "./chain-walk.ts";
import { createEarliest } from "./earliest.ts";
import { finding } from "../../../shared/sentences/sentence.ts";

/**
 * What entries in a currency that have one source and one reason moved on one day, by one of their two dates, and how many they are
 * (BEHAVIOUR 11.4, 11.5).
 */
export type DayTotal = readonly [
  by: AsOfBasis,
  currency: string,
  on: CivilDate,
  sourceType: EntrySourceType,
  /** Empty where they have none. */
  reasonCode: string,
  amountMinor: number,
  entryCount: number,
];

/** What the totals of days need of an entry. */
export type DatedFigures = readonly [
  sequence: number,
  currency: string,
  sourceType: EntrySourceType,
  reasonCode: string,
  amountMinor: number,
  effectiveOn: CivilDate,
  createdAtMs: number,
];

/** What entries of a slice with one currency, source, reason and effective date add up to. */
export type DatedSum = readonly [
  currency: string,
  sourceType: EntrySourceType,
  reasonCode: string,
  effectiveOn: CivilDate,
  amountMinor: bigint,
  entryCount: number,
  lastSequence: number,
  firstCreatedAtMs: number,
  lastCreatedAtMs: number,
];

/** Adds up the entries of each day, to compare it with what is kept beside them (BEHAVIOUR 4.3). */
export interface DayTotals {
  /**
   * Take entries that follow each other, added up. Where some of those that were added up together were not all written on one day, each is
   * looked at.
   */
  take(sums: readonly DatedSum[], readEntries: () => Iterable<DatedFigures>): void;
  /** The last entry of the first day whose kept total is another, is missing, or has no entry behind it; null where all are right. */
  firstDifference(kept: Iterable<DayTotal>, headSequence: number): BrokenEntry | null;
}

/** @param timeZone the book's. */
export function createDayTotals(timeZone: string): DayTotals {
  /** All accounts of a book together may have more than a number can count. */
  const totals = new Map<string, { amountMinor: bigint; entryCount: number; lastSequence: number }>();
  const dayOfRecord = createDayOfRecord(timeZone);

  function add(key: string, amountMinor: bigint, entryCount: number, lastSequence: number): void {
    const total = totals.get(key);
    if (!total) {
      totals.set(key, { amountMinor, entryCount, lastSequence });
      return;
    }
    total.amountMinor += amountMinor;
    total.entryCount += entryCount;
    total.lastSequence = Math.max(total.lastSequence, lastSequence);
  }

  function takeEach(entries: Iterable<DatedFigures>): void {
    for (const [sequence, currency, sourceType, reasonCode, amountMinor, effectiveOn, createdAtMs] of entries) {
      const amount = BigInt(amountMinor);
      const what = `${currency} ${sourceType} ${reasonCode}`;
      add(keyOf("effective", what, effectiveOn), amount, 1, sequence);
      add(keyOf("recorded", what, dayOfRecord(createdAtMs)), amount, 1, sequence);
    }
  }

  return {
    take(sums, readEntries) {
      if (sums.some(([, , , , , , , firstAtMs, lastAtMs]) => dayOfRecord(firstAtMs) !== dayOfRecord(lastAtMs))) {
        takeEach(readEntries());
        return;
      }
      for (const [
        currency,
        sourceType,
        reasonCode,
        effectiveOn,
        amountMinor,
        count,
        lastSequence,
        createdAtMs,
      ] of sums) {
        const what = `${currency} ${sourceType} ${reasonCode}`;
        add(keyOf("effective", what, effectiveOn), amountMinor, count, lastSequence);
        add(keyOf("recorded", what, dayOfRecord(createdAtMs)), amountMinor, count, lastSequence);
      }
    },
    firstDifference(kept, headSequence) {
      const earliest = createEarliest();
      const missing = new Map(totals);
      for (const [by, currency, on, sourceType, reasonCode, amountMinor, entryCount] of kept) {
        const key = keyOf(by, `${currency} ${sourceType} ${reasonCode}`, on);
        const total = totals.get(key);
        missing.delete(key);
        if (!total) earliest.note(headSequence, finding("the kept total of {key} has no entry behind it", { key }));
        else if (Number(total.amountMinor) !== amountMinor || total.entryCount !== entryCount)
          earliest.note(
            total.lastSequence,
            finding("the kept total of {key} is not what the entries add up to", { key }),
          );
      }
      for (const [key, { lastSequence }] of missing)
        earliest.note(lastSequence, finding("the total of {key} is not kept", { key }));
      return earliest.found();
    },
  };
}

function keyOf(by: AsOfBasis, what: string, on: CivilDate): string {
  return `${what} ${on} (${by})`;
}
