import { createMoneySums } from "../../../domain/reports/money-totals.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import {
  findBrokenPaper,
  findMissingInvoice,
  readPaperNumbers,
  type BrokenPaper,
  type PaperFault,
} from "../../../storage/invoices/paper-check-store.ts";
import { listMoneyTotals, sumMoneyFacts } from "../../../storage/reports/money-total-store.ts";
import { finding } from "../../../../shared/sentences/sentence.ts";
import { entriesPerStep } from "./verification-steps.ts";

/**
 * Compare what invoices and credit notes say with their lines, payments and entries, their numbers with each other, and the totals that are kept
 * of the money of each day with all of them (BEHAVIOUR 8.1, 11.5).
 *
 * @yields 0 for each step, because it takes no entries.
 * @returns what is wrong with the first that is another; null where all are right.
 */
export function* verifyMoney(book: ReadableBook): Generator<number, string | null, void> {
  const money = createMoneySums();
  const { lastInvoice, nextInvoice, lastNote, nextNote } = readPaperNumbers(book);
  let problem: string | null = null;
  for (let first = 1; first <= lastInvoice; first += entriesPerStep) {
    const last = Math.min(lastInvoice, first + entriesPerStep - 1);
    money.take(sumMoneyFacts(book, first, last));
    problem ??= problemOfInvoices(book, first, last);
    yield 0;
  }
  if (nextInvoice !== lastInvoice + 1)
    problem ??= finding("invoice {number} is missing", { number: String(lastInvoice + 1) });
  if (nextNote !== lastNote + 1)
    problem ??= finding("credit note {number} is missing", { number: String(lastNote + 1) });
  return problem ?? money.firstProblem(listMoneyTotals(book));
}

function problemOfInvoices(book: ReadableBook, first: number, last: number): string | null {
  const missing = findMissingInvoice(book, first, last);
  if (missing !== null) return finding("invoice {number} is missing", { number: String(missing) });
  const broken = findBrokenPaper(book, first, last);
  return broken && problemOfPaper(broken);
}

const papers = {
  invoice_lines: (given) => finding("the lines of invoice {number} do not add up to it", given),
  payments: (given) => finding("the payments of invoice {number} are not what it says was paid", given),
  credit_notes: (given) => finding("the credit notes of invoice {number} are not what it says of them", given),
  write_offs: (given) => finding("what was written off of invoice {number} is not what it says", given),
  overpaid: (given) => finding("what was paid beyond invoice {number} is not what entries gave for it", given),
  note_lines: (given) => finding("the lines of credit note {number} do not add up to it", given),
  note_credit: (given) => finding("the credit of credit note {number} is not what entries gave for it", given),
} satisfies Record<PaperFault, (given: { readonly number: string }) => string>;

const problemOfPaper = ({ fault, number }: BrokenPaper): string => papers[fault]({ number: String(number) });
