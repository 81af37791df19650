import { describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../support/api.ts";
import { payBy } from "../support/collection.ts";
import { createCustomer, creditOf } from "../support/company.ts";
import { createPlan } from "../support/subscriptions.ts";

const credit = { action: "increase", amount: 10_00, currency: "USD", reason_code: "goodwill" } as const;

async function startWithCustomer(options: Parameters<typeof createCustomer>[1] = {}) {
  const api = await startTestApi({ today: "2026-03-01" });
  const accountId = await createCustomer(api.book, options);
  return { api, accountId, account: `/countinghouse/accounts/${accountId}` };
}

/** Every row of a list, asked for a page at a time. @param between is done after the first page. */
async function walk(api: TestApi, path: string, between = async () => {}) {
  const rows: { id: string }[] = [];
  let cursor = "";
  for (let pages = 0; pages < 100; pages += 1) {
    const { status, body } = await api.call("GET", `${path}${path.includes("?") ? "&" : "?"}limit=4${cursor}`);
    expect(status).toBe(200);
    rows.push(...body.data);
    if (body.next_cursor === null) return rows;
    if (pages === 0) await between();
    cursor = `&cursor=${encodeURIComponent(body.next_cursor)}`;
  }
  throw new Error("The list has no end");
}

describe("an account", () => {
  test("is billed in another currency until it has been billed, under one key once", async () => {
    const { api, account, accountId } = await startWithCustomer();
    const toEuro = { body: { currency: "EUR", idempotency_key: "to-euro" } };
    const { status, body } = await api.call("PATCH", account, toEuro);
    expect([status, body.account_id]).toEqual([200, accountId]);
    expect((await api.call("PATCH", account, toEuro)).body).toEqual(body);
    expect((await api.call("GET", account)).body).toMatchObject({ currency: "EUR", is_currency_fixed: false });
    const planId = await createPlan(api.book, { monthlyMinor: 30_00, currency: "EUR" });
    await api.book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-03-01" });
    const refused = await api.call("PATCH", account, { body: { currency: "USD", idempotency_key: "to-dollar" } });
    expect(refused).toMatchObject({ status: 409, body: { errors: [{ code: "currency_fixed" }] } });
    expect((await api.call("GET", account)).body).toMatchObject({ currency: "EUR", is_currency_fixed: true });
  });
});

describe("adjustments", () => {
  test("carry reason, priority, expiry and the day they take effect", async () => {
    const { api, accountId, account } = await startWithCustomer();
    const terms = { priority: 5, category: "promotional", effective_on: "2026-03-10", expires_on: "2026-06-01" };
    const { body: entry } = await api.call("POST", `${account}/adjustments`, {
      body: { ...credit, note: "For March", terms, idempotency_key: "march" },
    });
    expect(entry).toMatchObject({
      object: "ledger_entry",
      account_id: accountId,
      amount: { amount: 10_00, amount_formatted: "$10.00", currency: "USD" },
      balance_after: { amount: 10_00 },
      reason_code: "goodwill",
      operator: "Test program",
      origin: "api",
    });
    const { body: blocks } = await api.call("GET", `${account}/credit_blocks`);
    expect(blocks.data).toMatchObject([
      { object: "credit_block", state: "waiting", remaining: { amount: 10_00 }, ...terms },
    ]);
    const { body: balances } = await api.call("GET", `${account}/credit_balances`);
    expect(balances.data).toMatchObject([{ ledger: { amount: 10_00 }, available: { amount: 0 } }]);
    const dated = { ...credit, counts_on: "2026-02-27", idempotency_key: "february" };
    const { body: earlier } = await api.call("POST", `${account}/adjustments`, { body: dated });
    expect(earlier).toMatchObject({ effective_on: "2026-02-27" });
    const ahead = { ...dated, counts_on: "2026-03-02", idempotency_key: "tomorrow" };
    const refused = await api.call("POST", `${account}/adjustments`, { body: ahead });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: "entry_in_future" }] } });
  });

  test("with one key are one adjustment, on either kind of path", async () => {
    const { api, accountId, account } = await startWithCustomer();
    const body = { ...credit, idempotency_key: "once" };
    const first = await api.call("POST", `${account}/adjustments`, { body });
    expect(await api.call("POST", `${account}/adjustments`, { body })).toMatchObject({ status: 200, body: first.body });
    const { reason_code: _reason, ...likeClerk } = body;
    const paths = [
      [`${account}/adjustments`, { ...body, amount: 10_01 }],
      [`/organizations/${accountId}/billing/credits`, likeClerk],
    ] as const;
    for (const [path, other] of paths) {
      const refused = await api.call("POST", path, { body: other });
      expect(refused).toMatchObject({ status: 409, body: { errors: [{ code: "idempotency_conflict" }] } });
    }
    expect(await creditOf(api.book, accountId)).toBe(10_00);
  });

  test("that do not fit are 422, name the parameter as it was sent and write nothing", async () => {
    const { api, accountId, account } = await startWithCustomer();
    const good = { ...credit, idempotency_key: "never" };
    const cases: [unknown, string, string][] = [
      [{ ...good, amount: "1000" }, "form_param_type_invalid", "amount"],
      [{ ...good, amount: 10.5 }, "form_param_type_invalid", "amount"],
      [{ ...good, amount: 2 ** 53 }, "form_param_value_invalid", "amount"],
      [{ ...good, amount: -1 }, "form_param_value_invalid", "amount"],
      [{ ...good, amount: 0 }, "form_param_value_invalid", "amount"],
      [{ ...good, amountMinor: 10 }, "form_param_unknown", "amountMinor"],
      [{ ...good, account_id: "org_other" }, "form_param_unknown", "account_id"],
      [{ ...good, terms: { expiresOn: "2026-06-01" } }, "form_param_unknown", "terms.expiresOn"],
      [{ ...good, terms: { expires_on: "2026-02-30" } }, "form_param_value_invalid", "terms.expires_on"],
      [{ ...good, currency: "usd" }, "form_param_value_invalid", "currency"],
      [{ ...good, idempotency_key: undefined }, "form_param_missing", "idempotency_key"],
      [{ ...good, reason_code: undefined }, "form_param_missing", "reason_code"],
    ];
    for (const [body, code, parameter] of cases) {
      const answer = await api.call("POST", `${account}/adjustments`, { body });
      expect([answer.status, answer.body.errors]).toEqual([
        422,
        [expect.objectContaining({ code, meta: { param_name: parameter } })],
      ]);
    }
    const decrease = { ...good, action: "decrease", reason_code: "billing_error" };
    const byRule: [unknown, number, string][] = [
      [decrease, 422, "insufficient_credit"],
      [{ ...good, action: "decrease" }, 422, "reason_not_allowed"],
      [{ ...decrease, terms: {} }, 422, "credit_terms_invalid"],
      [{ ...good, terms: { priority: 101 } }, 422, "credit_terms_invalid"],
      [{ ...good, reason_code: "none" }, 404, "resource_not_found"],
      [{ ...good, reason_code: "other" }, 422, "note_required"],
    ];
    for (const [body, status, code] of byRule) {
      const answer = await api.call("POST", `${account}/adjustments`, { body });
      expect([answer.status, answer.body.errors[0].code]).toEqual([status, code]);
    }
    expect((await api.call("POST", "/countinghouse/accounts/org_none/adjustments", { body: good })).status).toBe(404);
    expect((await api.call("POST", `${account}/adjustments`, {})).status).toBe(400);
    expect(await creditOf(api.book, accountId)).toBeNull();
  });
});

