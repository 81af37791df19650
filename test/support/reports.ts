import { expect } from "vitest";
import { civilDate, monthEnd } from "../../src/shared/calendar.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import type { MethodInput, MethodName, MethodOutput } from "../../src/shared/contract/index.ts";
import type { AgedInvoice } from "../../src/shared/contract/reports.ts";
import type { TestBook } from "./book.ts";
import { exportJournal, postingsOf } from "./journal.ts";
import { entriesOf } from "./roll-forward.ts";

/** Each report of rows that come in pages, two at a time here, so that pages are walked. */
type PagedReport = {
  [Name in MethodName]: MethodOutput<Name> extends { nextCursor: string | null; rows: readonly unknown[] }
    ? Name extends `reports.${string}`
      ? Name
      : never
    : never;
}[MethodName];

const longestPage = 500;

/** All rows of a report, page by page; the total is how many they are, and they are the rows of one long page, none lost and none twice. */
export async function allRows<Name extends PagedReport>(
  book: TestBook,
  name: Name,
  input: Omit<MethodInput<Name>, "after" | "limit">,
  limit = 20,
): Promise<MethodOutput<Name>["rows"][number][]> {
  const rows: MethodOutput<Name>["rows"][number][] = [];
  for (let after: string | null = null; ;) {
    const page = (await book.ask(name, { ...input, after, limit } as never)) as unknown as MethodOutput<Name>;
    rows.push(...page.rows);
    after = page.nextCursor;
    if (after === null) {
      expect(page.total).toEqual({ count: rows.length, isExact: true });
      // Two rows can say the same: two tries of a card on one day, two seats that were added apart.
      const whole = (await book.ask(name, { ...input, limit: longestPage } as never)) as unknown as MethodOutput<Name>;
      expect(whole.rows).toEqual(rows.slice(0, longestPage));
      return rows;
    }
  }
}

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** Sums by currency of rows that have one, without those of nothing. */
function sums<Row extends { readonly currency: string }>(rows: readonly Row[], amountOf: (row: Row) => number) {
  const groups = Map.groupBy(rows, ({ currency }) => currency);
  return Object.fromEntries(
    [...groups].map(([currency, own]) => [currency, total(own.map(amountOf))] as const).filter(([, sum]) => sum !== 0),
  );
}

/** Every invoice of a book as it is printed. */
async function papersOf(book: TestBook): Promise<InvoiceView[]> {
  const papers: InvoiceView[] = [];
  for (let after: string | null = null; ;) {
    const page: MethodOutput<"invoices.list"> = await book.ask("invoices.list", { after, limit: 500 });
    for (const { id } of page.rows) papers.push(await book.ask("invoices.get", { invoiceId: id }));
    after = page.nextCursor;
    if (after === null) return papers;
  }
}

const always = { fromOn: "1970-01-01", throughOn: "2019-12-31" };

/**
 * Compute each report once more, out of the entries and papers that the contract shows, and compare to the cent. A month of a report and
 * its list are compared with each other; the sum of all months with what there is.
 *
 * @param period holds everything that happened in the book.
 */
export async function checkReports(
  book: TestBook,
  period: { readonly fromOn: string; readonly throughOn: string },
): Promise<void> {
  const papers = await papersOf(book);
  await checkAgeing(book, papers, period.throughOn);
  await checkCreditAgeing(book, period.throughOn);
  await checkRevenue(book, papers, period);
  await checkCollections(book, papers, period);
  await checkReceivers(book, period);
  for (const name of ["reports.revenue", "reports.collections"] as const) {
    expect((await book.ask(name, always)).rows).toEqual([]);
  }
}

/** On a day after everything that happened, invoices ask for what they ask for now. */
async function checkAgeing(book: TestBook, papers: readonly InvoiceView[], on: string): Promise<void> {
  const { rows } = await book.ask("reports.invoiceAgeing", { on });
  expect(sums(rows, ({ outstandingMinor }) => outstandingMinor)).toEqual(
    sums(papers, ({ outstandingMinor }) => outstandingMinor),
  );
  const listed = await allRows(book, "reports.agedInvoices", { on });
  const asking = papers.filter(({ outstandingMinor }) => outstandingMinor > 0);
  expect(new Map(listed.map((row) => [row.invoiceNumber, row.outstandingMinor]))).toEqual(
    new Map(asking.map(({ number, outstandingMinor }) => [number, outstandingMinor])),
  );
  for (const { currency, age, invoiceCount, outstandingMinor } of rows) {
    const ofAge = listed.filter((row) => row.currency === currency && row.age === age);
    expect([invoiceCount, outstandingMinor]).toEqual([ofAge.length, total(ofAge.map((row) => row.outstandingMinor))]);
    if (invoiceCount > 0) expect(await allRows(book, "reports.agedInvoices", { on, currency, age })).toEqual(ofAge);
  }
}

