import { expect, test } from "vitest";
import { startTestApi, type TestApi } from "../support/api.ts";
import { liveUntil, payBy } from "../support/collection.ts";
import { adjust, billThrough, createCustomer, invoicesOf } from "../support/company.ts";
import { changeSubscription, createPlan, seatsAt } from "../support/subscriptions.ts";

const dayMs = (day: string): number => Date.parse(`${day}T00:00:00Z`);

interface Customer {
  readonly api: TestApi;
  readonly accountId: string;
  readonly planId: string;
  readonly priceId: string;
  readonly itemId: string;
}

/** An organization that pays 30.00 a month from January 1, with the first month billed. */
async function subscribed({ trialDays = null as number | null, seats = false } = {}): Promise<Customer> {
  const api = await startTestApi({ today: "2026-01-01" });
  const { book } = api;
  const planId = await createPlan(book, {
    name: "Team",
    monthlyMinor: 30_00,
    annualMonthlyMinor: 25_00,
    trialDays,
    seatPrice: seats ? seatsAt(5_00) : null,
  });
  const accountId = await createCustomer(book);
  await payBy(book, accountId, "succeeds");
  const { subscriptionItemId } = await book.ask("subscriptions.create", {
    accountId,
    planId,
    period: "month",
    seats: seats ? 3 : null,
    startOn: "2026-01-01",
  });
  if (trialDays === null) await billThrough(book, "2026-01-01");
  const { prices } = await book.ask("prices.list", { planId });
  return { api, accountId, planId, priceId: prices[0]?.id ?? "", itemId: subscriptionItemId };
}

const subscriptionOf = async ({ api, accountId }: Customer) =>
  (await api.call("GET", `/organizations/${accountId}/billing/subscription`)).body;

test("an account that pays nothing has the free plan's subscription, without an end and without a payment", async () => {
  const api = await startTestApi({ today: "2026-01-01" });
  const { accountId } = await api.book.ask("accounts.create", {
    kind: "user",
    name: "Ada",
    contact: "ada@example.com",
  });
  const { status, body } = await api.call("GET", `/users/${accountId}/billing/subscription`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ status: "active", payer_id: accountId, eligible_for_free_trial: true });
  expect(body.next_payment).toBeUndefined();
  expect(body.subscription_items).toMatchObject([
    {
      status: "active",
      period_end: null,
      next_payment: null,
      lifetime_paid: { amount: 0 },
      seats: null,
      plan: { is_default: true, for_payer_type: "user" },
    },
  ]);
  const [item] = body.subscription_items;
  // Nothing on file to pay with, and never any credit.
  expect(item.payment_method).toBeUndefined();
  expect(item.payer.credits_balance).toBeUndefined();
  const refused = await api.call("DELETE", `/billing/subscription_items/${item.id}`);
  expect(refused).toMatchObject({ status: 422, body: { errors: [{ code: "plan_is_free" }] } });
});

test("a subscription tells its period, its next payment and how much of it credit pays", async () => {
  const customer = await subscribed({ seats: true });
  const { api, accountId, planId, priceId, itemId } = customer;
  await adjust(api.book, accountId, 10_00);
  const body = await subscriptionOf(customer);
  const totals = {
    subtotal: { amount: 45_00 },
    base_fee: { amount: 30_00 },
    tax_total: { amount: 0 },
    grand_total: { amount: 45_00 },
    credits: {
      proration: null,
      payer: { remaining_balance: { amount: 0 }, applied_amount: { amount: 10_00 } },
      total: { amount: 10_00 },
    },
    discounts: null,
    per_unit_totals: [
      {
        name: "seats",
        block_size: 1,
        tiers: [{ quantity: 3, fee_per_block: { amount: 5_00 }, total: { amount: 15_00 } }],
      },
    ],
  };
  expect(body).toMatchObject({
    object: "commerce_subscription",
    status: "active",
    payer_id: accountId,
    eligible_for_free_trial: true,
    next_payment: { amount: { amount: 35_00 }, date: dayMs("2026-02-01"), totals },
    subscription_items: [
      {
        id: itemId,
        status: "active",
        plan_id: planId,
        price_id: priceId,
        plan_period: "month",
        is_free_trial: false,
        period_start: dayMs("2026-01-01"),
        period_end: dayMs("2026-02-01"),
        canceled_at: null,
        seats: {
          quantity: 3,
          tiers: [{ quantity: 3, fee_per_block: { amount: 5_00 }, total: { amount: 15_00 } }],
        },
        lifetime_paid: { amount: 45_00 },
        payment_method: { payer_id: accountId, payment_type: "card", last4: "4242", is_default: true },
        payer: {
          organization_id: accountId,
          organization_name: "Globex Corporation",
          credits_balance: { amount: 10_00, currency: "USD" },
        },
        plan: {
          fee: { amount: 30_00 },
          annual_fee: { amount: 300_00 },
          unit_prices: [{ name: "seats", block_size: 1 }],
        },
      },
    ],
  });
});

