import type { CivilDate, DaySpan } from "../../../shared/calendar.ts";
import {
  weekMs,
  type AccountAmount,
  type AccountTimes,
  type DatedEntries,
  type HandEntry,
  type AmountBand,
  type PartOfWeek,
} from "../../domain/reports/anomalies.ts";
import type { ReadableBook } from "../book/book-handle.ts";

/** What there is by hand or by a program: adjustments and transfers. What comes in by a transfer went out of another account. */
const byHand = "source_type IN ('grant', 'deduction', 'transfer_out')";

/** The days of a period that have entries: asked for one by one, an index leads to what there is by hand of each, and passes over the rest. */
const isInPeriod = `effective_on IN (SELECT counted_on FROM ledger_day_total WHERE counted_by = 'effective' AND counted_on BETWEEN ? AND ?)`;

/** The entries by hand of a period whose amounts are round, in no order. @param multiples of what, by currency. */
export function listRoundAmounts(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  currency: string | null,
  multiples: ReadonlyMap<string, number>,
): number[] {
  return [
    ...book.values<number>(
      `WITH multiple (currency, minor) AS MATERIALIZED (SELECT value ->> 0, CAST(value ->> 1 AS BIGINT) FROM json_each(?))
       SELECT sequence FROM ledger_entry INDEXED BY ledger_entry_effective
       WHERE ${isInPeriod} AND ${byHand} AND (? IS NULL OR currency = ?)
         AND amount_minor % (SELECT minor FROM multiple WHERE multiple.currency = ledger_entry.currency) = 0`,
      JSON.stringify([...multiples]),
      fromOn,
      throughOn,
      currency,
      currency,
    ),
  ];
}

/** The entries by hand of a period whose amounts lie in one of some bands, in no order. */
export function listAmountsWithin(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  bands: readonly AmountBand[],
): number[] {
  return [
    ...book.values<number>(
      `WITH band (currency, above, through) AS MATERIALIZED (
         SELECT value ->> 'currency', CAST(value ->> 'aboveMinor' AS BIGINT), CAST(value ->> 'throughMinor' AS BIGINT) FROM json_each(?))
       SELECT sequence FROM ledger_entry INDEXED BY ledger_entry_effective
       WHERE ${isInPeriod} AND ${byHand} AND abs(amount_minor) > ? AND abs(amount_minor) <= ?
         AND EXISTS (SELECT 1 FROM band WHERE band.currency = ledger_entry.currency
           AND abs(amount_minor) > band.above AND abs(amount_minor) <= band.through)`,
      JSON.stringify(bands),
      fromOn,
      throughOn,
      Math.min(...bands.map(({ aboveMinor }) => aboveMinor)),
      Math.max(...bands.map(({ throughMinor }) => throughMinor)),
    ),
  ];
}

/** The days on which something was written by hand. */
export function listRecordedDays(book: ReadableBook): CivilDate[] {
  return [
    ...book.values<CivilDate>(
      `SELECT DISTINCT counted_on FROM ledger_day_total WHERE counted_by = 'recorded' AND ${byHand}`,
    ),
  ];
}

/** When the entries by hand of a period were written that were written in a part of the week, day by day: a row for each entry costs twice as much. */
export function* iterateDatedEntries(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  currency: string | null,
  { fromMs, lengthMs }: PartOfWeek,
): Generator<DatedEntries, void, void> {
  const days = book.iterate<readonly [sequences: string, times: string]>(
    `SELECT group_concat(sequence || '', ','), group_concat(created_at_ms || '', ',')
     FROM ledger_entry INDEXED BY ledger_entry_effective
     WHERE ${isInPeriod} AND ${byHand} AND (? IS NULL OR currency = ?) AND (created_at_ms + ?) % ? < ? GROUP BY effective_on`,
    fromOn,
    throughOn,
    currency,
    currency,
    weekMs - fromMs,
    weekMs,
    lengthMs,
  );
  for (const [sequences, times] of days) yield [numbersIn(sequences), numbersIn(times)];
}

/** The numbers of a text, which commas part. */
const numbersIn = (text: string): number[] => JSON.parse(`[${text}]`) as number[];