describe("lists", () => {
  test("of a ledger are walked to their end, each entry once, while entries are added", async () => {
    const { api, accountId, account } = await startWithCustomer();
    const other = await createCustomer(api.book);
    const add = async (count: number, at = account) => {
      for (let index = 0; index < count; index += 1) {
        const body = { ...credit, amount: index + 1, idempotency_key: `${at} ${count} ${index}` };
        expect((await api.call("POST", `${at}/adjustments`, { body })).status).toBe(200);
      }
    };
    await add(9);
    await add(2, `/countinghouse/accounts/${other}`);
    const rows = await walk(api, `${account}/ledger`, () => add(3));
    expect(rows.map((row) => (row as unknown as { amount: { amount: number } }).amount.amount)).toEqual([
      9, 8, 7, 6, 5, 4, 3, 2, 1,
    ]);
    expect(await walk(api, "/countinghouse/ledger")).toHaveLength(14);
    const { body } = await api.call("GET", `/countinghouse/ledger?minimum_amount=7&maximum_amount=8&source_type=grant`);
    expect(body).toMatchObject({ total_count: 2, is_total_exact: true, next_cursor: null });
    expect(body.data).toMatchObject([{ account_id: accountId }, { account_id: accountId }]);
  });

  test("of invoices are walked to their end", async () => {
    const { api, account } = await startWithCustomer({ feeMinor: 5_00, startOn: "2025-06-01" });
    await api.book.runJob("billing.run", { throughOn: "2026-03-01" });
    const rows = await walk(api, `${account}/invoices`);
    expect(rows).toHaveLength(10);
    expect(new Set(rows.map((row) => row.id)).size).toBe(10);
    const { body } = await api.call("GET", "/countinghouse/invoices?state=open&is_past_due=true&limit=1");
    expect(body).toMatchObject({
      total_count: expect.any(Number),
      data: [{ object: "invoice_summary", state: "open" }],
    });
  });

  test("refuse what is no parameter's value by the parameter's name", async () => {
    const { api, account } = await startWithCustomer();
    for (const query of [
      "cursor=x",
      "cursor=-1",
      "from_on=2026-02-30",
      "limit=501",
      "source_type=gift",
      "currency=XXX",
    ]) {
      const { status, body } = await api.call("GET", `${account}/ledger?${query}`);
      expect([query, status, body.errors[0].meta?.param_name?.split(".")[0]]).toEqual([
        query,
        422,
        query.split("=")[0],
      ]);
    }
    expect((await api.call("GET", "/countinghouse/invoices?cursor=nonsense")).status).toBe(422);
    expect((await api.call("GET", "/countinghouse/invoices?state=lost")).status).toBe(422);
    expect((await api.call("GET", "/countinghouse/accounts/user_none/ledger")).status).toBe(404);
  });
});

