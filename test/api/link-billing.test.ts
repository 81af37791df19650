import { describe, expect, test } from "vitest";
import type { Difference } from "../../src/shared/contract/link.ts";
import type { TestBook } from "../support/book.ts";
import { adjust, billThrough, createCustomer, creditOf } from "../support/company.ts";
import { linkTwoBooks, refresh, startTwoBooks, link, type LinkedBooks } from "../support/linked-books.ts";

/** Two linked books, of which the upstream bills an organization 20.00 a month since January, in advance. */
async function linkWithCustomer(creditMinor = 0): Promise<LinkedBooks & { readonly accountId: string }> {
  let accountId = "";
  const books = await linkTwoBooks(async (upstream) => {
    accountId = await createCustomer(upstream, { feeMinor: 20_00 });
    if (creditMinor > 0) await adjust(upstream, accountId, creditMinor);
    await billThrough(upstream, "2026-01-01");
  });
  return { ...books, accountId };
}

async function differenceOf(book: TestBook): Promise<Difference | undefined> {
  return (await book.ask("link.differences", {})).rows[0];
}

describe("what the upstream bills", () => {
  test("is here as it is there: plans, prices and subscriptions, so that the next invoice can be estimated", async () => {
    const { here, upstream, accountId } = await linkWithCustomer(15_00);
    const there = upstream.book;
    expect((await here.ask("link.show", {})).link).toMatchObject({
      planCount: 3,
      priceCount: 3,
      itemCount: 1,
      problemCount: 0,
    });
    const [, , team] = (await here.ask("link.plans", {})).rows;
    expect(team).toMatchObject({ name: "Team", planName: "Team", matchedBy: "new", problem: null });
    const here1 = (await here.ask("subscriptions.get", { accountId })).subscription;
    const there1 = (await there.ask("subscriptions.get", { accountId })).subscription;
    expect(here1).toMatchObject({ planName: "Team", nextBillingOn: "2026-02-01", status: "active" });
    expect(here1?.nextBillingOn).toBe(there1?.nextBillingOn);
    expect(await here.ask("invoices.preview", { accountId })).toMatchObject({
      isEstimate: true,
      figures: { totalMinor: 20_00, creditAppliedMinor: 0, dueMinor: 20_00 },
    });
    expect((await here.ask("link.items", {})).rows).toMatchObject([
      { accountId, planName: "Team", status: "active", problem: null },
    ]);
    // What is changed there is changed here with the next pull: another price, seats, an end.
    const { planId } = await there.ask("plans.create", {
      name: "Seats",
      slug: "seats",
      forKind: "organization",
      currency: "USD",
      monthlyMinor: 30_00,
      seatPrice: { blockSize: 1, tiers: [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 2_00 }] },
    });
    await changeSubscription(there, accountId, {
      type: "plan",
      planId,
      priceId: null,
      period: "month",
      seats: 5,
      timing: "now",
      changeOn: null,
    });
    await refresh(here);
    const changed = (await here.ask("subscriptions.get", { accountId })).subscription;
    expect(changed).toMatchObject({ planName: "Seats", seats: 5 });
    await changeSubscription(there, accountId, {
      type: "cancel",
      timing: "period_end",

      openInvoices: "collect",
    });
    await refresh(here);
    expect((await here.ask("subscriptions.get", { accountId })).subscription).toMatchObject({
      status: "canceled",
      endsOn: "2026-02-01",
    });
    await there.setToday("2026-02-02");
    await billThrough(there, "2026-02-02");
    await refresh(here);
    expect((await here.ask("subscriptions.get", { accountId })).subscription).toBeNull();
    expect((await here.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("a subscription that the book had by itself stays as it is, and why is kept", async () => {
    const { here, upstream, address } = await startTwoBooks();
    const accountId = await createCustomer(upstream.book, { feeMinor: 20_00 });
    const { name, contact } = await upstream.book.ask("accounts.get", { accountId });
    const { accountId: own } = await here.ask("accounts.create", { kind: "organization", name, contact });
    const { planId } = await here.ask("plans.create", {
      name: "Own",
      slug: "own",
      forKind: "organization",
      currency: "USD",
      monthlyMinor: 5_00,
    });
    await here.ask("subscriptions.create", { accountId: own, planId, period: "month", startOn: "2026-01-01" });
    await link({ here, upstream, address });
    expect((await here.ask("subscriptions.get", { accountId: own })).subscription).toMatchObject({ planName: "Own" });
    expect((await here.ask("link.show", {})).link).toMatchObject({ problemCount: 1 });
    const { rows } = await here.ask("link.items", { hasProblem: true });
    expect(rows).toMatchObject([{ accountId: own, problem: expect.stringContaining("did not come from there") }]);
  });

  test("is the book's own to bill after the link, from the next period on", async () => {
    const { here, accountId } = await linkWithCustomer();
    await here.setToday("2026-03-15");
    await here.ask("link.remove", {});
    await billThrough(here, "2026-04-01");
    const { rows } = await here.ask("invoices.list", {});
    expect(rows).toMatchObject([{ accountId, issuedOn: "2026-04-01", totalMinor: 20_00 }]);
    expect(await here.ask("invoices.preview", { accountId })).toMatchObject({
      isEstimate: false,
      pinnedOn: "2026-05-01",
    });
  });
});

async function changeSubscription(
  book: TestBook,
  accountId: string,
  change: Parameters<typeof book.ask<"subscriptions.previewChange">>[1]["change"],
) {
  const { pinnedOn, fingerprint } = await book.ask("subscriptions.previewChange", { accountId, change });
  await book.ask("subscriptions.change", { accountId, change, pinnedOn, fingerprint });
}

describe("differences that statements explain", () => {
  test("are proposed as the entry that settles them, and only that is settled; the rest waits", async () => {
    const { here, upstream, accountId } = await linkWithCustomer(30_00);
    const there = upstream.book;
    expect(await creditOf(here, accountId)).toBe(10_00);
    expect(await differenceOf(here)).toBeUndefined();
    await there.setToday("2026-02-01");
    await billThrough(there, "2026-02-01");
    await adjust(there, accountId, 5_00);
    expect(await refresh(here)).toMatchObject({ differenceCount: 1, explainedCount: 1 });
    const difference = await differenceOf(here);
    expect(difference).toMatchObject({
      hereMinor: 10_00,
      thereMinor: 5_00,
      differenceMinor: -5_00,
      explanation: { amountMinor: -10_00, restMinor: 5_00, statementCount: 1, statements: [{ amountMinor: -10_00 }] },
    });
    const settle = { accountId, differenceMinor: -5_00, explainedMinor: -10_00 };
    expect((await here.refusal("link.settleDifference", { ...settle, explainedMinor: -9_00 })).code).toBe(
      "difference_changed",
    );
    const { entryId } = await here.ask("link.settleDifference", settle);
    const statementId = difference?.explanation?.statements[0]?.upstreamId ?? "";
    expect((await here.ask("ledger.get", { entryId })).entry).toMatchObject({
      amountMinor: -10_00,
      origin: "sync",
      note: expect.stringContaining(statementId),
    });
    expect((await here.ask("link.statements", { accountId })).rows[0]).toMatchObject({
      upstreamId: statementId,
      appliedMinor: 10_00,
      settledMinor: 10_00,
      entryId,
    });
    expect(await differenceOf(here)).toMatchObject({ differenceMinor: 5_00, explanation: null });
    await here.ask("link.settleDifference", { accountId, differenceMinor: 5_00 });
    // What is given back is explained as well, by the statement that had used it.
    await there.ask("invoices.void", { invoiceId: statementId, note: "Mistaken", periods: "waive" });
    await refresh(here);
    expect(await differenceOf(here)).toMatchObject({
      differenceMinor: 10_00,
      explanation: { amountMinor: 10_00, restMinor: 0 },
    });
    await here.ask("link.settleDifference", { accountId, differenceMinor: 10_00, explainedMinor: 10_00 });
    expect(await differenceOf(here)).toBeUndefined();
    expect((await here.runJob("ledger.verify", {})).result.ok).toBe(true);
    expect((await here.ask("outbox.list", {})).rows).toEqual([]);
  });
});
