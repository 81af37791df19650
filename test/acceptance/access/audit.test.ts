import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { contract, methodNames, type MethodOutput } from "../../../src/shared/contract/index.ts";
import type { MethodDefinition } from "../../../src/shared/contract/definition.ts";
import { auditText } from "../../../src/renderer/german/audit-text.ts";
import { keyCaller } from "../../../src/main/hosts/callers.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";

type Act = MethodOutput<"audit.list">["rows"][number];

/** The acts since a moment of the test, oldest first. */
async function actsSince(book: TestBook, { sequence }: { readonly sequence: number }): Promise<Act[]> {
  const { rows } = await book.ask("audit.list", { limit: 500 });
  expect(fieldsWithoutGerman(rows)).toEqual([]);
  return rows.filter((row) => row.sequence > sequence).toReversed();
}

async function newestAct(book: TestBook): Promise<Act> {
  const [newest] = (await book.ask("audit.list", {})).rows;
  if (!newest) throw new Error("There is no act yet");
  return newest;
}

/** Fields of what was written down that the desk has no German for. */
function fieldsWithoutGerman(acts: readonly Act[]): string[] {
  const named = acts.flatMap(({ before, after }) => Object.keys({ ...before, ...after }));
  return [...new Set(named)].filter((name) => auditText.fields[name] === undefined);
}

const told = ({ act, before, after }: Act) => ({ act, before, after });

test("a book begins its log with who made it, and the clock that was set", async () => {
  const book = await createTestBook({ today: "2026-01-01" });
  const { rows, nextBeforeSequence } = await book.ask("audit.list", {});
  expect(nextBeforeSequence).toBeNull();
  expect(rows).toMatchObject([
    {
      sequence: 2,
      operatorId: expect.stringMatching(/^opr_/u),
      operator: "Tess Tester",
      origin: "desk",
      act: "book.setClock",
      subject: "book",
      subjectId: null,
      accountId: null,
      before: { testClockAtMs: null },
      after: { testClockAtMs: Date.parse("2026-01-01T12:00:00Z") },
    },
    {
      sequence: 1,
      act: "book.create",
      subject: null,
      before: null,
      after: { name: "Acme Billing", timeZone: "UTC", currency: "USD", isForTrying: true },
    },
  ]);
});

test("settings, accounts, plans, prices, taxes and discounts leave what they were and what they are (BEHAVIOUR 11.6)", async () => {
  const book = await createTestBook();
  const start = await newestAct(book);
  await book.ask("book.configure", { paymentTermsDays: 30, invoiceNote: "Thank you" });
  const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ada", contact: "ada@example.com" });
  await book.ask("accounts.update", { accountId, name: "Ada Lovelace", isTaxExempt: true });
  const { planId } = await book.ask("plans.create", {
    name: "Pro",
    slug: "pro",
    forKind: "user",
    currency: "USD",
    monthlyMinor: 20_00,
  });
  await book.ask("plans.update", { planId, trialDays: 14, features: [{ slug: "sso", name: "Single sign-on" }] });
  const { priceId } = await book.ask("prices.create", { planId, currency: "USD", monthlyMinor: 15_00 });
  const { taxRateId } = await book.ask("taxRates.create", { name: "VAT", ratePartsPerMillion: 190_000 });
  const { discountId } = await book.ask("discounts.create", { name: "Friends", partsPerMillion: 100_000 });
  await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
  const acts = await actsSince(book, start);
  expect(acts.map(({ act, subject, subjectId, accountId: of }) => [act, subject, subjectId, of])).toEqual([
    ["book.configure", "book", null, null],
    ["accounts.create", "account", accountId, accountId],
    ["accounts.update", "account", accountId, accountId],
    ["plans.create", "plan", planId, null],
    ["plans.update", "plan", planId, null],
    ["prices.create", "price", priceId, null],
    ["taxRates.create", "taxRate", taxRateId, null],
    ["discounts.create", "discount", discountId, null],
    ["subscriptions.create", "subscription", accountId, accountId],
  ]);
  expect(acts.map(told)).toMatchObject([
    {
      before: { paymentTermsDays: 14, invoiceNote: null },
      after: { paymentTermsDays: 30, invoiceNote: "Thank you" },
    },
    { before: null, after: { name: "Ada", contact: "ada@example.com" } },
    { before: { name: "Ada", isTaxExempt: false }, after: { name: "Ada Lovelace", isTaxExempt: true } },
    { before: null, after: { slug: "pro", trialDays: null } },
    { before: { trialDays: null, features: [] }, after: { trialDays: 14, features: [{ slug: "sso" }] } },
    { before: null, after: { planId, price: { monthlyMinor: 15_00 } } },
    { before: null, after: { name: "VAT" } },
    { before: null, after: { name: "Friends", partsPerMillion: 100_000 } },
    { before: null, after: { planName: "Pro", startedOn: "2026-01-01" } },
  ]);
  // Only what differs: the rest of a record is in the record.
  expect(Object.keys(acts[2]?.before ?? {})).toEqual(["name", "isTaxExempt"]);
});

