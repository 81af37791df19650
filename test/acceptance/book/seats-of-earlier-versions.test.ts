import { expect, test } from "vitest";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { payingCustomer } from "../../support/collection.ts";
import { billThrough } from "../../support/company.ts";
import { askClosedBook, makeEarlier } from "../../support/earlier-version.ts";
import { changeSubscription, createPlan, seatsAt } from "../../support/subscriptions.ts";

/** Seats of earlier periods than the last. */
const earlierSeats = "SELECT earlier_seats AS seats FROM subscription_item ORDER BY created_at_ms, id";

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
  const known = makeEarlier(book.path, 40, earlierSeats);
  // Fewer from February and from March on; three, then seven in January; nine at the price of six; four by the plan before, then twelve.
  expect(known).toEqual(["[[1,10],[2,4]]", "[[1,7]]", null, null, "[[1,12]]"].map((seats) => ({ seats })));
  const upgraded = await openTestBook(book.path);
  await upgraded.close();
  expect(askClosedBook(book.path, earlierSeats)).toEqual(known);
});
