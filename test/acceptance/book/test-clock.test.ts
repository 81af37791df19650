import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { issueInvoice, liveUntil, payBy } from "../../support/collection.ts";
import { adjust, createCustomer } from "../../support/company.ts";

const noonOf = (date: string) => ({ kind: "test" as const, nowMs: Date.parse(`${date}T12:00:00Z`) });
const system = { kind: "system" as const };

/** A book that a company lives by. */
async function createRealBook(name = "Acme Billing"): Promise<TestBook> {
  const book = await openTestBook(join(temporaryFolder(), "book.countinghouse"));
  await book.ask("book.create", { name, timeZone: "UTC", currency: "USD" });
  return book;
}

describe("a test clock in a real book", () => {
  test.each([undefined, null, "", "acme billing", "Acme", "Acme Billing, Inc."])(
    "is refused where its name is given as %j, and nothing changes",
    async (confirmedName) => {
      const book = await createRealBook();
      const refusal = await book.refusal("book.setClock", { clock: noonOf("2035-01-01"), confirmedName });
      expect(refusal).toMatchObject({
        code: "test_clock_unconfirmed",
        message: expect.stringContaining("Acme Billing"),
      });
      expect(await book.ask("book.info", {})).toMatchObject({ clock: system, isForTrying: false });
    },
  );

  test("takes the book's name, each time that it is set", async () => {
    const book = await createRealBook();
    const clock = noonOf("2035-01-01");
    expect(await book.ask("book.setClock", { clock, confirmedName: " Acme Billing " })).toMatchObject({ clock });
    const refusal = await book.refusal("book.setClock", { clock: noonOf("2035-01-02") });
    expect(refusal.code).toBe("test_clock_unconfirmed");
    await book.ask("book.configure", { name: "Acme Credits" });
    const former = { clock: noonOf("2035-01-02"), confirmedName: "Acme Billing" };
    expect((await book.refusal("book.setClock", former)).code).toBe("test_clock_unconfirmed");
    await book.ask("book.setClock", { ...former, confirmedName: "Acme Credits" });
  });

  test("is left for the system's without a word, as long as nothing was written under it", async () => {
    const book = await createRealBook();
    await createCustomer(book);
    await book.ask("book.setClock", { clock: noonOf("2035-01-01"), confirmedName: "Acme Billing" });
    expect(await book.ask("book.setClock", { clock: system })).toMatchObject({ clock: system });
  });

  test("a key that was accepted before names had to be given still finds its answer", async () => {
    const book = await createTestBook();
    const input = { clock: noonOf("2026-03-01"), idempotencyKey: randomUUID() };
    const first = await book.ask("book.setClock", input);
    expect(await book.ask("book.setClock", { ...input, confirmedName: null })).toEqual(first);
  });
});

describe("a book for trying", () => {
  test("is made as one, says so, and takes any test clock", async () => {
    const book = await createTestBook();
    expect(await book.ask("book.info", {})).toMatchObject({ isForTrying: true });
    expect(await book.ask("book.setClock", { clock: noonOf("2035-01-01") })).toMatchObject({ today: "2035-01-01" });
    await book.close();
    const reopened = await openTestBook(book.path);
    expect(await reopened.ask("book.info", {})).toMatchObject({ isForTrying: true, today: "2035-01-01" });
  });
});

describe("the clock does not go back before what was written", () => {
  test.each([
    ["an entry", async (book: TestBook, accountId: string) => void (await adjust(book, accountId, 1_00))],
    ["an invoice", async (book: TestBook, accountId: string) => void (await issueInvoice(book, accountId))],
    [
      "a payment of an invoice from before",
      async (book: TestBook, _accountId: string, invoiceId: string) =>
        void (await book.ask("invoices.recordPayment", { invoiceId, amountMinor: null, receivedOn: null })),
    ],
  ])("%s", async (_what, write) => {
    const book = await createTestBook({ today: "2026-03-01" });
    const accountId = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-03-01" });
    const { id: invoiceId } = await issueInvoice(book, accountId);
    await book.setToday("2035-01-01");
    await book.setToday("2034-01-01");
    await book.setToday("2035-01-01");
    await write(book, accountId, invoiceId);
    for (const clock of [system, noonOf("2034-12-31")]) {
      const refusal = await book.refusal("book.setClock", { clock });
      expect(refusal).toMatchObject({ code: "clock_before_ledger", message: expect.stringContaining("2035-01-01") });
    }
    await book.setToday("2035-01-02");
  });
});

test("what moving the clock wrote stands in the report of the catching up that it set off", async () => {
  const book = await createTestBook({ today: "2026-03-01" });
  const byTransfer = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-03-01" });
  await issueInvoice(book, byTransfer);
  const byCard = await createCustomer(book, { feeMinor: 20_00, startOn: "2026-03-01" });
  await payBy(book, byCard, "declines");
  await issueInvoice(book, byCard);
  await book.ask("credits.adjust", {
    accountId: await createCustomer(book),
    action: "increase",
    amountMinor: 5_00,
    currency: "USD",
    reasonCode: "promotion",
    terms: { expiresOn: "2026-03-10" },
  });
  expect(await liveUntil(book, "2026-03-20")).toEqual({
    expiredRequests: 0,
    expiredBlocks: 1,
    paymentsTried: 1,
    paymentsSucceeded: 0,
    givenUp: 1,
    accountsFallenBehind: 1,
    subscriptionsEnded: 0,
    problems: [],
    problemCount: 0,
  });
  expect(await liveUntil(book, "2026-03-20")).toBeNull();
});
