import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { adjust, createCustomer, creditOf } from "../../support/company.ts";

const grant = (accountId: string) => ({
  accountId,
  action: "increase",
  amountMinor: 10_00,
  currency: "USD",
  reasonCode: "courtesy",
  note: "For the trouble",
  idempotencyKey: "key-1",
});

describe("adjusting credit", () => {
  test("A-05 the same request twice writes one entry and answers with it twice", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const first = await book.ask("credits.adjust", grant(accountId) as never);
    const second = await book.ask("credits.adjust", grant(accountId) as never);
    expect(second).toEqual(first);
    expect(await creditOf(book, accountId)).toBe(10_00);
    expect((await book.ask("ledger.list", {})).total.count).toBe(1);
  });

  test("A-05 the first answer is still given after the book was closed and opened again", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const first = await book.ask("credits.adjust", grant(accountId) as never);
    await book.close();
    const again = await openTestBook(book.path);
    expect(await again.ask("credits.adjust", grant(accountId) as never)).toEqual(first);
    expect(await creditOf(again, accountId)).toBe(10_00);
  });

  test.each([
    ["another amount", { amountMinor: 11_00 }],
    ["another note", { note: "Something else" }],
    ["another action", { action: "decrease", reasonCode: "billing_error" }],
  ])("A-05b the same key with %s is a conflict and writes nothing", async (_what, change) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await book.ask("credits.adjust", grant(accountId) as never);
    const refusal = await book.refusal("credits.adjust", { ...grant(accountId), ...change });
    expect(refusal.code).toBe("idempotency_conflict");
    expect(await creditOf(book, accountId)).toBe(10_00);
  });

  test("A-05b a key that another account used is a conflict", async () => {
    const book = await createTestBook();
    const [first, second] = [await createCustomer(book), await createCustomer(book)];
    await book.ask("credits.adjust", grant(first) as never);
    expect((await book.refusal("credits.adjust", grant(second))).code).toBe("idempotency_conflict");
    expect(await creditOf(book, second)).toBeNull();
  });

  test.each([
    ["A-06 zero", { amountMinor: 0 }],
    ["A-06 a negative amount", { amountMinor: -1 }],
    ["A-06 half a cent", { amountMinor: 1.5 }],
    ["1e21", { amountMinor: 1e21 }],
    ["2^53", { amountMinor: 2 ** 53 }],
    ["a string", { amountMinor: "1000" }],
    ["infinity", { amountMinor: Infinity }],
    ["a currency that is none", { currency: "XYZ" }],
    ["a currency in lower case", { currency: "usd" }],
    ["a note of 10,000 characters", { note: "x".repeat(10_000) }],
    ["a note with a NUL byte", { note: "a\0b" }],
    ["a note with half a surrogate pair", { note: "a\ud83d" }],
    ["a field that does not exist", { amountMinor: 100, colour: "red" }],
    ["an action that does not exist", { action: "double" }],
    ["an empty key", { idempotencyKey: "" }],
  ])("%s is refused and writes nothing", async (_name, change) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const refusal = await book.refusal("credits.adjust", { ...grant(accountId), ...change });
    expect(refusal.code).toBe("invalid_input");
    expect(refusal.remedy).not.toBe("");
    expect(refusal.details).toHaveProperty("fields");
    expect((await book.ask("ledger.list", {})).total.count).toBe(0);
  });

  test.each([
    ["emoji", "Sorry 🙏🏽 for the outage 👩‍💻"],
    ["right-to-left text", "قرض بسبب انقطاع الخدمة"],
    ["a combining accent, kept as it was typed", "Zoe\u0308 and Zoë"],
    ["markup and a formula", '<img src=x onerror="alert(1)"> =HYPERLINK("http://x")'],
  ])("a note with %s comes back exactly and stays provable", async (_name, note) => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { entry } = await book.ask("credits.adjust", { ...grant(accountId), note } as never);
    expect(entry.note).toBe(note);
    expect((await book.ask("ledger.get", { entryId: entry.id })).entry.note).toBe(note);
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("an unknown account and an unknown reason are refused by name", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    expect((await book.refusal("credits.adjust", grant("org_nobody"))).code).toBe("account_not_found");
    const unknownReason = { ...grant(accountId), reasonCode: "because" };
    expect((await book.refusal("credits.adjust", unknownReason)).code).toBe("reason_not_found");
  });

  test("a reason fits its direction, and `other` needs a note (BEHAVIOUR 3.9)", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 50_00);
    const wrongWay = { ...grant(accountId), action: "decrease" };
    expect((await book.refusal("credits.adjust", wrongWay)).code).toBe("reason_not_allowed");
    const silent = { ...grant(accountId), reasonCode: "other", note: "  " };
    expect((await book.refusal("credits.adjust", silent)).code).toBe("note_required");
    await book.ask("credits.adjust", { ...grant(accountId), reasonCode: "other" } as never);
  });

  test("A-35 a decrease beyond what is available is refused, and the refusal names what is available", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 10_00);
    const tooMuch = { ...grant(accountId), action: "decrease", amountMinor: 10_01, reasonCode: "billing_error" };
    const refusal = await book.refusal("credits.adjust", tooMuch);
    expect(refusal).toMatchObject({
      code: "insufficient_credit",
      details: { availableMinor: 10_00, currency: "USD" },
    });
    expect(refusal.message).toMatch(/USD\s10\.00 that is available/u);
    expect(await creditOf(book, accountId)).toBe(10_00);
    // What was refused has not used its key up.
    await book.ask("credits.adjust", { ...tooMuch, amountMinor: 10_00 } as never);
    expect(await creditOf(book, accountId)).toBe(0);
  });

  test("A-83 a balance at the edge of the safe integers takes no more", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, Number.MAX_SAFE_INTEGER);
    const refusal = await book.refusal("credits.adjust", { ...grant(accountId), amountMinor: 1 });
    expect(refusal.code).toBe("amount_out_of_range");
    expect(await creditOf(book, accountId)).toBe(Number.MAX_SAFE_INTEGER);
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("3.7 of many decreases at once those that fit succeed and the others are refused", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 100_00);
    const results = await Promise.all(
      Array.from({ length: 20 }, () =>
        book.engine.call(
          "credits.adjust",
          {
            accountId,
            action: "decrease",
            amountMinor: 15_00,
            currency: "USD",
            reasonCode: "billing_error",
            idempotencyKey: randomUUID(),
          },
          { origin: "desk", operator: "Tess Tester" },
        ),
      ),
    );
    expect(results.filter((result) => result.ok)).toHaveLength(6);
    const refusals = results.flatMap((result) => (result.ok ? [] : [result.error.code]));
    expect(new Set(refusals)).toEqual(new Set(["insufficient_credit"]));
    expect(await creditOf(book, accountId)).toBe(10_00);
  });

  test("3.6 a reversal undoes an entry once, links to it, and is not itself reversed", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const entry = await adjust(book, accountId, 50_00);
    const { entry: reversal } = await book.ask("credits.reverse", { entryId: entry.id, note: "Wrong account" });
    expect(reversal).toMatchObject({
      amountMinor: -50_00,
      sourceType: "reversal",
      sourceId: entry.id,
      reversesEntryId: entry.id,
      balanceBeforeMinor: 50_00,
      balanceAfterMinor: 0,
    });
    expect(await book.ask("ledger.get", { entryId: entry.id })).toMatchObject({
      reversedByEntryId: reversal.id,
      isReversible: false,
    });
    expect((await book.refusal("credits.reverse", { entryId: entry.id })).code).toBe("entry_already_reversed");
    expect((await book.refusal("credits.reverse", { entryId: reversal.id })).code).toBe("entry_not_reversible");
    expect((await book.refusal("credits.reverse", { entryId: "ccl_nothing" })).code).toBe("entry_not_found");
  });

  test("3.6 a grant whose credit has been used is not reversed", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const entry = await adjust(book, accountId, 50_00);
    await adjust(book, accountId, -20_00);
    expect(await book.refusal("credits.reverse", { entryId: entry.id })).toMatchObject({
      code: "insufficient_credit",
      details: { availableMinor: 30_00 },
    });
  });

  test("3.4 every screen's query shows an adjustment right after it was answered", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, accountId, 5_00);
    const [account, list, ledger, preview] = await Promise.all([
      book.ask("accounts.get", { accountId }),
      book.ask("accounts.list", {}),
      book.ask("ledger.list", { accountId }),
      book.ask("invoices.preview", { accountId }),
    ]);
    expect(account.balances).toEqual([{ currency: "USD", ledgerMinor: 5_00, availableMinor: 5_00 }]);
    expect(account.nextInvoice).toMatchObject({ creditAppliedMinor: 5_00, dueMinor: 15_00 });
    expect(list.rows[0]).toMatchObject({
      creditBalanceMinor: 5_00,
      nextChargeMinor: 20_00,
      nextChargeCreditMinor: 5_00,
    });
    expect(ledger.rows[0]?.balanceAfterMinor).toBe(5_00);
    expect(preview.figures.creditAppliedMinor).toBe(5_00);
  });

  test("the preview of an adjustment shows balance and next invoice before and after, and writes nothing", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await adjust(book, accountId, 5_00);
    const request = { accountId, action: "increase", amountMinor: 50_00, currency: "USD" } as const;
    expect(await book.ask("credits.preview", request)).toMatchObject({
      balanceBefore: { ledgerMinor: 5_00 },
      balanceAfter: { ledgerMinor: 55_00 },
      nextInvoiceBefore: { creditAppliedMinor: 5_00, dueMinor: 15_00 },
      nextInvoiceAfter: { creditAppliedMinor: 20_00, dueMinor: 0, creditLeftMinor: 35_00 },
      problem: null,
    });
    const tooMuch = await book.ask("credits.preview", { ...request, action: "decrease" });
    expect(tooMuch.problem?.code).toBe("insufficient_credit");
    expect(tooMuch.balanceAfter).toEqual(tooMuch.balanceBefore);
    expect(await creditOf(book, accountId)).toBe(5_00);
  });
});
