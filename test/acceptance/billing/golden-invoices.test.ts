import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { payBy } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer, invoicesOf, payOpen } from "../../support/company.ts";
import { papersText } from "../../support/paper-text.ts";
import { changeSubscription, createPlan, issueNext, seatsAt, type PlanOptions } from "../../support/subscriptions.ts";

/** A customer in a situation that is known by name; what it comes to is in `test/golden`, computed by hand. */
interface Situation {
  /** The day on which the situation begins. */
  readonly today: string;
  readonly currency?: string;
  readonly live: (book: TestBook, accountId: string) => Promise<void>;
}

const situations: Readonly<Record<string, Situation>> = {
  "plain-month": {
    today: "2026-03-10",
    async live(book, accountId) {
      await subscribe(book, accountId, { monthlyMinor: 20_00 }, "2026-03-10");
      await issueNext(book, accountId);
    },
  },
  annual: {
    today: "2026-05-17",
    async live(book, accountId) {
      await book.ask("book.configure", { paymentTermsDays: 30, invoiceNote: "Thank you." });
      const planId = await createPlan(book, { monthlyMinor: 20_00, annualMonthlyMinor: 16_65 });
      await book.ask("subscriptions.create", { accountId, planId, period: "annual", startOn: "2026-05-17" });
      await billThrough(book, "2027-05-16");
    },
  },
  "month-with-tax-and-credit": {
    today: "2026-03-10",
    async live(book, accountId) {
      await tax(book, accountId, 24);
      await subscribe(book, accountId, { monthlyMinor: 14_29 }, "2026-03-10");
      await adjust(book, accountId, 10_00);
      await billThrough(book, "2026-03-10");
    },
  },
  "credit-of-several-blocks": {
    today: "2026-03-10",
    async live(book, accountId) {
      await subscribe(book, accountId, { monthlyMinor: 60_00 }, "2026-03-10");
      const grant = { accountId, action: "increase", currency: "USD", reasonCode: "courtesy" } as const;
      await book.ask("credits.adjust", { ...grant, amountMinor: 50_00 });
      const expiring = { category: "promotional", expiresOn: "2026-05-31" } as const;
      await book.ask("credits.adjust", { ...grant, amountMinor: 10_00, terms: expiring });
      await book.ask("credits.adjust", { ...grant, amountMinor: 20_00, terms: { priority: 10 } });
      await billThrough(book, "2026-03-10");
    },
  },
  "seats-in-three-tiers": {
    today: "2026-04-01",
    async live(book, accountId) {
      await tax(book, accountId, 8.1);
      const tiers = [
        { startsAtBlock: 1, endsAfterBlock: 2, feePerBlockMinor: 12_50 },
        { startsAtBlock: 3, endsAfterBlock: 4, feePerBlockMinor: 10_00 },
        { startsAtBlock: 5, endsAfterBlock: null, feePerBlockMinor: 7_50 },
      ];
      await subscribe(book, accountId, { monthlyMinor: 49_00, seatPrice: { blockSize: 5, tiers } }, "2026-04-01", 27);
      await billThrough(book, "2026-04-01");
    },
  },
  "first-invoice-after-trial": {
    today: "2026-02-20",
    async live(book, accountId) {
      await subscribe(book, accountId, { monthlyMinor: 30_00, trialDays: 14 }, "2026-02-20");
      await payBy(book, accountId, "succeeds");
      await adjust(book, accountId, 12_00);
      await changeSubscription(book, accountId, { type: "extend_trial", days: 3 });
      await billThrough(book, "2026-03-08");
      await book.setToday("2026-03-09");
      await billThrough(book, "2026-04-08");
    },
  },
  "upgrade-in-mid-month": {
    today: "2026-03-01",
    async live(book, accountId) {
      await tax(book, accountId, 19);
      const starter = { name: "Starter", monthlyMinor: 29_00, seatPrice: seatsAt(4_00) };
      await subscribe(book, accountId, starter, "2026-03-01", 3);
      await billThrough(book, "2026-03-01");
      const planId = await createPlan(book, { name: "Business", monthlyMinor: 99_00, seatPrice: seatsAt(7_00) });
      await book.setToday("2026-03-13");
      await payOpen(book, accountId);
      await changeSubscription(book, accountId, { type: "plan", planId, period: "month", seats: 5 });
    },
  },
  "downgrade-at-period-end": {
    today: "2026-01-31",
    async live(book, accountId) {
      await subscribe(book, accountId, { name: "Big", monthlyMinor: 50_00 }, "2026-01-31");
      await billThrough(book, "2026-01-31");
      const planId = await createPlan(book, { name: "Small", monthlyMinor: 20_00 });
      await changeSubscription(book, accountId, { type: "plan", planId, period: "month" });
      await billThrough(book, "2026-03-31");
    },
  },
  "month-to-year-now": {
    today: "2026-01-01",
    async live(book, accountId) {
      await tax(book, accountId, 20);
      const planId = await createPlan(book, { monthlyMinor: 33_00, annualMonthlyMinor: 25_00 });
      await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
      await billThrough(book, "2026-01-01");
      await book.setToday("2026-01-11");
      await payOpen(book, accountId);
      await changeSubscription(book, accountId, { type: "plan", planId, period: "annual", timing: "now" });
      await billThrough(book, "2027-01-10");
    },
  },
  "cancel-now-with-credit-and-tax": {
    today: "2026-04-01",
    async live(book, accountId) {
      await tax(book, accountId, 25);
      await payBy(book, accountId, "succeeds");
      await subscribe(book, accountId, { monthlyMinor: 200_00 }, "2026-04-01");
      await billThrough(book, "2026-04-01");
      await book.setToday("2026-04-02");
      await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    },
  },
  "seats-added-twice-with-discount": {
    today: "2026-06-01",
    async live(book, accountId) {
      await tax(book, accountId, 7.7);
      await subscribe(book, accountId, { monthlyMinor: 10_00, seatPrice: seatsAt(3_30) }, "2026-06-01", 2);
      await discount(book, accountId, { partsPerMillion: 150_000 });
      await billThrough(book, "2026-06-01");
      await book.setToday("2026-06-11");
      await changeSubscription(book, accountId, { type: "seats", seats: 5 });
      await book.setToday("2026-06-24");
      await changeSubscription(book, accountId, { type: "seats", seats: 6 });
    },
  },
  "discount-larger-than-charge": {
    today: "2026-01-01",
    async live(book, accountId) {
      await tax(book, accountId, 20);
      await subscribe(book, accountId, { monthlyMinor: 5_00 }, "2026-01-01");
      await discount(book, accountId, { amountMinor: 10_00, currency: "USD", periods: 1 });
      await book.ask("invoices.addCharge", { accountId, description: "Setup", unitMinor: 3_00, currency: "USD" });
      await billThrough(book, "2026-02-01");
    },
  },
  "two-tax-rates-and-a-discount": {
    today: "2026-01-01",
    async live(book, accountId) {
      await chargeBooksAndTraining(book, accountId);
      await issueNext(book, accountId);
    },
  },
  "exempt-account": {
    today: "2026-01-01",
    async live(book, accountId) {
      const taxRateId = await tax(book, accountId, 10);
      await book.ask("accounts.update", { accountId, isTaxExempt: true });
      await subscribe(book, accountId, { monthlyMinor: 20_00 }, "2026-01-01");
      const charge = { accountId, description: "Setup", unitMinor: 5_00, currency: "USD" };
      await book.ask("invoices.addCharge", { ...charge, tax: { by: "rate", taxRateId } });
      await issueNext(book, accountId);
    },
  },
  "minimum-charge-carried": {
    today: "2026-01-01",
    async live(book, accountId) {
      await payBy(book, accountId, "succeeds");
      await subscribe(book, accountId, { monthlyMinor: 30_30 }, "2026-01-01");
      await adjust(book, accountId, 30_00);
      await billThrough(book, "2026-02-01");
    },
  },
  yen: {
    today: "2026-02-01",
    currency: "JPY",
    async live(book, accountId) {
      await tax(book, accountId, 10);
      await subscribe(
        book,
        accountId,
        { currency: "JPY", monthlyMinor: 980, seatPrice: seatsAt(333) },
        "2026-02-01",
        3,
      );
      await adjust(book, accountId, 500, "JPY");
      await billThrough(book, "2026-02-01");
      await book.setToday("2026-02-11");
      await payOpen(book, accountId);
      await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    },
  },
  dinar: {
    today: "2026-03-10",
    currency: "KWD",
    async live(book, accountId) {
      await tax(book, accountId, 5);
      await subscribe(book, accountId, { currency: "KWD", monthlyMinor: 12_345 }, "2026-03-10");
      await discount(book, accountId, { partsPerMillion: 333_333 });
      await issueNext(book, accountId);
    },
  },
  "january-31-in-february": {
    today: "2026-01-31",
    async live(book, accountId) {
      await subscribe(book, accountId, { monthlyMinor: 10_00 }, "2026-01-31");
      await billThrough(book, "2026-02-28");
      const planId = await createPlan(book, { name: "Large", monthlyMinor: 25_00 });
      await book.setToday("2026-03-10");
      await payOpen(book, accountId);
      await changeSubscription(book, accountId, { type: "plan", planId, period: "month" });
      await billThrough(book, "2026-05-30");
    },
  },
  "february-29-annual": {
    today: "2024-02-29",
    async live(book, accountId) {
      await payBy(book, accountId, "succeeds");
      const planId = await createPlan(book, { monthlyMinor: 9_00, annualMonthlyMinor: 8_00 });
      await book.ask("subscriptions.create", { accountId, planId, period: "annual", startOn: "2024-02-29" });
      await billThrough(book, "2025-02-27");
      await book.setToday("2025-03-31");
      await billThrough(book, "2025-03-31");
      await payOpen(book, accountId);
      await changeSubscription(book, accountId, { type: "cancel", timing: "now", withCredit: true });
    },
  },
  "charges-with-quantity": {
    today: "2026-03-10",
    async live(book, accountId) {
      await tax(book, accountId, 21);
      const charge = { accountId, currency: "USD" };
      await book.ask("invoices.addCharge", {
        ...charge,
        description: "Setup",
        quantity: 3,
        unitMinor: 19_99,
        discountMinor: 1_00,
      });
      const stamps = { ...charge, description: "Stamps", quantity: 7, unitMinor: 85 };
      await book.ask("invoices.addCharge", { ...stamps, tax: { by: "nothing" } });
      const { id: invoiceId } = await issueNext(book, accountId);
      await book.setToday("2026-03-12");
      await book.ask("invoices.recordPayment", { invoiceId, amountMinor: 50_00, receivedOn: "2026-03-12" });
    },
  },
  "negative-total-pays-the-next": {
    today: "2026-01-01",
    async live(book, accountId) {
      await tax(book, accountId, 24);
      await payBy(book, accountId, "succeeds");
      await subscribe(book, accountId, { name: "Big", monthlyMinor: 99_00 }, "2026-01-01");
      await billThrough(book, "2026-01-01");
      const planId = await createPlan(book, { name: "Small", monthlyMinor: 29_00 });
      await book.setToday("2026-01-16");
      await changeSubscription(book, accountId, { type: "plan", planId, period: "month", timing: "now" });
      await billThrough(book, "2026-03-01");
    },
  },
  void: {
    today: "2026-03-10",
    async live(book, accountId) {
      await subscribe(book, accountId, { monthlyMinor: 40_00 }, "2026-03-10");
      await adjust(book, accountId, 15_00);
      const { id: invoiceId } = await issueNext(book, accountId);
      await book.ask("invoices.void", { invoiceId });
    },
  },
  "credit-notes-with-residue": {
    today: "2026-03-10",
    async live(book, accountId) {
      await tax(book, accountId, 20);
      await payBy(book, accountId, "succeeds");
      const charge = { accountId, unitMinor: 68_33, currency: "USD" };
      await book.ask("invoices.addCharge", { ...charge, description: "Course one" });
      await book.ask("invoices.addCharge", { ...charge, description: "Course two" });
      const { id: invoiceId } = await issueNext(book, accountId);
      await book.setToday("2026-03-11");
      await takeBack(book, invoiceId, 1, 68_33);
      await book.setToday("2026-03-12");
      await takeBack(book, invoiceId, 2, 68_33);
    },
  },
  "credit-note-of-a-discounted-line": {
    today: "2026-03-10",
    async live(book, accountId) {
      await payBy(book, accountId, "succeeds");
      await adjust(book, accountId, 300_00);
      await chargeBooksAndTraining(book, accountId);
      const { id: invoiceId } = await issueNext(book, accountId);
      await book.setToday("2026-03-11");
      await takeBack(book, invoiceId, 2, 262_60);
    },
  },
};