test("what was paid for an item is what settled invoices charged for it, less what credit notes gave back", async () => {
  const api = await startTestApi({ today: "2026-01-01" });
  const { book } = api;
  const accountId = await createCustomer(book, { feeMinor: 30_00 });
  await payBy(book, accountId, "declines");
  await billThrough(book, "2026-01-01");
  const paid = async () => {
    const { body } = await api.call("GET", `/organizations/${accountId}/billing/subscription`);
    const [{ lifetime_paid, payer }] = body.subscription_items;
    return [lifetime_paid.amount, payer.credits_balance?.amount ?? null];
  };
  expect(await paid()).toEqual([0, null]);
  const [invoice] = await invoicesOf(book, accountId);
  const invoiceId = invoice?.id ?? "";
  await payBy(book, accountId, "succeeds");
  await liveUntil(book, "2026-01-02");
  expect(await paid()).toEqual([30_00, null]);
  const note = { invoiceId, lines: [{ position: 1, amountMinor: 10_00 }], destination: "credit" as const };
  const { fingerprint } = await book.ask("creditNotes.preview", note);
  await book.ask("creditNotes.issue", { ...note, fingerprint });
  expect(await paid()).toEqual([20_00, 10_00]);
});

test("cancelled for the period's end it goes on until then; cancelled now it is over", async () => {
  const customer = await subscribed();
  const { api, itemId } = customer;
  const path = `/billing/subscription_items/${itemId}`;
  const cancelled = await api.call("DELETE", path);
  expect(cancelled.body).toMatchObject({
    id: itemId,
    status: "canceled",
    canceled_at: dayMs("2026-01-01") + 12 * 3_600_000,
    period_end: dayMs("2026-02-01"),
    ended_at: null,
    next_payment: null,
  });
  expect(await subscriptionOf(customer)).toMatchObject({ status: "canceled" });
  expect((await api.call("DELETE", path)).status).toBe(422);
  const ended = await api.call("DELETE", `${path}?end_now=true`);
  expect(ended.body).toMatchObject({ status: "ended", ended_at: dayMs("2026-01-01") });
  expect((await subscriptionOf(customer)).subscription_items).toMatchObject([{ plan: { is_default: true } }]);
  expect((await api.call("DELETE", path)).body.errors[0].code).toBe("subscription_item_over");
  expect((await api.call("DELETE", "/billing/subscription_items/csubi_none")).status).toBe(404);
  expect((await api.call("DELETE", `${path}?end_now=perhaps`)).status).toBe(422);
});

test("what was billed ahead changes no period that is told, and ends now with the one that is current", async () => {
  const customer = await subscribed();
  const { api, itemId } = customer;
  await billThrough(api.book, "2026-03-01");
  const january = { period_start: dayMs("2026-01-01"), period_end: dayMs("2026-02-01") };
  const { subscription_items: items, next_payment: next } = await subscriptionOf(customer);
  expect(items).toMatchObject([{ id: itemId, status: "active", ...january }]);
  expect(next).toMatchObject({ date: dayMs("2026-04-01") });
  await liveUntil(api.book, "2026-01-20");
  const ended = await api.call("DELETE", `/billing/subscription_items/${itemId}?end_now=true`);
  expect(ended.body).toMatchObject({
    status: "ended",
    period_start: dayMs("2026-01-01"),
    period_end: dayMs("2026-01-20"),
    ended_at: dayMs("2026-01-20"),
  });
  // What was paid for the two periods that never begin is credit now, and of the one that had begun nothing is.
  const { body } = await api.call("GET", `/organizations/${customer.accountId}/billing/credits`);
  expect(body).toMatchObject({ balance: { amount: 60_00 } });
});

