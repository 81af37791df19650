import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { SubscriptionChange } from "../../../src/shared/contract/subscriptions.ts";
import { webhookEventTypes, type WebhookEvent } from "../../../src/shared/contract/webhooks.ts";
import { createTestBook, type TestBook } from "../../support/book.ts";
import { issueInvoice, liveUntil, payBy } from "../../support/collection.ts";
import { adjust, billThrough, createCustomer } from "../../support/company.ts";
import { linkWithUser, refresh, untilItem } from "../../support/linked-books.ts";
import { addOperators, signedInDoor } from "../../support/operators.ts";
import { changeSubscription, createPlan, issueNext, seatsAt } from "../../support/subscriptions.ts";
import { addEndpoint, eventsFor } from "../../support/webhooks.ts";

/** A book that tells everything, and what it told since it was last asked. */
async function tellingBook(today = "2026-01-01") {
  const book = await createTestBook({ today });
  const { id } = await addEndpoint(book);
  let heard = 0;
  const news = async (): Promise<WebhookEvent[]> => {
    const events = await eventsFor(book, id);
    const fresh = events.slice(heard);
    heard = events.length;
    for (const { type } of fresh) typesSeen.add(type);
    return fresh;
  };
  return { book, news };
}

const typesSeen = new Set<string>();
const typesOf = (events: readonly WebhookEvent[]): string[] => events.map(({ type }) => type);

const invoiceRowOf = async (book: TestBook, invoiceId: string) =>
  (await book.ask("invoices.list", {})).rows.find(({ id }) => id === invoiceId);

describe("the ledger tells of", () => {
  test("every entry, with the row of the list as it was then", async () => {
    const { book, news } = await tellingBook();
    const [accountId, toAccountId] = [await createCustomer(book), await createCustomer(book)];
    await news();
    await adjust(book, accountId, 50_00);
    const { rows } = await book.ask("ledger.list", {});
    await book.ask("credits.transfer", { fromAccountId: accountId, toAccountId, amountMinor: 20_00, currency: "USD" });
    await adjust(book, accountId, 5_00);
    const events = await news();
    expect(new Set(typesOf(events))).toEqual(new Set(["ledgerEntry.created"]));
    const now = (await book.ask("ledger.list", {})).rows.toReversed();
    expect(events).toHaveLength(now.length);
    expect(events[0]?.data).toEqual(rows[0]);
    expect(events.map(({ data }) => (data as { id: string }).id)).toEqual(now.map(({ id }) => id));
  });

  test("credit that an operator reverses, and of the entry as it was before", async () => {
    const { book, news } = await tellingBook();
    const accountId = await createCustomer(book);
    const { id } = await adjust(book, accountId, 50_00);
    await book.ask("credits.reverse", { entryId: id, note: "Mistaken" });
    const [, created, reversal] = await news();
    expect(created).toMatchObject({ type: "ledgerEntry.created", data: { id, isReversed: false } });
    expect(reversal).toMatchObject({ type: "ledgerEntry.created", data: { reversesEntryId: id, amountMinor: -50_00 } });
  });

  test("credit that expires", async () => {
    const { book, news } = await tellingBook();
    const accountId = await createCustomer(book);
    await book.ask("credits.adjust", {
      accountId,
      action: "increase",
      amountMinor: 10_00,
      currency: "USD",
      reasonCode: "billing_error",
      terms: { expiresOn: "2026-02-01" },
    });
    await news();
    await liveUntil(book, "2026-02-01");
    expect(await news()).toMatchObject([
      { type: "ledgerEntry.created", data: { sourceType: "expiry", amountMinor: -10_00 } },
    ]);
  });
});

