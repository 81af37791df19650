import { describe, expect, test } from "vitest";
import type { CreditTermsInput } from "../../../src/shared/contract/credits.ts";
import type { LedgerEntry } from "../../../src/shared/contract/ledger.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";

/** Add credit on terms; nothing is plain credit. */
async function grant(
  book: TestBook,
  accountId: string,
  amountMinor: number,
  terms: CreditTermsInput | null = {},
): Promise<LedgerEntry> {
  const { entry } = await book.ask("credits.adjust", {
    accountId,
    action: "increase",
    amountMinor,
    currency: "USD",
    reasonCode: "billing_error",
    terms,
  });
  return entry;
}

async function blocksOf(book: TestBook, accountId: string) {
  return (await book.ask("credits.blocks", { accountId })).blocks;
}

/** The block that an entry formed. */
async function blockOf(book: TestBook, { accountId, id }: LedgerEntry) {
  const block = (await blocksOf(book, accountId)).find((each) => each.entryId === id);
  if (!block) throw new Error(`Entry ${id} formed no block`);
  return block;
}

/** What is left of the blocks that entries formed. */
async function leftOf(book: TestBook, entries: readonly LedgerEntry[]): Promise<number[]> {
  return Promise.all(entries.map(async (entry) => (await blockOf(book, entry)).remainingMinor));
}

/** What an entry did to blocks, as pairs of the entry that formed the block and the amount. */
async function movementsOf(book: TestBook, entry: LedgerEntry): Promise<[string, number][]> {
  const formedBy = new Map((await blocksOf(book, entry.accountId)).map((block) => [block.id, block.entryId]));
  const { blocks } = await book.ask("ledger.get", { entryId: entry.id });
  return blocks.map(({ blockId, amountMinor }) => [formedBy.get(blockId) ?? "", amountMinor]);
}

async function availableOf(book: TestBook, accountId: string): Promise<number> {
  const { balances } = await book.ask("credits.balance", { accountId });
  return balances[0]?.availableMinor ?? 0;
}

async function entriesOf(book: TestBook, accountId: string) {
  return (await book.ask("ledger.list", { accountId, limit: 500 })).rows.toReversed();
}

async function expectProvable(book: TestBook): Promise<void> {
  expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
}

