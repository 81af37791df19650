import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CivilDate } from "../../shared/calendar.ts";
import type { MethodOutput } from "../../shared/contract/index.ts";
import type { InvoiceView } from "../../shared/contract/invoice-view.ts";
import type { SubscriptionChange } from "../../shared/contract/subscriptions.ts";
import type { Engine } from "../engine/engine.ts";
import { startEngine } from "../engine/start.ts";
import { makeCompany, type SampleCompany } from "./company.ts";
import { liveHistory } from "./history.ts";
import { SampleBook } from "./sample-book.ts";

/** What was done, and what came of it: the engine's door with somebody beside it who writes down the commands. */
interface Done {
  readonly name: string;
  readonly change: SubscriptionChange | null;
  readonly output: unknown;
}

function watched(engine: Engine, done: Done[]): Engine {
  return {
    ...engine,
    async dispatch(name, input, caller) {
      const result = await engine.dispatch(name, input, caller);
      const { change = null } = input as { change?: SubscriptionChange };
      if (result.ok) done.push({ name, change, output: result.value });
      return result;
    },
  };
}

const todayOn = "2026-03-31" as CivilDate;

describe("the history of a sample company", () => {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-test-"));
  const done: Done[] = [];
  let engine: Engine;
  let book: SampleBook;
  let company: SampleCompany;
  let invoices: readonly InvoiceView[];

  beforeAll(async () => {
    engine = await startEngine({ bookPath: join(folder, "sample.countinghouse") });
    book = new SampleBook(watched(engine, done), "tester");
    company = makeCompany({ accounts: 400, years: 1, todayOn, seed: 1 });
    const settings = { name: "Lanternworks, Inc.", timeZone: "America/New_York", currency: "USD" };
    await book.command("book.create", { ...settings, isForTrying: true });
    await liveHistory(book, company, () => undefined);
    invoices = await allInvoices(book);
  }, 120_000);

  afterAll(async () => {
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it("leaves a ledger that holds, and no account that could not be billed", async () => {
    expect(await book.job("ledger.verify", {})).toMatchObject({ ok: true, firstBroken: null });
    const { runs } = await book.query("billing.runs", {});
    expect(runs.map(({ state, problemCount }) => `${state} ${problemCount}`)).toEqual(runs.map(() => "complete 0"));
  });

  it("has entries of every source", async () => {
    const sources = new Set<string>();
    let beforeSequence: number | null = null;
    do {
      const page: MethodOutput<"ledger.list"> = await book.query("ledger.list", { limit: 500, beforeSequence });
      for (const { sourceType } of page.rows) sources.add(sourceType);
      beforeSequence = page.nextBeforeSequence;
    } while (beforeSequence !== null);
    expect([...sources].toSorted()).toEqual([
      "deduction",
      "expiry",
      "grant",
      "invoice_applied",
      "invoice_returned",
      "opening",
      "proration",
      "refund_to_credit",
      "reversal",
      "transfer_in",
      "transfer_out",
    ]);
  });

  it("has invoices in every state, with every kind of line, discounted, noted and paid in every way", () => {
    const seen = (values: readonly (string | null)[]) => [...new Set(values.map(String))].toSorted();
    expect(seen(invoices.map(({ state }) => state))).toEqual(["open", "paid", "uncollectible", "void"]);
    const lines = invoices.flatMap((invoice) => invoice.lines);
    expect(seen(lines.map(({ kind }) => kind))).toEqual(
      expect.arrayContaining(["charge", "fee", "prorated_fee", "prorated_seats", "seats", "unused_time"]),
    );
    expect(lines.some(({ kind, discountMinor }) => kind === "fee" && discountMinor > 0)).toBe(true);
    expect(lines.some(({ kind, discountMinor }) => kind === "charge" && discountMinor > 0)).toBe(true);
    const payments = invoices.flatMap((invoice) => invoice.payments);
    expect(seen(payments.map(({ gateway, status }) => `${gateway} ${status}`))).toEqual([
      "manual succeeded",
      "test failed",
      "test requires_action",
      "test succeeded",
    ]);
    expect(invoices.some(({ failedAttempts, paidBy }) => failedAttempts > 0 && paidBy === "test")).toBe(true);
    expect(invoices.every(({ note }) => note !== null)).toBe(true);
    expect(seen(invoices.map(({ note }) => note)).length).toBeGreaterThan(1);
  });

  it("has credit notes to credit and back to the payment method, each with its reason", () => {
    const notes = invoices.flatMap(({ creditNotes }) => creditNotes);
    expect(notes.some(({ toCreditMinor }) => toCreditMinor > 0)).toBe(true);
    expect(notes.some(({ toPaymentMethodMinor }) => toPaymentMethodMinor > 0)).toBe(true);
    expect(notes.every(({ note }) => note !== null)).toBe(true);
  });

  it("changes subscriptions in every way", () => {
    const kinds = new Set(done.filter(({ name }) => name === "subscriptions.change").map(changeOf));
    expect([...kinds].toSorted()).toEqual([
      "add_discount",
      "cancel now with credit",
      "cancel now without credit",
      "cancel period_end",
      "end_trial",
      "extend_trial",
      "plan now",
      "plan period_end",
      "remove_discount",
      "resume",
      "seats now",
      "seats period_end",
      "start",
    ]);
    expect(done.some(({ name }) => name === "credits.applyToOpenInvoices")).toBe(true);
  });

  it("sells plans with features, trials and seats, at prices of their own to two customers", async () => {
    const { plans } = await book.query("plans.list", {});
    const sold = plans.filter(({ isFree }) => !isFree);
    expect(sold.every(({ features, description }) => features.length > 0 && description !== null)).toBe(true);
    expect(sold.some(({ trialDays, seatPrice }) => trialDays !== null && (seatPrice?.tiers.length ?? 0) > 1)).toBe(
      true,
    );
    expect(sold.reduce((count, plan) => count + plan.customPriceCount, 0)).toBe(2);
    const { discounts } = await book.query("discounts.list", {});
    expect(discounts.map(({ amountMinor }) => amountMinor === null)).toEqual([false, true, true]);
  });

  it("has credit that ended, ends soon, waits, was prepaid and was taken back", async () => {
    const arrived = company.accounts.filter(({ importedOn }) => importedOn < todayOn);
    const blocks = await Promise.all(
      arrived.map(async ({ id }) => (await book.query("credits.blocks", { accountId: id })).blocks),
    );
    const all = blocks.flat();
    expect(new Set(all.map(({ state }) => state))).toEqual(new Set(["usable", "waiting", "used", "expired", "voided"]));
    expect(all.some(({ state, expiresOn }) => state === "usable" && (expiresOn ?? "9999") < "2026-06-30")).toBe(true);
    expect(all.some(({ category }) => category === "paid")).toBe(true);
  });

  it("charges exempt customers no tax", () => {
    const exemptIds = new Set(company.accounts.filter(({ terms }) => terms?.isTaxExempt).map(({ id }) => id));
    const exempt = invoices.filter(({ accountId }) => exemptIds.has(accountId));
    expect(exempt.length).toBeGreaterThan(0);
    expect(exempt.every(({ taxMinor }) => taxMinor === 0)).toBe(true);
  });
});

async function allInvoices(book: SampleBook): Promise<InvoiceView[]> {
  const views: InvoiceView[] = [];
  let after: string | null = null;
  do {
    const page: MethodOutput<"invoices.list"> = await book.query("invoices.list", { limit: 500, after });
    views.push(...(await Promise.all(page.rows.map(({ id }) => book.query("invoices.get", { invoiceId: id })))));
    after = page.nextCursor;
  } while (after !== null);
  return views;
}

/** A change by its type, and by when it holds where it can be both. */
function changeOf({ change, output }: Done): string {
  if (change?.type === "cancel" && change.timing === "now") {
    return `cancel now ${change.withCredit ? "with" : "without"} credit`;
  }
  if (change?.type === "cancel") return "cancel period_end";
  if (change?.type === "plan" || change?.type === "seats") {
    const { subscription } = output as MethodOutput<"subscriptions.change">;
    const waits = change.type === "plan" ? subscription?.upcoming : subscription?.nextSeats;
    return `${change.type} ${waits ? "period_end" : "now"}`;
  }
  return change?.type ?? "none";
}
