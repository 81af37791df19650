import { civilDate, lastCivilDate, latestOf, monthEnd, type CivilDate } from "../../../../shared/calendar.ts";
import { creditAge, invoiceAge, type BlockRow } from "../../../../shared/contract/reports.ts";
import { sumMinorUnits } from "../../../../shared/money/minor-units.ts";
import { ageOfCredit, ageOfInvoice, creditDaysOf, dueDaysOf } from "../../../domain/reports/ageing.ts";
import { requirePeriod } from "../../../domain/reports/report-months.ts";
import {
  findPapers,
  listBlocksAsOf,
  listExpiringBlocks,
  listOutstandingAsOf,
  sumCreditAsOf,
  sumOutstandingAsOf,
  sumExpiringCredit,
  type BlockThen,
} from "../../../storage/reports/ageing-store.ts";
import type { HandlersOf, QueryContext } from "../../handler.ts";
import { answerPage, periodOf, placeOf, type PageInput } from "./report-page.ts";

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
    const on = dayOf(context, input.on);
    const sums = sumOutstandingAsOf(context.book, on).map((sum) => ({ ...sum, ...ageOfInvoice(sum.dueOn, on) }));
    return {
      rows: byCurrency(sums, input.currency).flatMap(([currency, own]) =>
        invoiceAge.options.map((age) => {
          const ofAge = own.filter((sum) => sum.age === age);
          return {
            currency,
            age,
            invoiceCount: ofAge.reduce((count, sum) => count + sum.invoiceCount, 0),
            outstandingMinor: sumMinorUnits(ofAge.map((sum) => sum.outstandingMinor)),
          };
        }),
      ),
    };
  },

  "reports.agedInvoices": (context, { on: onDay, currency, age, ...page }) => {
    const { book } = context;
    const on = dayOf(context, onDay);
    const days = dueDaysOf(age, on);
    const place = placeOf(page);
    const after = place && { dueOn: civilDate(String(place.sortValue)), number: place.number };
    const listed = listOutstandingAsOf(book, on, { currency, ...days, after, limit: page.limit });
    const papers = findPapers(
      book,
      listed.rows.map(({ number }) => number),
    );
    return answerPage(
      listed,
      page,
      ({ dueOn, number }) => ({ sortValue: dueOn, number }),
      ({ number, ...invoice }) => {
        const paper = papers.get(number);
        if (!paper) throw new Error(`Invoice ${number} has gone while it was listed`);
        const { number: _number, ...shown } = paper;
        return { ...shown, ...invoice, ...ageOfInvoice(invoice.dueOn, on) };
      },
    );
  },

  "reports.creditAgeing": (context, input) => {
    const on = dayOf(context, input.on);
    const blocks = sumCreditAsOf(context.book, on).map((sum) => ({ ...sum, ...ageOfCredit(sum, on) }));
    return {
      rows: byCurrency(blocks, input.currency).flatMap(([currency, own]) =>
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
    const sums = sumExpiringCredit(book, period, input.currency);
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
    const count = sumExpiringCredit(book, period, currency).reduce((total, sum) => total + sum.blockCount, 0);
    const rows = listExpiringBlocks(book, { currency, ...period, ...blockPlace(page) });
    return answerBlocks(
      { rows, count },
      page,
      ({ expiresOn }) => expiresOn ?? lastCivilDate,
      (block) => block,
    );
  },
};

/** @param only the currency that is asked for; null: all of them. */
function byCurrency<Row extends { readonly currency: string }>(
  rows: readonly Row[],
  only: string | null,
): [string, Row[]][] {
  const wanted = only === null ? rows : rows.filter(({ currency }) => currency === only);
  const groups = Map.groupBy(wanted, ({ currency }) => currency);
  return [...groups].toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** The place of a block: the day that the list is sorted by, and its id. */
const separator = " ";

function blockPlace(page: PageInput): { after: { on: CivilDate; blockId: string } | null; limit: number } {
  const place = placeOf(page);
  const [on = "", blockId = ""] = String(place?.sortValue ?? "").split(separator);
  return { after: place && { on: civilDate(on), blockId }, limit: page.limit };
}

function answerBlocks<Shown>(
  listed: { readonly rows: readonly BlockThen[]; readonly count: number },
  page: PageInput,
  sortedBy: (block: BlockThen) => CivilDate,
  show: (block: BlockThen & BlockRow) => Shown,
) {
  const placeAfter = (block: BlockThen) => ({ sortValue: `${sortedBy(block)}${separator}${block.blockId}`, number: 0 });
  return answerPage(listed, page, placeAfter, show);
}
