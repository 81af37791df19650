import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { payingCustomer } from "../../support/collection.ts";
import { billThrough } from "../../support/company.ts";
import { changeSubscription, createPlan, seatsAt } from "../../support/subscriptions.ts";

const earlierSeats = "SELECT earlier_seats FROM subscription_item ORDER BY created_at_ms, id";

/** Make a book one of version 40, which knew the seats of its last periods alone. @returns what it knew of earlier ones before. */
function forgetEarlierSeats(path: string): unknown[] {
  const database = new Database(path);
  try {
    const known = database.prepare(earlierSeats).pluck().all();
    database.exec(`ALTER TABLE subscription_item DROP COLUMN earlier_seats;
      DELETE FROM migration WHERE version > 40;
      PRAGMA user_version = 40;`);
    return known;
  } finally {
    database.close();
  }
}

test("a book of version 40 gets the seats of earlier periods that its lines tell", async () => {
  const book = await createTestBook();
  const inFives = { blockSize: 5, tiers: [{ startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 31_00 }] };
  const planId = await createPlan(book, { monthlyMinor: 62_00, seatPrice: seatsAt(3_10) });
  const fivesPlanId = await createPlan(book, { monthlyMinor: 62_00, seatPrice: inFives });
  const change = async (accountId: string, day: string, seats: number) => {
    await book.setToday(day);
    await changeSubscription(book, accountId, { type: "seats", seats });
  };
  const fewer = await payingCustomer(book, planId, { seats: 10 });
  const moreAndFewer = await payingCustomer(book, planId, { seats: 3 });
  const free = await payingCustomer(book, fivesPlanId, { seats: 6 });
  const changed = await payingCustomer(book, planId, { seats: 4 });
  await billThrough(book, "2026-01-01");
  await change(fewer, "2026-01-02", 4);
  await change(moreAndFewer, "2026-01-05", 7);
  await change(moreAndFewer, "2026-01-05", 2);
  await change(free, "2026-01-05", 9);
  await changeSubscription(book, changed, { type: "plan", planId: fivesPlanId, period: "month", timing: "now" });
  await change(changed, "2026-01-05", 12);
  await change(changed, "2026-01-06", 1);
  await billThrough(book, "2026-02-01");
  await change(fewer, "2026-01-06", 1);
  await billThrough(book, "2026-03-01");
  await book.close();
  const known = forgetEarlierSeats(book.path);
  // Fewer from February and from March on; three, then seven in January; nine at the price of six; four by the plan before, then twelve.
  expect(known).toEqual(["[[1,10],[2,4]]", "[[1,7]]", null, null, "[[1,12]]"]);
  const upgraded = await openTestBook(book.path);
  await upgraded.close();
  const database = new Database(book.path, { readonly: true });
  expect(database.prepare(earlierSeats).pluck().all()).toEqual(known);
  database.close();
});