/** What is left in blocks on any day is the balance of the book as of that day. */
export async function checkCreditAgeing(book: TestBook, on: string): Promise<void> {
  const { rows } = await book.ask("reports.creditAgeing", { on });
  const { balances } = await book.ask("ledger.balancesAsOf", { on });
  expect(sums(rows, ({ remainingMinor }) => remainingMinor)).toEqual(sums(balances, ({ ledgerMinor }) => ledgerMinor));
  const listed = await allRows(book, "reports.agedCredit", { on });
  for (const { currency, age, blockCount, remainingMinor } of rows) {
    const ofAge = listed.filter((row) => row.currency === currency && row.age === age);
    expect([blockCount, remainingMinor]).toEqual([ofAge.length, total(ofAge.map((row) => row.remainingMinor))]);
    if (blockCount > 0) expect(await allRows(book, "reports.agedCredit", { on, currency, age })).toEqual(ofAge);
  }
}

/** What stands of an invoice's lines, without what was carried over from another invoice. */
function netOf({ state, lines, creditNotes }: InvoiceView): number {
  if (state === "void") return 0;
  const own = lines.flatMap((line, index) => (line.kind === "carried" ? [] : [{ ...line, position: index + 1 }]));
  const positions = new Set(own.map(({ position }) => position));
  const taken = creditNotes.flatMap((note) => note.lines).filter(({ position }) => positions.has(position));
  return total(own.map(({ netMinor }) => netMinor)) - total(taken.map(({ netMinor }) => netMinor));
}

async function checkRevenue(
  book: TestBook,
  papers: readonly InvoiceView[],
  period: { fromOn: string; throughOn: string },
): Promise<void> {
  const { rows } = await book.ask("reports.revenue", period);
  expect(sums(rows, ({ revenueMinor }) => revenueMinor)).toEqual(sums(papers, netOf));
  for (const row of rows) {
    const { currency, fromOn, throughOn, planId } = row;
    const chosen = { currency, fromOn, throughOn, planId: planId ?? "none" };
    const lines = await allRows(book, "reports.revenueLines", chosen, 100);
    const sumOf = (kind: string) => total(lines.filter((line) => line.kind === kind).map((line) => line.amountMinor));
    expect(row).toMatchObject({
      invoicedMinor: sumOf("invoiced"),
      creditedMinor: sumOf("credited"),
      voidedMinor: sumOf("voided"),
      revenueMinor: total(lines.map((line) => line.amountMinor)),
    });
  }
}

async function checkCollections(
  book: TestBook,
  papers: readonly InvoiceView[],
  period: { fromOn: string; throughOn: string },
): Promise<void> {
  const { rows } = await book.ask("reports.collections", period);
  const payments = papers.flatMap((paper) =>
    paper.payments.map((payment) => ({ ...payment, currency: paper.currency })),
  );
  const notes = papers.flatMap((paper) => paper.creditNotes);
  const amount = ({ amountMinor }: { amountMinor: number }) => amountMinor;
  const isDone = ({ status }: { status: string }) => status === "succeeded";
  expect(sums(rows, (row) => row.collectedMinor)).toEqual(sums(payments.filter(isDone), amount));
  expect(sums(rows, (row) => row.failedMinor)).toEqual(
    sums(
      payments.filter((each) => !isDone(each)),
      amount,
    ),
  );
  expect(sums(rows, (row) => -row.takenBackMinor)).toEqual(
    sums(
      payments.filter(({ takenBackOn }) => takenBackOn !== null),
      amount,
    ),
  );
  expect(sums(rows, (row) => -row.refundedMinor)).toEqual(
    sums(notes, ({ toPaymentMethodMinor, outOfBandMinor }) => toPaymentMethodMinor + outOfBandMinor),
  );
  expect(sums(rows, (row) => row.writtenOffMinor)).toEqual(sums(papers, (paper) => paper.writtenOffMinor));
  for (const { currency, fromOn, throughOn, ...row } of rows) {
    const items = await allRows(book, "reports.collectionItems", { currency, fromOn, throughOn }, 100);
    const sumOf = (kind: string) => total(items.filter((item) => item.kind === kind).map(amount));
    expect(row).toEqual({
      collectedMinor: sumOf("collected"),
      takenBackMinor: sumOf("taken_back"),
      refundedMinor: sumOf("refunded"),
      failedMinor: sumOf("failed"),
      failedCount: items.filter(({ kind }) => kind === "failed").length,
      writtenOffMinor: sumOf("written_off"),
    });
  }
}