describe("an invoice tells", () => {
  test("that it was issued, was paid in part, and was paid", async () => {
    const { book, news } = await tellingBook();
    const accountId = await createCustomer(book);
    await news();
    const { id } = await issueInvoice(book, accountId, [{ unitMinor: 100_00 }]);
    const row = await invoiceRowOf(book, id);
    expect(row).toMatchObject({ state: "open", outstandingMinor: 100_00 });
    const pay = { invoiceId: id, receivedOn: "2026-01-01", reference: "By transfer" } as const;
    await book.ask("invoices.recordPayment", { ...pay, amountMinor: 40_00 });
    await book.ask("invoices.recordPayment", { ...pay, amountMinor: 60_00 });
    const events = await news();
    expect(typesOf(events)).toEqual(["invoice.created", "invoice.updated", "invoice.paid"]);
    expect(events[0]?.data).toEqual(row);
    expect(events[1]?.data).toEqual({ ...row, outstandingMinor: 60_00 });
    expect(events[2]?.data).toEqual(await invoiceRowOf(book, id));
    expect(events[2]?.data).toMatchObject({ state: "paid", outstandingMinor: 0 });
  });

  test("that a card paid it at once, or refused and paid later", async () => {
    const { book, news } = await tellingBook();
    const accountId = await createCustomer(book);
    await payBy(book, accountId, "succeeds");
    await news();
    await issueInvoice(book, accountId, [{ unitMinor: 100_00 }]);
    const paid = await news();
    expect(typesOf(paid)).toEqual(["invoice.created", "invoice.paid"]);
    expect(paid[0]?.data).toEqual(paid[1]?.data);
    await payBy(book, accountId, "declines");
    const { id } = await issueInvoice(book, accountId, [{ unitMinor: 50_00 }]);
    await book.ask("invoices.collect", { invoiceId: id });
    await payBy(book, accountId, "succeeds");
    await book.ask("invoices.collect", { invoiceId: id });
    const events = await news();
    expect(typesOf(events)).toEqual([
      "invoice.created",
      "invoice.paymentFailed",
      "invoice.paymentFailed",
      "invoice.paid",
    ]);
    expect(events.map(({ data }) => (data as { state: string }).state)).toEqual(["open", "open", "open", "paid"]);
  });

  test("that credit covered it, when it was issued and afterwards", async () => {
    const { book, news } = await tellingBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 10_00);
    await news();
    await issueInvoice(book, accountId, [{ unitMinor: 10_00 }]);
    expect(typesOf(await news())).toEqual(["ledgerEntry.created", "invoice.created", "invoice.paid"]);
    await issueInvoice(book, accountId, [{ unitMinor: 30_00 }]);
    await adjust(book, accountId, 20_00);
    await news();
    await book.ask("credits.applyToOpenInvoices", { accountId });
    expect(await news()).toMatchObject([
      { type: "ledgerEntry.created" },
      { type: "invoice.updated", data: { outstandingMinor: 10_00 } },
    ]);
    await adjust(book, accountId, 20_00);
    await news();
    await book.ask("credits.applyToOpenInvoices", { accountId });
    expect(await news()).toMatchObject([
      { type: "ledgerEntry.created" },
      { type: "invoice.paid", data: { outstandingMinor: 0, state: "paid" } },
    ]);
  });

  test("that it was voided, with the credit that came back", async () => {
    const { book, news } = await tellingBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 10_00);
    const { id } = await issueInvoice(book, accountId, [{ unitMinor: 30_00 }]);
    await news();
    await book.ask("invoices.void", { invoiceId: id, note: "Made in error" });
    const events = await news();
    expect(events).toMatchObject([
      { type: "ledgerEntry.created", data: { sourceType: "invoice_returned", amountMinor: 10_00 } },
      { type: "invoice.voided", data: { id, state: "void" } },
    ]);
  });

  test("that it was given up, by hand or by the schedule", async () => {
    const { book, news } = await tellingBook();
    await book.ask("book.configure", { retryDays: [2], afterLastRetry: "uncollectible" });
    const accountId = await createCustomer(book);
    await payBy(book, accountId, "declines");
    const byHand = await issueInvoice(book, accountId, [{ unitMinor: 30_00 }]);
    await book.ask("invoices.markUncollectible", { invoiceId: byHand.id });
    const bySchedule = await issueInvoice(book, accountId, [{ unitMinor: 40_00 }]);
    await news();
    await liveUntil(book, "2026-01-03");
    expect(await news()).toMatchObject([
      { type: "invoice.paymentFailed", data: { id: bySchedule.id, state: "uncollectible" } },
      { type: "invoice.uncollectible", data: { id: bySchedule.id, state: "uncollectible" } },
    ]);
  });

  test("that it was corrected by a credit note", async () => {
    const { book, news } = await tellingBook();
    const accountId = await createCustomer(book);
    await payBy(book, accountId, "succeeds");
    const { id } = await issueInvoice(book, accountId, [{ unitMinor: 100_00 }]);
    await news();
    const content = { invoiceId: id, lines: [{ position: 1, amountMinor: 10_00 }], destination: "credit" } as const;
    const input = { ...content, lines: [...content.lines] };
    const { fingerprint } = await book.ask("creditNotes.preview", input);
    const { creditNote } = await book.ask("creditNotes.issue", { ...input, fingerprint });
    const events = await news();
    expect(typesOf(events)).toEqual(["ledgerEntry.created", "creditNote.created", "invoice.updated"]);
    expect(events[1]?.data).toEqual(creditNote);
    expect(events[2]?.data).toEqual(await invoiceRowOf(book, id));
  });
});

