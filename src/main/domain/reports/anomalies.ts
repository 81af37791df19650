import {
  addDays,
  createDayOfRecord,
  dayOfWeek,
  endOfDayMs,
  startOfDayMs,
  type CivilDate,
} from "../../../shared/calendar.ts";
import type { CreditLimit } from "../../../shared/contract/limits.ts";
import type { EntrySourceType } from "../../../shared/contract/ledger.ts";
import type { AnomalyKind } from "../../../shared/contract/reports.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { currencyExponent } from "../../../shared/money/currencies.ts";

/** What is looked at of an entry that somebody made by hand or a program asked for, where it takes an earlier one to make it odd. */
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

/** When the adjustments of an account were written, in the order of their sequence. */
export type AccountTimes = readonly [accountId: string, createdAtMs: readonly number[]];

/** What is looked at of an entry of an account in which something may be the same again. */
export type AccountAmount = readonly [
  sequence: number,
  accountId: string,
  currency: string,
  amountMinor: number,
  createdAtMs: number,
];

/** What is looked at of entries of which each is odd by itself: their numbers, and in the same order when they were written. */
export type DatedEntries = readonly [sequences: readonly number[], createdAtMs: readonly number[]];

/** Amounts of a currency that lie close together, whatever their sign. */
export interface AmountBand {
  readonly currency: string;
  readonly aboveMinor: number;
  readonly throughMinor: number;
}

/** What to call odd. */
export interface AnomalyTerms {
  readonly kind: AnomalyKind;
  readonly withinHours: number;
  readonly limitMinor: number | null;
  readonly belowPercent: number;
  readonly roundMinor: number | null;
}

/** An entry that looks odd, and the earlier one that makes it so. */
export interface Anomaly {
  readonly sequence: number;
  readonly relatedSequence: number;
}

const hourMs = 3_600_000;
const saturday = 6;

/** Back to this day entries are needed, so that the earlier one of a pair is known. */
export function firstDayNeeded(fromOn: CivilDate, { kind, withinHours }: AnomalyTerms): CivilDate {
  if (kind !== "repeated" && kind !== "credit_then_transfer") return fromOn;
  const days = Math.ceil(withinHours / 24) + 1;
  return fromOn < addDays("1970-01-01" as CivilDate, days) ? ("1970-01-01" as CivilDate) : addDays(fromOn, -days);
}

/** What round amounts are multiples of, by currency. */
export function roundMultiples(
  { roundMinor }: AnomalyTerms,
  currencies: readonly string[],
): ReadonlyMap<string, number> {
  return new Map(currencies.map((currency) => [currency, roundMinor ?? 100 * 10 ** currencyExponent(currency)]));
}

/**
 * Which amounts are just below a limit: the one that is named, otherwise those of the roles as they stand, of an act and of a day.
 *
 * @param currency null for all, which takes the limits of the roles.
 * @throws AppError `invalid_input` for a limit that is named without its currency.
 */
export function bandsBelowLimits(
  { limitMinor, belowPercent }: AnomalyTerms,
  currency: string | null,
  limits: readonly CreditLimit[],
): AmountBand[] {
  const bandBelow = (throughMinor: number, ofCurrency: string): AmountBand => {
    const aboveMinor = Number((BigInt(throughMinor) * BigInt(100 - belowPercent)) / 100n);
    return { currency: ofCurrency, aboveMinor, throughMinor };
  };
  if (limitMinor !== null) {
    if (currency === null) throw new AppError("invalid_input", sentence("A limit takes its currency."));
    return [bandBelow(limitMinor, currency)];
  }
  return limits
    .filter((limit) => currency === null || limit.currency === currency)
    .flatMap((limit) =>
      [limit.perActMinor ?? 0, limit.perDayMinor ?? 0]
        .filter((most) => most > 0)
        .map((most) => bandBelow(most, limit.currency)),
    );
}

/** A part of the week, which begins at any instant of it and comes again every week. */
export interface PartOfWeek {
  readonly fromMs: number;
  readonly lengthMs: number;
}

export const weekMs = 7 * 24 * hourMs;

/**
 * The part of the week that the Saturdays and Sundays among some days lie in: two days, and what clocks were moved by between them.
 *
 * @param timeZone the book's, in which days begin and end.
 * @returns null where there are none among them.
 */
export function partOutsideWorkingDays(days: readonly CivilDate[], timeZone: string): PartOfWeek | null {
  const daysOff = days.filter((day) => dayOfWeek(day) >= saturday);
  const [first] = daysOff;
  if (first === undefined) return null;
  const firstMs = startOfDayMs(first, timeZone);
  // Where in the week a day begins and ends, beside the first of them: up to half a week before or after it.
  const spans = daysOff.map((day) => {
    const fromMs = startOfDayMs(day, timeZone);
    const besideMs = within(fromMs - firstMs + weekMs / 2, weekMs) - weekMs / 2;
    return [besideMs, besideMs + endOfDayMs(day, timeZone) - fromMs] as const;
  });
  const fromMs = Math.min(...spans.map(([from]) => from));
  const untilMs = Math.max(...spans.map(([, until]) => until));
  return { fromMs: within(firstMs + fromMs, weekMs), lengthMs: Math.min(untilMs - fromMs, weekMs) };
}