test("what became of an invoice and of a charge is in the log, and what became of credit in the ledger", async () => {
  const book = await createTestBook();
  const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ada" });
  const start = await newestAct(book);
  const adjustment = { accountId, amountMinor: 5_00, currency: "USD", reasonCode: "goodwill", note: "Sorry" } as const;
  await book.ask("credits.adjust", { ...adjustment, action: "increase" });
  const charge = { accountId, description: "Setup", unitMinor: 100_00, currency: "USD" };
  const { chargeId: mistaken } = await book.ask("invoices.addCharge", charge);
  await book.ask("invoices.removeCharge", { chargeId: mistaken });
  const { chargeId } = await book.ask("invoices.addCharge", charge);
  const { pinnedOn, fingerprint } = await book.ask("invoices.preview", { accountId, asOf: "today" });
  const { invoice } = await book.ask("invoices.issue", { accountId, pinnedOn, fingerprint });
  const paid = await book.ask("invoices.recordPayment", {
    invoiceId: invoice.id,
    amountMinor: 45_00,
    receivedOn: null,
  });
  const [payment] = paid.invoice.payments;
  await book.ask("invoices.takeBackPayment", { paymentId: payment?.id ?? "", reason: "Bounced" });
  await book.ask("invoices.void", { invoiceId: invoice.id });
  const acts = await actsSince(book, start);
  expect(acts.every((act) => act.accountId === accountId)).toBe(true);
  expect(acts.map((act) => ({ ...told(act), subjectId: act.subjectId }))).toMatchObject([
    {
      act: "invoices.addCharge",
      subjectId: mistaken,
      before: null,
      after: { description: "Setup", removedAtMs: null },
    },
    { act: "invoices.removeCharge", subjectId: mistaken, before: { removedAtMs: null } },
    { act: "invoices.addCharge", subjectId: chargeId },
    { act: "invoices.issue", subjectId: invoice.id, before: null, after: { state: "open", outstandingMinor: 95_00 } },
    {
      act: "invoices.recordPayment",
      subjectId: invoice.id,
      before: { amountPaidMinor: 0, outstandingMinor: 95_00 },
      after: { amountPaidMinor: 45_00, outstandingMinor: 50_00 },
    },
    {
      act: "invoices.takeBackPayment",
      subjectId: payment?.id,
      before: { isTakenBack: false },
      after: { isTakenBack: true },
    },
    { act: "invoices.void", subjectId: invoice.id, before: { state: "open" }, after: { state: "void" } },
  ]);
});

test("a repeated command is one act, and a refused one is none", async () => {
  const book = await createTestBook();
  const start = await newestAct(book);
  const input = { name: "VAT", ratePartsPerMillion: 190_000, idempotencyKey: "once" };
  await book.ask("taxRates.create", input);
  await book.ask("taxRates.create", input);
  await book.refusal("taxRates.create", { ...input, idempotencyKey: "twice" });
  await book.refusal("accounts.update", { accountId: "user_none", name: "Nobody" });
  expect((await actsSince(book, start)).map(({ act }) => act)).toEqual(["taxRates.create"]);
});