describe("a subscription tells", () => {
  test("that it began, what changed of it, and that it ended, but not that it was renewed", async () => {
    const { book, news } = await tellingBook();
    const planId = await createPlan(book, { monthlyMinor: 10_00, seatPrice: seatsAt(2_00) });
    const largerId = await createPlan(book, {
      monthlyMinor: 20_00,
      annualMonthlyMinor: 15_00,
      seatPrice: seatsAt(2_00),
    });
    const { discountId } = await book.ask("discounts.create", { name: "Spring", partsPerMillion: 100_000 });
    const accountId = await createCustomer(book);
    await news();
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 3, startOn: "2026-01-01" });
    const subscription = async () => (await book.ask("subscriptions.get", { accountId })).subscription;
    expect(await news()).toEqual([
      expect.objectContaining({
        type: "subscription.created",
        data: { accountId, subscription: await subscription() },
      }),
    ]);
    await issueNext(book, accountId);
    expect(typesOf(await news())).toEqual(["invoice.created"]);

    const changes: readonly SubscriptionChange[] = [
      { type: "add_discount", discountId },
      { type: "remove_discount" },
      { type: "seats", seats: 5, changeOn: null },
      { type: "seats", seats: 4, changeOn: null },
      {
        type: "plan",
        planId: largerId,
        priceId: null,
        period: "annual",
        seats: null,
        timing: "period_end",
        changeOn: null,
      },
      { type: "resume" },
      { type: "cancel", timing: "period_end", withCredit: false, changeOn: null },
    ];
    for (const change of changes) {
      await changeSubscription(book, accountId, change);
      const told = (await news()).filter(({ type }) => !type.startsWith("invoice."));
      expect([change, told]).toEqual([
        change,
        [
          expect.objectContaining({
            type: "subscription.updated",
            data: { accountId, subscription: await subscription() },
          }),
        ],
      ]);
    }
    await book.setToday("2026-02-01");
    await billThrough(book, "2026-02-01");
    expect(await news()).toMatchObject([
      { type: "subscription.updated", data: { accountId, subscription: { status: "past_due" } } },
      { type: "subscription.updated", data: { accountId, subscription: null } },
      { type: "billingRun.completed" },
    ]);
  });

  test("that seats which go, or another plan, have come with the renewal", async () => {
    const { book, news } = await tellingBook();
    const planId = await createPlan(book, { monthlyMinor: 10_00, seatPrice: seatsAt(2_00) });
    const smallerId = await createPlan(book, { monthlyMinor: 5_00 });
    const accountId = await createCustomer(book);
    await book.ask("subscriptions.create", { accountId, planId, period: "month", seats: 3, startOn: "2026-01-01" });
    await billThrough(book, "2026-01-01");
    await changeSubscription(book, accountId, { type: "seats", seats: 2 });
    await news();
    await billThrough(book, "2026-02-01");
    expect(await news()).toMatchObject([
      { type: "subscription.updated", data: { subscription: { seats: 2, nextSeats: null } } },
      { type: "invoice.created" },
      { type: "billingRun.completed" },
    ]);
    await changeSubscription(book, accountId, {
      type: "plan",
      planId: smallerId,
      period: "month",
      timing: "period_end",
    });
    await news();
    await billThrough(book, "2026-03-01");
    expect((await news())[0]).toMatchObject({
      type: "subscription.updated",
      data: { subscription: { planId: smallerId, upcoming: null } },
    });
    await billThrough(book, "2026-04-01");
    expect(typesOf(await news())).toEqual(["invoice.created", "billingRun.completed"]);
  });

  test("that its trial is longer, and that payments are late", async () => {
    const { book, news } = await tellingBook();
    const planId = await createPlan(book, { monthlyMinor: 10_00, trialDays: 14 });
    const accountId = await createCustomer(book);
    await payBy(book, accountId, "declines");
    await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
    await news();
    await changeSubscription(book, accountId, { type: "extend_trial", days: 7 });
    expect(await news()).toMatchObject([
      { type: "subscription.updated", data: { subscription: { trialEndsOn: "2026-01-22" } } },
    ]);
    await book.setToday("2026-01-22");
    await billThrough(book, "2026-01-22");
    expect(await news()).toMatchObject([
      { type: "invoice.created" },
      { type: "invoice.paymentFailed" },
      { type: "subscription.updated", data: { subscription: { status: "past_due" } } },
      { type: "billingRun.completed" },
    ]);
  });

  test("that it ended because nobody paid", async () => {
    const { book, news } = await tellingBook();
    await book.ask("book.configure", { retryDays: [2], afterLastRetry: "cancel" });
    const accountId = await createCustomer(book, { feeMinor: 10_00 });
    await payBy(book, accountId, "declines");
    await billThrough(book, "2026-01-01");
    await news();
    await liveUntil(book, "2026-01-03");
    expect(await news()).toMatchObject([
      { type: "invoice.paymentFailed" },
      { type: "subscription.updated", data: { accountId, subscription: null } },
    ]);
  });
});