describe("golden invoices: the whole paper, as it was computed by hand", () => {
  test.each(Object.keys(situations))("%s", async (name) => {
    const situation = situations[name];
    if (!situation) throw new Error(`There is no situation ${name}`);
    const { today, currency = "USD", live } = situation;
    const book = await createTestBook({ today });
    const accountId = await createCustomer(book, { currency });
    await live(book, accountId);
    expect(papersText(await invoicesOf(book, accountId))).toBe(readGolden(name));
  });
});

/** What was written down for a situation, without the arithmetic, which stands above the first empty line. */
function readGolden(name: string): string {
  const text = readFileSync(new URL(`../../golden/${name}.txt`, import.meta.url), "utf8");
  return text.slice(text.indexOf("\n\n") + 2);
}

async function subscribe(
  book: TestBook,
  accountId: string,
  plan: PlanOptions,
  startOn: string,
  seats: number | null = null,
): Promise<void> {
  const planId = await createPlan(book, plan);
  await book.ask("subscriptions.create", { accountId, planId, period: "month", seats, startOn });
}

/** Add a tax rate and let the account be taxed by it. @returns the rate's id. */
async function tax(book: TestBook, accountId: string, percent: number): Promise<string> {
  const taxRateId = await taxRate(book, percent);
  await book.ask("accounts.update", { accountId, taxRateId });
  return taxRateId;
}