test("exports, backups, billing runs and what is stopped are acts, each one once", async () => {
  const book = await createTestBook();
  const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ada" });
  await book.ask("accounts.create", { kind: "user", name: "Bob" });
  const start = await newestAct(book);
  const first = await book.ask("accounts.export", { kind: "user", limit: 1 });
  // Going on with an export is the same act; beginning in the middle is one of its own.
  await book.ask("accounts.export", { kind: "user", limit: 1, after: first.nextCursor });
  await book.ask("ledger.export", { accountId, beforeSequence: 1000 });
  await book.refusal("ledger.export", { accountId: 5 });
  await book.runJob("book.backup", {});
  const { result } = await book.runJob("billing.run", { throughOn: "2026-01-01" });
  const { jobId } = await book.ask("ledger.verify", {});
  await book.ask("jobs.cancel", { jobId });
  await book.refusal("jobs.cancel", { jobId: "job_none" });
  expect((await actsSince(book, start)).map(({ act, after }) => [act, after])).toEqual([
    ["accounts.export", { kind: "user", search: "", filters: {} }],
    ["ledger.export", { accountId, filters: {} }],
    ["book.backup", { isOfSeries: false, toPath: null }],
    ["billing.run", { throughOn: "2026-01-01", runId: result.id }],
    ["jobs.cancel", { jobId }],
  ]);
});

test("an import is one act that says what came of it, without the texts of its files", async () => {
  const book = await createTestBook();
  const start = await newestAct(book);
  const text = "id,name,email\nuser_ada,Ada,ada@example.com\n";
  const files = [{ kind: "users" as const, name: "users.csv", text }];
  await book.runJob("accounts.import", { files, mode: "check" });
  const { result } = await book.runJob("accounts.import", { files, mode: "write" });
  expect(result).toMatchObject({ outcome: "written" });
  const acts = await actsSince(book, start);
  expect(acts.map(told)).toEqual([
    { act: "accounts.import", before: null, after: { counts: result.counts, openingCredit: result.openingCredit } },
  ]);
});

test("a key is named by its id, whatever other key goes by the same name", async () => {
  const book = await createTestBook();
  const start = await newestAct(book);
  for (const id of ["key_one", "key_two"]) {
    const input = { kind: "user", name: `Of ${id}`, idempotencyKey: id };
    await book.engine.dispatch("accounts.create", input, keyCaller({ id, name: "Same name" }, ["accounts"]));
  }
  expect(
    (await actsSince(book, start)).map(({ operatorId, operator, origin }) => [operatorId, operator, origin]),
  ).toEqual([
    ["key_one", "Same name", "api"],
    ["key_two", "Same name", "api"],
  ]);
  const { rows } = await book.ask("audit.list", { operatorId: "key_two" });
  expect(rows.map(({ accountName }) => accountName)).toEqual(["Of key_two"]);
});

test("secrets are nowhere in the log", async () => {
  const book = await createTestBook();
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const other = `whsec_${Buffer.alloc(32, 8).toString("base64")}`;
  const { endpoint } = await book.ask("webhooks.add", { address: "https://example.com/hooks", eventTypes: [], secret });
  await book.ask("webhooks.rotateSecret", { endpointId: endpoint.id, secret: other });
  const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ada" });
  const card = { accountId, kind: "card", gateway: "test", token: "tok_visa" } as const;
  const { tokens } = await book.ask("paymentMethods.testTokens", {});
  await book.ask("paymentMethods.add", { ...card, token: tokens[0]?.token ?? "" });
  const secretHash = createHash("sha256").update("secret").digest("hex");
  const keyId = "key_01jabcdefghjkmnpqrstvwxyz0";
  await book.ask("apiKeys.create", { keyId, secretHash, name: "Program", scopes: ["read"] });
  const log = JSON.stringify((await book.ask("audit.list", {})).rows);
  for (const text of [secret, other, tokens[0]?.token ?? "", secretHash]) expect(log).not.toContain(text);
  expect(log).toContain("https://example.com/hooks");
});