async function checkReceivers(book: TestBook, period: { fromOn: string; throughOn: string }): Promise<void> {
  const entries = await entriesOf(book);
  const grants = new Set(entries.filter(({ sourceType }) => sourceType === "grant").map(({ id }) => id));
  const given = entries.filter(({ id, reversesEntryId }) => grants.has(id) || grants.has(reversesEntryId ?? ""));
  const expected = Map.groupBy(given, ({ accountId, currency }) => `${currency} ${accountId}`);
  const rows = await allRows(book, "reports.topReceivers", period);
  expect(new Map(rows.map((row) => [`${row.currency} ${row.accountId}`, row.receivedMinor]))).toEqual(
    new Map([...expected].map(([key, own]) => [key, total(own.map(({ amountMinor }) => amountMinor))])),
  );
  const ranked = rows.toSorted((one, other) =>
    one.currency < other.currency ? -1 : one.currency > other.currency ? 1 : other.receivedMinor - one.receivedMinor,
  );
  expect(rows.map(({ receivedMinor }) => receivedMinor)).toEqual(ranked.map(({ receivedMinor }) => receivedMinor));
}

/** What invoices asked for at the end of a day, remembered on that day. */
export interface AgeingThen {
  readonly on: string;
  readonly invoices: readonly AgedInvoice[];
  readonly issued: ReadonlySet<string>;
  /** The payments of those that asked for something. */
  readonly paymentIds: ReadonlySet<string>;
}

export async function rememberAgeing(book: TestBook, on: string): Promise<AgeingThen> {
  const { rows } = await book.ask("reports.agedInvoices", { on, limit: 500 });
  const issued = await book.ask("invoices.list", { limit: 500 });
  const payments: { readonly id: string }[] = [];
  for (const { invoiceId } of rows) payments.push(...(await book.ask("invoices.get", { invoiceId })).payments);
  return {
    on,
    invoices: rows,
    issued: new Set(issued.rows.map(({ id }) => id)),
    paymentIds: new Set(payments.map(({ id }) => id)),
  };
}

/**
 * Looked back at, the invoices that there were then asked for what they asked for then, whatever happened since: less what was recorded since as
 * received by then.
 */
export async function checkAgeingThen(book: TestBook, { on, invoices, issued, paymentIds }: AgeingThen): Promise<void> {
  const expected: AgedInvoice[] = [];
  for (const invoice of invoices) {
    const { payments } = await book.ask("invoices.get", { invoiceId: invoice.invoiceId });
    const receivedByThen = payments.filter(
      ({ id, status, paidOn, takenBackOn }) =>
        !paymentIds.has(id) && status === "succeeded" && paidOn <= on && (takenBackOn === null || takenBackOn > on),
    );
    const receivedMinor = total(receivedByThen.map(({ amountMinor, overpaidMinor }) => amountMinor - overpaidMinor));
    const outstandingMinor = invoice.outstandingMinor - receivedMinor;
    if (outstandingMinor > 0) expected.push({ ...invoice, outstandingMinor });
  }
  const { rows } = await book.ask("reports.agedInvoices", { on, limit: 500 });
  expect(rows.filter(({ invoiceId }) => issued.has(invoiceId))).toEqual(expected);
}