test("a trial is a trial until it ends, also where its first period was billed ahead", async () => {
  const customer = await subscribed({ trialDays: 14 });
  const { api, itemId } = customer;
  await billThrough(api.book, "2026-01-20");
  const { body } = await api.call("GET", "/billing/subscription_items?status=free_trial");
  expect(body.data).toMatchObject([
    { id: itemId, is_free_trial: true, period_start: dayMs("2026-01-01"), period_end: dayMs("2026-01-15") },
  ]);
  const path = `/billing/subscription_items/${itemId}/extend_free_trial`;
  const extended = await api.call("POST", path, { body: { extend_to: "2026-01-25T00:00:00Z" } });
  expect(extended.status).toBe(200);
  expect((await subscriptionOf(customer)).subscription_items).toMatchObject([
    { is_free_trial: true, period_end: dayMs("2026-01-25") },
  ]);
});

test("a free trial is extended to a day; the same day again changes nothing; other days are refused by their rules", async () => {
  const { api, itemId } = await subscribed({ trialDays: 14 });
  const path = `/billing/subscription_items/${itemId}/extend_free_trial`;
  const extend = (extend_to: unknown) => api.call("POST", path, { body: { extend_to } });
  for (let call = 0; call < 2; call += 1) {
    const { status, body } = await extend("2026-01-20T00:00:00Z");
    expect(status).toBe(200);
    expect(body).toMatchObject({ is_free_trial: true, period_end: dayMs("2026-01-20"), plan: { free_trial_days: 14 } });
  }
  for (const [when, code] of [
    ["2026-01-10T00:00:00Z", "trial_days_out_of_range"],
    ["2027-01-21T00:00:00Z", "trial_days_out_of_range"],
    ["tomorrow", "form_param_value_invalid"],
    [1_770_000_000_000, "form_param_type_invalid"],
    [undefined, "form_param_missing"],
  ] as const) {
    const answer = await extend(when);
    expect([when, answer.status, answer.body.errors[0].code]).toEqual([when, 422, code]);
  }
  await billThrough(api.book, "2026-01-20");
  await api.book.setToday("2026-01-20");
  expect((await extend("2026-02-01T00:00:00Z")).body.errors[0].code).toBe("not_in_trial");
});

test("a higher price takes effect at once and is prorated; a lower one waits for the period's end", async () => {
  const customer = await subscribed();
  const { api, accountId, planId, priceId, itemId } = customer;
  const made = await api.call("POST", "/billing/prices", {
    body: { plan_id: planId, amount: 61_00, description: "Bigger", supported_billing_periods: "month" },
  });
  expect(made.body).toMatchObject({
    plan_id: planId,
    amount: 61_00,
    supported_billing_periods: "month",
    is_default: false,
  });
  await api.book.setToday("2026-01-16");
  const change = (id: string, from_price_id: string, to_price_id: string) =>
    api.call("POST", `/billing/subscription_items/${id}/price_transition`, { body: { from_price_id, to_price_id } });
  const up = await change(itemId, priceId, made.body.id);
  const [, invoice] = await invoicesOf(api.book, accountId);
  expect(up.body).toMatchObject({
    object: "commerce_price_transition",
    // 16 of 31 days of 30.00 are given back.
    subscription_item: {
      status: "active",
      price_id: made.body.id,
      credit: { amount: { amount: 15_48 } },
      lifetime_paid: { amount: (invoice?.dueMinor ?? 0) + 15_48 },
      payment_source: { payment_method: "card", last4: "4242", payer_id: accountId },
    },
    transition: {
      effective_at: dayMs("2026-01-16"),
      effective_mode: "immediate",
      next_billing_date: dayMs("2026-02-01"),
      charged_immediately: true,
      immediate_charge: { amount: invoice?.dueMinor },
      previous_subscription_item_status: "ended",
      previous_subscription_item_id: itemId,
      previous_price: { id: priceId, amount: 30_00 },
      previous_plan: { id: planId, amount: 30_00, annual_amount: 300_00 },
    },
  });
  const newItemId = up.body.subscription_item.id;
  expect(up.body.subscription_item.payment_source.id).toBe(up.body.subscription_item.payment_source_id);
  const ended = await api.call("GET", "/billing/subscription_items?status=ended");
  expect(ended.body.data).toMatchObject([{ id: itemId, lifetime_paid: { amount: 30_00 - 15_48 } }]);
  const down = await change(newItemId, made.body.id, priceId);
  expect(down.body).toMatchObject({
    subscription_item: { status: "upcoming", price_id: priceId, period_start: dayMs("2026-02-01") },
    transition: {
      effective_at: dayMs("2026-02-01"),
      effective_mode: "end_of_period",
      charged_immediately: false,
      immediate_charge: null,
      previous_subscription_item_status: "canceled",
      previous_subscription_item_id: newItemId,
    },
  });
  expect((await subscriptionOf(customer)).subscription_items.map((item: { status: string }) => item.status)).toEqual([
    "upcoming",
    "canceled",
  ]);
  const upcoming = down.body.subscription_item.id as string;
  const withdrawn = await api.call("DELETE", `/billing/subscription_items/${upcoming}`);
  expect(withdrawn.body).toMatchObject({ id: upcoming, status: "abandoned" });
  expect(await subscriptionOf(customer)).toMatchObject({ status: "canceled", subscription_items: [{ id: newItemId }] });
  for (const [from, to, status] of [
    [priceId, made.body.id, 409],
    [made.body.id, made.body.id, 422],
    [made.body.id, "cprice_none", 404],
  ] as const) {
    expect([from, to, (await change(newItemId, from, to)).status]).toEqual([from, to, status]);
  }
  expect((await change(itemId, priceId, made.body.id)).status).toBe(422);
});

