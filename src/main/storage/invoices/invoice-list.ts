import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { InvoiceRow } from "../../../shared/contract/invoice-view.ts";
import type { ParsedInput } from "../../../shared/contract/index.ts";
import type { PaperNumbers } from "../../domain/invoices/numbering.ts";
import type { Bound } from "../accounts/account-search.ts";
import { collectedHits, findAccountsOfRows } from "../accounts/found-accounts.ts";
import type { ReadableBook } from "../book/book-handle.ts";
import { createConditions, type Conditions } from "../conditions.ts";
import { countRows, countUpTo, type RowTotal } from "../count-rows.ts";
import { unknownCursor } from "../cursor.ts";
import { given } from "../given.ts";
import { numbersOf } from "./numbering-store.ts";

type InvoiceListInput = ParsedInput<"invoices.list">;

/**
 * A page of invoices, newest number first. Where a date, an amount or a text finds a few, those are collected; else the list is walked
 * by number, along the index of what they have in common if there is one.
 *
 * @throws AppError `invalid_input` for an unknown cursor, and for an amount without its currency.
 */
export function listInvoices(
  book: ReadableBook,
  input: InvoiceListInput,
  today: string,
): { rows: InvoiceRow[]; nextCursor: string | null; total: RowTotal } {
  const newest = book.get<{ number: number }>("SELECT coalesce(max(number), 0) AS number FROM invoice")?.number ?? 0;
  const { table, where, values, counted } = readingOf(book, input, today, newest);
  const isWholeBook = where.length === 0;
  // Numbers have no gaps, so in the whole book passing over rows is a subtraction.
  const before = readPlace(input.after, newest + 1) - (isWholeBook ? input.skip : 0);
  const numbers = book.all<{ number: number }>(
    `SELECT number FROM ${table} WHERE ${[...where, "number < ?"].join(" AND ")} ORDER BY number DESC LIMIT ? OFFSET ?`,
    ...values,
    before,
    input.limit,
    isWholeBook ? 0 : input.skip,
  );
  const last = numbers.at(-1)?.number;
  return {
    rows: findInvoiceRows(
      book,
      numbers.map(({ number }) => number),
      today,
    ),
    nextCursor: last !== undefined && last > 1 && numbers.length === input.limit ? String(last) : null,
    total: isWholeBook
      ? { count: newest, isExact: true }
      : countUpTo(
          book,
          counted?.sql ?? `SELECT 1 FROM ${table} WHERE ${where.join(" AND ")}`,
          counted?.values ?? values,
        ),
  };
}

/** What the list is read from, and what its rows have to meet. */
interface Reading extends Pick<Conditions, "where" | "values"> {
  readonly table: string;
  /** Where an index alone can say how many they are, what it counts. */
  readonly counted: Bound | null;
}

/** By number alone, which no other index is taken for: all conditions are looked at as the rows come by. */
const byNumber = "invoice NOT INDEXED";

/** States of few invoices, each with an index that is walked by number; written out, because only then SQLite sees that it holds them. */
const walksByState = {
  open: { table: "invoice INDEXED BY invoice_open", condition: "state = 'open'" },
  void: {
    table: "invoice INDEXED BY invoice_given_up",
    condition: "state IN ('void', 'uncollectible') AND state = 'void'",
  },
  uncollectible: {
    table: "invoice INDEXED BY invoice_given_up",
    condition: "state IN ('void', 'uncollectible') AND state = 'uncollectible'",
  },
  paid: { table: null, condition: "state = 'paid'" },
  draft: { table: null, condition: "state = 'draft'" },
} as const;

