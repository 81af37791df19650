import { createMoneySums } from "../../../domain/reports/money-totals.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { listMoneyTotals, readLastInvoiceNumber, sumMoneyFacts } from "../../../storage/reports/money-total-store.ts";
import { entriesPerStep } from "./verification-steps.ts";

/**
 * Compare the totals that are kept of the money of each day with the invoices, notes and payments (BEHAVIOUR 11.5).
 *
 * @yields 0 for each step, because it takes no entries.
 * @returns what is wrong with the first that is another; null where all are right.
 */
export function* verifyMoney(book: ReadableBook): Generator<number, string | null, void> {
  const money = createMoneySums();
  const lastNumber = readLastInvoiceNumber(book);
  for (let first = 1; first <= lastNumber; first += entriesPerStep) {
    money.take(sumMoneyFacts(book, first, first + entriesPerStep - 1));
    yield 0;
  }
  return money.firstProblem(listMoneyTotals(book));
}