describe("the order of use (BEHAVIOUR 5.2)", () => {
  test("A-31 an invoice of 60 takes 30 from the first block and 30 from the second", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 60_00 });
    const first = await grant(book, accountId, 30_00);
    const second = await grant(book, accountId, 50_00);
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    expect(invoice).toMatchObject({ creditAppliedMinor: 60_00, dueMinor: 0, state: "paid" });
    expect(await leftOf(book, [first, second])).toEqual([0, 20_00]);
    expect((await blockOf(book, first)).state).toBe("used");
    const [applied] = (await entriesOf(book, accountId)).slice(-1);
    expect(applied && (await movementsOf(book, applied))).toEqual([
      [first.id, -30_00],
      [second.id, -30_00],
    ]);
    await expectProvable(book);
  });

  test("A-32 20 of priority 1, then 25, 25 and 30 of priority 2: 80 takes 20, 25, 25 and 10", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const later = [25_00, 25_00, 30_00];
    const blocks: LedgerEntry[] = [];
    for (const amountMinor of later) blocks.push(await grant(book, accountId, amountMinor, { priority: 2 }));
    blocks.unshift(await grant(book, accountId, 20_00, { priority: 1 }));
    expect((await blocksOf(book, accountId)).map((block) => [block.entryId, block.useOrder])).toEqual(
      blocks.map((entry, index) => [entry.id, index + 1]),
    );
    const use = await adjust(book, accountId, -80_00);
    expect((await movementsOf(book, use)).map(([, amountMinor]) => amountMinor)).toEqual([
      -20_00, -25_00, -25_00, -10_00,
    ]);
    expect(await leftOf(book, blocks)).toEqual([0, 0, 0, 20_00]);
  });

  test("A-34 a decrease goes over blocks as an invoice does", async () => {
    const book = await createTestBook();
    const first = await createCustomer(book);
    const two = [await grant(book, first, 30_00), await grant(book, first, 50_00)];
    await adjust(book, first, -60_00);
    expect(await leftOf(book, two)).toEqual([0, 20_00]);

    const second = await createCustomer(book);
    const three = [
      await grant(book, second, 20_00, { priority: 1 }),
      await grant(book, second, 25_00, { priority: 2 }),
      await grant(book, second, 25_00, { priority: 2 }),
    ];
    await adjust(book, second, -50_00);
    expect(await leftOf(book, three)).toEqual([0, 0, 20_00]);
    await expectProvable(book);
  });

  test("A-56 credit without expiry but of a lower priority, then the earlier expiry, then promotional before paid", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const june = await grant(book, accountId, 50_00, { expiresOn: "2026-06-30", category: "paid" });
    const may = await grant(book, accountId, 50_00, { expiresOn: "2026-05-31", category: "promotional" });
    const first = await grant(book, accountId, 10_00, { priority: 10 });
    const mayPaid = await grant(book, accountId, 50_00, { expiresOn: "2026-05-31", category: "paid" });
    expect((await blocksOf(book, accountId)).map((block) => block.entryId)).toEqual(
      [first, may, mayPaid, june].map((entry) => entry.id),
    );
  });

  test.each([
    ["priorities 1 and 2", { priority: 1 }, { priority: 2 }],
    ["an earlier expiry on the first", { expiresOn: "2026-05-01" }, { expiresOn: "2026-06-01" }],
  ])("A-58 100 and 100 with %s: using 120 leaves 0 and 80", async (_what, ofFirst, ofSecond) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    // The second is older, so that age alone would use it first.
    const second = await grant(book, accountId, 100_00, ofSecond);
    const first = await grant(book, accountId, 100_00, ofFirst);
    await adjust(book, accountId, -120_00);
    expect(await leftOf(book, [first, second])).toEqual([0, 80_00]);
  });

  test("5.2 credit applied to open invoices comes from the blocks in order", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-02-01");
    const last = await grant(book, accountId, 25_00);
    const first = await grant(book, accountId, 30_00, { priority: 1 });
    const { applied } = await book.ask("credits.applyToOpenInvoices", { accountId });
    expect(applied.map((each) => each.amountMinor)).toEqual([20_00, 20_00]);
    expect(await leftOf(book, [first, last])).toEqual([0, 15_00]);
    await expectProvable(book);
  });
});