describe("balances as of a day", () => {
  test("are an account's and the book's, by effect and by record", async () => {
    const { api, accountId, account } = await startWithCustomer({ feeMinor: 20_00, startOn: "2026-03-15" });
    await api.call("POST", `${account}/adjustments`, { body: { ...credit, idempotency_key: "ten" } });
    await api.book.runJob("billing.run", { throughOn: "2026-03-15" });
    const ledgerOf = async (path: string) => {
      const { status, body } = await api.call("GET", path);
      expect(status).toBe(200);
      return body.data.map((row: { ledger: { amount: number; currency: string } }) => [
        row.ledger.currency,
        row.ledger.amount,
      ]);
    };
    for (const start of [account, "/countinghouse"]) {
      expect(await ledgerOf(`${start}/balances_as_of?on=2026-02-28`)).toEqual([]);
      expect(await ledgerOf(`${start}/balances_as_of?on=2026-03-14`)).toEqual([["USD", 10_00]]);
      expect(await ledgerOf(`${start}/balances_as_of?on=2026-03-14&by=effective`)).toEqual([["USD", 10_00]]);
      expect(await ledgerOf(`${start}/balances_as_of?on=2026-03-14&by=recorded`)).toEqual([["USD", 0]]);
    }
    const entriesOf = async (query: string) => (await api.call("GET", `${account}/ledger?${query}`)).body.data.length;
    expect(await entriesOf("through_on=2026-03-14")).toBe(1);
    expect(await entriesOf("recorded_through_on=2026-03-14")).toBe(2);
    expect(await creditOf(api.book, accountId)).toBe(0);
  });

  test("of no day, of a day that is none and by something else are refused by the parameter's name", async () => {
    const { api, account } = await startWithCustomer();
    for (const [query, name] of [
      ["", "on"],
      ["on=2026-02-30", "on"],
      ["on=2026-03-01&by=told", "by"],
    ]) {
      for (const start of [account, "/countinghouse"]) {
        const { status, body } = await api.call("GET", `${start}/balances_as_of?${query}`);
        expect([query, status, body.errors[0].meta.param_name]).toEqual([query, 422, name]);
      }
    }
    const unknown = await api.call("GET", "/countinghouse/accounts/user_none/balances_as_of?on=2026-03-01");
    expect(unknown).toMatchObject({ status: 404 });
  });
});