test("the log is searched by what was done, by whom, to what, and when", async () => {
  const book = await createTestBook({ today: "2026-01-01", timeZone: "America/New_York" });
  const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Zoë Müller" });
  await book.setToday("2026-02-01");
  await book.ask("accounts.update", { accountId, name: "Zoë Meier" });
  await book.ask("book.configure", { paymentTermsDays: 30 });
  const operatorId = (await book.ask("operators.current", {})).operator?.id ?? "";
  const actsOf = async (input: Parameters<typeof book.ask<"audit.list">>[1]) =>
    (await book.ask("audit.list", input)).rows.map(({ act }) => act);
  expect(await actsOf({ accountId })).toEqual(["accounts.update", "accounts.create"]);
  expect(await actsOf({ search: "muller ZOE" })).toEqual(["accounts.update", "accounts.create"]);
  expect(await actsOf({ search: "meier" })).toEqual(["accounts.update"]);
  expect(await actsOf({ search: accountId })).toEqual(["accounts.update", "accounts.create"]);
  expect(await actsOf({ act: "book.configure" })).toEqual(["book.configure"]);
  expect(await actsOf({ operatorId, act: "accounts.create" })).toEqual(["accounts.create"]);
  expect(await actsOf({ operatorId: "key_none" })).toEqual([]);
  // The clock was set on the day before.
  expect(await actsOf({ fromOn: "2026-01-01", throughOn: "2026-01-31" })).toEqual(["book.setClock", "accounts.create"]);
  expect(await actsOf({ fromOn: "2026-02-01", throughOn: "2026-02-01" })).toEqual([
    "book.configure",
    "accounts.update",
  ]);
  expect(await book.refusal("audit.list", { accountId: "user_none" })).toMatchObject({ code: "account_not_found" });
  const page = await book.ask("audit.list", { limit: 2 });
  const rest = await book.ask("audit.list", { limit: 500, beforeSequence: page.nextBeforeSequence });
  expect([...page.rows, ...rest.rows]).toEqual((await book.ask("audit.list", { limit: 500 })).rows);
});

test("an exported log can be checked by whoever knows SHA-256 and nothing else", async () => {
  const book = await createTestBook();
  await book.ask("book.configure", { invoiceNote: 'Grüße 🎉 \u2028 "quoted"' });
  const { rows } = await book.ask("audit.export", {});
  let previousHash = "0".repeat(64);
  for (const row of rows.toReversed()) {
    const hash = createHash("sha256");
    expect(row.previousHash).toBe(previousHash);
    previousHash = hash.update(Buffer.from(previousHash, "hex")).update(row.canonicalText).digest("hex");
    expect(row.hash).toBe(previousHash);
    expect((JSON.parse(row.canonicalText) as unknown[])[0]).toBe(row.sequence);
  }
  const report = (await book.runJob("ledger.verify", {})).result;
  // The export is an act as well, and was written down before it was answered.
  expect(report.audit).toEqual({ checkedActs: 4, headSequence: 4, headHash: previousHash, firstBroken: null });
  expect(rows.map(({ act }) => act)).toEqual(["audit.export", "book.configure", "book.setClock", "book.create"]);
});

test.each([
  ["UPDATE audit_entry SET operator = 'Somebody else' WHERE sequence = 3", 3, "the hash does not match the content"],
  ["UPDATE audit_entry SET before = NULL WHERE sequence = 3", 3, "the hash does not match the content"],
  ["UPDATE audit_entry SET after = replace(after, '30', '31') WHERE sequence = 3", 3, "the hash does not match"],
  ["UPDATE audit_entry SET hash = zeroblob(32) WHERE sequence = 3", 3, "the hash does not match the content"],
  ["UPDATE audit_entry SET previous_hash = zeroblob(32) WHERE sequence = 3", 3, "is not the hash of the act before"],
  ["DELETE FROM audit_entry WHERE sequence = 2", 2, "act 2 is missing"],
  ["DELETE FROM audit_entry WHERE sequence = 1", 1, "act 1 is missing"],
])("tampering is refused by the database, and found where a file was forced: %s", async (sql, sequence, problem) => {
  const book = await createTestBook();
  await book.ask("book.configure", { paymentTermsDays: 30 });
  await book.ask("book.configure", { paymentTermsDays: 60 });
  await book.close();
  const database = new Database(book.path);
  expect(() => database.exec(sql)).toThrow("an audit entry is never");
  database.exec("DROP TRIGGER audit_entry_is_never_updated; DROP TRIGGER audit_entry_is_never_deleted;");
  database.exec(sql);
  database.close();
  const again = await openTestBook(book.path);
  const { result } = await again.runJob("ledger.verify", {});
  expect(result).toMatchObject({ ok: false, firstBroken: null, audit: { firstBroken: { sequence } } });
  expect(result.audit.firstBroken?.problem).toContain(problem);
});