async function taxRate(book: TestBook, percent: number): Promise<string> {
  const rate = { name: `VAT ${percent} %`, ratePartsPerMillion: Math.round(percent * 10_000) };
  return (await book.ask("taxRates.create", rate)).taxRateId;
}

async function discount(
  book: TestBook,
  accountId: string,
  terms: { partsPerMillion: number } | { amountMinor: number; currency: string; periods: number },
): Promise<void> {
  const { discountId } = await book.ask("discounts.create", { name: "Welcome", ...terms });
  await changeSubscription(book, accountId, { type: "add_discount", discountId });
}

/** The two charges of A-48, of two rates, the second with a discount. */
async function chargeBooksAndTraining(book: TestBook, accountId: string): Promise<void> {
  const [ten, twenty] = [await taxRate(book, 10), await taxRate(book, 20)];
  const charge = { accountId, currency: "USD" };
  const books = { ...charge, description: "Books", unitMinor: 179_00 };
  await book.ask("invoices.addCharge", { ...books, tax: { by: "rate", taxRateId: ten } });
  const training = { ...charge, description: "Training", unitMinor: 399_00, discountMinor: 250_00 };
  await book.ask("invoices.addCharge", { ...training, tax: { by: "rate", taxRateId: twenty } });
}

/** Credit a part of a line to where it was paid from. */
async function takeBack(book: TestBook, invoiceId: string, position: number, amountMinor: number): Promise<void> {
  const content = { invoiceId, lines: [{ position, amountMinor }], destination: "origin" as const };
  const { fingerprint } = await book.ask("creditNotes.preview", content);
  await book.ask("creditNotes.issue", { ...content, fingerprint });
}
