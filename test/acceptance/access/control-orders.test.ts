import { randomUUID } from "node:crypto";
import { describe, expect, test } from "vitest";
import { check } from "../../support/batches.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { billThrough, createCustomer, creditOf, adjust, invoicesOf } from "../../support/company.ts";
import { issueInvoice } from "../../support/collection.ts";
import { addOperators, signedInDesk, signedInDoor } from "../../support/operators.ts";
import { checkReports } from "../../support/reports.ts";

/*
 * Two things at once, and things in an order that nobody had in mind (BEHAVIOUR 11); and what other systems got wrong with approvals, closed
 * months, audit logs and reports as of a day, each with the right figures worked out by hand.
 */

const lifetime = { fromOn: "2026-01-01", throughOn: "2026-12-31" };

async function expectSound(book: TestBook): Promise<void> {
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({
    ok: true,
    findings: [],
    approvals: { firstBroken: null },
    closings: { firstBroken: null },
  });
  await checkReports(book, lifetime);
}

const given = (accountId: string, amountMinor: number, change: object = {}) => ({
  accountId,
  action: amountMinor > 0 ? ("increase" as const) : ("decrease" as const),
  amountMinor: Math.abs(amountMinor),
  currency: "USD",
  reasonCode: "billing_error",
  note: null,
  ...change,
});

/** Wait until a job of somebody's is over, asking as somebody who may still look. */
async function untilOver(book: TestBook, jobId: string) {
  const stateOf = async () => (await book.ask("jobs.get", { jobId })).state;
  await expect.poll(stateOf, { timeout: 60_000 }).not.toBe("running");
  return book.ask("jobs.get", { jobId });
}