test.each<[string, string, string]>([
  [
    "is given to somebody else",
    "UPDATE api_key SET operator_id = 'opr_other'",
    '"operatorId" of key_01jabcdefghjkmnpqrstvwxyz1 is not what it tells',
  ],
  ["is taken away", "DELETE FROM api_key", "is not there"],
])(
  "a key of the API that %s behind the application's back is found at the act that tells of it",
  async (_what, sql, problem) => {
    const book = await createTestBook();
    const key = {
      keyId: "key_01jabcdefghjkmnpqrstvwxyz1",
      secretHash: "a".repeat(64),
      name: "Some program",
      scopes: ["read"],
    } as const;
    await book.ask("apiKeys.create", { ...key, scopes: [...key.scopes] });
    await book.ask("apiKeys.revoke", { keyId: key.keyId });
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
    await book.close();
    const database = new Database(book.path);
    database.pragma("foreign_keys = OFF");
    database.exec("DROP TRIGGER api_key_stays_with_its_operator; DROP TRIGGER api_key_is_never_deleted");
    database.exec(sql);
    database.close();
    const again = await openTestBook(book.path);
    const { result } = await again.runJob("ledger.verify", {});
    expect(result).toMatchObject({ ok: false, firstBroken: null });
    expect(result.audit.firstBroken?.problem).toContain(problem);
  },
);

test("what a book of an earlier version remembered is in the chain, and the calls of its API are a log of their own", async () => {
  const path = join(temporaryFolder(), "book.countinghouse");
  const packed = readFileSync(new URL("../../fixtures/version-5.countinghouse.gz", import.meta.url));
  writeFileSync(path, gunzipSync(packed));
  const old = new Database(path);
  const insert = old.prepare(`INSERT INTO audit_log (sequence, at_ms, operator, origin, key_id, act, status, subject_id)
    VALUES ((SELECT coalesce(max(sequence), 0) + 1 FROM audit_log), 5, ?, 'api', NULL, ?, ?, ?)`);
  insert.run("Unknown key", "GET /v1/users", 401, null);
  insert.run("Some program \u0007 🎉", "webhooks.update", null, "whe_1");
  const before = old.prepare("SELECT act, operator, status FROM audit_log ORDER BY sequence").all() as Act[];
  old.close();
  const book = await openTestBook(path);
  const { rows } = await book.ask("audit.list", {});
  const acts = before.filter(({ act }) => !act.startsWith("GET"));
  expect(rows.map(({ act, operator }) => [act, operator]).toReversed()).toEqual(
    acts.map(({ act, operator }) => [act, operator]),
  );
  expect(acts.length).toBeGreaterThan(2);
  expect(rows[0]).toMatchObject({ operatorId: "key:Some program \u0007 🎉", subject: "webhook", subjectId: "whe_1" });
  expect((await book.ask("audit.apiCalls", {})).rows).toMatchObject([{ act: "GET /v1/users", status: 401 }]);
  expect((await book.runJob("ledger.verify", {})).result.audit).toMatchObject({
    checkedActs: acts.length,
    firstBroken: null,
  });
});

test("every act of the contract names fields that its input or its answer has", () => {
  const shapeOf = (schema: unknown, path: string): unknown =>
    path
      .split(".")
      .reduce<unknown>(
        (each, name) => (each as { shape?: Record<string, unknown> } | undefined)?.shape?.[name],
        schema,
      );
  const named = methodNames.flatMap((method) => {
    const { audit, input, output }: MethodDefinition = contract[method];
    if (typeof audit === "string") return [];
    const paths = "notes" in audit ? audit.notes : audit.id === null ? [] : [audit.id];
    return paths.map((path) => ({ method, path, isThere: Boolean(shapeOf(input, path) ?? shapeOf(output, path)) }));
  });
  expect(named.length).toBeGreaterThan(30);
  // The id of a run is told when the job is accepted, long before its result.
  expect(named.filter(({ isThere }) => !isThere)).toEqual([{ method: "billing.run", path: "runId", isThere: false }]);
});
