import { describe, expect, test } from "vitest";
import { startTestApi } from "../support/api.ts";
import { createCustomer } from "../support/company.ts";

const plan = {
  name: "Team",
  slug: "team",
  for_kind: "organization",
  currency: "USD",
  monthly: 50_00,
  idempotency_key: "team",
} as const;

describe("plans, taxes and discounts", () => {
  test("are added once under one key, and archived with their subscribers", async () => {
    const api = await startTestApi({ today: "2026-03-01" });
    const { status, body } = await api.call("POST", "/countinghouse/plans", { body: plan });
    expect(status).toBe(200);
    expect((await api.call("POST", "/countinghouse/plans", { body: plan })).body).toEqual(body);
    const start = { planId: body.plan_id, period: "month", startOn: "2026-03-01" } as const;
    const { accountId } = await api.book.ask("accounts.create", { kind: "organization", name: "Globex" });
    await api.book.ask("subscriptions.create", { accountId, ...start });
    const archived = await api.call("PATCH", `/countinghouse/plans/${body.plan_id}`, {
      body: { is_archived: true, idempotency_key: "archive" },
    });
    expect(archived.status).toBe(200);
    const { data } = (await api.call("GET", "/countinghouse/plans")).body;
    expect(data.find(({ id }: { id: string }) => id === body.plan_id)).toMatchObject({
      object: "plan",
      monthly: { amount: 50_00, currency: "USD" },
      is_archived: true,
      subscriber_count: 1,
    });

    const price = { currency: "USD", monthly: 35_00, description: "For Globex", idempotency_key: "price" };
    await api.call("POST", `/countinghouse/plans/${body.plan_id}/prices`, { body: price });
    const prices = (await api.call("GET", `/countinghouse/plans/${body.plan_id}/prices`)).body.data;
    expect(prices.map((each: { monthly: { amount: number } }) => each.monthly.amount)).toEqual([50_00, 35_00]);
  });

  test.each([
    ["plans", { ...plan, monthly: -1 }, 422, "form_param_value_invalid"],
    ["plans", { ...plan, monthly: 0, slug: "none", idempotency_key: "none" }, 422, "price_without_charge"],
    ["plans", { ...plan, currency: "XXX" }, 422, "form_param_value_invalid"],
    ["plans", { ...plan, idempotency_key: "again" }, 409, "plan_exists"],
    ["plans", { ...plan, name: "Another" }, 409, "idempotency_conflict"],
    ["plans/cplan_none/prices", { currency: "USD", monthly: 5_00, idempotency_key: "none" }, 404, "resource_not_found"],
    ["tax_rates", { name: "VAT", rate_parts_per_million: 240_000, idempotency_key: "again" }, 409, "tax_rate_exists"],
    ["tax_rates", { name: "VAT", rate_parts_per_million: -1, idempotency_key: "x" }, 422, "form_param_value_invalid"],
    ["discounts", { name: "Nothing", idempotency_key: "nothing" }, 422, "discount_out_of_range"],
    ["discounts", { name: "All", parts_per_million: 1_000_001, idempotency_key: "all" }, 422, "discount_out_of_range"],
  ])("are not added: %s %j", async (path, body, status, code) => {
    const api = await startTestApi();
    await api.call("POST", "/countinghouse/plans", { body: plan });
    const rate = { name: "VAT", rate_parts_per_million: 240_000, idempotency_key: "vat" };
    await api.call("POST", "/countinghouse/tax_rates", { body: rate });
    const refused = await api.call("POST", `/countinghouse/${path}`, { body });
    expect([refused.status, refused.body.errors[0].code]).toEqual([status, code]);
  });

  test("are for keys that may set the catalog, and prices for those that bill", async () => {
    const api = await startTestApi();
    const { secret: key } = await api.makeKey({ scopes: ["read", "billing"] });
    expect((await api.call("POST", "/countinghouse/plans", { key, body: plan })).status).toBe(403);
    expect((await api.call("GET", "/countinghouse/plans", { key })).status).toBe(200);
    const { plan_id: planId } = (await api.call("POST", "/countinghouse/plans", { body: plan })).body;
    const price = { currency: "USD", monthly: 35_00, idempotency_key: "price" };
    expect((await api.call("POST", `/countinghouse/plans/${planId}/prices`, { key, body: price })).status).toBe(200);
  });
});

test("a payment method is added, charged and removed by its id", async () => {
  const api = await startTestApi();
  const accountId = await createCustomer(api.book);
  const methods = `/countinghouse/accounts/${accountId}/payment_methods`;
  const add = async (body: object) => api.call("POST", methods, { body });
  const card = await add({ kind: "card", gateway: "test", token: "4242424242424242", idempotency_key: "card" });
  const transfer = await add({ kind: "transfer", gateway: "manual", idempotency_key: "transfer" });
  const unknown = await add({ kind: "card", gateway: "test", token: "1111", idempotency_key: "unknown" });
  expect([unknown.status, unknown.body.errors[0].code]).toEqual([422, "payment_method_not_offered"]);
  const used = async () => (await api.call("GET", methods)).body.data[0]?.id;
  expect(await used()).toBe(transfer.body.payment_method_id);
  const path = `/countinghouse/payment_methods/${card.body.payment_method_id}`;
  await api.call("POST", `${path}/set_default`, { body: { idempotency_key: "default" } });
  expect(await used()).toBe(card.body.payment_method_id);
  expect((await api.call("DELETE", path)).body).toMatchObject({
    default_payment_method_id: transfer.body.payment_method_id,
  });
  expect((await api.call("DELETE", path)).status).toBe(404);
  expect((await api.call("GET", "/countinghouse/accounts/org_none/payment_methods")).status).toBe(404);
});