describe("an account tells", () => {
  test.each(["user", "organization"] as const)("that a %s was added and changed", async (kind) => {
    const { book, news } = await tellingBook();
    const contact = kind === "user" ? "ada@example.com" : "ada-works";
    const { accountId } = await book.ask("accounts.create", { kind, name: "Ada", contact });
    const listed = async () => book.ask("listings.account", { kind, idOrSlug: accountId });
    const before = await listed();
    await book.ask("accounts.update", { accountId, name: "Ada Lovelace" });
    const events = await news();
    expect(typesOf(events)).toEqual([`${kind}.created`, `${kind}.updated`]);
    expect(events.map(({ data }) => data)).toEqual([before, await listed()]);
  });

  test("that it was imported, with its subscription and its opening credit", async () => {
    const { book, news } = await tellingBook("2025-11-20");
    const files = ["users", "organizations", "plans", "subscriptions", "opening_balances"] as const;
    const example = (name: string) =>
      readFileSync(new URL(`../../../docs/csv-examples/${name}.csv`, import.meta.url), "utf8");
    const { result } = await book.runJob("accounts.import", {
      files: files.map((kind) => ({ kind, name: `${kind}.csv`, text: example(kind) })),
      mode: "write",
    });
    expect(result.outcome).toBe("written");
    const types = typesOf(await news());
    const count = (type: string) => types.filter((each) => each === type).length;
    expect(types).toHaveLength(11);
    expect({
      users: count("user.created"),
      organizations: count("organization.created"),
      subscriptions: count("subscription.created"),
      opening_balances: count("ledgerEntry.created"),
    }).toEqual({ users: 3, organizations: 2, subscriptions: 3, opening_balances: 3 });
  });
});