/** All that is reported of a month: what moved in it, what was there at its end, and its journal. */
export async function reportsOfMonth(book: TestBook, month: string): Promise<unknown> {
  const period = { fromOn: `${month}-01`, throughOn: monthEnd(civilDate(`${month}-01`)) };
  const end = { on: period.throughOn };
  return {
    rollForward: (await book.ask("reports.creditRollForward", period)).rows,
    revenue: (await book.ask("reports.revenue", period)).rows,
    revenueLines: await allRows(book, "reports.revenueLines", period, 100),
    collections: (await book.ask("reports.collections", period)).rows,
    collectionItems: await allRows(book, "reports.collectionItems", period, 100),
    receivers: await allRows(book, "reports.topReceivers", period, 100),
    invoices: await allRows(book, "reports.agedInvoices", end, 100),
    credit: await allRows(book, "reports.agedCredit", end, 100),
    journal: (await exportJournal(book, { ...period, format: "csv" })).text,
  };
}

/**
 * Compute reports a third time, out of the journal, which has each fact on its day: what invoices asked for and what credit there was at the
 * end of some days, and what each month charged and what money came in and went out in it.
 *
 * @param text the whole journal as a table.
 */
export async function checkAgainstJournal(
  book: TestBook,
  text: string,
  days: readonly string[],
  period: { readonly fromOn: string; readonly throughOn: string },
): Promise<void> {
  const postings = postingsOf(text);
  const on = (numbers: readonly string[], isMeant: (date: string) => boolean) =>
    sums(
      postings.filter(({ number, date }) => numbers.includes(number) && isMeant(date)),
      ({ amountMinor }) => amountMinor,
    );
  const papers = await papersOf(book);
  for (const day of days) {
    const credit = await book.ask("reports.creditAgeing", { on: day });
    expect(sums(credit.rows, ({ remainingMinor }) => -remainingMinor)).toEqual(on(["2100"], (date) => date <= day));
    // What is dated ahead, in a zone where it is tomorrow, may be paid before its day, in money or by hand in credit, and money may go back;
    // then it asks for nothing yet.
    const isAhead = papers.some(({ issuedOn, payments, creditNotes, creditEntries }) => {
      const byHand = creditEntries.filter(({ sourceType }) => sourceType === "invoice_applied").map(({ id }) => id);
      const paidOn = [
        ...payments.map((payment) => payment.paidOn),
        ...creditNotes
          .filter(({ toPaymentMethodMinor, outOfBandMinor }) => toPaymentMethodMinor + outOfBandMinor > 0)
          .map((note) => note.issuedOn),
        ...postings.filter(({ code }) => byHand.includes(code)).map(({ date }) => date),
      ];
      return issuedOn > day && paidOn.some((date) => date <= day);
    });
    if (isAhead) continue;
    const { rows } = await book.ask("reports.invoiceAgeing", { on: day });
    const asked = rows.map(({ currency, outstandingMinor }) => ({ currency, amountMinor: outstandingMinor }));
    // A paper that was written late has its own date; what it gave became credit on the day on which it was written (BEHAVIOUR 3.11).
    const toBecomeCredit = papers.flatMap(({ issuedOn, currency, creditEntries }) => {
      const later = creditEntries.filter(({ id, sourceType }) => {
        return (
          sourceType === "proration" && issuedOn <= day && postings.some(({ code, date }) => code === id && date > day)
        );
      });
      return later.map(({ amountMinor }) => ({ currency, amountMinor: -amountMinor }));
    });
    expect(sums([...asked, ...toBecomeCredit], ({ amountMinor }) => amountMinor)).toEqual(
      on(["1200"], (date) => date <= day),
    );
  }
  const revenue = (await book.ask("reports.revenue", period)).rows;
  const collections = (await book.ask("reports.collections", period)).rows;
  for (const { fromOn } of [...revenue, ...collections]) {
    const isMeant = (date: string) => date.startsWith(fromOn.slice(0, 7));
    const ofMonth = <Row extends { readonly fromOn: string }>(rows: readonly Row[]) =>
      rows.filter((row) => isMeant(row.fromOn));
    expect(sums(ofMonth(revenue), ({ revenueMinor }) => -revenueMinor)).toEqual(on(["4000", "4100"], isMeant));
    expect(sums(ofMonth(collections), (row) => row.collectedMinor + row.takenBackMinor + row.refundedMinor)).toEqual(
      on(["1000", "1090"], isMeant),
    );
  }
}