/** Adjustments of a period: those whose day it holds, in a currency or all. */
const adjustmentsOfPeriod =
  "source_type IN ('grant', 'deduction') AND effective_on BETWEEN ? AND ? AND (? IS NULL OR currency = ?)";

/**
 * When the adjustments of a period were written, for each account that has several, in the order of their sequence. An account is a row, because
 * a row for each adjustment costs twice as much.
 */
export function* iterateAccountTimes(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  currency: string | null,
): Generator<AccountTimes, void, void> {
  const limit = 5000;
  for (let after = ""; ;) {
    const rows = book.rows<readonly [accountId: string, times: string]>(
      // The index hands them over in the order of their sequence.
      `SELECT account_id, group_concat(created_at_ms || '', ',') FROM ledger_entry INDEXED BY ledger_entry_account
       WHERE account_id > ? AND ${adjustmentsOfPeriod} GROUP BY account_id HAVING count(*) > 1 ORDER BY account_id LIMIT ?`,
      after,
      fromOn,
      throughOn,
      currency,
      currency,
      limit,
    );
    for (const [accountId, times] of rows) yield [accountId, numbersIn(times)];
    const last = rows.at(-1);
    if (!last || rows.length < limit) return;
    [after] = last;
  }
}

/** The amounts of all adjustments of some accounts in a period, account by account and in the order of their sequence. */
export function listAccountAmounts(
  book: ReadableBook,
  { fromOn, throughOn }: DaySpan,
  currency: string | null,
  accountIds: readonly string[],
): AccountAmount[] {
  return book.rows<AccountAmount>(
    `SELECT sequence, account_id, currency, amount_minor, created_at_ms FROM ledger_entry INDEXED BY ledger_entry_account
     WHERE account_id IN (SELECT value FROM json_each(?)) AND ${adjustmentsOfPeriod} ORDER BY account_id, sequence`,
    JSON.stringify(accountIds),
    fromOn,
    throughOn,
    currency,
    currency,
  );
}

const handColumns =
  "sequence, account_id, currency, amount_minor, source_type, reason_code, created_at_ms, effective_on";

/** Some entries in the order of their sequence. */
export function listHandEntries(book: ReadableBook, sequences: readonly number[]): HandEntry[] {
  return book.rows<HandEntry>(
    `SELECT ${handColumns} FROM ledger_entry WHERE sequence IN (SELECT CAST(value AS BIGINT) FROM json_each(?)) ORDER BY sequence`,
    JSON.stringify(sequences),
  );
}

/** What came by hand into the accounts that passed some on in a period, and what they passed on, in the order of their sequence. */
export function listPassedOn(book: ReadableBook, { fromOn, throughOn }: DaySpan, currency: string | null): HandEntry[] {
  return book.rows<HandEntry>(
    `SELECT ${handColumns} FROM ledger_entry
     WHERE account_id IN (SELECT account_id FROM ledger_entry INDEXED BY ledger_entry_effective
         WHERE effective_on BETWEEN ? AND ? AND source_type = 'transfer_out')
       AND effective_on BETWEEN ? AND ? AND source_type IN ('grant', 'transfer_out') AND (? IS NULL OR currency = ?)
     ORDER BY sequence`,
    fromOn,
    throughOn,
    fromOn,
    throughOn,
    currency,
    currency,
  );
}

/** The currencies in which something counts in a period. */
export function listCurrencies(book: ReadableBook, { fromOn, throughOn }: DaySpan): string[] {
  return [
    ...book.values<string>(
      "SELECT DISTINCT currency FROM ledger_day_total WHERE counted_by = 'effective' AND counted_on BETWEEN ? AND ?",
      fromOn,
      throughOn,
    ),
  ];
}

export function findEntryIds(book: ReadableBook, sequences: readonly number[]): Map<number, string> {
  const rows = book.rows<[number, string]>(
    "SELECT entry.sequence, entry.id FROM json_each(?) wanted JOIN ledger_entry entry ON entry.sequence = CAST(wanted.value AS BIGINT)",
    JSON.stringify(sequences),
  );
  return new Map(rows);
}
