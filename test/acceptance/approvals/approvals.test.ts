import { createHash, randomBytes, randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import type { MethodInput } from "../../../src/shared/contract/index.ts";
import { ownerRights } from "../../../src/shared/contract/rights.ts";
import { keyCaller } from "../../../src/main/hosts/callers.ts";
import { check, upload } from "../../support/batches.ts";
import { createDoor, createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice } from "../../support/collection.ts";
import { adjust, createCustomer, creditOf } from "../../support/company.ts";
import { addOperators, signedInDoor } from "../../support/operators.ts";

type Act = MethodInput<"approvals.request">["act"];
type ActOf<Method> = Extract<Act, { method: Method }>;

/** What every test begins with: clerks may give 100.00 at once, approvers 500.00, and admins any amount. */
async function withOperators<Prepared extends object>(
  prepare?: (book: TestBook, accountId: string) => Promise<Prepared>,
) {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  const prepared = (await prepare?.(book, accountId)) ?? ({} as Prepared);
  const { ids } = await addOperators(book, { cleo: "clerk", ann: "approver", al: "approver" });
  const admin = await signedInDoor(book, "bob");
  await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: null });
  await admin.ask("limits.set", { role: "approver", currency: "USD", perActMinor: 500_00, perDayMinor: null });
  const [clerk, approver] = [await signedInDoor(book, "cleo"), await signedInDoor(book, "ann")];
  return { ...prepared, book, accountId, ids, admin, clerk, approver };
}

function adjustment(accountId: string, amountMinor: number, change: object = {}): ActOf<"credits.adjust"> {
  const input = {
    accountId,
    action: amountMinor > 0 ? ("increase" as const) : ("decrease" as const),
    amountMinor: Math.abs(amountMinor),
    currency: "USD",
    reasonCode: "billing_error",
    note: "As agreed",
    idempotencyKey: randomUUID(),
  };
  return { method: "credits.adjust", input: { ...input, ...change } };
}

async function request(door: TestBook, act: Act, more: object = {}) {
  return (await door.ask("approvals.request", { act, ...more })).request;
}

interface Shown {
  readonly id: string;
  readonly fingerprint: string;
}

const approve = (door: TestBook, { id, fingerprint }: Shown, comment: string | null = null) =>
  door.ask("approvals.approve", { requestId: id, fingerprint, comment });

const approveRefusal = (door: TestBook, { id, fingerprint }: Shown) =>
  door.refusal("approvals.approve", { requestId: id, fingerprint });

async function balanceOf(door: TestBook, accountId: string) {
  return (await door.ask("credits.balance", { accountId })).balances[0];
}

async function expectSound(door: TestBook): Promise<void> {
  expect((await door.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, approvals: { firstBroken: null } });
}

