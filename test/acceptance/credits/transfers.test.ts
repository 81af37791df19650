import { describe, expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { adjust, createCustomer, creditOf } from "../../support/company.ts";

describe("transfers (BEHAVIOUR 3.10)", () => {
  test("move credit as one balanced pair that names the transfer on both sides", async () => {
    const book = await createTestBook();
    const [from, to] = [await createCustomer(book), await createCustomer(book)];
    await adjust(book, from, 50_00);
    const transfer = {
      fromAccountId: from,
      toAccountId: to,
      amountMinor: 20_00,
      currency: "USD",
      note: "Merged teams",
    };
    const { outEntry, inEntry } = await book.ask("credits.transfer", { ...transfer, idempotencyKey: "move" });
    expect(outEntry).toMatchObject({
      accountId: from,
      amountMinor: -20_00,
      sourceType: "transfer_out",
      note: "Merged teams",
    });
    expect(inEntry).toMatchObject({
      accountId: to,
      amountMinor: 20_00,
      sourceType: "transfer_in",
      sourceId: outEntry.sourceId,
    });
    expect(inEntry.sequence).toBe(outEntry.sequence + 1);
    expect([await creditOf(book, from), await creditOf(book, to)]).toEqual([30_00, 20_00]);
    expect(await book.ask("credits.transfer", { ...transfer, idempotencyKey: "move" })).toEqual({ outEntry, inEntry });
    expect([await creditOf(book, from), await creditOf(book, to)]).toEqual([30_00, 20_00]);
    expect((await book.refusal("credits.reverse", { entryId: outEntry.id })).code).toBe("entry_not_reversible");
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("what does not fit is refused, and neither side changes", async () => {
    const book = await createTestBook();
    const [from, to] = [await createCustomer(book), await createCustomer(book)];
    const empty = await createCustomer(book);
    await adjust(book, from, 50_00);
    await adjust(book, to, Number.MAX_SAFE_INTEGER);
    const transfer = { fromAccountId: from, toAccountId: to, amountMinor: 20_00, currency: "USD" };
    const refused = async (change: object) => (await book.refusal("credits.transfer", { ...transfer, ...change })).code;
    expect(await refused({ toAccountId: from })).toBe("transfer_to_itself");
    expect(await refused({ toAccountId: "org_nobody" })).toBe("account_not_found");
    expect(await refused({ fromAccountId: "org_nobody" })).toBe("account_not_found");
    expect(await refused({ toAccountId: empty, amountMinor: 50_01 })).toBe("insufficient_credit");
    expect(await refused({ currency: "EUR" })).toBe("insufficient_credit");
    expect(await refused({ amountMinor: 0 })).toBe("invalid_input");
    expect(await refused({})).toBe("amount_out_of_range");
    expect([await creditOf(book, from), await creditOf(book, to)]).toEqual([50_00, Number.MAX_SAFE_INTEGER]);
  });

  test("5.1 the credit stays what it was: the receiver gets a block on the same terms for each that gave", async () => {
    const book = await createTestBook();
    const [from, to] = [await createCustomer(book), await createCustomer(book)];
    const increase = { accountId: from, action: "increase", amountMinor: 30_00, currency: "USD" } as const;
    const terms = {
      priority: 5,
      category: "promotional",
      effectiveOn: "2025-12-24",
      expiresOn: "2026-06-01",
    } as const;
    await book.ask("credits.adjust", { ...increase, reasonCode: "promotion", terms });
    await adjust(book, from, 50_00);
    const transfer = { fromAccountId: from, toAccountId: to, amountMinor: 40_00, currency: "USD" };
    const { inEntry } = await book.ask("credits.transfer", transfer);
    const plain = { priority: 50, category: null, effectiveOn: "2026-01-01", expiresOn: null };
    const { blocks: received } = await book.ask("credits.blocks", { accountId: to });
    expect(received).toMatchObject([
      { ...terms, entryId: inEntry.id, amountMinor: 30_00, remainingMinor: 30_00, useOrder: 1 },
      { ...plain, entryId: inEntry.id, amountMinor: 10_00, remainingMinor: 10_00, useOrder: 2 },
    ]);
    const { blocks: given } = await book.ask("credits.blocks", { accountId: from });
    expect(given).toMatchObject([
      { ...plain, amountMinor: 50_00, remainingMinor: 40_00 },
      { ...terms, remainingMinor: 0 },
    ]);
    expect((await book.runJob("ledger.verify", {})).result.firstBroken).toBeNull();
  });
});
