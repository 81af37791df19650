import { minorUnits } from "../../../../shared/money/minor-units.ts";
import { AppError } from "../../../../shared/errors.ts";
import { findAnomalies, firstDayNeeded } from "../../../domain/reports/anomalies.ts";
import { requirePeriod } from "../../../domain/reports/report-months.ts";
import { findLedgerRows } from "../../../storage/ledger/ledger-list.ts";
import { findEntryIds, listHandEntries } from "../../../storage/reports/anomaly-store.ts";
import { findAccountNames, listReceivers, type Receiver } from "../../../storage/reports/receiver-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { answerPage, cutPage, periodOf } from "./report-page.ts";

/** Who received credit, and what of it looks odd. */
export const activityHandlers: HandlersOf<"reports.topReceivers" | "reports.anomalies"> = {
  "reports.topReceivers": ({ book }, { fromOn, throughOn, currency, ...page }) => {
    const period = periodOf({ fromOn, throughOn });
    requirePeriod(period);
    const ranked = listReceivers(book, period, currency)
      .map((receiver) => ({ ...receiver, receivedMinor: minorUnits(receiver.givenMinor + receiver.reversedMinor) }))
      .toSorted(compareReceivers);
    const cut = cutPage(ranked, page, (row, { sortValue, number }) => {
      const [inCurrency = "", accountId = ""] = String(sortValue).split(" ");
      return compareReceivers(row, { currency: inCurrency, accountId, receivedMinor: number }) > 0;
    });
    const names = findAccountNames(
      book,
      cut.rows.map(({ accountId }) => accountId),
    );
    return answerPage(
      cut,
      page,
      ({ currency: inCurrency, accountId, receivedMinor }) => ({
        sortValue: `${inCurrency} ${accountId}`,
        number: receivedMinor,
      }),
      (row) => ({ ...row, accountName: names.get(row.accountId) ?? row.accountId }),
    );
  },

  "reports.anomalies": ({ book, settings }, { fromOn, throughOn, currency, after, limit, ...terms }) => {
    const page = { after, limit };
    const period = periodOf({ fromOn, throughOn });
    requirePeriod(period);
    if (terms.kind === "just_below_limit" && currency === null) {
      throw new AppError("invalid_input", "What is just below a limit takes the limit's currency.");
    }
    const needed = { ...period, fromOn: firstDayNeeded(period.fromOn, terms) };
    const entries = listHandEntries(book, needed, currency);
    const within = new Set(entries.filter((entry) => entry[7] >= period.fromOn).map(([sequence]) => sequence));
    const anomalies = findAnomalies(entries, terms, settings.timeZone).filter(({ sequence }) => within.has(sequence));
    const cut = cutPage(anomalies, page, ({ sequence }, place) => sequence < place.number);
    const rows = new Map(
      findLedgerRows(
        book,
        cut.rows.map(({ sequence }) => sequence),
      ).map((row) => [row.sequence, row]),
    );
    const related = findEntryIds(
      book,
      cut.rows.flatMap(({ relatedSequence }) => relatedSequence ?? []),
    );
    return answerPage(
      cut,
      page,
      ({ sequence }) => ({ sortValue: "", number: sequence }),
      ({ sequence, relatedSequence }) => {
        const row = rows.get(sequence);
        if (!row) throw new Error(`Entry ${sequence} has gone while it was listed`);
        const relatedEntryId = relatedSequence === null ? null : (related.get(relatedSequence) ?? null);
        return { ...row, relatedEntryId, relatedSequence };
      },
    );
  },
};

/** By currency, then the most first; accounts with as much by their ids. */
function compareReceivers(
  one: Pick<Receiver, "currency" | "accountId"> & { readonly receivedMinor: number },
  other: Pick<Receiver, "currency" | "accountId"> & { readonly receivedMinor: number },
): number {
  if (one.currency !== other.currency) return one.currency < other.currency ? -1 : 1;
  if (one.receivedMinor !== other.receivedMinor) return other.receivedMinor - one.receivedMinor;
  return one.accountId < other.accountId ? -1 : Number(one.accountId > other.accountId);
}
