import { civilDate, lastCivilDate, latestOf, monthEnd, type CivilDate } from "../../../../shared/calendar.ts";
import { creditAge, invoiceAge, type BlockRow } from "../../../../shared/contract/reports.ts";
import { sumMinorUnits } from "../../../../shared/money/minor-units.ts";
import { ageOfCredit, ageOfInvoice, creditDaysOf } from "../../../domain/reports/ageing.ts";
import { requirePeriod } from "../../../domain/reports/report-months.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import {
  findPapers,
  listBlocksAsOf,
  listExpiringBlocks,
  listOutstandingAsOf,
  sumCreditAsOf,
  sumExpiringCredit,
  type BlockThen,
} from "../../../storage/reports/ageing-store.ts";
import type { HandlersOf, QueryContext } from "../../handler.ts";
import { answerPage, cutPage, periodOf, placeOf, type PageInput } from "./report-page.ts";

const dayOf = ({ today }: QueryContext, on: string | null): CivilDate => (on === null ? today : civilDate(on));

/** How old what invoices ask for is, and the credit that is there, and when the latter expires. */
export const ageingHandlers: HandlersOf<
  | "reports.invoiceAgeing"
  | "reports.agedInvoices"
  | "reports.creditAgeing"
  | "reports.agedCredit"
  | "reports.expiringCredit"
  | "reports.expiringBlocks"
> = {
  "reports.invoiceAgeing": (context, input) => {
    const invoices = outstandingOn(context.book, dayOf(context, input.on));
    return {
      rows: byCurrency(invoices).flatMap(([currency, own]) =>
        invoiceAge.options.map((age) => {
          const ofAge = own.filter((invoice) => invoice.age === age);
          const outstandingMinor = sumMinorUnits(ofAge.map((invoice) => invoice.outstandingMinor));
          return { currency, age, invoiceCount: ofAge.length, outstandingMinor };
        }),
      ),
    };
  },

  "reports.agedInvoices": (context, { on, currency, age, ...page }) => {
    const { book } = context;
    const all = outstandingOn(book, dayOf(context, on));
    const chosen = all.filter(
      (each) => (currency ?? each.currency) === each.currency && (age ?? each.age) === each.age,
    );
    const cut = cutPage(
      chosen,
      page,
      ({ dueOn, number }, place) => dueOn > place.sortValue || (dueOn === place.sortValue && number > place.number),
    );
    const papers = findPapers(
      book,
      cut.rows.map(({ number }) => number),
    );
    return answerPage(
      cut,
      page,
      ({ dueOn, number }) => ({ sortValue: dueOn, number }),
      ({ number, ...invoice }) => {
        const paper = papers.get(number);
        if (!paper) throw new Error(`Invoice ${number} has gone while it was listed`);
        const { number: _number, ...shown } = paper;
        return { ...shown, ...invoice };
      },
    );
  },

  "reports.creditAgeing": (context, input) => {
    const on = dayOf(context, input.on);
    const blocks = sumCreditAsOf(context.book, on).map((sum) => ({ ...sum, ...ageOfCredit(sum, on) }));
    return {
      rows: byCurrency(blocks).flatMap(([currency, own]) =>
        creditAge.options.map((age) => {
          const ofAge = own.filter((sum) => sum.age === age);
          return {
            currency,
            age,
            blockCount: ofAge.reduce((count, sum) => count + sum.blockCount, 0),
            remainingMinor: sumMinorUnits(ofAge.map((sum) => sum.remainingMinor)),
          };
        }),
      ),
    };
  },

  "reports.agedCredit": (context, { on: onDay, currency, age, ...page }) => {
    const on = dayOf(context, onDay);
    const isOver = age === null ? null : age === "past_expiry";
    const days = creditDaysOf(age, on);
    const listed = listBlocksAsOf(context.book, on, isOver, { currency, ...days, ...blockPlace(page) });
    return answerBlocks(
      listed,
      page,
      ({ effectiveOn }) => effectiveOn,
      (block) => ({
        ...block,
        ...ageOfCredit(block, on),
      }),
    );
  },

  "reports.expiringCredit": ({ book }, input) => {
    const period = periodOf(input);
    requirePeriod(period);
    const sums = sumExpiringCredit(book, period.fromOn, period.throughOn);
    return {
      rows: sums.map(({ month, ...sum }) => {
        const start = civilDate(`${month}-01`);
        const end = monthEnd(start);
        return {
          ...sum,
          remainingMinor: sumMinorUnits([sum.remainingMinor]),
          fromOn: latestOf(start, period.fromOn),
          throughOn: end < period.throughOn ? end : period.throughOn,
        };
      }),
    };
  },

  "reports.expiringBlocks": ({ book }, { currency, fromOn, throughOn, ...page }) => {
    const period = periodOf({ fromOn, throughOn });
    requirePeriod(period);
    const listed = listExpiringBlocks(book, { currency, ...period, ...blockPlace(page) });
    return answerBlocks(
      listed,
      page,
      ({ expiresOn }) => expiresOn ?? lastCivilDate,
      (block) => block,
    );
  },
};

function outstandingOn(book: ReadableBook, on: CivilDate) {
  return listOutstandingAsOf(book, on).map((invoice) => ({ ...invoice, ...ageOfInvoice(invoice.dueOn, on) }));
}

function byCurrency<Row extends { readonly currency: string }>(rows: readonly Row[]): [string, Row[]][] {
  const groups = Map.groupBy(rows, ({ currency }) => currency);
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** The place of a block: the day that the list is sorted by, and its id. */
const separator = " ";

function blockPlace(page: PageInput): { after: { on: string; blockId: string } | null; limit: number } {
  const [on = "", blockId = ""] = String(placeOf(page)?.sortValue ?? "").split(separator);
  return { after: page.after === null ? null : { on, blockId }, limit: page.limit };
}

function answerBlocks<Shown>(
  { blocks, count }: { readonly blocks: readonly BlockThen[]; readonly count: number },
  page: PageInput,
  sortedBy: (block: BlockThen) => CivilDate,
  show: (block: BlockThen & BlockRow) => Shown,
) {
  const placeAfter = (block: BlockThen) => ({ sortValue: `${sortedBy(block)}${separator}${block.blockId}`, number: 0 });
  return answerPage({ rows: blocks, count }, page, placeAfter, show);
}
