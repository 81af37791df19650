import { expect, test } from "vitest";
import { startTestApi } from "../support/api.ts";
import { liveUntil, payBy } from "../support/collection.ts";
import { adjust, billThrough, createCustomer, invoicesOf } from "../support/company.ts";
import { changeSubscription, createPlan } from "../support/subscriptions.ts";

test("an invoice that credit covered whole is closed, with one paid item of payer-credits", async () => {
  const api = await startTestApi({ today: "2026-01-01" });
  const accountId = await createCustomer(api.book, { feeMinor: 20_00 });
  await adjust(api.book, accountId, 50_00);
  await billThrough(api.book, "2026-01-01");
  const [invoice] = await invoicesOf(api.book, accountId);
  const { status, body } = await api.call("GET", `/billing/statements/${invoice?.id}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    object: "commerce_statement",
    id: invoice?.id,
    status: "closed",
    payer: { organization_id: accountId },
    totals: { grand_total: { amount: 20_00 }, subtotal: { amount: 20_00 }, base_fee: { amount: 20_00 } },
    groups: [
      {
        timestamp: Date.parse("2026-01-01T00:00:00Z"),
        items: [
          {
            status: "paid",
            amount: { amount: 20_00 },
            payment_method: { payment_type: "payer-credits" },
            statement_id: invoice?.id,
            charge_type: "recurring",
            totals: {
              credits: {
                proration: null,
                payer: { remaining_balance: { amount: 30_00 }, applied_amount: { amount: 20_00 } },
                total: { amount: 20_00 },
              },
            },
          },
        ],
      },
    ],
  });
  const attempts = await api.call("GET", `/billing/statements/${invoice?.id}/payment_attempts`);
  expect(attempts.body).toEqual({ total_count: 1, data: body.groups[0].items });
});

test("a statement is open while something is due; its attempts are listed newest first", async () => {
  const api = await startTestApi({ today: "2026-01-01" });
  const { book } = api;
  const accountId = await createCustomer(book, { feeMinor: 20_00 });
  await payBy(book, accountId, "declines");
  await adjust(book, accountId, 15_00);
  await billThrough(book, "2026-01-01");
  const [invoice] = await invoicesOf(book, accountId);
  const path = `/billing/statements/${invoice?.id}`;
  expect((await api.call("GET", path)).body).toMatchObject({
    status: "open",
    groups: [
      {
        items: [
          {
            status: "failed",
            amount: { amount: 5_00 },
            failed_at: expect.any(Number),
            paid_at: null,
            payment_method: { payment_type: "card", last4: "0002", gateway: "test" },
            totals: { credits: { payer: { applied_amount: { amount: 15_00 }, remaining_balance: { amount: 0 } } } },
          },
        ],
      },
    ],
  });
  const paymentMethodId = await payBy(book, accountId, "succeeds");
  await liveUntil(book, "2026-01-02");
  const { body } = await api.call("GET", path);
  expect(body.status).toBe("closed");
  expect(body.groups).toHaveLength(2);
  const attempts = (await api.call("GET", `${path}/payment_attempts?limit=1`)).body;
  expect(attempts).toMatchObject({ total_count: 2, data: [{ status: "paid", payment_method: { last4: "4242" } }] });
  expect(attempts.data[0].payment_method_id).toBe(paymentMethodId);
  expect((await api.call("GET", `${path}/payment_attempts?offset=1`)).body.data).toMatchObject([{ status: "failed" }]);
});

test("unused time that a change gives back is in credits.proration", async () => {
  const api = await startTestApi({ today: "2026-01-01" });
  const { book } = api;
  const small = await createPlan(book, { name: "Small", monthlyMinor: 31_00 });
  const big = await createPlan(book, { name: "Big", monthlyMinor: 62_00 });
  const accountId = await createCustomer(book);
  await payBy(book, accountId, "succeeds");
  await book.ask("subscriptions.create", { accountId, planId: small, period: "month", startOn: "2026-01-01" });
  await billThrough(book, "2026-01-01");
  await book.setToday("2026-01-11");
  const { invoice, subscription } = await changeSubscription(book, accountId, {
    type: "plan",
    planId: big,
    period: "month",
  });
  const { body } = await api.call("GET", `/billing/statements/${invoice?.id}/payment_attempts`);
  expect(body.data).toMatchObject([
    {
      charge_type: "checkout",
      subscription_item_id: subscription?.itemId,
      amount: { amount: 21_00 },
      totals: {
        base_fee: { amount: 42_00 },
        credits: {
          proration: { amount: { amount: 21_00 }, cycle_days_remaining: 21, cycle_days_total: 31 },
          payer: null,
          total: { amount: 21_00 },
        },
      },
    },
  ]);
});

test("statements are listed newest first, one per invoice; a void one is closed", async () => {
  const api = await startTestApi({ today: "2026-01-01" });
  const accountId = await createCustomer(api.book, { feeMinor: 20_00 });
  await billThrough(api.book, "2026-03-01");
  const invoices = await invoicesOf(api.book, accountId);
  const ids = invoices.map(({ id }) => id).toReversed();
  await api.book.ask("invoices.void", { invoiceId: ids[0] ?? "" });
  const { body } = await api.call("GET", "/billing/statements");
  expect(body.total_count).toBe(3);
  expect(body.data.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
    [ids[0], "closed"],
    [ids[1], "open"],
    [ids[2], "open"],
  ]);
  expect((await api.call("GET", "/billing/statements?limit=1&offset=2")).body.data).toMatchObject([{ id: ids[2] }]);
  expect((await api.call("GET", "/billing/statements?offset=3")).body.data).toEqual([]);
  for (const path of [
    "/billing/statements/inv_none",
    `/billing/statements/${accountId}`,
    "/billing/statements/x/payment_attempts",
  ]) {
    expect([path, (await api.call("GET", path)).status]).toEqual([path, 404]);
  }
});