describe("what is previewed", () => {
  test("is what is issued, and is stale once something it depends on is different", async () => {
    const { api, accountId, account } = await startWithCustomer({ feeMinor: 30_00, startOn: "2026-03-01" });
    const { body: preview } = await api.call("GET", `${account}/invoice_preview`);
    await api.call("POST", `${account}/adjustments`, { body: { ...credit, idempotency_key: "meanwhile" } });
    const issue = { pinned_on: preview.pinned_on, fingerprint: preview.fingerprint, idempotency_key: "issue" };
    const stale = await api.call("POST", `${account}/invoices`, { body: issue });
    expect(stale).toMatchObject({ status: 409, body: { errors: [{ code: "preview_stale" }] } });
    const { body: fresh } = await api.call("GET", `${account}/invoice_preview`);
    const { body: invoice } = await api.call("POST", `${account}/invoices`, {
      body: { ...issue, fingerprint: fresh.fingerprint },
    });
    expect(invoice).toMatchObject({
      object: "invoice",
      account_id: accountId,
      credit_applied: { amount: 10_00 },
      due: { amount: 20_00 },
      lines: [{ net: { amount: 30_00 }, steps: [{ kind: "fee", amount: { amount: 30_00 } }] }],
    });
    expect(invoice).toMatchObject({
      lines: fresh.figures.lines,
      taxes: fresh.figures.taxes,
      steps: fresh.figures.steps,
    });
  });

  test("of a subscription's change is what is changed", async () => {
    const { api, account } = await startWithCustomer({ feeMinor: 30_00, startOn: "2026-03-01" });
    await api.book.runJob("billing.run", { throughOn: "2026-03-01" });
    await api.book.setToday("2026-03-16");
    const planId = await createPlan(api.book, { name: "Bigger", monthlyMinor: 62_00 });
    const change = { type: "plan", plan_id: planId, period: "month" };
    const { body: preview } = await api.call("POST", `${account}/subscription/preview`, { body: { change } });
    expect(preview).toMatchObject({
      object: "subscription_change_preview",
      timing: "now",
      proration: { cycle_days_remaining: 16, cycle_days_total: 31, amount: { amount: 15_48 } },
      subscription: { plan_id: planId, fee: { amount: 62_00 } },
    });
    const { pinned_on, fingerprint } = preview;
    const body = { change, pinned_on, fingerprint, idempotency_key: "bigger" };
    const { body: changed } = await api.call("POST", `${account}/subscription/changes`, { body });
    expect(changed.subscription).toMatchObject({ plan_id: planId });
    expect(changed.invoice.lines).toEqual(preview.invoice.lines);
    const unknown = { ...change, seat: 3 };
    const refused = await api.call("POST", `${account}/subscription/preview`, { body: { change: unknown } });
    expect(refused).toMatchObject({
      status: 422,
      body: { errors: [{ code: "form_param_unknown", meta: { param_name: "change.seat" } }] },
    });
  });
});

describe("scopes", () => {
  test("let a key look at everything with read, and change only what its others name", async () => {
    const { api, account } = await startWithCustomer({ feeMinor: 30_00, startOn: "2026-03-01" });
    await payBy(api.book, account.split("/").at(-1) ?? "", "succeeds");
    const calls: [string, string, string, unknown][] = [
      ["read", "GET", `${account}/invoice_preview`, undefined],
      ["read", "POST", `${account}/adjustments/preview`, { action: "increase", amount: 1, currency: "USD" }],
      ["read", "POST", "/countinghouse/billing_runs/dry_run", { through_on: "2026-03-01" }],
      ["credits", "POST", `${account}/adjustments`, { ...credit, idempotency_key: "scoped" }],
      ["billing", "POST", "/countinghouse/billing_runs", { through_on: "2026-03-01", idempotency_key: "scoped run" }],
      ["admin", "POST", "/countinghouse/webhooks", { address: "http://127.0.0.1:9/", idempotency_key: "scoped hook" }],
    ];
    for (const scope of ["read", "credits", "billing", "admin"] as const) {
      const { secret: key } = await api.makeKey({ scopes: [scope] });
      for (const [needed, method, path, body] of calls) {
        const { status } = await api.call(method, path, body === undefined ? { key } : { key, body });
        const mayDo = scope === needed || scope === "admin";
        // A repeat by another key finds what the first one did; a run under way is a conflict. Neither is a matter of scope.
        expect([scope, path, status === 403]).toEqual([scope, path, !mayDo]);
      }
    }
  });
});