describe("an order that nobody had in mind", () => {
  test("signing out while a command waits: it is done in the name of who sent it, and nothing after it is", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { admin, ids } = await addOperators(book, { cleo: "clerk" });
    const desk = await signedInDesk(book, "cleo");
    const [sent, out, after] = await Promise.all([
      desk.try("credits.adjust", given(accountId, 5_00)),
      desk.code("operators.signOut", {}),
      // Asked when the sign-out was sent and not answered yet.
      desk.code("credits.adjust", given(accountId, 7_00)),
    ]);
    expect([sent.ok, out]).toEqual([true, null]);
    expect(await desk.code("credits.adjust", given(accountId, 9_00))).toBe("sign_in_required");
    const { rows } = await admin.ask("ledger.list", {});
    expect(rows.every(({ operator }) => operator === "CLEO")).toBe(true);
    expect(rows.map(({ amountMinor }) => amountMinor)).toEqual(after === null ? [7_00, 5_00] : [5_00]);
    expect((await admin.ask("audit.list", { operatorId: ids["cleo"] ?? "" })).rows[0]?.act).toBe("operators.signOut");
  });

  test("a role that is lowered in the middle of a batch and of a run: both go on to their end, nothing new is begun", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    for (let each = 0; each < 40; each += 1) await createCustomer(book, { feeMinor: 10_00 });
    const { ids } = await addOperators(book, { ann: "approver" });
    const [admin, ann] = [await signedInDoor(book, "bob"), await signedInDoor(book, "ann")];
    const content = `account,amount\n${`${accountId},1.00\n`.repeat(2000)}`;
    const batch = await check(ann, { content, choices: { reasonCode: "courtesy" } });
    const applying = await ann.ask("batches.apply", { batchId: batch.id, rows: "all" });
    const running = await ann.ask("billing.run", { throughOn: "2026-01-01" });
    await admin.ask("operators.update", { operatorId: ids["ann"] ?? "", role: "viewer" });
    expect((await ann.refusal("credits.adjust", given(accountId, 1_00))).code).toBe("not_allowed");
    expect((await ann.refusal("batches.undo", { batchId: batch.id, note: null })).code).toBe("not_allowed");
    for (const { jobId } of [applying, running]) expect((await untilOver(admin, jobId)).state).toBe("done");
    expect(await admin.ask("batches.get", { batchId: batch.id })).toMatchObject({
      appliedCount: 2000,
      operator: "ANN",
    });
    expect(await creditOf(admin, accountId)).toBe(2000_00);
    expect((await admin.ask("invoices.list", {})).total.count).toBe(40);
    await expectSound(admin);
  });

  test("who asked is lowered or suspended before the decision: the approver decides all the same, and both are named", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { ids } = await addOperators(book, { cleo: "clerk", ann: "approver" });
    const [admin, clerk] = [await signedInDoor(book, "bob"), await signedInDoor(book, "cleo")];
    await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 10_00, perDayMinor: null });
    const ask = async () => {
      const input = { ...given(accountId, 20_00), idempotencyKey: randomUUID() };
      return (await clerk.ask("approvals.request", { act: { method: "credits.adjust", input } })).request;
    };
    const asked = [await ask(), await ask()];
    await admin.ask("operators.update", { operatorId: ids["cleo"] ?? "", role: "viewer" });
    const approver = await signedInDoor(book, "ann");
    const approve = ({ id, fingerprint }: (typeof asked)[number]) =>
      approver.ask("approvals.approve", { requestId: id, fingerprint });
    expect((await clerk.refusal("approvals.withdraw", { requestId: asked[0]?.id ?? "" })).code).toBe("not_allowed");
    for (const each of asked) {
      await approve(each);
      await admin.ask("operators.suspend", { operatorId: ids["cleo"] ?? "" });
    }
    const { rows } = await admin.ask("ledger.list", {});
    expect(rows.map(({ operator }) => operator)).toEqual(["CLEO", "CLEO"]);
    const { approval } = await admin.ask("ledger.get", { entryId: rows[0]?.id ?? "" });
    expect(approval).toMatchObject({ requestId: asked[1]?.id, approver: "ANN" });
    await expectSound(admin);
  });

  test("two admins who lower or suspend each other at once: one of both does, and an admin is left", async () => {
    for (const method of ["operators.update", "operators.suspend"] as const) {
      const book = await createTestBook();
      const { ids } = await addOperators(book, { amy: "admin" });
      const lowered = (operatorId: string | undefined) => ({
        operatorId,
        ...(method === "operators.update" && { role: "viewer" }),
      });
      const [bob, amy] = [await signedInDesk(book, "bob"), await signedInDesk(book, "amy")];
      const codes = await Promise.all([bob.code(method, lowered(ids["amy"])), amy.code(method, lowered(ids["bob"]))]);
      expect(codes).toEqual([null, method === "operators.update" ? "not_allowed" : "sign_in_required"]);
      expect(await bob.code(method, lowered(ids["bob"]))).toBe("last_admin");
      await book.close();
    }
  });

  test("a month that two desks close at once is closed once, and reopened once", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 10_00);
    await addOperators(book, { amy: "admin" });
    const desks = [await signedInDesk(book, "bob"), await signedInDesk(book, "amy")];
    await book.engine.dispatch(
      "book.setClock",
      { clock: { kind: "test", nowMs: Date.parse("2026-03-10T12:00:00Z") }, idempotencyKey: randomUUID() },
      desks[0]?.caller() ?? { origin: "desk", operator: "" },
    );
    const codes = async (method: "periods.close" | "periods.reopen", input: object) =>
      new Set(await Promise.all(desks.map((desk) => desk.code(method, input))));
    expect(await codes("periods.close", { month: "2026-01" })).toEqual(new Set([null, "period_already_closed"]));
    const reopening = { month: "2026-01", reason: "A late correction" };
    expect(await codes("periods.reopen", reopening)).toEqual(new Set([null, "period_not_closed"]));
    expect(await codes("periods.close", { month: "2026-01" })).toEqual(new Set([null, "period_already_closed"]));
    const [admin] = desks;
    const acts = (await admin?.ask("audit.list", { search: "2026-01" }))?.rows.map(({ act }) => act);
    expect(acts).toEqual(["periods.close", "periods.reopen", "periods.close"]);
    await expectSound(await signedInDoor(book, "bob"));
  });

  test("a batch that is undone across a closing leaves the closed month as it was, and counts in the open one", async () => {
    const book = await createTestBook({ today: "2026-01-20" });
    const [one, other] = [await createCustomer(book), await createCustomer(book)];
    await adjust(book, other, 30_00);
    const content = `Account,Amount\n${one},40.00\n${other},-10.00\n`;
    const batch = await check(book, { content, choices: { reasonCode: "billing_error" } });
    await book.runJob("batches.apply", { batchId: batch.id, rows: "all" });
    await book.setToday("2026-02-03");
    const { receipt } = await book.ask("periods.close", { month: "2026-01" });
    expect(receipt.currencies).toMatchObject([{ closingMinor: 60_00 }]);
    await book.runJob("batches.undo", { batchId: batch.id, note: null });
    const { rows } = await book.ask("ledger.list", {});
    expect(rows.slice(0, 2).map(({ amountMinor, effectiveOn }) => [amountMinor, effectiveOn])).toEqual([
      [-40_00, "2026-02-03"],
      [10_00, "2026-02-03"],
    ]);
    const owed = async (on: string) =>
      (await book.ask("ledger.balancesAsOf", { accountId: null, on, by: "effective" })).balances;
    expect([await owed("2026-01-31"), await owed("2026-02-03")]).toMatchObject([
      [{ ledgerMinor: 60_00 }],
      [{ ledgerMinor: 30_00 }],
    ]);
    expect((await book.ask("periods.receipt", { month: "2026-01" })).receipt).toEqual(receipt);
    await expectSound(book);
  });

  test("a month that is closed while an import writes into it: one of both comes first, and the other is refused", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    await adjust(book, await createCustomer(book), 7_00);
    const accountId = await createCustomer(book);
    await book.setToday("2026-02-03");
    const row = `${accountId},USD,1.00,2026-01-15\n`;
    const text = `account_id,currency,amount,effective_on\n${row.repeat(2000)}`;
    const files = [{ kind: "ledger_entries", name: "ledger.csv", text } as const];
    const importing = await book.ask("accounts.import", { files, mode: "write", idempotencyKey: randomUUID() });
    let wasClosed = false;
    for (let tries = 0; !wasClosed; tries += 1) {
      expect(tries).toBeLessThan(10_000);
      const closing = { month: "2026-01", idempotencyKey: randomUUID() };
      const result = await book.engine.dispatch("periods.close", closing, { origin: "desk", operator: "Another" });
      wasClosed = result.ok;
      if (!result.ok) expect(result.error.code).toBe("import_in_progress");
    }
    const { state, result } = await untilOver(book, importing.jobId);
    expect(state).toBe("done");
    const { outcome } = result as { outcome: string };
    const written = outcome === "written" ? 2000_00 : 0;
    expect(await creditOf(book, accountId)).toBe(outcome === "written" ? written : null);
    const { receipt } = await book.ask("periods.receipt", { month: "2026-01" });
    expect(receipt.currencies).toMatchObject([{ currency: "USD", closingMinor: 7_00 + written }]);
    await expectSound(book);
  });
});

