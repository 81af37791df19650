import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestBook, type TestBook } from "../support/book.ts";
import { createCustomer, invoicesOf } from "../support/company.ts";

/** What a customer may go through in a test: in minor units, and days are counted on from the account's start. */
type Step =
  | { readonly kind: "increase" | "decrease"; readonly amountMinor: number; readonly currency: string }
  | { readonly kind: "reverse"; readonly pick: number }
  | { readonly kind: "issue" }
  | { readonly kind: "replay"; readonly pick: number };

const amountMinor = fc.oneof(fc.integer({ min: 1, max: 5_000 }), fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }));
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    kind: fc.constantFrom("increase" as const, "decrease" as const),
    amountMinor,
    currency: fc.constantFrom("USD", "JPY"),
  }),
  fc.record({ kind: fc.constant("reverse" as const), pick: fc.nat(20) }),
  fc.record({ kind: fc.constant("issue" as const) }),
  fc.record({ kind: fc.constant("replay" as const), pick: fc.nat(20) }),
);

const caller = { origin: "desk", operator: "Tess Tester" } as const;

/** Do one step as a caller would, keeping what was sent so that it can be sent again. */
async function take(
  book: TestBook,
  accountId: string,
  each: Step,
  sent: [method: string, input: unknown, result: string][],
) {
  const send = async (method: string, input: Record<string, unknown>) => {
    const request = { ...input, idempotencyKey: randomUUID() };
    const result = await book.engine.dispatch(method, request, caller);
    if (result.ok) sent.push([method, request, JSON.stringify(result)]);
  };
  switch (each.kind) {
    case "increase":
    case "decrease":
      return send("credits.adjust", {
        accountId,
        action: each.kind,
        amountMinor: each.amountMinor,
        currency: each.currency,
        reasonCode: "billing_error",
      });
    case "reverse": {
      const { rows } = await book.ask("ledger.list", { accountId });
      const entry = rows[each.pick % Math.max(rows.length, 1)];
      return entry && send("credits.reverse", { entryId: entry.id });
    }
    case "issue": {
      const preview = await book.ask("invoices.preview", { accountId });
      const { pinnedOn, fingerprint } = preview;
      const { invoice } = await book.ask("invoices.issue", { accountId, pinnedOn, fingerprint });
      // Property 3: what was previewed is what is issued, to the last field.
      expect(invoice).toMatchObject(preview.figures);
      return undefined;
    }
    case "replay": {
      const again = sent[each.pick % Math.max(sent.length, 1)];
      if (!again) return undefined;
      const [method, input, result] = again;
      const before = (await book.ask("book.info", {})).entryCount;
      // Property 5: replaying a command with its key changes nothing and answers the same.
      expect(JSON.stringify(await book.engine.dispatch(method, input, caller))).toBe(result);
      expect((await book.ask("book.info", {})).entryCount).toBe(before);
      return undefined;
    }
  }
}

/** Property 1, after every step: Σ entries = stored balance = the last entry's balance after. */
async function expectBalanced(book: TestBook, accountId: string): Promise<void> {
  const [{ rows }, { balances }] = await Promise.all([
    book.ask("ledger.list", { accountId, limit: 500 }),
    book.ask("credits.balance", { accountId }),
  ]);
  for (const currency of ["USD", "JPY"]) {
    const entries = rows.filter((row) => row.currency === currency);
    const stored = balances.find((balance) => balance.currency === currency);
    expect(stored?.ledgerMinor).toBe(entries[0]?.balanceAfterMinor);
    const sum = entries.reduce((total, entry) => total + BigInt(entry.amountMinor), 0n);
    expect(BigInt(stored?.ledgerMinor ?? 0)).toBe(sum);
    expect(stored?.availableMinor ?? 0).toBeGreaterThanOrEqual(0);
  }
}

test("properties 1, 2, 3, 5 and 9 hold over random lives of a customer", async () => {
  const book = await createTestBook();
  const feeMinor = fc.integer({ min: 1, max: 3_000 });
  await fc.assert(
    fc.asyncProperty(feeMinor, fc.array(step, { maxLength: 14 }), async (fee, steps) => {
      const accountId = await createCustomer(book, { feeMinor: fee });
      const sent: [string, unknown, string][] = [];
      for (const each of steps) {
        await take(book, accountId, each, sent);
        await expectBalanced(book, accountId);
      }
      // Property 2: 0 ≤ credit used ≤ total; due = total − used.
      for (const { totalMinor, creditAppliedMinor, dueMinor } of await invoicesOf(book, accountId)) {
        expect(creditAppliedMinor).toBeGreaterThanOrEqual(0);
        expect(creditAppliedMinor).toBeLessThanOrEqual(totalMinor);
        expect(dueMinor).toBe(totalMinor - creditAppliedMinor);
      }
    }),
    { numRuns: 100 },
  );
  // Property 9, first half; the second half tampers with a file in test/acceptance/ledger/ledger.test.ts.
  const { result } = await book.runJob("ledger.verify", {});
  expect(result.firstBroken).toBeNull();
});