describe("the terms of an increase (BEHAVIOUR 5.1)", () => {
  test("form a block that says them, and plain credit says nothing", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const onTerms = await grant(book, accountId, 10_00, {
      priority: 7,
      category: "paid",
      effectiveOn: "2025-12-01",
      expiresOn: "2026-03-01",
    });
    expect(await blockOf(book, onTerms)).toMatchObject({
      accountId,
      currency: "USD",
      amountMinor: 10_00,
      remainingMinor: 10_00,
      priority: 7,
      category: "paid",
      effectiveOn: "2025-12-01",
      expiresOn: "2026-03-01",
      state: "usable",
      useOrder: 1,
    });
    expect(await movementsOf(book, onTerms)).toEqual([[onTerms.id, 10_00]]);
    expect(await blockOf(book, await grant(book, accountId, 5_00, null))).toMatchObject({
      priority: 50,
      category: null,
      effectiveOn: "2026-01-01",
      expiresOn: null,
      useOrder: 2,
    });
  });

  test.each([
    ["a priority of 101", { priority: 101 }],
    ["a priority below zero", { priority: -1 }],
    ["an expiry today", { effectiveOn: "2025-01-01", expiresOn: "2026-01-01" }],
    ["an expiry on the day it takes effect", { effectiveOn: "2026-02-01", expiresOn: "2026-02-01" }],
  ])("%s is refused and writes nothing", async (_what, terms) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const request = { accountId, action: "increase", amountMinor: 10_00, currency: "USD", terms };
    const refusal = await book.refusal("credits.adjust", { ...request, reasonCode: "courtesy" });
    expect(refusal.code).toBe("credit_terms_invalid");
    expect((await book.ask("credits.preview", request as never)).problem?.code).toBe("credit_terms_invalid");
    expect(await creditOf(book, accountId)).toBeNull();
  });

  test("every field of the terms that is wrong is named, in the preview too, and so is a note that is missing", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const terms = { priority: 101, expiresOn: "2026-01-01" };
    const request = { accountId, action: "increase", amountMinor: 10_00, currency: "USD", terms } as const;
    const fields = [
      { path: "terms.priority", message: expect.any(String) },
      { path: "terms.expiresOn", message: expect.any(String) },
    ];
    const refusal = await book.refusal("credits.adjust", { ...request, reasonCode: "courtesy" });
    expect(refusal.details).toMatchObject({ fields });
    expect((await book.ask("credits.preview", request)).problem?.details).toMatchObject({ fields });
    const unexplained = await book.refusal("credits.adjust", { ...request, terms: null, reasonCode: "other" });
    expect(unexplained.details).toMatchObject({ fields: [{ path: "note", message: unexplained.message }] });
  });

  test("a decrease with terms is refused", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await grant(book, accountId, 10_00);
    const decrease = {
      accountId,
      action: "decrease",
      amountMinor: 5_00,
      currency: "USD",
      reasonCode: "contract",
      terms: {},
    };
    expect((await book.refusal("credits.adjust", decrease)).code).toBe("credit_terms_invalid");
    expect(await creditOf(book, accountId)).toBe(10_00);
  });

  test("2.5 credit that waits is in the ledger and not available, until its day has come", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    const terms = { effectiveOn: "2026-01-10" };
    const preview = await book.ask("credits.preview", {
      accountId,
      action: "increase",
      amountMinor: 10_00,
      currency: "USD",
      terms,
    });
    const waiting = { currency: "USD", ledgerMinor: 10_00, availableMinor: 0 };
    expect(preview.balanceAfter).toEqual(waiting);
    expect(preview.nextInvoiceAfter).toMatchObject({ creditAppliedMinor: 0, dueMinor: 20_00 });
    const entry = await grant(book, accountId, 10_00, terms);
    expect((await book.ask("credits.balance", { accountId })).balances).toEqual([waiting]);
    expect(await blockOf(book, entry)).toMatchObject({ state: "waiting", useOrder: null });
    expect((await book.ask("accounts.get", { accountId })).balances).toEqual([waiting]);
    const tooEarly = { accountId, action: "decrease", amountMinor: 1, currency: "USD", reasonCode: "contract" };
    expect(await book.refusal("credits.adjust", tooEarly)).toMatchObject({
      code: "insufficient_credit",
      details: { availableMinor: 0 },
    });
    await book.setToday("2026-01-10");
    expect(await availableOf(book, accountId)).toBe(10_00);
    expect((await blockOf(book, entry)).state).toBe("usable");
  });
});

describe("voiding a block (BEHAVIOUR 5.5)", () => {
  test("A-59 takes what is left, not what was used; once more is refused, and its expiry changes nothing", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const granted = await grant(book, accountId, 100_00, { expiresOn: "2026-02-01" });
    await adjust(book, accountId, -40_00);
    const blockId = (await blockOf(book, granted)).id;
    const { block, entry } = await book.ask("credits.voidBlock", { blockId, note: "Granted twice" });
    expect(block).toMatchObject({ state: "voided", amountMinor: 100_00, remainingMinor: 0, useOrder: null });
    expect(entry).toMatchObject({
      amountMinor: -60_00,
      sourceType: "deduction",
      sourceId: blockId,
      note: "Granted twice",
    });
    expect(await creditOf(book, accountId)).toBe(0);
    expect((await book.refusal("credits.voidBlock", { blockId })).code).toBe("block_closed");
    await book.setToday("2026-02-01");
    await book.runJob("billing.catchUp", {});
    expect((await entriesOf(book, accountId)).map((each) => each.amountMinor)).toEqual([100_00, -40_00, -60_00]);
    expect((await blockOf(book, granted)).state).toBe("voided");
    await expectProvable(book);
  });

  test("A-60 of two voids at once exactly one succeeds", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: blockId } = await blockOf(book, await grant(book, accountId, 100_00));
    const results = await Promise.all(
      ["one", "two"].map((idempotencyKey) =>
        book.engine.call("credits.voidBlock", { blockId, idempotencyKey }, { origin: "desk", operator: "Tess Tester" }),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    expect(results.flatMap((result) => (result.ok ? [] : [result.error.code]))).toEqual(["block_closed"]);
    expect(await creditOf(book, accountId)).toBe(0);
  });

  test("neither what voiding took nor the grant that formed the block is reversed", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const granted = await grant(book, accountId, 100_00);
    const { entry } = await book.ask("credits.voidBlock", { blockId: (await blockOf(book, granted)).id });
    for (const each of [granted, entry]) {
      const entryId = each?.id ?? "";
      expect((await book.ask("ledger.get", { entryId })).isReversible).toBe(false);
      expect((await book.refusal("credits.reverse", { entryId })).code).toBe("entry_not_reversible");
    }
  });

  test("a used-up block is closed without an entry", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const granted = await grant(book, accountId, 100_00);
    await adjust(book, accountId, -100_00);
    const blockId = (await blockOf(book, granted)).id;
    const voided = await book.ask("credits.voidBlock", { blockId });
    expect(voided).toMatchObject({ block: { state: "voided" }, entry: null });
    expect((await book.refusal("credits.voidBlock", { blockId: "cblk_nothing" })).code).toBe("block_not_found");
  });
});

