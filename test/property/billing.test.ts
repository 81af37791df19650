import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestBook, type TestBook } from "../support/book.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../support/company.ts";

interface Customer {
  readonly feeMinor: number;
  readonly period: "month" | "annual";
  readonly startOn: string;
  readonly creditMinor: number;
  readonly currency: string;
}

/** A day between two others, as text. */
const dayBetween = (first: string, last: string) =>
  fc
    .integer({ min: Date.parse(first) / 86_400_000, max: Date.parse(last) / 86_400_000 })
    .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10));

const customer: fc.Arbitrary<Customer> = fc.record({
  feeMinor: fc.integer({ min: 1, max: 10_000 }),
  period: fc.constantFrom("month" as const, "annual" as const),
  // Leap day and month ends are in reach.
  startOn: fc.oneof(dayBetween("2024-01-01", "2024-06-30"), fc.constantFrom("2024-01-31", "2024-02-29", "2024-03-31")),
  creditMinor: fc.integer({ min: 0, max: 60_000 }),
  currency: fc.constantFrom("USD", "JPY", "KWD"),
});

async function open(
  customers: readonly Customer[],
  timeZone: string,
): Promise<{ book: TestBook; accountIds: string[] }> {
  const book = await createTestBook({ today: "2025-06-30", timeZone });
  const accountIds = [];
  for (const { creditMinor, feeMinor, ...rest } of customers) {
    const accountId = await createCustomer(book, { feeMinor, annualMonthlyMinor: feeMinor, timeZone, ...rest });
    if (creditMinor > 0) await adjust(book, accountId, creditMinor, rest.currency);
    accountIds.push(accountId);
  }
  return { book, accountIds };
}

/** Everything that money and paper are made of, without the ids, which differ from book to book. */
async function figuresOf(book: TestBook, accountIds: readonly string[], customers: readonly Customer[]) {
  return Promise.all(
    accountIds.map(async (accountId, index) => ({
      credit: await creditOf(book, accountId, customers[index]?.currency ?? "USD"),
      invoices: (await invoicesOf(book, accountId)).map(
        ({ number, issuedOn, dueOn, totalMinor, creditAppliedMinor, creditLeftMinor, state, lines }) => ({
          number,
          issuedOn,
          dueOn,
          totalMinor,
          creditAppliedMinor,
          creditLeftMinor,
          state,
          periods: lines.map((line) => line.period),
        }),
      ),
    })),
  );
}

test("property 7: one run to a day is the same run split at any days before it, numbers included", async () => {
  const cuts = fc.array(dayBetween("2024-01-01", "2025-06-30"), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(fc.array(customer, { minLength: 1, maxLength: 4 }), cuts, async (customers, days) => {
      const whole = await open(customers, "UTC");
      await billThrough(whole.book, "2025-06-30");
      const split = await open(customers, "UTC");
      for (const day of [...days.toSorted(), "2025-06-30"]) await billThrough(split.book, day);
      expect(await figuresOf(split.book, split.accountIds, customers)).toEqual(
        await figuresOf(whole.book, whole.accountIds, customers),
      );
      for (const { book } of [whole, split]) await book.close();
    }),
    { numRuns: 12 },
  );
});

test("a dry run comes to what the run comes to, in every time zone the same", async () => {
  const zones = ["UTC", "America/New_York", "Asia/Kathmandu", "Pacific/Auckland"];
  await fc.assert(
    fc.asyncProperty(
      fc.array(customer, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...zones),
      async (customers, zone) => {
        const here = await open(customers, "UTC");
        const there = await open(customers, zone);
        const dry = (await there.book.runJob("billing.dryRun", { throughOn: "2025-06-30" })).result;
        const run = await billThrough(there.book, "2025-06-30");
        expect(run.totals).toMatchObject(dry.totals);
        await billThrough(here.book, "2025-06-30");
        expect(await figuresOf(there.book, there.accountIds, customers)).toEqual(
          await figuresOf(here.book, here.accountIds, customers),
        );
        for (const { book } of [here, there]) await book.close();
      },
    ),
    { numRuns: 8 },
  );
});