/** The rest of a division, which is never below zero. */
const within = (value: number, divisor: number): number => ((value % divisor) + divisor) % divisor;

/**
 * The entries that were written on a Saturday or a Sunday.
 *
 * @param entries those in the part of the week that these days lie in.
 * @param timeZone the book's, in which days begin and end.
 */
export function outsideWorkingDays(entries: Iterable<DatedEntries>, timeZone: string): number[] {
  const dayOfRecord = createDayOfRecord(timeZone);
  let day: CivilDate | null = null;
  let isWorkingDay = true;
  const found: number[] = [];
  const isOutside = (createdAtMs: number): boolean => {
    const recordedOn = dayOfRecord(createdAtMs);
    if (recordedOn !== day) isWorkingDay = dayOfWeek(recordedOn) < saturday;
    day = recordedOn;
    return !isWorkingDay;
  };
  for (const [sequences, times] of entries) {
    sequences.forEach((sequence, index) => {
      if (isOutside(times[index] ?? 0)) found.push(sequence);
    });
  }
  return found;
}

/**
 * The accounts in which an adjustment follows another one within some hours, some at a time: in no other one can it be the same again.
 *
 * @returns so many accounts together that they have about so many adjustments as asked for, since reading those is worth its while.
 */
export function* quickSuccessions(
  accounts: Iterable<AccountTimes>,
  { withinHours }: AnomalyTerms,
  adjustmentsTogether: number,
): Generator<string[], void, void> {
  let together: string[] = [];
  let adjustments = 0;
  for (const [accountId, times] of accounts) {
    // Of two that lie within some hours, however many others lie between them, some two that follow each other do.
    if (times.every((atMs, index) => atMs - (times[index - 1] ?? -Infinity) > withinHours * hourMs)) continue;
    together.push(accountId);
    adjustments += times.length;
    if (adjustments < adjustmentsTogether) continue;
    yield together;
    [together, adjustments] = [[], 0];
  }
  if (together.length > 0) yield together;
}

/**
 * The entries that follow another one of the same amount within some hours, and those that they follow, account by account. Only those can be the
 * same again.
 *
 * @param amounts by account and in the order of their sequence, so that no more of them is kept than one account has.
 */
export function sameAmounts(amounts: Iterable<AccountAmount>, { withinHours }: AnomalyTerms): number[][] {
  const found: number[][] = [];
  let account = "";
  let ofAccount: number[] = [];
  /** The newest entry with an amount. */
  const newest = new Map<string, { sequence: number; createdAtMs: number; isFound: boolean }>();
  for (const [sequence, accountId, currency, amountMinor, createdAtMs] of amounts) {
    if (accountId !== account) {
      if (ofAccount.length > 0) found.push(ofAccount);
      [account, ofAccount] = [accountId, []];
      newest.clear();
    }
    const key = `${currency}${amountMinor}`;
    const earlier = newest.get(key);
    const isFound = earlier !== undefined && createdAtMs - earlier.createdAtMs <= withinHours * hourMs;
    newest.set(key, { sequence, createdAtMs, isFound });
    if (!isFound) continue;
    if (!earlier.isFound) ofAccount.push(earlier.sequence);
    ofAccount.push(sequence);
  }
  return ofAccount.length > 0 ? [...found, ofAccount] : found;
}

/**
 * Entries of a period that follow an earlier one within some hours, by when they were written: the same adjustment again, or a transfer
 * after credit.
 *
 * @param entries adjustments and transfers in the order of their sequence, from {@link firstDayNeeded} on.
 */
export function findPairs(
  entries: readonly HandEntry[],
  { kind, withinHours }: AnomalyTerms,
  fromOn: CivilDate,
): Anomaly[] {
  const [earlierKey, laterKey] = kind === "repeated" ? [repeatedKey, repeatedKey] : [grantKey, transferKey];
  const newest = new Map<string, HandEntry>();
  return entries.flatMap((entry) => {
    const [sequence, , , , , , createdAtMs, effectiveOn] = entry;
    const earlier = newest.get(laterKey(entry) ?? "");
    const key = earlierKey(entry);
    if (key !== null) newest.set(key, entry);
    if (!earlier || effectiveOn < fromOn || createdAtMs - earlier[6] > withinHours * hourMs) return [];
    return [{ sequence, relatedSequence: earlier[0] }];
  });
}

const repeatedKey = ([, accountId, currency, amountMinor, sourceType, reasonCode]: HandEntry): string | null =>
  sourceType === "grant" || sourceType === "deduction"
    ? `${accountId} ${currency} ${amountMinor} ${reasonCode ?? ""}`
    : null;

const keyOfSource =
  (source: EntrySourceType) =>
  ([, accountId, currency, , sourceType]: HandEntry): string | null =>
    sourceType === source ? `${accountId} ${currency}` : null;
const grantKey = keyOfSource("grant");
const transferKey = keyOfSource("transfer_out");
