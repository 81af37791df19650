import { expect, test } from "vitest";
import type { TestBook } from "../../support/book.ts";
import { adjust, creditOf } from "../../support/company.ts";
import { withClockAt } from "../../support/database.ts";
import { linkWithUser, refresh, untilItem, type LinkedBooks } from "../../support/linked-books.ts";

/**
 * What synchronising has somebody settle by hand is dated today, and a closed month takes none of it (BEHAVIOUR 11.3): nor while the clock stands behind
 * the closing.
 */

const isRefused = ({ state }: { state: string }): boolean => state === "refused";

/** Ada has 30.00 on both sides, of which the upstream uses 25.00 before it hears of the 10.00 that are taken here: it refuses them. */
async function refusedInJanuary(): Promise<LinkedBooks & { accountId: string; entryId: string }> {
  const books = await linkWithUser();
  const { here, upstream, accountId } = books;
  await adjust(upstream.book, accountId, 30_00);
  await refresh(here);
  await adjust(upstream.book, accountId, -25_00);
  const { id: entryId } = await adjust(here, accountId, -10_00);
  await untilItem(here, entryId, isRefused);
  return { ...books, entryId };
}

/** January is closed in February, and the clock is set back into it behind the back of the application. */
async function behindTheClosing(book: TestBook): Promise<TestBook> {
  await book.setToday("2026-02-10");
  await book.ask("periods.close", { month: "2026-01" });
  return withClockAt(book, "2026-01-31");
}

async function entriesOf(book: TestBook): Promise<number> {
  return (await book.ask("ledger.list", { limit: 500 })).rows.length;
}

test("outbox.settle: undone or changed it would be dated into the month and is refused; kept, it moves nothing", async () => {
  const { here, accountId, entryId } = await refusedInJanuary();
  const behind = await behindTheClosing(here);
  const before = await entriesOf(behind);
  for (const how of [{ as: "reverse" }, { as: "change", amountMinor: 2_00 }] as const) {
    expect((await behind.refusal("outbox.settle", { entryId, ...how })).code).toBe("period_closed");
  }
  expect(await entriesOf(behind)).toBe(before);
  expect((await behind.ask("outbox.get", { entryId })).item).toMatchObject({ state: "refused", settledAs: null });
  await behind.ask("outbox.settle", { entryId, as: "keep" });
  expect(await entriesOf(behind)).toBe(before);
  expect(await creditOf(behind, accountId)).toBe(20_00);
  expect((await behind.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, findings: [] });
});

test("outbox.settle: what January left is undone in the first open month, and January stays as it was closed", async () => {
  const { here, accountId, entryId } = await refusedInJanuary();
  await here.setToday("2026-02-10");
  const { receipt } = await here.ask("periods.close", { month: "2026-01" });
  const { reversalEntryId } = await here.ask("outbox.settle", { entryId, as: "reverse" });
  const { entry } = await here.ask("ledger.get", { entryId: reversalEntryId ?? "" });
  expect(entry).toMatchObject({ amountMinor: 10_00, effectiveOn: "2026-02-10" });
  expect(await creditOf(here, accountId)).toBe(30_00);
  expect((await here.ask("periods.receipt", { month: "2026-01" })).receipt).toEqual(receipt);
  expect((await here.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, findings: [] });
});

test("link.settleDifference: less or more, it is refused for a closed month, and dated today in an open one", async () => {
  for (const differenceMinor of [-12_00, 12_00]) {
    const { here, upstream, accountId } = await linkWithUser();
    await adjust(upstream.book, accountId, 30_00);
    await refresh(here);
    await adjust(upstream.book, accountId, differenceMinor);
    await refresh(here);
    const behind = await behindTheClosing(here);
    const before = await entriesOf(behind);
    const settled = { accountId, differenceMinor };
    expect((await behind.refusal("link.settleDifference", settled)).code).toBe("period_closed");
    expect(await entriesOf(behind)).toBe(before);
    expect((await behind.ask("link.differences", {})).rows).toMatchObject([{ accountId, differenceMinor }]);
    await behind.setToday("2026-02-11");
    const { entryId } = await behind.ask("link.settleDifference", settled);
    const { entry } = await behind.ask("ledger.get", { entryId });
    expect(entry).toMatchObject({ amountMinor: differenceMinor, effectiveOn: "2026-02-11" });
    expect((await behind.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, findings: [] });
  }
});