describe("what is above a limit waits for somebody else (BEHAVIOUR 11.2)", () => {
  test("an increase is not there until it is approved, and then names who asked and who approved", async () => {
    const { book, accountId, ids, clerk, approver } = await withOperators();
    const act = adjustment(accountId, 300_00);
    expect((await clerk.refusal("credits.adjust", act.input)).code).toBe("approval_required");
    const asked = await request(clerk, act, { comment: "Three weeks without service" });
    expect(asked).toMatchObject({
      number: 1,
      state: "pending",
      act: "credits.adjust",
      input: { amountMinor: 300_00, note: "As agreed" },
      effects: [{ accountId, currency: "USD", amountMinor: 300_00, sourceType: "grant", entryCount: 1 }],
      accounts: [{ accountId, name: "Globex Corporation" }],
      excesses: [{ limit: "per_act", limitMinor: 100_00, amountMinor: 300_00 }],
      comment: "Three weeks without service",
      operatorId: ids["cleo"],
      operator: "CLEO",
      expiresOn: "2026-01-31",
      decision: null,
      entryIds: [],
    });
    expect(await balanceOf(clerk, accountId)).toBeUndefined();
    expect((await clerk.ask("ledger.list", {})).rows).toEqual([]);
    // Sent again meanwhile, it says where it waits.
    expect(await clerk.refusal("credits.adjust", act.input)).toMatchObject({ details: { requestId: asked.id } });
    expect(await approver.ask("approvals.get", { requestId: asked.id })).toMatchObject({
      balances: [{ accountId, currency: "USD", ledgerMinor: 0, availableMinor: 0 }],
      whyNot: null,
      couldApprove: [{ name: "Bob" }, { name: "ANN" }, { name: "AL" }],
    });

    const { request: approved } = await approve(approver, asked, "Fine");
    const { rows } = await clerk.ask("ledger.list", {});
    expect(approved).toMatchObject({
      state: "approved",
      decision: { operatorId: ids["ann"], operator: "ANN", comment: "Fine" },
      entryIds: [rows[0]?.id],
      entryCount: 1,
    });
    expect(rows).toMatchObject([{ amountMinor: 300_00, operator: "CLEO", idempotencyKey: act.input.idempotencyKey }]);
    expect(await clerk.ask("ledger.get", { entryId: rows[0]?.id ?? "" })).toMatchObject({
      approval: { requestId: asked.id, number: 1, approver: "ANN", comment: "Fine" },
    });
    // Whoever sends the act again under its key is answered with what came of it.
    expect((await clerk.ask("credits.adjust", act.input)).entry.id).toBe(rows[0]?.id);
    const database = new Database(book.path, { readonly: true });
    expect(database.prepare("SELECT operator_id, approval_id FROM ledger_entry").raw().all()).toEqual([
      [ids["cleo"], asked.id],
    ]);
    database.close();
    await expectSound(approver);
  });

  test("a decrease is held: it stays in the balance, and neither adjustment, transfer, void, reversal, invoice nor preview gets at it", async () => {
    const { accountId, grant, other, clerk, approver, admin } = await withOperators(async (book, account) => ({
      grant: await adjust(book, account, 200_00),
      other: await createCustomer(book),
    }));
    const asked = await request(clerk, adjustment(accountId, -150_00));
    const held = { currency: "USD", ledgerMinor: 200_00, availableMinor: 50_00 };
    expect(await balanceOf(clerk, accountId)).toEqual(held);
    const above = adjustment(accountId, -50_01).input;
    expect(await admin.refusal("credits.adjust", above)).toMatchObject({
      code: "insufficient_credit",
      details: { availableMinor: 50_00 },
    });
    expect(await clerk.ask("credits.preview", previewOf(above))).toMatchObject({
      balanceBefore: held,
      problem: { code: "insufficient_credit" },
    });
    const transfer = { fromAccountId: accountId, toAccountId: other, amountMinor: 50_01, currency: "USD" };
    expect((await admin.refusal("credits.transfer", transfer)).code).toBe("insufficient_credit");
    expect((await admin.refusal("credits.reverse", { entryId: grant.id })).code).toBe("insufficient_credit");
    const { blocks } = await clerk.ask("credits.blocks", { accountId });
    expect(blocks).toMatchObject([{ remainingMinor: 200_00, heldMinor: 150_00, state: "usable" }]);
    expect((await admin.refusal("credits.voidBlock", { blockId: blocks[0]?.id })).code).toBe("credit_held");
    // An invoice takes what is not held.
    const invoice = await issueInvoice(admin, accountId, [{ unitMinor: 70_00 }]);
    expect(invoice).toMatchObject({ creditAppliedMinor: 50_00, dueMinor: 20_00 });
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 150_00, availableMinor: 0 });
    expect((await admin.refusal("credits.applyToOpenInvoices", { accountId })).code).toBe("nothing_to_apply");

    await approve(approver, asked);
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 0, availableMinor: 0 });
    await expectSound(approver);
  });

  test("rejected, withdrawn and expired requests let go of what they held, and are decided once", async () => {
    const { accountId, ids, clerk, approver, admin } = await withOperators((book, account) =>
      adjust(book, account, 400_00),
    );
    const [rejected, withdrawn, expired] = [
      await request(clerk, adjustment(accountId, -101_00)),
      await request(clerk, adjustment(accountId, -102_00)),
      await request(clerk, adjustment(accountId, -103_00)),
    ];
    expect((await balanceOf(clerk, accountId))?.availableMinor).toBe(94_00);
    for (const comment of ["", "  "]) {
      const refused = await approver.refusal("approvals.reject", { requestId: rejected.id, comment });
      expect(refused.code).toBe("invalid_input");
    }
    const { request: no } = await approver.ask("approvals.reject", { requestId: rejected.id, comment: "Too much" });
    expect(no).toMatchObject({ state: "rejected", decision: { operatorId: ids["ann"], comment: "Too much" } });
    expect((await balanceOf(clerk, accountId))?.availableMinor).toBe(195_00);
    expect((await approver.refusal("approvals.withdraw", { requestId: withdrawn.id })).code).toBe(
      "approval_not_allowed",
    );
    const { request: back } = await clerk.ask("approvals.withdraw", { requestId: withdrawn.id, comment: "A mistake" });
    expect(back).toMatchObject({ state: "withdrawn", decision: { operatorId: ids["cleo"] } });

    await admin.setToday("2026-01-30");
    expect((await clerk.ask("approvals.get", { requestId: expired.id })).request.state).toBe("pending");
    await admin.setToday("2026-01-31");
    expect((await clerk.ask("approvals.get", { requestId: expired.id })).request).toMatchObject({
      state: "expired",
      decision: { operatorId: null, operator: null },
    });
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 400_00, availableMinor: 400_00 });
    for (const each of [rejected, withdrawn, expired]) {
      expect(await approveRefusal(approver, each)).toMatchObject({ code: "request_already_decided" });
      expect((await approver.refusal("approvals.reject", { requestId: each.id, comment: "No" })).code).toBe(
        "request_already_decided",
      );
      expect((await clerk.refusal("approvals.withdraw", { requestId: each.id })).code).toBe("request_already_decided");
    }
    const { rows } = await admin.ask("audit.list", { search: "apr_" });
    expect(rows.map(({ act }) => act)).toEqual(expect.arrayContaining(["billing.catchUp", "approvals.withdraw"]));
    await expectSound(approver);
  });

  test("nobody approves their own by any door: signed in, by key, after being lowered, suspended, or above their own limits", async () => {
    const { book, accountId, ids, admin, approver } = await withOperators();
    const [own, large] = [
      await request(approver, adjustment(accountId, 501_00)),
      await request(approver, adjustment(accountId, 502_00)),
    ];
    expect(await approveRefusal(approver, own)).toMatchObject({
      code: "approval_not_allowed",
      details: { couldApprove: [{ operatorId: ids["bob"], name: "Bob" }] },
    });
    const selfReject = { requestId: own.id, comment: "Mine" };
    expect((await approver.refusal("approvals.reject", selfReject)).code).toBe("approval_not_allowed");
    const key = (operatorId: string | undefined) =>
      keyCaller(
        { id: "key_01jabcdefghjkmnpqrstvwxyz0", name: "A program", operatorId: operatorId ?? null },
        ownerRights,
      );
    const byKey = (operatorId: string | undefined) => doorOf(book, () => key(operatorId));
    expect((await approveRefusal(byKey(ids["ann"]), own)).code).toBe("approval_not_allowed");
    // A key that nobody answers for decides nothing.
    expect((await approveRefusal(byKey(undefined), own)).code).toBe("approval_not_allowed");
    // What a key asks for, its maker cannot approve.
    const byProgram = await request(byKey(ids["bob"]), adjustment(accountId, 10_00));
    expect(byProgram).toMatchObject({ operatorId: ids["bob"], operator: "A program" });
    expect((await approveRefusal(admin, byProgram)).code).toBe("approval_not_allowed");

    const al = await signedInDoor(book, "al");
    expect(await approveRefusal(al, own)).toMatchObject({
      code: "approval_not_allowed",
      details: { excesses: [{ limit: "per_act", limitMinor: 500_00, amountMinor: 501_00 }] },
    });
    await admin.ask("operators.update", { operatorId: ids["al"] ?? "", role: "clerk" });
    expect((await approveRefusal(al, byProgram)).code).toBe("not_allowed");
    await admin.ask("operators.suspend", { operatorId: ids["al"] ?? "" });
    expect((await approveRefusal(al, byProgram)).code).toBe("sign_in_required");
    // What an approver may approve counts against their own day.
    await admin.ask("limits.set", { role: "approver", currency: "USD", perActMinor: null, perDayMinor: 15_00 });
    await approve(approver, byProgram);
    const once = await request(byKey(ids["bob"]), adjustment(accountId, 6_00));
    expect((await approveRefusal(approver, once)).code).toBe("approval_not_allowed");
    await approve(admin, own);
    await approve(admin, large);
    expect(await creditOf(admin, accountId)).toBe(10_00 + 501_00 + 502_00);
    await expectSound(admin);
  });

  test("two approvers at once make one decision, and each key repeats its own answer", async () => {
    const { book, accountId, clerk, approver } = await withOperators();
    const al = await signedInDoor(book, "al");
    const asked = await request(clerk, adjustment(accountId, 300_00), { idempotencyKey: "ask" });
    const again = { act: { method: asked.act, input: asked.input }, idempotencyKey: "ask" } as never;
    expect((await clerk.ask("approvals.request", again)).request).toEqual(asked);
    const keyed = (idempotencyKey: string) => ({ requestId: asked.id, fingerprint: asked.fingerprint, idempotencyKey });
    const results = await Promise.all(
      [approver, al, approver, al].map((door, index) =>
        door.engine.dispatch("approvals.approve", { ...keyed(`${index % 2}`) }, { origin: "desk", operator: "" }),
      ),
    );
    expect(results.map((result) => (result.ok ? "approved" : result.error.code)).toSorted()).toEqual([
      "approved",
      "approved",
      "request_already_decided",
      "request_already_decided",
    ]);
    expect(await creditOf(clerk, accountId)).toBe(300_00);
    // The act's own key is used: it is asked for once.
    expect((await clerk.refusal("approvals.request", { act: { method: asked.act, input: asked.input } })).code).toBe(
      "idempotency_conflict",
    );
  });

  test("the key of an act that waits is the act's alone, and whoever sends the act again is told where it waits", async () => {
    const { accountId, clerk, approver, admin } = await withOperators((book, account) => adjust(book, account, 200_00));
    const act = adjustment(accountId, -150_00, { idempotencyKey: "act" });
    // Asked for under its own key, it could never be done under it.
    expect((await clerk.refusal("approvals.request", { act, idempotencyKey: "act" })).code).toBe(
      "idempotency_conflict",
    );
    const asked = await request(clerk, act);
    const taken = [
      [clerk, "accounts.create", { kind: "user", name: "Ada" }],
      [clerk, "credits.adjust", adjustment(accountId, -1_00).input],
      [clerk, "approvals.withdraw", { requestId: asked.id }],
      [approver, "approvals.reject", { requestId: asked.id, comment: "No" }],
      [approver, "approvals.approve", { requestId: asked.id, fingerprint: asked.fingerprint }],
    ] as const;
    for (const [door, method, input] of taken) {
      expect(await door.refusal(method, { ...input, idempotencyKey: "act" })).toMatchObject({
        code: "idempotency_conflict",
        details: { requestId: asked.id },
      });
    }
    // What it holds is not missing for the act itself, and once the act is within the limits it is not done beside its request.
    for (const perActMinor of [100_00, null]) {
      await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor, perDayMinor: null });
      expect(await clerk.refusal("credits.adjust", act.input)).toMatchObject({
        code: "approval_required",
        details: { requestId: asked.id, excesses: asked.excesses, couldApprove: [{ name: "Bob" }, {}, {}] },
      });
    }
    await approve(approver, asked);
    expect((await clerk.ask("credits.adjust", act.input)).entry.amountMinor).toBe(-150_00);
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 50_00, availableMinor: 50_00 });
    // Withdrawn, it leaves its key to be sent again.
    const again = adjustment(accountId, -50_00);
    const { id: requestId } = await request(clerk, again);
    await clerk.ask("approvals.withdraw", { requestId });
    await clerk.ask("credits.adjust", again.input);
    await expectSound(approver);
  });

  test("what has waited thirty days is over, whether or not catching up has come to it", async () => {
    const { accountId, clerk, approver, admin } = await withOperators((book, account) => adjust(book, account, 400_00));
    const asked = [];
    for (const amountMinor of [300_00, -150_00, -160_00])
      asked.push(await request(clerk, adjustment(accountId, amountMinor)));
    const [given, taken, kept] = asked;
    // Sent while the day's work has just begun.
    const [, ...refused] = await Promise.all([
      admin.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse("2026-01-31T00:00:00Z") } }),
      approveRefusal(approver, given as Shown),
      approver.refusal("approvals.reject", { requestId: taken?.id, comment: "Too late" }),
      clerk.refusal("approvals.withdraw", { requestId: kept?.id }),
    ]);
    for (const each of refused) {
      expect(each).toMatchObject({ code: "request_already_decided", details: { state: "expired" } });
    }
    await untilIdle(admin);
    expect((await clerk.ask("approvals.list", { which: "all" })).rows.map(({ state }) => state)).toEqual(
      asked.map(() => "expired"),
    );
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 400_00, availableMinor: 400_00 });
    await expectSound(approver);
  });

  test("what is over holds neither credit nor key, whoever asks, and where nobody has caught up", async () => {
    const { book, accountId, clerk, approver, admin } = await withOperators((door, account) =>
      adjust(door, account, 400_00),
    );
    const act = adjustment(accountId, -300_00);
    const asked = await request(clerk, act);
    // The day comes and the engine has not noticed it yet.
    const database = new Database(book.path);
    database.prepare("UPDATE book SET test_clock_at_ms = ?").run(Date.parse("2026-01-31T12:00:00Z"));
    database.close();
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 400_00, availableMinor: 400_00 });
    expect((await clerk.ask("credits.blocks", { accountId })).blocks).toMatchObject([{ heldMinor: 0 }]);
    expect((await clerk.ask("approvals.get", { requestId: asked.id })).request).toMatchObject({
      state: "expired",
      decision: { operatorId: null, atMs: Date.parse("2026-01-31T00:00:00Z") },
    });
    expect((await approver.ask("approvals.list", { which: "for_me" })).total.count).toBe(0);
    expect((await approver.ask("approvals.list", { which: "decided" })).rows).toMatchObject([{ id: asked.id }]);
    const all = { accountId, action: "decrease", amountMinor: 400_00, currency: "USD" } as const;
    expect(await admin.ask("credits.preview", all)).toMatchObject({ problem: null });
    await admin.ask("credits.adjust", { ...act.input, amountMinor: 390_00 });
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 10_00, availableMinor: 10_00 });
    expect((await admin.ask("audit.list", { search: asked.id })).rows[0]).toMatchObject({
      act: "billing.catchUp",
      after: { state: "expired" },
    });
    await expectSound(approver);
  });

  test("what cannot be done any more, or comes to something else, is refused and goes on waiting", async () => {
    const { accountId, entry, clerk, approver, admin } = await withOperators(async (book, account) => ({
      entry: await adjust(book, account, 200_00),
    }));
    const undo = await request(clerk, {
      method: "credits.reverse",
      input: { entryId: entry.id, idempotencyKey: randomUUID() },
    });
    expect(
      await approver.refusal("approvals.approve", { requestId: undo.id, fingerprint: "0".repeat(64) }),
    ).toMatchObject({
      code: "request_stale",
    });
    await admin.ask("approvals.get", { requestId: undo.id });
    const invoice = await issueInvoice(admin, accountId, [{ unitMinor: 300_00 }]);
    await adjust(admin, accountId, 150_00);
    const use = await request(clerk, {
      method: "credits.applyToOpenInvoices",
      input: { accountId, idempotencyKey: randomUUID() },
    });
    expect(use.effects).toMatchObject([{ amountMinor: -150_00, invoiceId: invoice.id }]);
    await admin.ask("invoices.recordPayment", { invoiceId: invoice.id, amountMinor: 200_00, receivedOn: null });
    expect((await approveRefusal(approver, use)).code).toBe("request_stale");
    await admin.ask("invoices.recordPayment", { invoiceId: invoice.id, amountMinor: null, receivedOn: null });
    expect((await approveRefusal(approver, use)).code).toBe("nothing_to_apply");
    expect((await admin.ask("approvals.get", { requestId: use.id })).request.state).toBe("pending");
    // Nothing is left of what was tried, and what it holds it holds still.
    expect(await balanceOf(admin, accountId)).toMatchObject({ ledgerMinor: 350_00, availableMinor: 0 });
    await expectSound(approver);
  });

  test("the day is that of approving: a closed month takes nothing, and credit takes effect when it is given", async () => {
    const { accountId, clerk, approver, admin } = await withOperators();
    const asked = await request(clerk, adjustment(accountId, 300_00));
    const dated = await request(
      clerk,
      adjustment(accountId, 200_00, {
        terms: { priority: 1, category: null, effectiveOn: null, expiresOn: "2026-01-20" },
      }),
    );
    await admin.setToday("2026-01-30");
    expect((await approveRefusal(approver, dated)).code).toBe("credit_terms_invalid");
    await approve(approver, asked);
    expect((await clerk.ask("ledger.list", {})).rows).toMatchObject([{ effectiveOn: "2026-01-30" }]);
    const late = await request(clerk, adjustment(accountId, 300_00));
    await admin.setToday("2026-02-01");
    const { leavesOpen } = await admin.ask("periods.preview", { month: "2026-01" });
    expect(leavesOpen).toContainEqual({ kind: "waiting_approvals", count: 1 });
    await admin.ask("periods.close", { month: "2026-01" });
    await admin.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse("2026-02-01T12:00:00Z") } });
    await approve(approver, late);
    expect((await clerk.ask("ledger.list", {})).rows).toMatchObject([{ effectiveOn: "2026-02-01" }, {}]);
    await expectSound(approver);
  });

  test("every act that limits count can be asked for, and comes to what was shown", async () => {
    const { accountId, clerk, approver, other, open, overpaid, payment, blockId, note } = await withOperators(
      async (book, account) => {
        await adjust(book, account, 150_00);
        const [block] = (await book.ask("credits.blocks", { accountId: account })).blocks;
        const second = await createCustomer(book);
        await adjust(book, second, 150_00);
        const paidByCredit = await issueInvoice(book, second, [{ unitMinor: 150_00 }]);
        const third = await createCustomer(book);
        const asks = await issueInvoice(book, third, [{ unitMinor: 10_00 }]);
        const fourth = await createCustomer(book);
        const paid = await issueInvoice(book, fourth, [{ unitMinor: 10_00 }]);
        const { invoice } = await book.ask("invoices.recordPayment", {
          invoiceId: paid.id,
          amountMinor: 160_00,
          receivedOn: null,
          overpayment: "to_credit",
        });
        const wholeNote = {
          invoiceId: paidByCredit.id,
          lines: [{ position: 1, amountMinor: 150_00 }],
          destination: "credit" as const,
        };
        const { fingerprint } = await book.ask("creditNotes.preview", wholeNote);
        return {
          other: second,
          open: asks,
          overpaid: fourth,
          payment: invoice.payments[0]?.id ?? "",
          blockId: block?.id ?? "",
          note: { ...wholeNote, fingerprint },
        };
      },
    );
    const withKey = <Input extends object>(input: Input) => ({ ...input, idempotencyKey: randomUUID() });
    const transfer = withKey({ fromAccountId: accountId, toAccountId: other, amountMinor: 120_00, currency: "USD" });
    const received = withKey({
      invoiceId: open.id,
      amountMinor: 160_00,
      receivedOn: null,
      overpayment: "to_credit" as const,
    });
    const acts: [Act, number][] = [
      [{ method: "credits.transfer", input: transfer }, 2],
      [{ method: "creditNotes.issue", input: withKey(note) }, 1],
      [{ method: "invoices.recordPayment", input: received }, 1],
      [{ method: "invoices.takeBackPayment", input: withKey({ paymentId: payment, reason: "It bounced" }) }, 1],
    ];
    const asked = [];
    for (const [act] of acts) asked.push(await request(clerk, act));
    // A preview of another day would be stale; what was asked for is not.
    await approver.ask("approvals.list", {});
    for (const each of asked) await approve(approver, each);
    for (const [index, [, count]] of acts.entries()) {
      const { request: done } = await clerk.ask("approvals.get", { requestId: asked[index]?.id ?? "" });
      expect([done.act, done.state, done.entryCount]).toEqual([acts[index]?.[0].method, "approved", count]);
    }
    expect(await creditOf(clerk, overpaid)).toBe(0);
    // What is left of the block is 30.00, which a clerk may take.
    expect(await clerk.ask("credits.voidBlock", { blockId })).toMatchObject({ entry: { amountMinor: -30_00 } });
    await expectSound(approver);
  });

  test("lists: what waits for me, what I asked for, what is decided; nobody is told of what they may not decide", async () => {
    const { accountId, clerk, approver } = await withOperators();
    const asked = await request(clerk, adjustment(accountId, 300_00));
    const own = await request(approver, adjustment(accountId, 600_00));
    const numbers = async (door: TestBook, which: "for_me" | "mine" | "decided" | "pending" | "all") => {
      const { rows, total } = await door.ask("approvals.list", { which });
      expect(total).toEqual({ count: rows.length, isExact: true });
      return rows.map(({ number }) => number);
    };
    expect(await numbers(approver, "for_me")).toEqual([1]);
    expect(await numbers(approver, "mine")).toEqual([2]);
    expect(await numbers(clerk, "for_me")).toEqual([]);
    expect(await numbers(clerk, "mine")).toEqual([1]);
    expect(await numbers(clerk, "pending")).toEqual([2, 1]);
    await approve(approver, asked);
    expect(await numbers(clerk, "decided")).toEqual([1]);
    expect(await numbers(approver, "for_me")).toEqual([]);
    expect(await numbers(clerk, "all")).toEqual([2, 1]);
    const page = await clerk.ask("approvals.list", { which: "all", limit: 1 });
    expect(page).toMatchObject({ rows: [{ number: 2 }], nextBeforeNumber: 2 });
    expect((await clerk.ask("approvals.list", { which: "all", beforeNumber: 2 })).rows).toHaveLength(1);
    expect(own.number).toBe(2);
    expect((await clerk.refusal("approvals.get", { requestId: "apr_none" })).code).toBe("request_not_found");
    expect((await clerk.ask("approvals.get", { requestId: own.id })).whyNot).toMatchObject({ code: "not_allowed" });
  });
});