describe("what is undone goes back to where it came from (BEHAVIOUR 5.4)", () => {
  test("reversing a decrease restores every block that it took from", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const blocks = [await grant(book, accountId, 30_00, { priority: 1 }), await grant(book, accountId, 50_00)];
    const use = await adjust(book, accountId, -60_00);
    const { entry } = await book.ask("credits.reverse", { entryId: use.id });
    expect(await leftOf(book, blocks)).toEqual([30_00, 50_00]);
    // Last used first.
    expect(await movementsOf(book, entry)).toEqual([
      [blocks[1]?.id, 30_00],
      [blocks[0]?.id, 30_00],
    ]);
    await expectProvable(book);
  });

  test("reversing a grant takes from its own block first, though others would be used before", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const other = await grant(book, accountId, 50_00, { priority: 1 });
    const own = await grant(book, accountId, 30_00, { priority: 99, effectiveOn: "2026-05-01" });
    await book.ask("credits.reverse", { entryId: own.id });
    expect(await leftOf(book, [other, own])).toEqual([50_00, 0]);
    await expectProvable(book);
  });

  test("a voided invoice gives its credit back to the same blocks", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 100_00 });
    const blocks = [
      await grant(book, accountId, 20_00, { priority: 1 }),
      await grant(book, accountId, 30_00, { expiresOn: "2026-06-01" }),
      await grant(book, accountId, 10_00),
    ];
    await billThrough(book, "2026-01-01");
    expect(await leftOf(book, blocks)).toEqual([0, 0, 0]);
    const [invoice] = await invoicesOf(book, accountId);
    await book.ask("invoices.void", { invoiceId: invoice?.id ?? "" });
    expect(await leftOf(book, blocks)).toEqual([20_00, 30_00, 10_00]);
    expect(await availableOf(book, accountId)).toBe(60_00);
    await expectProvable(book);
  });

  test("what comes back to a block past its expiry or voided expires at once, as an entry of its own", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const expiring = await grant(book, accountId, 30_00, { expiresOn: "2026-02-01" });
    const voided = await grant(book, accountId, 20_00, { priority: 90 });
    const kept = await grant(book, accountId, 10_00, { priority: 95 });
    const use = await adjust(book, accountId, -55_00);
    await book.ask("credits.voidBlock", { blockId: (await blockOf(book, voided)).id });
    await book.setToday("2026-02-01");
    const { entry: reversal } = await book.ask("credits.reverse", { entryId: use.id });
    expect(reversal.amountMinor).toBe(55_00);
    const after = (await entriesOf(book, accountId)).filter((each) => each.sequence > reversal.sequence);
    const ids = [(await blockOf(book, voided)).id, (await blockOf(book, expiring)).id];
    expect(after.map(({ sourceType, sourceId, amountMinor }) => [sourceType, sourceId, amountMinor])).toEqual([
      ["expiry", ids[0], -20_00],
      ["expiry", ids[1], -30_00],
    ]);
    expect(await leftOf(book, [expiring, voided, kept])).toEqual([0, 0, 10_00]);
    expect(await creditOf(book, accountId)).toBe(10_00);
    await expectProvable(book);
  });
});