test("a discount is applied, replaced, and removed; the same one again is a conflict", async () => {
  const { api, itemId } = await subscribed();
  const tenth = await api.book.ask("discounts.create", { name: "Tenth", partsPerMillion: 100_000, periods: 3 });
  const five = await api.book.ask("discounts.create", { name: "Five", amountMinor: 5_00, currency: "USD" });
  const path = `/billing/subscription_items/${itemId}/discounts`;
  const apply = (discount_id: string) => api.call("POST", path, { body: { discount_id } });
  expect((await apply(tenth.discountId)).body).toMatchObject({
    object: "commerce_discount_redemption",
    subscription_item_id: itemId,
    discount_id: tenth.discountId,
    name: "Tenth",
    source: "manual",
    effect: "percentage",
    percent_off: 10,
    amount_off: null,
    amount: { amount: 3_00 },
    cycles_remaining: 3,
    cycles_applied: 0,
    status: "active",
    redeemed_by: "Test program",
  });
  expect((await apply(tenth.discountId)).status).toBe(409);
  expect((await apply(five.discountId)).body).toMatchObject({ effect: "fixed_amount", amount_off: { amount: 5_00 } });
  expect((await apply("cdisc_none")).status).toBe(404);
  expect((await api.call("DELETE", `${path}/${tenth.discountId}`)).status).toBe(404);
  expect((await api.call("DELETE", `${path}/${five.discountId}`)).body).toMatchObject({ status: "removed" });
  expect((await api.call("DELETE", `${path}/${five.discountId}`)).status).toBe(404);
});

test("a discount for what waits is carried by what waits", async () => {
  const customer = await subscribed();
  const { api, accountId, itemId } = customer;
  const { book } = api;
  const tenth = await book.ask("discounts.create", { name: "Tenth", partsPerMillion: 100_000 });
  const small = await createPlan(book, { monthlyMinor: 10_00 });
  const change = { type: "plan", planId: small, period: "month" } as const;
  const { subscription } = await changeSubscription(book, accountId, change);
  const upcomingId = subscription?.upcoming?.itemId ?? "";
  const path = (id: string) => `/billing/subscription_items/${id}/discounts`;
  const applied = await api.call("POST", path(itemId), { body: { discount_id: tenth.discountId } });
  expect(applied.body).toMatchObject({ subscription_item_id: upcomingId, amount: { amount: 1_00 }, status: "active" });
  expect((await api.call("DELETE", `${path(itemId)}/${tenth.discountId}`)).status).toBe(404);
  const removed = await api.call("DELETE", `${path(upcomingId)}/${tenth.discountId}`);
  expect(removed.body).toMatchObject({ subscription_item_id: upcomingId, status: "removed" });
  await api.call("DELETE", `/billing/subscription_items/${itemId}`);
  const refused = await api.call("POST", path(itemId), { body: { discount_id: tenth.discountId } });
  expect(refused).toMatchObject({ status: 409, body: { errors: [{ code: "subscription_canceled" }] } });
});