function readingOf(book: ReadableBook, input: InvoiceListInput, today: string, newest: number): Reading {
  const { where, values, add } = createConditions();
  const { accountId, billingRunId, outcome, paidBy } = input;
  const walk = input.isPastDue ? walksByState.open : input.state && walksByState[input.state];
  if (accountId !== null) add("account_id = ?", accountId);
  if (billingRunId !== null) add("billing_run_id = ?", billingRunId);
  if (walk) add(walk.condition);
  if (input.isPastDue) add("due_on < ?", today);
  if (input.isPastDue && input.state !== null && input.state !== "open") add("0 = 1");
  if (outcome === "by_credit") add("issued_credit_minor > 0");
  else if (outcome !== null) add("outcome = ?", outcome);
  if (paidBy !== null) add("paid_by = ?", paidBy);

  const spans = [...daySpans(input), ...amountSpans(input)];
  for (const { condition } of spans) add(condition.sql, ...condition.values);
  const counted = spans.length === 1 && where.length === 1 ? (spans[0]?.hits ?? null) : null;
  const found = searchOf(book, input, newest);
  const addTest = () => found && add(found.test.sql, ...found.test.values);
  // One account has few invoices, whatever else is asked of them.
  if (accountId !== null) {
    addTest();
    return { table: "invoice INDEXED BY invoice_account", where, values, counted: null };
  }
  const hits = spans.map((span) => span.hits);
  const few = fewestOf(book, found?.hits ? [...hits, found.hits] : hits);
  if (few) {
    add(`number IN (${few.sql})`, ...few.values);
    if (few !== found?.hits) addTest();
    return { table: byNumber, where, values, counted: null };
  }
  for (const { window } of spans) {
    if (window) add("number BETWEEN ? AND ?", ...window(book));
  }
  const table = tableOf(input, walk?.table ?? null);
  // On the walk through all of them the numbers that a text finds may be far away.
  if (found?.hits && table === byNumber) add(`number IN (${found.hits.sql})`, ...found.hits.values);
  else addTest();
  return { table, where, values, counted: found ? null : counted };
}

function tableOf({ billingRunId, paidBy }: InvoiceListInput, byState: string | null): string {
  if (billingRunId !== null) return "invoice INDEXED BY invoice_billing_run";
  return byState ?? (paidBy === null ? byNumber : "invoice INDEXED BY invoice_paid_by");
}

/** Of some selects of numbers the one with the fewest, where those can be collected in the time that a keystroke has. */
function fewestOf(book: ReadableBook, selects: readonly Bound[]): Bound | null {
  const counted = selects.map((select) => ({
    select,
    count: countRows(book, select.sql, select.values, collectedHits + 1),
  }));
  const [fewest] = counted.toSorted((one, other) => one.count - other.count);
  return fewest && fewest.count <= collectedHits ? fewest.select : null;
}

/** What an invoice has to meet, and the numbers of those that do, from an index of it. */
interface Span {
  readonly condition: Bound;
  readonly hits: Bound;
  /** Between which numbers they lie, where that is known. */
  readonly window: ((book: ReadableBook) => readonly [first: number, last: number]) | null;
}

/** Invoices of some days follow each other nearly, so where they are many the walk begins at the last of them and ends at the first. */
function daySpans(input: InvoiceListInput): Span[] {
  return [
    ...daySpan("issued_on", "invoice_issued", input.issuedFromOn, input.issuedThroughOn),
    ...daySpan("due_on", "invoice_due", input.dueFromOn, input.dueThroughOn),
  ];
}

function daySpan(
  column: "issued_on" | "due_on",
  index: "invoice_issued" | "invoice_due",
  fromOn: string | null,
  throughOn: string | null,
): Span[] {
  if (fromOn === null && throughOn === null) return [];
  const days = [fromOn ?? "0000-00-00", throughOn ?? "9999-12-31"];
  const condition = { sql: `${column} BETWEEN ? AND ?`, values: days };
  const table = `invoice INDEXED BY ${index}`;
  return [
    {
      condition,
      hits: { sql: `SELECT number FROM ${table} WHERE ${condition.sql}`, values: days },
      // Day by day, which are few, because each of them has its numbers in order.
      window(book) {
        const found = book.get<{ first: number; last: number }>(
          `WITH RECURSIVE day (value) AS (
             SELECT max(${column}) FROM ${table} WHERE ${condition.sql}
             UNION ALL
             SELECT (SELECT max(${column}) FROM ${table} WHERE ${column} >= ? AND ${column} < day.value) FROM day
               WHERE day.value IS NOT NULL)
           SELECT min((SELECT min(number) FROM ${table} WHERE ${column} = day.value)) AS first,
             max((SELECT max(number) FROM ${table} WHERE ${column} = day.value)) AS last
           FROM day WHERE value IS NOT NULL`,
          ...days,
          days[0] ?? null,
        );
        return [found?.first ?? 1, found?.last ?? 0];
      },
    },
  ];
}

/** @throws AppError `invalid_input` for an amount without its currency. */
function amountSpans({ currency, minimumMinor, maximumMinor }: InvoiceListInput): Span[] {
  if (currency === null) {
    if (minimumMinor === null && maximumMinor === null) return [];
    throw new AppError("invalid_input", sentence("An amount is looked for in one currency, which has to be said."));
  }
  const condition = {
    sql: "currency = ? AND total_minor BETWEEN ? AND ?",
    values: [currency, minimumMinor ?? 0, maximumMinor ?? Number.MAX_SAFE_INTEGER],
  };
  const sql = `SELECT number FROM invoice INDEXED BY invoice_amount WHERE ${condition.sql}`;
  return [{ condition, hits: { sql, values: condition.values }, window: null }];
}