describe("a billing run tells", () => {
  test("of its invoices as it makes them, and that it is complete", async () => {
    const { book, news } = await tellingBook();
    const accountId = await createCustomer(book, { feeMinor: 10_00 });
    await adjust(book, accountId, 25_00);
    await news();
    const { problems: _problems, ...run } = await billThrough(book, "2026-03-01");
    const events = await news();
    expect(typesOf(events)).toEqual([
      "ledgerEntry.created",
      "invoice.created",
      "invoice.paid",
      "ledgerEntry.created",
      "invoice.created",
      "invoice.paid",
      "ledgerEntry.created",
      "invoice.created",
      "billingRun.completed",
    ]);
    expect(events.at(-1)?.data).toEqual(run);
  });

  test("that it was cancelled", async () => {
    const book = await createTestBook();
    const planId = await createPlan(book, { monthlyMinor: 10_00 });
    for (let index = 0; index < 40; index += 1) {
      const accountId = await createCustomer(book);
      await book.ask("subscriptions.create", { accountId, planId, period: "month", startOn: "2026-01-01" });
    }
    const { id } = await addEndpoint(book, { eventTypes: ["billingRun.completed"] });
    const over = new Promise<string>((resolve) => {
      const unsubscribe = book.engine.subscribe((event) => {
        if (event.type !== "job") return;
        if (event.job.state === "running") void book.ask("jobs.cancel", { jobId: event.job.id });
        else {
          unsubscribe();
          resolve(event.job.state);
        }
      });
    });
    // One batch a month: enough for the word to arrive before the last one.
    await book.ask("billing.run", { throughOn: "2027-01-01" });
    expect(await over).toBe("stopped");
    expect(await eventsFor(book, id)).toMatchObject([{ type: "billingRun.completed", data: { state: "stopped" } }]);
  });
});

test("approvals tell what was asked for, and what became of it", async () => {
  const { book } = await tellingBook();
  const accountId = await createCustomer(book);
  const [endpoint] = (await book.ask("webhooks.endpoints", {})).endpoints;
  await addOperators(book, { ann: "admin" });
  const [bob, ann] = [await signedInDoor(book, "bob"), await signedInDoor(book, "ann")];
  const before = (await eventsFor(bob, endpoint?.id ?? "")).length;
  const ask = async () => {
    const input = {
      accountId,
      action: "increase" as const,
      amountMinor: 1_00,
      currency: "USD",
      reasonCode: "courtesy",
    };
    const act = { method: "credits.adjust" as const, input: { ...input, idempotencyKey: randomUUID() } };
    return (await bob.ask("approvals.request", { act })).request;
  };
  const [first, second, third] = [await ask(), await ask(), await ask(), await ask()];
  await ann.ask("approvals.approve", { requestId: first.id, fingerprint: first.fingerprint });
  await ann.ask("approvals.reject", { requestId: second.id, comment: "No" });
  await bob.ask("approvals.withdraw", { requestId: third.id });
  await liveUntil(bob, "2026-01-31");
  const events = (await eventsFor(bob, endpoint?.id ?? "")).slice(before);
  for (const { type } of events) typesSeen.add(type);
  expect(typesOf(events)).toEqual([
    ...Array.from({ length: 4 }, () => "approval.requested"),
    "approval.approved",
    "ledgerEntry.created",
    "approval.rejected",
    "approval.withdrawn",
    "approval.expired",
  ]);
  expect(events[0]?.data).toEqual(first);
  expect(events[4]?.data).toMatchObject({
    id: first.id,
    state: "approved",
    decision: { operator: "ANN" },
    entryCount: 1,
  });
});

test("a linked book tells what became of the outbox, and where credit differs", async () => {
  const { here, upstream, accountId } = await linkWithUser();
  const endpoint = await addEndpoint(here, {
    eventTypes: ["outboxItem.applied", "outboxItem.refused", "creditDifference.found"],
  });
  const applied = await adjust(here, accountId, 10_00);
  await untilItem(here, applied.id, ({ state }) => state === "applied");
  await adjust(upstream.book, accountId, -9_00);
  const refused = await adjust(here, accountId, -5_00);
  await untilItem(here, refused.id, ({ state }) => state === "refused");
  await refresh(here);
  // Found once, however often it is read again.
  await refresh(here);
  const events = await eventsFor(here, endpoint.id);
  for (const { type } of events) typesSeen.add(type);
  expect(events).toMatchObject([
    { type: "outboxItem.applied", data: { entryId: applied.id, state: "applied", amountMinor: 10_00 } },
    { type: "outboxItem.refused", data: { entryId: refused.id, state: "refused", lastStatus: 422 } },
    { type: "creditDifference.found", data: { accountId, differenceMinor: -9_00, explanation: null } },
  ]);
});

test("all types that can be asked for were told of above", () => {
  expect(webhookEventTypes.filter((type) => !typesSeen.has(type))).toEqual([]);
});
