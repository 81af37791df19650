import { addDays, createDayOfRecord, dayOfWeek, type CivilDate } from "../../../shared/calendar.ts";
import type { EntrySourceType } from "../../../shared/contract/ledger.ts";
import type { AnomalyKind } from "../../../shared/contract/reports.ts";
import { AppError } from "../../../shared/errors.ts";
import { currencyExponent } from "../../../shared/money/currencies.ts";

/** What is looked at of an entry that somebody made by hand or a program asked for. */
export type HandEntry = readonly [
  sequence: number,
  accountId: string,
  currency: string,
  amountMinor: number,
  sourceType: EntrySourceType,
  reasonCode: string | null,
  createdAtMs: number,
  effectiveOn: CivilDate,
];

/** What to call odd. */
export interface AnomalyTerms {
  readonly kind: AnomalyKind;
  readonly withinHours: number;
  readonly limitMinor: number | null;
  readonly belowPercent: number;
  readonly roundMinor: number | null;
}

/** An entry that looks odd, and the earlier one that makes it so, where there is one. */
export interface Anomaly {
  readonly sequence: number;
  readonly relatedSequence: number | null;
}

const hourMs = 3_600_000;
const saturday = 6;

/** Back to this day entries are needed, so that the earlier one of a pair is known. */
export function firstDayNeeded(fromOn: CivilDate, { kind, withinHours }: AnomalyTerms): CivilDate {
  if (kind !== "repeated" && kind !== "credit_then_transfer") return fromOn;
  const days = Math.ceil(withinHours / 24) + 1;
  return fromOn < addDays("1970-01-01" as CivilDate, days) ? ("1970-01-01" as CivilDate) : addDays(fromOn, -days);
}

/**
 * The entries that look odd in one way, newest first.
 *
 * @param entries adjustments and transfers in the order of their sequence.
 * @param timeZone the book's, in which days begin and end.
 * @throws AppError `invalid_input` for what is just below a limit that is not named.
 */
export function findAnomalies(entries: readonly HandEntry[], terms: AnomalyTerms, timeZone: string): Anomaly[] {
  return anomaliesIn(entries, terms, timeZone).toReversed();
}

function anomaliesIn(entries: readonly HandEntry[], terms: AnomalyTerms, timeZone: string): Anomaly[] {
  switch (terms.kind) {
    case "repeated":
      return pairs(entries.filter(isAdjustment), terms.withinHours, repeatedKey, repeatedKey);
    case "credit_then_transfer":
      return pairs(entries, terms.withinHours, grantKey, transferKey);
    case "just_below_limit":
      return single(entries, isJustBelow(terms));
    case "outside_working_days": {
      const dayOfRecord = createDayOfRecord(timeZone);
      return single(entries, ([, , , , , , createdAtMs]) => dayOfWeek(dayOfRecord(createdAtMs)) >= saturday);
    }
    case "round_amount":
      return single(entries, ([, , currency, amountMinor]) => {
        return amountMinor % (terms.roundMinor ?? 100 * 10 ** currencyExponent(currency)) === 0;
      });
  }
}

const isAdjustment = ([, , , , sourceType]: HandEntry): boolean => sourceType === "grant" || sourceType === "deduction";

const repeatedKey = ([, accountId, currency, amountMinor, , reasonCode]: HandEntry): string =>
  `${accountId} ${currency} ${amountMinor} ${reasonCode ?? ""}`;

const keyOfSource =
  (source: EntrySourceType) =>
  ([, accountId, currency, , sourceType]: HandEntry): string | null =>
    sourceType === source ? `${accountId} ${currency}` : null;
const grantKey = keyOfSource("grant");
const transferKey = keyOfSource("transfer_out");

/** What one alone makes odd. What comes into an account by a transfer went out of another, which is told of. */
function single(entries: readonly HandEntry[], isOdd: (entry: HandEntry) => boolean): Anomaly[] {
  return entries
    .filter((entry) => entry[4] !== "transfer_in" && isOdd(entry))
    .map(([sequence]) => ({ sequence, relatedSequence: null }));
}

/** Entries that follow an earlier one with the same key within some hours, by when they were written. */
function pairs(
  entries: readonly HandEntry[],
  withinHours: number,
  earlierKey: (entry: HandEntry) => string | null,
  laterKey: (entry: HandEntry) => string | null,
): Anomaly[] {
  const newest = new Map<string, HandEntry>();
  return entries.flatMap((entry) => {
    const [sequence, , , , , , createdAtMs] = entry;
    const earlier = newest.get(laterKey(entry) ?? "");
    const key = earlierKey(entry);
    if (key !== null) newest.set(key, entry);
    if (!earlier || createdAtMs - earlier[6] > withinHours * hourMs) return [];
    return [{ sequence, relatedSequence: earlier[0] }];
  });
}

function isJustBelow({ limitMinor, belowPercent }: AnomalyTerms): (entry: HandEntry) => boolean {
  if (limitMinor === null) throw new AppError("invalid_input", "What is just below a limit takes the limit.");
  const least = (BigInt(limitMinor) * BigInt(100 - belowPercent)) / 100n;
  return ([, , , amountMinor]) => {
    const size = Math.abs(amountMinor);
    return size <= limitMinor && BigInt(size) > least;
  };
}
