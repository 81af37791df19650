import type { CatchUpReport } from "../../src/shared/contract/billing.ts";
import type { EngineEvent } from "../../src/shared/contract/events.ts";
import { contract } from "../../src/shared/contract/index.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import type { TestBook } from "./book.ts";
import { createCustomer } from "./company.ts";
import { issueNext } from "./subscriptions.ts";

/** Numbers that the test gateway knows, by what they do. */
export const testNumber = {
  succeeds: "4242424242424242",
  declines: "4000000000000002",
  needsAction: "4000002500003155",
  bankSucceeds: "000123456789",
  bankFails: "000222222227",
} as const;

/** Let an account pay by a card or bank account of the test gateway from now on. */
export async function payBy(book: TestBook, accountId: string, number: keyof typeof testNumber): Promise<string> {
  const { paymentMethodId } = await book.ask("paymentMethods.add", {
    accountId,
    kind: number.startsWith("bank") ? "bank_debit" : "card",
    gateway: "test",
    token: testNumber[number],
  });
  return paymentMethodId;
}

/** Who pays by a card that always works, so that every invoice is paid as soon as it is made. */
export async function payingCustomer(
  book: TestBook,
  planId: string,
  {
    startOn = "2026-01-01",
    timeZone = "UTC",
    ...terms
  }: {
    startOn?: string;
    timeZone?: string;
    period?: "month" | "annual";
    seats?: number;
    withTrial?: boolean;
  } = {},
): Promise<string> {
  const accountId = await createCustomer(book, { timeZone });
  await payBy(book, accountId, "succeeds");
  await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn, ...terms });
  return accountId;
}

/**
 * Move the clock to a day and wait until the book has done what the day asks for.
 *
 * @returns what it did; null where it found nothing to do.
 */
export async function liveUntil(book: TestBook, date: string): Promise<CatchUpReport | null> {
  const earlier = new Set((await catchUps(book)).map((job) => job.id));
  await book.setToday(date);
  const begun = (await catchUps(book)).find((job) => !earlier.has(job.id));
  return begun ? catchUpReport(book, begun.id) : null;
}

/** What a catching up did, once it is over. */
export async function catchUpReport(book: TestBook, jobId: string): Promise<CatchUpReport> {
  let wake = () => {};
  const unsubscribe = book.engine.subscribe((event: EngineEvent) => {
    if (event.type === "job" && event.job.id === jobId && event.job.state !== "running") wake();
  });
  try {
    const ended = new Promise<void>((resolve) => (wake = resolve));
    if ((await book.ask("jobs.get", { jobId })).state === "running") await ended;
    const { state, result } = await book.ask("jobs.get", { jobId });
    if (state !== "done") throw new Error(`Catching up ended ${state}`);
    return contract["billing.catchUp"].output.parse(result);
  } finally {
    unsubscribe();
  }
}

/** The times that the book has caught up, newest first. */
export async function catchUps(book: TestBook) {
  return (await book.ask("jobs.list", {})).jobs.filter((job) => job.method === "billing.catchUp");
}

/** A line of an invoice of its own, before tax. */
export interface ChargedLine {
  readonly unitMinor: number;
  readonly discountMinor?: number;
  readonly taxRateId?: string;
}

/** Issue the account's next invoice, with charges of its own on it. */
export async function issueInvoice(
  book: TestBook,
  accountId: string,
  lines: readonly ChargedLine[] = [],
  currency = "USD",
): Promise<InvoiceView> {
  for (const [index, { unitMinor, discountMinor = 0, taxRateId }] of lines.entries()) {
    await book.ask("invoices.addCharge", {
      accountId,
      description: `Charge ${index + 1}`,
      unitMinor,
      currency,
      discountMinor,
      tax: taxRateId === undefined ? { by: "nothing" } : { by: "rate", taxRateId },
    });
  }
  return issueNext(book, accountId);
}

/** Add a tax rate to the book. */
export async function taxOf(book: TestBook, percent: number): Promise<string> {
  const rate = { name: `Tax ${percent} %`, ratePartsPerMillion: percent * 10_000 };
  return (await book.ask("taxRates.create", rate)).taxRateId;
}
