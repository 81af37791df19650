import { civilDate } from "../../../../shared/calendar.ts";
import { reportMonths } from "../../../domain/reports/report-months.ts";
import { rollForward } from "../../../domain/reports/roll-forward.ts";
import { listReasons } from "../../../storage/ledger/ledger-store.ts";
import { listCreditMovements, readOpenings } from "../../../storage/reports/credit-movement-store.ts";
import type { HandlersOf } from "../../handler.ts";

export const rollForwardHandlers: HandlersOf<"reports.creditRollForward"> = {
  "reports.creditRollForward": ({ book }, { by, currency, ...days }) => {
    const period = { fromOn: civilDate(days.fromOn), throughOn: civilDate(days.throughOn) };
    const months = reportMonths(period);
    const movements = listCreditMovements(book, by, period);
    const reasons = new Map(listReasons(book).map(({ code, name }) => [code, name]));
    const rolled = rollForward(readOpenings(book, by, period.fromOn), movements, months);
    return {
      rows: rolled
        .filter((row) => currency === null || row.currency === currency)
        .map(({ terms, movements: moved, ...row }) => ({
          ...row,
          grantedMinor: terms.granted,
          appliedMinor: terms.applied,
          expiredMinor: terms.expired,
          removedMinor: terms.removed,
          reversedMinor: terms.reversed,
          transferredMinor: terms.transferred,
          movements: moved.map(({ sourceType, reasonCode, amountMinor, entryCount }) => ({
            sourceType,
            reasonCode,
            reasonName: reasonCode === null ? null : (reasons.get(reasonCode) ?? reasonCode),
            amountMinor,
            entryCount,
          })),
        })),
    };
  },
};
