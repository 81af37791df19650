import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { rightsOfScopes } from "../../../src/shared/contract/rights.ts";
import { keyCaller } from "../../../src/main/hosts/callers.ts";
import { apply, check } from "../../support/batches.ts";
import { createTestBook } from "../../support/book.ts";
import { issueInvoice } from "../../support/collection.ts";
import { adjust, createCustomer } from "../../support/company.ts";
import { addOperators, signedInDesk, signedInDoor, type TestDesk } from "../../support/operators.ts";

const adjustment = (accountId: string, amountMinor: number, change: object = {}) => ({
  accountId,
  action: "increase",
  amountMinor,
  currency: "USD",
  reasonCode: "billing_error",
  note: null,
  ...change,
});

async function withClerk(today = "2026-01-01") {
  const book = await createTestBook({ today });
  const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ada" });
  const { admin, ids } = await addOperators(book, { cleo: "clerk", cy: "clerk", ann: "approver" });
  return { book, accountId, admin, ids, clerk: await signedInDesk(book, "cleo") };
}

const ledgerOf = async (desk: TestDesk) =>
  (await desk.ask("ledger.list", {})).rows.map(({ amountMinor }) => amountMinor);

describe("limits of what is given or taken by hand (BEHAVIOUR 11.1)", () => {
  test("hold for one act and for an operator's day, name who could, and undo what is above", async () => {
    const { accountId, admin, ids, clerk } = await withClerk();
    await clerk.ask("credits.adjust", adjustment(accountId, 7_000_00) as never);
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: 7_150_00 });
    await admin.ask("limits.set", { role: "approver", currency: "USD", perActMinor: 500_00, perDayMinor: null });

    const refused = await clerk.try("credits.adjust", adjustment(accountId, 100_01));
    expect(refused).toMatchObject({
      error: {
        code: "approval_required",
        message: expect.stringMatching(
          /^USD\s100\.01 is more than the USD\s100\.00 that the role may give or take at once\. "CLEO" needs approval for it\.$/u,
        ),
        details: {
          excesses: [
            { currency: "USD", limit: "per_act", limitMinor: 100_00, amountMinor: 100_01, movedTodayMinor: 7_000_00 },
          ],
          couldApprove: [
            { operatorId: ids["bob"], name: "Bob" },
            { operatorId: ids["ann"], name: "ANN" },
          ],
        },
      },
    });
    expect(await ledgerOf(clerk)).toEqual([7_000_00]);

    // What was done before there was a limit counts for the day, too.
    await clerk.ask("credits.adjust", adjustment(accountId, 100_00) as never);
    expect(await clerk.try("credits.adjust", adjustment(accountId, 50_01))).toMatchObject({
      error: {
        code: "approval_required",
        message: expect.stringMatching(/it would be USD\s7,150\.01 today, more than the USD\s7,150\.00/u),
      },
    });
    await clerk.ask("credits.adjust", adjustment(accountId, 50_00, { action: "decrease" }) as never);
    expect(await clerk.code("credits.adjust", adjustment(accountId, 1))).toBe("approval_required");
    // It is each operator's own day, and it ends.
    await admin.ask("credits.adjust", adjustment(accountId, 9_999_00) as never);
    await admin.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse("2026-01-02T00:00:00Z") } });
    await clerk.ask("credits.adjust", adjustment(accountId, 1) as never);
  });

  test("a role without any has none, one with some needs approval in every other currency, and 0 is a limit", async () => {
    const { accountId, admin, clerk } = await withClerk();
    const yen = adjustment(accountId, 1, { currency: "JPY" }) as never;
    await clerk.ask("credits.adjust", yen);
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: null, perDayMinor: null });
    await clerk.ask("credits.adjust", adjustment(accountId, 1_000_000_00) as never);
    expect(await clerk.try("credits.adjust", yen)).toMatchObject({
      error: { code: "approval_required", details: { excesses: [{ limit: "not_named", limitMinor: null }] } },
    });
    await admin.ask("limits.set", { role: "clerk", currency: "JPY", perActMinor: 0, perDayMinor: null });
    expect(await clerk.code("credits.adjust", yen)).toBe("approval_required");
    for (const currency of ["JPY", "USD"]) await admin.ask("limits.remove", { role: "clerk", currency });
    await clerk.ask("credits.adjust", yen);
    expect((await admin.ask("limits.list", {})).limits).toEqual([]);
  });

  test("are for who manages operators to set, of roles that give credit, and stand in the audit log", async () => {
    const { admin, clerk } = await withClerk();
    const limit = { role: "clerk", currency: "USD", perActMinor: 5_00, perDayMinor: null } as const;
    expect(await clerk.code("limits.set", limit)).toBe("not_allowed");
    expect(await clerk.code("limits.remove", { role: "clerk", currency: "USD" })).toBe("not_allowed");
    for (const wrong of [{ role: "viewer" }, { currency: "XXX" }, { perActMinor: -1 }, { perActMinor: 0.5 }]) {
      expect(await admin.code("limits.set", { ...limit, ...wrong })).toBe("invalid_input");
    }
    expect(await admin.ask("limits.set", limit)).toEqual({ limits: [limit] });
    expect(await clerk.ask("limits.list", {})).toEqual({ limits: [limit] });
    await admin.ask("limits.set", { ...limit, perActMinor: 7_00 });
    await admin.ask("limits.remove", { role: "clerk", currency: "USD" });
    const { rows } = await admin.ask("audit.list", { search: "limits" });
    const said = (perActMinor: number) => ({ "clerk USD": { perActMinor, perDayMinor: null } });
    expect(rows.map(({ before, after }) => [before, after])).toEqual([
      [said(7_00), { "clerk USD": null }],
      [said(5_00), said(7_00)],
      [{ "clerk USD": null }, said(5_00)],
    ]);
  });

  test("hold for a key as for who made it, together with what they do at the desk", async () => {
    const { book, accountId, admin, ids } = await withClerk();
    const ann = await signedInDesk(book, "ann");
    await admin.ask("limits.set", { role: "approver", currency: "USD", perActMinor: null, perDayMinor: 100_00 });
    const key = keyCaller(
      { id: "key_01jabcdefghjkmnpqrstvwxyz0", name: "A program", operatorId: ids["ann"] ?? "" },
      rightsOfScopes(["credits"]),
    );
    const byKey = async (amountMinor: number) => {
      const input = { ...adjustment(accountId, amountMinor), idempotencyKey: randomUUID() };
      const result = await book.engine.dispatch("credits.adjust", input, key);
      return result.ok ? null : result.error.code;
    };
    expect(await byKey(60_00)).toBeNull();
    expect(await ann.code("credits.adjust", adjustment(accountId, 40_01))).toBe("approval_required");
    expect(await ann.code("credits.adjust", adjustment(accountId, 40_00))).toBeNull();
    expect(await byKey(1)).toBe("approval_required");
  });

  test("a refused act leaves its key for when it is allowed, and one that was done is answered again above the limit", async () => {
    const { accountId, admin, clerk } = await withClerk();
    const first = { ...adjustment(accountId, 50_00), idempotencyKey: "first" } as never;
    const { entry } = await clerk.ask("credits.adjust", first);
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 10_00, perDayMinor: null });
    expect(await clerk.ask("credits.adjust", first)).toEqual({ entry });
    const second = { ...adjustment(accountId, 20_00), idempotencyKey: "second" } as never;
    expect(await clerk.code("credits.adjust", second)).toBe("approval_required");
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 20_00, perDayMinor: null });
    await clerk.ask("credits.adjust", second);
    expect(await ledgerOf(clerk)).toEqual([20_00, 50_00]);
  });

  test("count whatever gives or takes credit by hand, and nothing that is only refused or only asks for money", async () => {
    const book = await createTestBook();
    const rich = await createCustomer(book);
    const grant = await adjust(book, rich, 20_00);
    const [block] = (await book.ask("credits.blocks", { accountId: rich })).blocks;
    const other = await createCustomer(book);
    await adjust(book, other, 15_00);
    const covered = await issueInvoice(book, other, [{ unitMinor: 20_00 }]);
    const applying = await createCustomer(book);
    const open = await issueInvoice(book, applying, [{ unitMinor: 20_00 }]);
    await adjust(book, applying, 20_00);
    const overpaying = await createCustomer(book);
    const overpaid = await issueInvoice(book, overpaying, [{ unitMinor: 10_00 }]);
    const payment = { receivedOn: "2026-01-01", overpayment: "to_credit" } as const;
    const { invoice } = await book.ask("invoices.recordPayment", {
      invoiceId: overpaid.id,
      amountMinor: 30_00,
      ...payment,
    });
    const choices = { reasonCode: "courtesy" };
    const twice = { content: `Account,Amount\n${rich},6.00\n${rich},6.00\n`, choices };
    const applied = await apply(book, (await check(book, { ...twice, occasion: "before" })).id);
    const checked = await check(book, twice);
    const largeRow = await check(book, { content: `Account,Amount\n${rich},10.00\n`, choices });
    const note = {
      invoiceId: covered.id,
      lines: [{ position: 1, amountMinor: 20_00 }],
      destination: "credit" as const,
    };
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    const before = (await book.ask("ledger.list", {})).total;

    await book.ask("limits.set", { role: "admin", currency: "USD", perActMinor: 9_99, perDayMinor: 90_00 });
    for (const [method, input] of [
      ["credits.adjust", adjustment(rich, 10_00)],
      ["credits.adjust", adjustment(rich, 10_00, { action: "decrease" })],
      ["credits.transfer", { fromAccountId: rich, toAccountId: other, amountMinor: 10_00, currency: "USD" }],
      ["credits.reverse", { entryId: grant.id }],
      ["credits.voidBlock", { blockId: block?.id }],
      ["credits.applyToOpenInvoices", { accountId: applying }],
      ["creditNotes.issue", { ...note, fingerprint }],
      ["invoices.void", { invoiceId: covered.id }],
      ["invoices.recordPayment", { invoiceId: open.id, amountMinor: 30_00, ...payment }],
      ["invoices.takeBackPayment", { paymentId: invoice.payments[0]?.id, reason: "It bounced" }],
      ["batches.apply", { batchId: checked.id, rows: "all" }],
      ["batches.apply", { batchId: largeRow.id, rows: "all" }],
      ["batches.undo", { batchId: applied.id }],
    ] as const) {
      expect([method, (await book.refusal(method, input)).code]).toEqual([method, "approval_required"]);
    }
    const files = [
      { kind: "users", name: "users.csv", text: "email,name\neve@example.com,Eve\n" },
      {
        kind: "opening_balances",
        name: "opening.csv",
        text: "account,amount,currency\neve@example.com,10.00,USD\n",
      },
    ] as const;
    await expect(book.runJob("accounts.import", { files: [...files], mode: "write" })).rejects.toThrow(
      "approval_required",
    );
    expect((await book.ask("accounts.list", { search: "eve" })).rows).toEqual([]);
    expect((await book.ask("ledger.list", {})).total).toEqual(before);
    // What only asks for less money moves no credit.
    await book.ask("invoices.writeOff", { invoiceId: open.id, reason: "Lost" });
    expect((await book.ask("ledger.list", {})).total).toEqual(before);
    // A batch of small rows is above the limit of a day, not that of an act.
    await book.ask("limits.set", { role: "admin", currency: "USD", perActMinor: 6_00, perDayMinor: 200_00 });
    expect(await apply(book, checked.id)).toMatchObject({ appliedCount: 2 });
  });

  test("count of a batch what it has moved: a row that is refused, left or was taken back before gives the day back", async () => {
    const { book, accountId: first, admin } = await withClerk();
    const clerk = await signedInDoor(book, "cleo");
    const { accountId: second } = await admin.ask("accounts.create", { kind: "user", name: "Bea" });
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: null, perDayMinor: 500_00 });
    const choices = { reasonCode: "courtesy" };
    // Whatever is refused as too much names what has been moved by then.
    const movedToday = async () =>
      (await clerk.refusal("credits.adjust", adjustment(first, 999_00))).details?.["excesses"];
    const moved = (movedTodayMinor: number) => [expect.objectContaining({ movedTodayMinor })];
    const byHand = async (accountId: string, amountMinor: number) => {
      const action = amountMinor > 0 ? "increase" : "decrease";
      await admin.ask("credits.adjust", adjustment(accountId, Math.abs(amountMinor), { action }) as never);
    };

    await byHand(first, 50_00);
    const batch = await check(clerk, { content: `Account,Amount\n${first},-40.00\n${second},7.00\n`, choices });
    await byHand(first, -50_00);
    expect(await apply(clerk, batch.id, "ready")).toMatchObject({ appliedCount: 1, badCount: 1 });
    expect(await movedToday()).toEqual(moved(7_00));

    // Of what is taken back, a row that somebody has reversed already and one whose credit is used move nothing.
    const [entry] = (await clerk.ask("ledger.list", { accountId: second })).rows;
    await admin.ask("credits.reverse", { entryId: entry?.id ?? "" });
    await clerk.runJob("batches.undo", { batchId: batch.id, note: null });
    expect(await movedToday()).toEqual(moved(7_00));
    const used = await check(clerk, { content: `Account,Amount\n${second},30.00\n${first},3.00\n`, choices });
    await apply(clerk, used.id);
    expect(await movedToday()).toEqual(moved(40_00));
    await byHand(second, -30_00);
    const { result } = await clerk.runJob("batches.undo", { batchId: used.id, note: null });
    expect(result).toMatchObject({ appliedCount: 1, undoneCount: 1 });
    expect(await movedToday()).toEqual(moved(43_00));
    // The day after counts anew, and trying the rest again counts for it.
    await admin.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse("2026-01-02T00:00:00Z") } });
    await byHand(second, 30_00);
    await clerk.runJob("batches.undo", { batchId: used.id, note: null });
    expect(await movedToday()).toEqual(moved(30_00));
  });

  test("a preview says that it needs approval, and nothing where it is refused anyway", async () => {
    const { accountId, admin, clerk } = await withClerk();
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 10_00, perDayMinor: null });
    const { reasonCode: _reasonCode, note: _note, ...above } = adjustment(accountId, 10_01);
    expect(await clerk.ask("credits.preview", above as never)).toMatchObject({
      problem: null,
      approval: { code: "approval_required", details: { couldApprove: [{ name: "Bob" }, { name: "ANN" }] } },
      balanceAfter: { ledgerMinor: 10_01 },
    });
    expect(await admin.ask("credits.preview", above as never)).toMatchObject({ approval: null });
    expect(await clerk.ask("credits.preview", { ...above, amountMinor: 10_00 } as never)).toMatchObject({
      approval: null,
    });
    expect(await clerk.ask("credits.preview", { ...above, action: "decrease" } as never)).toMatchObject({
      problem: { code: "insufficient_credit" },
      approval: null,
    });
  });
});
