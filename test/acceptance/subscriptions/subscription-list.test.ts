import { expect, test } from "vitest";
import { createTestBook } from "../../support/book.ts";
import { billThrough, createCustomer } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt } from "../../support/subscriptions.ts";

test("the subscriptions in force are listed by their next day, with what waits, and found by state, plan and account", async () => {
  const book = await createTestBook({ today: "2026-03-01" });
  const basicId = await createPlan(book, { name: "Basic", monthlyMinor: 10_00 });
  const seatsId = await createPlan(book, { name: "Seats", monthlyMinor: 20_00, seatPrice: seatsAt(5_00) });
  const trialId = await createPlan(book, { name: "Tried", monthlyMinor: 30_00, trialDays: 14 });
  const subscribe = async (name: string, planId: string, startOn: string, seats: number | null = null) => {
    const accountId = await createCustomer(book);
    await book.ask("accounts.update", { accountId, name });
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats, startOn });
    return accountId;
  };
  const plain = await subscribe("Müller Plain", basicId, "2026-03-01");
  const late = await subscribe("Late Payer", basicId, "2026-02-02");
  const leaving = await subscribe("Leaving Soon", basicId, "2026-02-20");
  const moving = await subscribe("Moving Up", seatsId, "2026-02-25", 4);
  const fewer = await subscribe("Fewer Seats", seatsId, "2026-02-26", 6);
  const tried = await subscribe("Only Trying", trialId, "2026-03-01");
  const former = await subscribe("Was Here", basicId, "2026-02-10");
  await billThrough(book, "2026-03-01");
  await changeSubscription(book, former, { type: "cancel", timing: "now" });
  await changeSubscription(book, leaving, { type: "cancel", timing: "period_end" });
  await changeSubscription(book, moving, { type: "plan", planId: basicId, period: "month", timing: "period_end" });
  await changeSubscription(book, fewer, { type: "seats", seats: 2 });
  await book.setToday("2026-03-05");

  const { rows, total } = await book.ask("subscriptions.list", {});
  const days = rows.map(({ nextBillingOn }) => nextBillingOn);
  expect(days).toEqual(days.toSorted());
  expect(total).toEqual({ count: 6, isExact: true });
  const rowOf = (accountId: string) => rows.find((row) => row.accountId === accountId);
  expect(rowOf(plain)).toMatchObject({
    accountName: "Müller Plain",
    accountKind: "organization",
    planName: "Basic",
    period: "month",
    seats: null,
    currency: "USD",
    feeMinor: 10_00,
    nextBillingOn: "2026-04-01",
    trialEndsOn: null,
    waiting: null,
  });
  expect(rowOf(leaving)).toMatchObject({ waiting: { what: "end", on: "2026-03-20" }, nextBillingOn: "2026-03-20" });
  expect(rowOf(moving)).toMatchObject({
    seats: 4,
    feeMinor: 40_00,
    waiting: { what: "plan", planName: "Basic", period: "month", seats: null, on: "2026-03-25" },
  });
  expect(rowOf(fewer)?.waiting).toEqual({ what: "seats", seats: 2, on: "2026-03-26" });
  expect(rowOf(tried)).toMatchObject({ status: "active", trialEndsOn: "2026-03-15", nextBillingOn: "2026-03-15" });
  // Each row says what the account's own page says.
  for (const row of rows) {
    const { subscription } = await book.ask("subscriptions.get", { accountId: row.accountId });
    const { id, status, planId, seats, feeMinor, nextBillingOn, trialEndsOn } = row;
    expect(subscription).toMatchObject({ id, status, planId, seats, feeMinor, nextBillingOn, trialEndsOn });
  }

  const found = async (input: Parameters<typeof book.ask<"subscriptions.list">>[1]) => {
    const page = await book.ask("subscriptions.list", input);
    expect(page.total).toEqual({ count: page.rows.length, isExact: true });
    return page.rows.map(({ accountId }) => accountId).toSorted();
  };
  await book.setToday("2026-03-05");
  expect(await found({ only: "in_trial" })).toEqual([tried]);
  expect(await found({ only: "ending" })).toEqual([leaving]);
  expect(await found({ only: "changing" })).toEqual([leaving, moving, fewer].toSorted());
  expect(await found({ only: "changing", planId: seatsId })).toEqual([moving, fewer].toSorted());
  expect(await found({ planId: basicId })).toEqual([plain, late, leaving].toSorted());
  expect(await found({ search: "muller" })).toEqual([plain]);
  expect(await found({ search: "soon", only: "ending" })).toEqual([leaving]);
  expect(await found({ search: "soon", only: "past_due", planId: seatsId })).toEqual([]);
  expect(await found({ search: late })).toEqual([late]);
  expect(await found({ search: "nobody" })).toEqual([]);

  // Page by page nothing is left out or met twice, from wherever a page starts.
  const walked: string[] = [];
  let after: string | null = null;
  do {
    const page: { rows: { id: string }[]; nextCursor: string | null } = await book.ask("subscriptions.list", {
      after,
      limit: 2,
    });
    walked.push(...page.rows.map(({ id }) => id));
    after = page.nextCursor;
  } while (after !== null);
  expect(walked).toEqual(rows.map(({ id }) => id));
  const skipped = await book.ask("subscriptions.list", { skip: 3, limit: 2 });
  expect(skipped.rows.map(({ id }) => id)).toEqual(walked.slice(3, 5));
  expect((await book.refusal("subscriptions.list", { after: "2026-03-01" })).code).toBe("invalid_input");
  expect((await book.refusal("subscriptions.list", { after: "yesterday_si" })).code).toBe("invalid_input");

  await book.setToday("2026-05-05");
  expect(await found({ only: "past_due" })).toContain(late);
  expect(await found({ only: "in_trial" })).toEqual([]);
});
