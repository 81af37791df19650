import type { DaySpan } from "../../../../shared/calendar.ts";
import type { CollectionKind } from "../../../../shared/contract/reports.ts";
import { minorUnits, sumMinorUnits } from "../../../../shared/money/minor-units.ts";
import { reportMonths, requirePeriod } from "../../../domain/reports/report-months.ts";
import { listCollectionItems, sumCollections } from "../../../storage/reports/collection-store.ts";
import { listRevenueLines, sumRevenue } from "../../../storage/reports/revenue-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { answerPage, keyOf, periodOf } from "./report-page.ts";

/** What was charged, and what became of it. */
export const moneyHandlers: HandlersOf<
  "reports.revenue" | "reports.revenueLines" | "reports.collections" | "reports.collectionItems"
> = {
  "reports.revenue": ({ book }, { currency, ...days }) => {
    const period = periodOf(days);
    const monthOf = monthsByName(period);
    return {
      rows: sumRevenue(book, period, currency).map(({ month, ...row }) => ({
        ...monthOf(month),
        ...row,
        invoicedMinor: minorUnits(row.invoicedMinor),
        revenueMinor: sumMinorUnits([row.invoicedMinor, row.creditedMinor, row.voidedMinor]),
      })),
    };
  },

  "reports.revenueLines": ({ book }, { currency, planId, fromOn, throughOn, ...page }) => {
    const period = periodOf({ fromOn, throughOn });
    requirePeriod(period);
    const listed = listRevenueLines(book, period, { currency, planId }, { afterKey: keyOf(page), limit: page.limit });
    return answerPage(listed, page, placeOfKey, withoutKey);
  },

  "reports.collections": ({ book }, { currency, ...days }) => {
    const period = periodOf(days);
    const monthOf = monthsByName(period);
    const months = Map.groupBy(sumCollections(book, period, currency), (sum) => `${sum.currency} ${sum.month}`);
    return {
      rows: [...months.values()].flatMap((sums) => {
        const [first] = sums;
        if (!first) return [];
        const sumOf = (kind: CollectionKind) => sums.find((sum) => sum.kind === kind);
        const amountOf = (kind: CollectionKind) => minorUnits(sumOf(kind)?.amountMinor ?? 0);
        return {
          currency: first.currency,
          ...monthOf(first.month),
          collectedMinor: amountOf("collected"),
          takenBackMinor: amountOf("taken_back"),
          refundedMinor: amountOf("refunded"),
          failedMinor: amountOf("failed"),
          failedCount: sumOf("failed")?.count ?? 0,
          writtenOffMinor: amountOf("written_off"),
        };
      }),
    };
  },

  "reports.collectionItems": ({ book }, { currency, kind, fromOn, throughOn, ...page }) => {
    const period = periodOf({ fromOn, throughOn });
    requirePeriod(period);
    const listed = listCollectionItems(book, period, { currency, kind }, { afterKey: keyOf(page), limit: page.limit });
    return answerPage(listed, page, placeOfKey, withoutKey);
  },
};

/** The part of a month (`2026-01`) that lies in the period. @throws AppError `invalid_input` for a period that is none. */
function monthsByName(period: DaySpan): (month: string) => DaySpan {
  const months = new Map(reportMonths(period).map((month) => [month.fromOn.slice(0, 7), month]));
  return (month) => months.get(month) ?? period;
}

const placeOfKey = ({ key }: { readonly key: string }) => ({ sortValue: key, number: 0 });

function withoutKey<Row extends { readonly key: string }>({ key: _key, ...row }: Row): Omit<Row, "key"> {
  return row;
}