test("a payment for a day of a closed month is refused, and months are closed by keys that may", async () => {
  const { api, accountId } = await startWithCustomer({ feeMinor: 20_00, startOn: "2026-03-01" });
  const { secret: billing } = await api.makeKey({ scopes: ["read", "billing"] });
  const [invoice] = (await api.book.runJob("billing.run", { throughOn: "2026-03-01" })).result.totals;
  expect(invoice?.invoiceCount).toBe(1);
  await api.book.setToday("2026-04-02");
  const close = { body: { idempotency_key: "close" } };
  const path = "/countinghouse/periods/2026-03/close";
  expect((await api.call("POST", path, { ...close, key: billing })).status).toBe(403);
  const closed = await api.call("POST", path, close);
  expect(closed.body).toMatchObject({ object: "closing_receipt", month: "2026-03", currencies: [] });
  expect((await api.call("POST", path, { body: { idempotency_key: "again" } })).status).toBe(409);
  const { rows } = await api.book.ask("invoices.list", { accountId });
  const payment = { amount: 20_00, received_on: "2026-03-31", idempotency_key: "late" };
  const refused = await api.call("POST", `/countinghouse/invoices/${rows[0]?.id}/payments`, { body: payment });
  expect([refused.status, refused.body.errors[0].code]).toEqual([422, "period_closed"]);
  const { canonical_text, previous_hash, hash } = closed.body;
  const proof = { receipt: { canonical_text, previous_hash, hash } };
  expect((await api.call("POST", "/countinghouse/verifications", { body: proof })).status).toBe(200);
});

describe("the audit log", () => {
  test("is read page by page by a key that may, with who it was by the key's id", async () => {
    const { api, account, accountId } = await startWithCustomer();
    for (const name of ["One", "Two", "Three"]) {
      await api.call("PATCH", account, { body: { name, idempotency_key: name } });
    }
    const query = `account_id=${accountId}&search=update&limit=2`;
    const first = await api.call("GET", `/countinghouse/audit?${query}`);
    const [{ id: keyId } = { id: "" }] = (await api.book.ask("apiKeys.list", {})).keys;
    expect(first.body).toMatchObject({ total_count: 3, is_total_exact: true });
    expect(first.body.data).toMatchObject([
      { object: "audit_entry", act: "accounts.update", operator_id: keyId, operator: "Test program", origin: "api" },
      { account_id: accountId, before: { name: "One" }, after: { name: "Two" } },
    ]);
    const rest = await api.call("GET", `/countinghouse/audit?${query}&cursor=${first.body.next_cursor}`);
    expect(rest.body.data.map(({ after }: { after: object }) => after)).toEqual([{ name: "One" }]);
    expect((await api.call("GET", "/countinghouse/audit?cursor=0")).status).toBe(422);
    expect((await api.call("GET", "/countinghouse/audit?from_on=soon")).status).toBe(422);
    expect((await api.call("GET", "/countinghouse/audit?account_id=user_none")).status).toBe(404);
    const { secret } = await api.makeKey({ scopes: ["read", "credits", "billing"] });
    for (const path of ["/countinghouse/audit", "/countinghouse/api_calls"]) {
      const refused = await api.call("GET", path, { key: secret });
      expect([path, refused.status, refused.body.errors[0].meta]).toEqual([path, 403, { required_scope: "admin" }]);
    }
  });
});

