import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestBook } from "../support/book.ts";
import { createCustomer } from "../support/company.ts";
import { allRows } from "../support/reports.ts";
import { entriesOf } from "../support/roll-forward.ts";

const hourMs = 3_600_000;

/** An adjustment, so many hours after the one before: few accounts, amounts and reasons, so that many are alike. */
const adjustment = fc.record({
  account: fc.nat(2),
  amountMinor: fc.constantFrom(1_00, 2_00),
  currency: fc.constantFrom("USD", "USD", "EUR"),
  reasonCode: fc.constantFrom("courtesy", "billing_error"),
  hoursLater: fc.constantFrom(0, 0, 1, 2, 3, 7, 24, 25, 80),
});

test("adjustments that are the same again are those that a comparison of each with each finds", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(adjustment, { minLength: 2, maxLength: 24, size: "max" }), async (adjustments) => {
      const book = await createTestBook({ today: "2026-01-01" });
      const accountIds = [await createCustomer(book), await createCustomer(book), await createCustomer(book)];
      let nowMs = Date.parse("2026-01-05T12:00:00Z");
      for (const { account, hoursLater, ...given } of adjustments) {
        nowMs += hoursLater * hourMs;
        await book.ask("book.setClock", { clock: { kind: "test", nowMs } });
        await book.ask("credits.adjust", { ...given, accountId: accountIds[account] ?? "", action: "increase" });
      }
      const entries = (await entriesOf(book)).toSorted((one, other) => one.sequence - other.sequence);
      for (const withinHours of [1, 3, 24, 72]) {
        for (const currency of [null, "USD"]) {
          const expected = entries.flatMap((entry) => {
            const alike = entries.findLast(
              (earlier) =>
                earlier.sequence < entry.sequence &&
                earlier.accountId === entry.accountId &&
                earlier.currency === entry.currency &&
                earlier.amountMinor === entry.amountMinor &&
                earlier.reasonCode === entry.reasonCode,
            );
            const isAgain = alike && entry.createdAtMs - alike.createdAtMs <= withinHours * hourMs;
            return isAgain && (currency ?? entry.currency) === entry.currency ? [[entry.sequence, alike.id]] : [];
          });
          const asked = {
            fromOn: "2026-01-01",
            throughOn: "2026-12-31",
            kind: "repeated",
            withinHours,
            currency,
          } as const;
          const found = await allRows(book, "reports.anomalies", asked);
          expect(found.map(({ sequence, relatedEntryId }) => [sequence, relatedEntryId])).toEqual(
            expected.toReversed(),
          );
        }
      }
      await book.close();
    }),
    { numRuns: 15 },
  );
});