describe("expiry (BEHAVIOUR 5.3)", () => {
  test("credit ends at midnight of the book's time zone, and an entry of that day writes off what is left", async () => {
    const book = await createTestBook({ timeZone: "America/New_York" });
    const accountId = await createCustomer(book);
    const granted = await grant(book, accountId, 100_00, { expiresOn: "2026-02-01" });
    await adjust(book, accountId, -40_00);
    const setClock = (nowMs: number) => book.ask("book.setClock", { clock: { kind: "test", nowMs } });
    await setClock(Date.parse("2026-01-31T23:59:59-05:00"));
    expect(await availableOf(book, accountId)).toBe(60_00);
    await setClock(Date.parse("2026-02-01T00:00:00-05:00"));
    // Nothing can be used of it any more, whether or not it has been written off yet.
    expect(await availableOf(book, accountId)).toBe(0);
    expect((await blockOf(book, granted)).state).toBe("expired");
    await expectProvable(book);

    await book.setToday("2026-02-05");
    await book.runJob("billing.catchUp", {});
    const block = await blockOf(book, granted);
    expect(block).toMatchObject({ state: "expired", remainingMinor: 0 });
    const written = (await entriesOf(book, accountId)).at(-1);
    expect(written).toMatchObject({
      amountMinor: -60_00,
      balanceAfterMinor: 0,
      sourceType: "expiry",
      sourceId: block.id,
      effectiveOn: "2026-02-01",
      origin: "billing",
    });
    expect((await book.refusal("credits.reverse", { entryId: written?.id })).code).toBe("entry_not_reversible");
    expect((await book.refusal("credits.reverse", { entryId: granted.id })).code).toBe("entry_not_reversible");
    expect((await book.runJob("billing.catchUp", {})).result.expiredBlocks).toBe(0);
    await expectProvable(book);
  });

  test("a block with nothing left expires without an entry, and what has no expiry stays", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const used = await grant(book, accountId, 10_00, { expiresOn: "2026-02-01" });
    const lasting = await grant(book, accountId, 5_00);
    await adjust(book, accountId, -10_00);
    await book.setToday("2026-03-01");
    await book.runJob("billing.catchUp", {});
    expect((await entriesOf(book, accountId)).length).toBe(3);
    expect((await blockOf(book, used)).state).toBe("expired");
    expect((await blockOf(book, lasting)).state).toBe("usable");
  });

  test("the history of the balance puts what was written off late on the day it expired", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await grant(book, accountId, 30_00, { expiresOn: "2026-02-01" });
    await book.setToday("2026-02-03");
    await grant(book, accountId, 7_00);
    await book.runJob("billing.catchUp", {});
    const { points } = await book.ask("accounts.balanceHistory", { accountId, currency: "USD" });
    expect(points).toEqual([
      { on: "2026-01-01", balanceMinor: 30_00 },
      { on: "2026-02-01", balanceMinor: 0 },
      { on: "2026-02-03", balanceMinor: 7_00 },
    ]);
  });
});

test("credits.blocks lists what can be used in order, then what waits, then what is empty, one currency after another", async () => {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  const euro = await adjust(book, accountId, 10_00, "EUR");
  const empty = await grant(book, accountId, 10_00, { priority: 0 });
  await adjust(book, accountId, -10_00);
  const waiting = await grant(book, accountId, 10_00, { priority: 1, effectiveOn: "2026-05-01" });
  const second = await grant(book, accountId, 10_00);
  const first = await grant(book, accountId, 10_00, { priority: 2 });
  const blocks = await blocksOf(book, accountId);
  expect(blocks.map(({ entryId, useOrder, state }) => [entryId, useOrder, state])).toEqual([
    [first.id, 1, "usable"],
    [second.id, 2, "usable"],
    [euro.id, 1, "usable"],
    [waiting.id, null, "waiting"],
    [empty.id, null, "used"],
  ]);
  const euros = await book.ask("credits.blocks", { accountId, currency: "EUR" });
  expect(euros.blocks.map((block) => block.entryId)).toEqual([euro.id]);
  expect((await book.refusal("credits.blocks", { accountId: "org_nobody" })).code).toBe("account_not_found");
});

describe("the list of accounts", () => {
  test("says of the next charge only what usable credit would pay, as the account itself does", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await grant(book, accountId, 5_00);
    await grant(book, accountId, 50_00, { effectiveOn: "2026-03-01" });
    const { rows } = await book.ask("accounts.list", { search: accountId });
    expect(rows).toMatchObject([{ creditBalanceMinor: 55_00, nextChargeMinor: 20_00, nextChargeCreditMinor: 5_00 }]);
    expect((await book.ask("accounts.get", { accountId })).nextInvoice).toMatchObject({ creditAppliedMinor: 5_00 });
  });
});