test("items are listed with their filters, the free plan's only where they are asked for", async () => {
  const customer = await subscribed();
  const { api, planId, itemId } = customer;
  await api.book.ask("accounts.create", { kind: "user", name: "Ada Lovelace", contact: "ada@example.com" });
  const list = async (query: string) => (await api.call("GET", `/billing/subscription_items?${query}`)).body;
  expect(await list("paginated=true")).toMatchObject({ total_count: 1, data: [{ id: itemId }] });
  expect((await list("include_free=true")).total_count).toBe(2);
  expect((await list("include_free=true&payer_type=user")).data).toMatchObject([{ payer: { first_name: "Ada" } }]);
  expect((await list("payer_type=org")).total_count).toBe(1);
  expect((await list(`plan_id=${planId}`)).total_count).toBe(1);
  expect((await list("plan_id=cplan_none")).total_count).toBe(0);
  expect((await list("query=GLOBEX")).total_count).toBe(1);
  expect((await list("query=initech")).total_count).toBe(0);
  const both = (await list("include_free=true")).data;
  for (const offset of [0, 1]) {
    const page = await list(`include_free=true&limit=1&offset=${offset}`);
    expect(page).toEqual({ total_count: 2, data: [both[offset]] });
  }
  expect((await list("status=active")).total_count).toBe(1);
  await api.call("DELETE", `/billing/subscription_items/${itemId}?end_now=true`);
  for (const [status, count] of Object.entries({ active: 0, ended: 1, past_due: 0, upcoming: 0, free_trial: 0 })) {
    expect([status, (await list(`status=${status}`)).total_count]).toEqual([status, count]);
  }
  for (const query of ["status=canceled", "payer_type=organization", "include_free=2", "limit=501"]) {
    expect([query, (await api.call("GET", `/billing/subscription_items?${query}`)).status]).toEqual([query, 422]);
  }
});

test("plans and prices are listed and prices made as the description says", async () => {
  const { api, planId, priceId } = await subscribed();
  const plans = await api.call("GET", "/billing/plans?limit=3");
  expect(plans.body.total_count).toBe(3);
  expect(plans.body.data).toContainEqual(
    expect.objectContaining({ id: planId, fee: expect.objectContaining({ amount: 30_00 }) }),
  );
  expect((await api.call("GET", "/billing/plans?limit=2&offset=2")).body.data).toEqual([plans.body.data[2]]);
  expect((await api.call("GET", "/billing/plans?payer_type=user")).body).toMatchObject({
    total_count: 1,
    data: [{ is_default: true, for_payer_type: "user", has_base_fee: false }],
  });
  const make = (body: unknown) => api.call("POST", "/billing/prices", { body });
  const annual = await make({
    plan_id: planId,
    amount: null,
    annual_monthly_amount: 20_00,
    description: "By the year",
  });
  expect(annual.body).toMatchObject({
    fee: null,
    annual_monthly_fee: { amount: 20_00 },
    supported_billing_periods: "annual",
  });
  expect((await make({ plan_id: planId, amount: 0 })).body).toMatchObject({ amount: 0, fee: { amount: 0 } });
  const prices = (await api.call("GET", `/billing/prices?plan_id=${planId}`)).body;
  expect(prices.data.map((price: { amount: number }) => price.amount)).toEqual([0, 0, 30_00]);
  expect(prices.data.at(-1)).toMatchObject({ id: priceId, is_default: true, supported_billing_periods: "both" });
  for (const [body, status] of [
    [{ plan_id: planId, amount: 99 }, 422],
    [{ plan_id: planId, amount: -1 }, 422],
    [{ plan_id: planId, amount: 1.5 }, 422],
    [{ plan_id: planId, amount: "100" }, 422],
    [{ plan_id: planId, amount: null }, 422],
    [{ plan_id: planId }, 422],
    [{ plan_id: planId, amount: 100, currency: "XXX" }, 422],
    [{ plan_id: planId, amount: 100, supported_billing_periods: "annual" }, 422],
    [{ plan_id: planId, amount: 100, fee: 1 }, 422],
    [{ plan_id: "cplan_none", amount: 100 }, 404],
  ] as const) {
    expect([body, (await make(body)).status]).toEqual([body, status]);
  }
  expect((await api.call("GET", "/billing/prices?plan_id=cplan_none")).status).toBe(404);
});
