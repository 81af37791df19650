import { describe, expect, test } from "vitest";
import { startTestApi, type TestApi } from "../support/api.ts";
import { createCustomer, creditOf } from "../support/company.ts";

async function withOrganization(): Promise<{ api: TestApi; accountId: string; path: string }> {
  const api = await startTestApi();
  const accountId = await createCustomer(api.book);
  return { api, accountId, path: `/organizations/${accountId}/billing/credits` };
}

const increase = { amount: 50_00, action: "increase", idempotency_key: "one" };

describe("credits through the API", () => {
  test("an account that never had credit has a balance of null, which is not 0", async () => {
    const { api, path } = await withOrganization();
    expect((await api.call("GET", path)).body).toEqual({ object: "commerce_credit_balance", balance: null });
  });

  test("an increase is in the balance at once, and its entry carries key, program and origin", async () => {
    const { api, accountId, path } = await withOrganization();
    const { status, body } = await api.call("POST", path, { body: { ...increase, note: "Sorry for the outage" } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      object: "commerce_credit_ledger",
      payer_id: accountId,
      amount: { amount: 50_00, amount_formatted: "$50.00", currency: "USD", currency_symbol: "$" },
      source_type: "grant",
      note: "Sorry for the outage",
      created_at: "2026-01-01T12:00:00.000Z",
    });
    expect((await api.call("GET", path)).body.balance).toMatchObject({ amount: 50_00 });
    const { rows } = await api.book.ask("ledger.list", { accountId });
    expect(rows).toMatchObject([
      { id: body.id, origin: "api", operator: "Test program", idempotencyKey: "one", note: "Sorry for the outage" },
    ]);
  });

  test("a repeat returns the first entry; other content under the same key is a conflict, also on another account", async () => {
    const { api, accountId, path } = await withOrganization();
    const first = await api.call("POST", path, { body: increase });
    const again = await api.call("POST", path, { body: increase });
    expect(again).toMatchObject({ status: 200, body: first.body });
    const other = await createCustomer(api.book);
    for (const [where, body] of [
      [path, { ...increase, amount: 50_01 }],
      [path, { ...increase, action: "decrease" }],
      [path, { ...increase, note: "More" }],
      [`/organizations/${other}/billing/credits`, increase],
    ] as const) {
      const conflict = await api.call("POST", where, { body });
      expect(conflict.status).toBe(409);
      expect(conflict.body.errors[0].code).toBe("idempotency_conflict");
    }
    expect(await creditOf(api.book, accountId)).toBe(50_00);
    expect(await creditOf(api.book, other)).toBeNull();
  });

  test("a decrease beyond what is available is 422, names what is available and writes nothing", async () => {
    const { api, accountId, path } = await withOrganization();
    await api.call("POST", path, { body: increase });
    const refused = await api.call("POST", path, {
      body: { amount: 50_01, action: "decrease", idempotency_key: "two" },
    });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0]).toMatchObject({ code: "insufficient_credit", meta: { available: 50_00 } });
    const taken = await api.call("POST", path, {
      body: { amount: 50_00, action: "decrease", idempotency_key: "three" },
    });
    expect(taken.body).toMatchObject({
      amount: { amount: -50_00, amount_formatted: "-$50.00" },
      source_type: "deduction",
    });
    expect(taken.body.note).toBeNull();
    expect((await api.call("GET", path)).body.balance).toMatchObject({ amount: 0 });
    expect(await creditOf(api.book, accountId)).toBe(0);
  });

  test("whatever does not fit is 422, is named and writes nothing", async () => {
    const { api, accountId, path } = await withOrganization();
    const cases: [what: string, body: unknown, parameter: string, code: string][] = [
      ["an amount as text", { ...increase, amount: "5000" }, "amount", "form_param_type_invalid"],
      ["a fraction", { ...increase, amount: 0.5 }, "amount", "form_param_type_invalid"],
      ["2^53", { ...increase, amount: 2 ** 53 }, "amount", "form_param_value_invalid"],
      ["−1", { ...increase, amount: -1 }, "amount", "form_param_value_invalid"],
      ["zero", { ...increase, amount: 0 }, "amount", "form_param_value_invalid"],
      ["no amount", { action: "increase", idempotency_key: "k" }, "amount", "form_param_missing"],
      ["no key", { amount: 1, action: "increase" }, "idempotency_key", "form_param_missing"],
      ["an empty key", { ...increase, idempotency_key: "" }, "idempotency_key", "form_param_value_invalid"],
      ["another action", { ...increase, action: "add" }, "action", "form_param_value_invalid"],
      ["a made-up currency", { ...increase, currency: "XYZ" }, "currency", "form_param_value_invalid"],
      ["an unknown field", { ...increase, expires_at: 1 }, "expires_at", "form_param_unknown"],
    ];
    for (const [what, body, parameter, code] of cases) {
      const answer = await api.call("POST", path, { body });
      expect([what, answer.status]).toEqual([what, 422]);
      expect(answer.body.errors).toContainEqual(expect.objectContaining({ code, meta: { param_name: parameter } }));
    }
    const body = { action: "increase", amount: -1, idempotency_key: "", expires_at: 1 };
    const told = await api.call("POST", path, { body, headers: { "accept-language": "de-AT, en;q=0.5" } });
    expect(told.headers.get("content-language")).toBe("de");
    expect(told.body.errors.map((error: { long_message: string }) => error.long_message)).toEqual([
      "amount liegt nicht über 0.",
      "idempotency_key ist leer.",
      "expires_at ist kein Parameter dieser Anfrage.",
    ]);
    expect(await creditOf(api.book, accountId)).toBeNull();
  });

  test("an id of the other kind, or of nobody, is 404 on every path of payers", async () => {
    const { api, accountId } = await withOrganization();
    for (const path of [
      `/users/${accountId}/billing/credits`,
      "/users/user_nobody/billing/credits",
      "/organizations/org_nobody/billing/credits",
    ]) {
      for (const method of ["GET", "POST"]) {
        const answer = await api.call(method, path, method === "POST" ? { body: increase } : {});
        expect([method, path, answer.status]).toEqual([method, path, 404]);
        expect(answer.body.errors[0].code).toBe("resource_not_found");
      }
    }
  });

  test("the desk hears of it: a change by the API is told to every screen", async () => {
    const { api, accountId, path } = await withOrganization();
    const told: unknown[] = [];
    api.book.engine.subscribe((event) => told.push(event));
    await api.call("POST", path, { body: increase });
    expect(told).toContainEqual(
      expect.objectContaining({ type: "changed", topics: expect.arrayContaining(["ledger"]), accountIds: [accountId] }),
    );
  });
});
