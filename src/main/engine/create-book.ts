import type { ParsedInput } from "../../shared/contract/index.ts";
import { createIdMaker } from "../../shared/ids.ts";
import { insertSettings } from "../storage/book/book-store.ts";
import { createAnyBook } from "../storage/book/open-book.ts";
import { insertPlan } from "../storage/plans/plan-store.ts";
import { randomFraction } from "./random.ts";

/**
 * Make a new book with what every book starts with: its settings, the reason codes, and a free plan for each kind of account
 * (BEHAVIOUR 6.3).
 *
 * @throws AppError `book_exists`, `book_read_only`; `book_unreachable`, `book_server_unsuitable`.
 */
export function createBook(
  place: string,
  nowMs: number,
  {
    name,
    timeZone,
    currency,
    isForTrying,
  }: Pick<ParsedInput<"book.create">, "name" | "timeZone" | "currency" | "isForTrying">,
  workPath = place,
): void {
  const makeId = createIdMaker(randomFraction);
  createAnyBook({ place, workPath }, nowMs, (book) => {
    insertSettings(book, { name, timeZone, currency, isForTrying, createdAtMs: nowMs });
    for (const forKind of ["organization", "user"] as const) {
      insertPlan(book, {
        id: makeId("plan", nowMs),
        name: "Free",
        slug: `free-${forKind}`,
        description: null,
        forKind,
        isFree: true,
        isArchived: false,
        trialDays: null,
        price: { id: makeId("price", nowMs), currency, monthlyMinor: 0, annualMonthlyMinor: null, seatPrice: null },
        createdAtMs: nowMs,
      });
    }
  });
}