describe("what other systems got wrong", () => {
  test("receivables as of a day know nothing of what came later, are aged from the due date, and lose nothing that is not due", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    await book.ask("book.configure", { paymentTermsDays: 30 });
    const [paid, noted, voided, lost, open] = await Promise.all(Array.from({ length: 5 }, () => createCustomer(book)));
    const issued = [];
    for (const accountId of [paid, noted, voided, lost, open])
      issued.push(await issueInvoice(book, accountId ?? "", [{ unitMinor: 100_00 }]));
    const [ofPaid, ofNoted, ofVoided, ofLost] = issued.map(({ id }) => id);
    await book.setToday("2026-03-05");
    await book.ask("invoices.recordPayment", {
      invoiceId: ofPaid ?? "",
      amountMinor: 100_00,
      receivedOn: "2026-03-02",
    });
    const note = {
      invoiceId: ofNoted ?? "",
      lines: [{ position: 1, amountMinor: 40_00 }],
      destination: "credit" as const,
    };
    const { fingerprint } = await book.ask("creditNotes.preview", note);
    await book.ask("creditNotes.issue", { ...note, fingerprint });
    await book.ask("invoices.void", { invoiceId: ofVoided ?? "" });
    await book.ask("invoices.writeOff", { invoiceId: ofLost ?? "", reason: "Gone" });
    const ageing = async (on: string) =>
      (await book.ask("reports.invoiceAgeing", { on })).rows
        .filter(({ invoiceCount }) => invoiceCount > 0)
        .map(({ age, invoiceCount, outstandingMinor }) => [age, invoiceCount, outstandingMinor]);
    // Due on 9 February: until then nothing is past due, and all of it is there.
    expect(await ageing("2026-01-09")).toEqual([]);
    expect(await ageing("2026-02-09")).toEqual([["current", 5, 500_00]]);
    expect(await ageing("2026-02-10")).toEqual([["days_1_30", 5, 500_00]]);
    expect(await ageing("2026-03-01")).toEqual([["days_1_30", 5, 500_00]]);
    expect(await ageing("2026-03-02")).toEqual([["days_1_30", 4, 400_00]]);
    expect(await ageing("2026-03-05")).toEqual([["days_1_30", 2, 160_00]]);
    // A note is no money that came in, and neither is what was given up.
    const { rows } = await book.ask("reports.collections", { ...lifetime, currency: "USD" });
    expect(rows.filter(({ collectedMinor, writtenOffMinor }) => collectedMinor + writtenOffMinor > 0)).toMatchObject([
      { fromOn: "2026-03-01", collectedMinor: 100_00, refundedMinor: 0, writtenOffMinor: 100_00 },
    ]);
    await expectSound(book);
  });

  test("what takes back something of a closed month is dated when it is taken back, and after a reopening the month takes entries again", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const [granted, charged] = [await createCustomer(book), await createCustomer(book)];
    const entry = await adjust(book, granted, 80_00);
    await adjust(book, charged, 50_00);
    const invoice = await issueInvoice(book, charged, [{ unitMinor: 70_00 }]);
    await book.setToday("2026-02-03");
    const { receipt } = await book.ask("periods.close", { month: "2026-01" });
    const { entry: reversal } = await book.ask("credits.reverse", { entryId: entry.id });
    await book.ask("invoices.void", { invoiceId: invoice.id });
    expect(reversal.effectiveOn).toBe("2026-02-03");
    const { rows } = await book.ask("reports.creditRollForward", lifetime);
    expect(rows.slice(0, 2).map(({ openingMinor, closingMinor }) => [openingMinor, closingMinor])).toEqual([
      [0, 80_00],
      [80_00, 50_00],
    ]);
    expect((await book.ask("periods.receipt", { month: "2026-01" })).receipt).toEqual(receipt);
    const text = `account_id,currency,amount,effective_on\n${await createCustomer(book)},USD,3.00,2026-01-20\n`;
    const files = [{ kind: "ledger_entries", name: "ledger.csv", text } as const];
    const outcome = async () =>
      (await book.runJob("accounts.import", { files, mode: "write", idempotencyKey: randomUUID() })).result.outcome;
    expect(await outcome()).toBe("rejected");
    await book.ask("periods.reopen", { month: "2026-01", reason: "A correction that was forgotten" });
    expect(await outcome()).toBe("written");
    expect((await book.ask("ledger.list", { limit: 1 })).rows).toMatchObject([{ effectiveOn: "2026-01-20" }]);
    await expectSound(book);
  });

  test("nobody approves their own because it is small, because the limit was raised, or because another role was given since", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { ids } = await addOperators(book, { ann: "approver" });
    const [admin, ann] = [await signedInDoor(book, "bob"), await signedInDoor(book, "ann")];
    await admin.ask("limits.set", { role: "approver", currency: "USD", perActMinor: 10_00, perDayMinor: null });
    const asked = [];
    for (const amountMinor of [1, 500_00]) {
      const input = { ...given(accountId, amountMinor), idempotencyKey: randomUUID() };
      asked.push((await ann.ask("approvals.request", { act: { method: "credits.adjust", input } })).request);
    }
    await admin.ask("limits.remove", { role: "approver", currency: "USD" });
    await admin.ask("operators.update", { operatorId: ids["ann"] ?? "", role: "admin" });
    for (const { id: requestId, fingerprint } of asked) {
      expect((await ann.refusal("approvals.approve", { requestId, fingerprint })).code).toBe("approval_not_allowed");
      expect((await ann.ask("approvals.get", { requestId })).whyNot?.code).toBe("approval_not_allowed");
      expect((await ann.refusal("approvals.reject", { requestId, comment: "Mine" })).code).toBe("approval_not_allowed");
    }
    expect((await ann.ask("approvals.list", { which: "for_me" })).rows).toEqual([]);
    expect(await creditOf(admin, accountId)).toBeNull();
    // Who was given which role by whom is in the log, and stays there when they are gone.
    await admin.ask("operators.suspend", { operatorId: ids["ann"] ?? "" });
    const { rows } = await admin.ask("audit.list", { act: "operators.update", search: ids["ann"] ?? "" });
    expect(rows).toMatchObject([{ operator: "Bob", before: { role: "approver" }, after: { role: "admin" } }]);
    await expectSound(admin);
  });

  test("a payment that succeeded, was taken back and whose invoice is then void leaves no credit that nobody paid for", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 20_00);
    const invoice = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
    const { invoice: overpaid } = await book.ask("invoices.recordPayment", {
      invoiceId: invoice.id,
      amountMinor: 45_00,
      receivedOn: null,
      overpayment: "to_credit",
    });
    expect(await creditOf(book, accountId)).toBe(15_00);
    const payment = overpaid.payments.find(({ gateway }) => gateway === "manual");
    const taken = { paymentId: payment?.id ?? "", reason: "It bounced" };
    await book.ask("invoices.takeBackPayment", taken);
    expect(await creditOf(book, accountId)).toBe(0);
    await book.refusal("invoices.takeBackPayment", taken);
    await book.ask("invoices.void", { invoiceId: invoice.id });
    await book.refusal("invoices.void", { invoiceId: invoice.id });
    expect(await creditOf(book, accountId)).toBe(20_00);
    await expectSound(book);
  });

  test("a return to credit that was voided meanwhile does not come back to life", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 60_00);
    const [block] = (await book.ask("credits.blocks", { accountId })).blocks;
    const invoice = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }, { unitMinor: 30_00 }]);
    expect(invoice).toMatchObject({ creditAppliedMinor: 60_00, dueMinor: 20_00 });
    await book.ask("credits.voidBlock", { blockId: block?.id ?? "", note: null });
    await book.ask("invoices.void", { invoiceId: invoice.id });
    expect(await creditOf(book, accountId)).toBe(0);
    const amounts = (await book.ask("ledger.list", {})).rows.map(({ sourceType, amountMinor }) => [
      sourceType,
      amountMinor,
    ]);
    expect(amounts).toEqual([
      ["expiry", -60_00],
      ["invoice_returned", 60_00],
      ["invoice_applied", -60_00],
      ["grant", 60_00],
    ]);
    await expectSound(book);
  });

  test("a month that is billed late on another side of the world is charged once, and ages from the account's own day", async () => {
    const book = await createTestBook({ today: "2026-02-01", timeZone: "Pacific/Auckland" });
    const accountId = await createCustomer(book, { feeMinor: 10_00, timeZone: "America/Los_Angeles" });
    await book.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse("2026-02-01T07:30:00Z") } });
    await billThrough(book, "2026-02-01");
    await book.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse("2026-02-01T08:30:00Z") } });
    await billThrough(book, "2026-02-01");
    await billThrough(book, "2026-02-01");
    const invoices = await invoicesOf(book, accountId);
    expect(invoices.map(({ issuedOn, totalMinor }) => [issuedOn, totalMinor])).toEqual([
      ["2026-01-01", 10_00],
      ["2026-02-01", 10_00],
    ]);
    await expectSound(book);
  });
});