describe("evidence (BEHAVIOUR 11.2)", () => {
  test("is kept byte by byte by its hash, whatever it is, and never looked into", async () => {
    const { accountId, clerk, approver } = await withOperators();
    const files: Record<string, Buffer> = {
      "../../etc/passwd\u202e.exe": Buffer.from("MZ\u0090\u0000 a program"),
      "page.html": Buffer.from("<script>alert(1)</script>"),
      "bomb.zip": gzipSync(Buffer.alloc(5_000_000)),
      "large.bin": randomBytes(10 * 1024 * 1024),
    };
    const evidence = [];
    for (const [name, content] of Object.entries(files))
      evidence.push({ name, uploadId: await upload(clerk, content) });
    const asked = await request(clerk, adjustment(accountId, 300_00), { evidence });
    expect(asked.evidence.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ["_.._etc_passwd.exe", files["../../etc/passwd\u202e.exe"]?.length],
      ["page.html", 25],
      ["bomb.zip", files["bomb.zip"]?.length],
      ["large.bin", 10 * 1024 * 1024],
    ]);
    for (const [index, content] of Object.values(files).entries()) {
      const sha256 = createHash("sha256").update(content).digest("hex");
      expect(asked.evidence[index]?.sha256).toBe(sha256);
      const read = await approver.ask("approvals.evidence", { requestId: asked.id, sha256 });
      expect(Buffer.from(read.contentBase64, "base64").equals(content)).toBe(true);
    }
    const missing = { requestId: asked.id, sha256: "0".repeat(64) };
    expect((await clerk.refusal("approvals.evidence", missing)).code).toBe("evidence_not_found");
    await expectSound(approver);
  });

  test("of 0 bytes, of 11 MB, more than ten, or that never came is refused, and nothing is asked for", async () => {
    const { accountId, clerk } = await withOperators();
    const act = adjustment(accountId, 300_00);
    const refused = async (evidence: unknown) => (await clerk.refusal("approvals.request", { act, evidence })).code;
    const file = async (name: string, content: Buffer) => ({ name, uploadId: await upload(clerk, content) });
    expect(await refused([await file("empty.txt", Buffer.alloc(0))])).toBe("evidence_invalid");
    expect(await refused([await file("large.bin", Buffer.alloc(11 * 1024 * 1024))])).toBe("evidence_invalid");
    const one = await file("one.txt", Buffer.from("1"));
    expect(await refused(Array.from({ length: 11 }, () => one))).toBe("invalid_input");
    expect(await refused([{ name: "gone.txt", uploadId: "never-sent" }])).toBe("upload_not_found");
    expect(await refused([{ name: "\n", uploadId: one.uploadId }])).toBe("invalid_input");
    expect((await clerk.ask("approvals.list", { which: "all" })).rows).toEqual([]);
  });
});