/** Invoices by a text. */
interface Search {
  /** The numbers of those that it finds; null where they are too many to be collected. */
  readonly hits: Bound | null;
  /** Whether an invoice is one of them. */
  readonly test: Bound;
}

/** The first and the last number of a span. */
const spanEnds = "CAST(span.value ->> 0 AS BIGINT) AND CAST(span.value ->> 1 AS BIGINT)";

/** Invoices whose number begins so and, in the book's list, those of the accounts that a text finds. */
function searchOf(book: ReadableBook, { search, accountId }: InvoiceListInput, newest: number): Search | null {
  if (search.trim() === "") return null;
  const ranges = JSON.stringify(numbersOf(book).invoicesBeginning(search, newest));
  const isInRange: Bound = {
    sql: `EXISTS (SELECT 1 FROM json_each(?) span WHERE invoice.number BETWEEN ${spanEnds})`,
    values: [ranges],
  };
  const inRange: Bound = {
    sql: `SELECT hit.number FROM json_each(?) span
      CROSS JOIN invoice hit ON hit.number BETWEEN ${spanEnds}`,
    values: [ranges],
  };
  const accounts = accountId === null ? findAccountsOfRows(book, search) : null;
  if (accounts === null) return { hits: inRange, test: isInRange };
  const isOfFound = accounts.isFound("invoice.account_id");
  const ofFound = accounts.ids && {
    sql: `SELECT hit.number FROM (${accounts.ids.sql}) found
      CROSS JOIN invoice hit INDEXED BY invoice_account ON hit.account_id = found.account_id`,
    values: accounts.ids.values,
  };
  const areCollected =
    ofFound && countRows(book, ofFound.sql, ofFound.values, collectedHits + 1) <= collectedHits ? ofFound : null;
  return {
    hits: areCollected && {
      sql: `${inRange.sql} UNION ALL ${areCollected.sql}`,
      values: [...inRange.values, ...areCollected.values],
    },
    test: { sql: `(${isInRange.sql} OR ${isOfFound.sql})`, values: [...isInRange.values, ...isOfFound.values] },
  };
}

/** @throws AppError `invalid_input` for a cursor that no list answered with. */
function readPlace(after: string | null, otherwise: number): number {
  if (after === null) return otherwise;
  if (!/^[1-9]\d{0,15}$/u.test(after)) throw new AppError("invalid_input", unknownCursor);
  return Number(after);
}

interface StoredRow extends Omit<InvoiceRow, "number" | "isPastDue"> {
  readonly number: number;
}

/** What a row of the list shows, of the invoices `i` of some tables. */
const rowSelect = (
  from: string,
): string => `SELECT i.number, i.id, i.account_id AS accountId, a.name AS accountName, i.state, i.currency, i.issued_on AS issuedOn,
    i.due_on AS dueOn, i.total_minor AS totalMinor, i.credit_applied_minor AS creditAppliedMinor, i.paid_by AS paidBy,
    i.outstanding_minor AS outstandingMinor
  FROM ${from} JOIN account a ON a.id = i.account_id`;
const rowById = `${rowSelect("invoice i")} WHERE i.id = ${given}`;
const rowsByNumber = `${rowSelect(
  "json_each(?) wanted CROSS JOIN invoice i ON i.number = CAST(wanted.value AS BIGINT)",
)} ORDER BY i.number DESC`;

const toRow = (row: StoredRow, numbers: PaperNumbers, today: string): InvoiceRow => ({
  ...row,
  number: numbers.invoice(row.number),
  isPastDue: row.state === "open" && row.dueOn < today,
});

/** An invoice as the list shows it. */
export function findInvoiceRow(book: ReadableBook, invoiceId: string, today: string): InvoiceRow | undefined {
  const row = book.get<StoredRow>(rowById, invoiceId);
  return row && toRow(row, numbersOf(book), today);
}

/** The rows of some invoices, newest number first. */
function findInvoiceRows(book: ReadableBook, numbers: readonly number[], today: string): InvoiceRow[] {
  const called = numbersOf(book);
  return book.all<StoredRow>(rowsByNumber, JSON.stringify(numbers)).map((row) => toRow(row, called, today));
}