describe("files that come in", () => {
  async function send(api: TestApi, key: string, upload_id: string, text: string): Promise<void> {
    const body = { upload_id, from_byte: 0, base64: Buffer.from(text).toString("base64") };
    expect((await api.call("POST", "/countinghouse/imports/files", { key, body })).status).toBe(200);
  }

  /** What came of a job that was begun. */
  async function resultOf(api: TestApi, begun: Awaited<ReturnType<TestApi["call"]>>) {
    expect(begun.status).toBe(200);
    const path = `/countinghouse/jobs/${begun.body.job_id}`;
    await expect.poll(async () => (await api.call("GET", path)).body.state).toBe("done");
    return (await api.call("GET", path)).body.result;
  }

  test("are imported whole or not at all, by a key that may, and read by nobody but who sent them", async () => {
    const api = await startTestApi();
    const { secret: clerk } = await api.makeKey({ scopes: ["credits"] });
    await send(api, api.key, "users-of-march", "email,name\nlin@example.com,Lin\nlin@example.com,Lin again\n");
    const file = { kind: "users", name: "users.csv", upload_id: "users-of-march" };
    const body = { files: [file], mode: "write", idempotency_key: "first" };
    expect(await api.call("POST", "/countinghouse/imports", { key: clerk, body })).toMatchObject({ status: 403 });
    const rejected = await resultOf(api, await api.call("POST", "/countinghouse/imports", { body }));
    expect(rejected).toMatchObject({ outcome: "rejected", problem_count: 1, problems: [{ line_number: 3 }] });
    expect((await api.call("GET", "/users")).body).toEqual([]);

    const { secret: another } = await api.makeKey();
    const foreign = await api.call("POST", "/countinghouse/imports/inspect", {
      key: another,
      body: { upload_id: "users-of-march" },
    });
    expect(foreign).toMatchObject({ status: 404, body: { errors: [{ code: "resource_not_found" }] } });

    const corrected = { files: [{ ...file, upload_id: "users-corrected" }], mode: "write", idempotency_key: "second" };
    const written = async () => {
      await send(api, api.key, "users-corrected", "email,name\nlin@example.com,Lin\n");
      return resultOf(api, await api.call("POST", "/countinghouse/imports", { body: corrected }));
    };
    expect(await written()).toMatchObject({ outcome: "written", counts: { users: 1 } });
    expect(await written()).toMatchObject({ outcome: "written", counts: { users: 1 } });
    expect((await api.call("GET", "/users")).body).toHaveLength(1);

    // What is above one's limits is asked for by the import itself.
    await send(api, api.key, "openings", "account,amount,currency\nlin@example.com,90.00,USD\n");
    const openings = { kind: "opening_balances", name: "opening.csv", upload_id: "openings" };
    const asking = { files: [openings], mode: "write", ask: { comment: "Agreed" }, idempotency_key: "third" };
    const asked = await resultOf(api, await api.call("POST", "/countinghouse/imports", { body: asking }));
    expect(asked).toMatchObject({ outcome: "asked", request: { number: 1 } });
    expect((await api.call("GET", "/countinghouse/approvals")).body).toMatchObject({
      data: [{ act: "accounts.import", comment: "Agreed", effects: [{ currency: "USD", entry_count: 1 }] }],
    });
  });

  test("and hold rows that an earlier batch applied are told so, row by row, and make them once more only where that is said", async () => {
    const { api, accountId } = await startWithCustomer();
    const checked = async (upload_id: string, text: string) => {
      await send(api, api.key, upload_id, text);
      const body = {
        upload_id,
        name: `${upload_id}.csv`,
        choices: { columns: { account: 0, amount: 1 }, reason_code: "goodwill" },
      };
      return resultOf(api, await api.call("POST", "/countinghouse/batches", { body }));
    };
    const applied = async (batchId: string, said: object) => {
      const body = { rows: "all", ...said };
      return resultOf(api, await api.call("POST", `/countinghouse/batches/${batchId}/apply`, { body }));
    };
    const first = await checked("march-outage", `account,amount\n${accountId},10\n`);
    await applied(first.id, { idempotency_key: "first" });
    const second = await checked("march-outage-2", `account,amount\n${accountId},10\n${accountId},3\n`);
    expect(second).toMatchObject({ ready_count: 1, repeated_count: 1 });
    expect((await api.call("GET", `/countinghouse/batches/${second.id}/rows?repeated=true`)).body.data).toMatchObject([
      { state: "repeated", repeats: { batch_id: first.id, line_number: 2 } },
    ]);
    await applied(second.id, { idempotency_key: "second" });
    expect(await creditOf(api.book, accountId)).toBe(13_00);
    await applied(second.id, { idempotency_key: "third", repeated: "apply" });
    expect(await creditOf(api.book, accountId)).toBe(23_00);
  });
});