describe("a batch is one request (BEHAVIOUR 11.2)", () => {
  test("above a limit it waits as a whole, holds what it takes, and is applied in the name of who asked", async () => {
    const { accountId, clerk, approver, admin } = await withOperators((book, account) => adjust(book, account, 150_00));
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: 120_00 });
    const other = await createCustomer(clerk);
    const content = `Account,Amount\n${other},90.00\n${accountId},-60.00\n`;
    const batch = await check(clerk, { content, choices: { reasonCode: "billing_error" } });
    const input = { batchId: batch.id, rows: "all" as const, idempotencyKey: randomUUID() };
    expect((await clerk.refusal("batches.apply", input)).code).toBe("approval_required");
    const asked = await request(clerk, { method: "batches.apply", input });
    expect(asked).toMatchObject({
      effects: [
        { accountId: null, amountMinor: -60_00, entryCount: 1 },
        { accountId: null, amountMinor: 90_00, entryCount: 1 },
      ],
      accounts: [],
    });
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 150_00, availableMinor: 90_00 });
    expect((await admin.refusal("batches.apply", { batchId: batch.id, rows: "all" })).code).toBe("batch_in_progress");
    expect((await clerk.refusal("batches.discard", { batchId: batch.id })).code).toBe("batch_in_progress");
    expect(await clerk.ask("batches.get", { batchId: batch.id })).toMatchObject({ state: "checked" });

    await approve(approver, asked);
    await untilIdle(approver);
    expect(await clerk.ask("batches.get", { batchId: batch.id })).toMatchObject({
      state: "applied",
      appliedCount: 2,
      operator: "CLEO",
    });
    expect((await clerk.ask("approvals.get", { requestId: asked.id })).request).toMatchObject({ entryCount: 2 });
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 90_00, availableMinor: 90_00 });
    const { rows } = await clerk.ask("ledger.list", {});
    expect(rows.slice(0, 2).map(({ operator, origin }) => [operator, origin])).toEqual([
      ["CLEO", "import"],
      ["CLEO", "import"],
    ]);
    // Undoing it is another.
    expect((await clerk.refusal("batches.undo", { batchId: batch.id })).code).toBe("approval_required");
    const undo = await request(clerk, {
      method: "batches.undo",
      input: { batchId: batch.id, idempotencyKey: randomUUID() },
    });
    expect(await balanceOf(clerk, other)).toMatchObject({ ledgerMinor: 90_00, availableMinor: 0 });
    await approve(approver, undo);
    await untilIdle(approver);
    expect(await clerk.ask("batches.get", { batchId: batch.id })).toMatchObject({ state: "undone" });
    await expectSound(approver);
  });

  test("what is held for it stays held until its last row, whatever comes between the approval and the first", async () => {
    const { accountId, clerk, approver, admin } = await withOperators((book, account) => adjust(book, account, 150_00));
    const content = `Account,Amount\n${accountId},-120.00\n${accountId},-20.00\n`;
    const batch = await check(clerk, { content, choices: { reasonCode: "billing_error" } });
    const input = { batchId: batch.id, rows: "all" as const, idempotencyKey: randomUUID() };
    const asked = await request(clerk, { method: "batches.apply", input });

    // Two commands that come at once share a turn of the writer, and rows are applied in turns that come later.
    const greedy = adjustment(accountId, -30_00).input;
    const [, refused] = await Promise.all([approve(approver, asked), admin.refusal("credits.adjust", greedy)]);
    expect(refused).toMatchObject({ code: "insufficient_credit", details: { availableMinor: 10_00 } });
    await untilIdle(approver);
    expect(await clerk.ask("batches.get", { batchId: batch.id })).toMatchObject({ state: "applied", appliedCount: 2 });
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 10_00, availableMinor: 10_00 });
    await expectSound(approver);
  });

  test("what undoing it takes back stays held likewise", async () => {
    const { accountId, clerk, approver, admin } = await withOperators();
    const content = `Account,Amount\n${accountId},80.00\n${accountId},30.00\n`;
    const batch = await check(admin, { content, choices: { reasonCode: "billing_error" } });
    await admin.runJob("batches.apply", { batchId: batch.id, rows: "all" });
    const input = { batchId: batch.id, idempotencyKey: randomUUID() };
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: 100_00 });
    const asked = await request(clerk, { method: "batches.undo", input });

    const greedy = adjustment(accountId, -1_00).input;
    const [, refused] = await Promise.all([approve(approver, asked), admin.refusal("credits.adjust", greedy)]);
    expect(refused).toMatchObject({ code: "insufficient_credit", details: { availableMinor: 0 } });
    await untilIdle(approver);
    expect(await clerk.ask("batches.get", { batchId: batch.id })).toMatchObject({ state: "undone" });
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 0, availableMinor: 0 });
    await expectSound(approver);
  });

  test("a row that is refused lets go of what was held for it at the end, and the others take theirs", async () => {
    const { accountId, clerk, approver, admin } = await withOperators(async (book, account) => {
      await book.ask("credits.adjust", {
        ...adjustment(account, 40_00).input,
        terms: { expiresOn: "2026-01-10" },
      });
      return adjust(book, account, 90_00);
    });
    const content = `Account,Amount\n${accountId},-110.00\n${accountId},-20.00\n`;
    const batch = await check(clerk, { content, choices: { reasonCode: "billing_error" } });
    const input = { batchId: batch.id, rows: "all" as const, idempotencyKey: randomUUID() };
    const asked = await request(clerk, { method: "batches.apply", input });
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 130_00, availableMinor: 0 });
    await admin.setToday("2026-01-10");
    await approve(approver, asked);
    await untilIdle(approver);
    expect(await clerk.ask("batches.get", { batchId: batch.id })).toMatchObject({ appliedCount: 1, badCount: 1 });
    expect(await balanceOf(clerk, accountId)).toMatchObject({ ledgerMinor: 70_00, availableMinor: 70_00 });
    await expectSound(approver);
  });
});

describe("what was tampered with is found and named (BEHAVIOUR 4.3)", () => {
  const changes: readonly (readonly [what: string, sql: string, problem: RegExp])[] = [
    ["the act", "UPDATE approval_request SET input = replace(input, '30000', '90000')", /input is another one/u],
    ["who decided", "UPDATE approval_request SET decider = 'Nobody' WHERE number = 1", /decider is another one/u],
    ["the state", "UPDATE approval_request SET state = 'rejected' WHERE number = 1", /state is another one/u],
    ["a file", "UPDATE evidence_file SET content = x'00'", /evidence/u],
    ["a file's name", "UPDATE approval_evidence SET name = 'other.txt'", /evidence is another one/u],
    ["the entry", "UPDATE ledger_entry SET approval_id = NULL", /entries that followed/u],
    ["the entry's request", "UPDATE ledger_entry SET approval_id = 'apr_none'", /entry 1 names it/u],
    ["what is held", "UPDATE credit_block SET held_minor = 1", /what is held of the block/u],
    ["a request", "DELETE FROM approval_evidence; DELETE FROM approval_request WHERE number = 1", /is not there/u],
  ];

  test.each(changes)("%s", async (_what, sql, problem) => {
    const { book, accountId, clerk, approver } = await withOperators();
    const evidence = [{ name: "mail.txt", uploadId: await upload(clerk, "Please") }];
    const asked = await request(clerk, adjustment(accountId, 300_00), { evidence });
    await approve(approver, asked);
    const database = new Database(book.path);
    const triggers = database
      .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      .pluck()
      .all() as string[];
    for (const name of triggers) database.exec(`DROP TRIGGER ${name}`);
    database.pragma("foreign_keys = OFF");
    database.exec(sql);
    database.close();
    const { result } = await approver.runJob("ledger.verify", {});
    expect(result.ok).toBe(false);
    expect(result.approvals.firstBroken?.problem).toMatch(problem);
  });
});

function previewOf(input: ActOf<"credits.adjust">["input"]) {
  const { accountId, action, amountMinor, currency } = input;
  return { accountId, action, amountMinor, currency };
}

/** A book's door through which others than the tester come. */
function doorOf(book: TestBook, caller: () => ReturnType<typeof keyCaller>): TestBook {
  const { engine } = book;
  const dispatch = (method: string, input: unknown) => engine.dispatch(method, input, caller());
  return createDoor(book.path, { ...engine, dispatch });
}

async function untilIdle(door: TestBook): Promise<void> {
  await expect
    .poll(async () => (await door.ask("jobs.list", {})).jobs.filter(({ state }) => state === "running"))
    .toEqual([]);
}
