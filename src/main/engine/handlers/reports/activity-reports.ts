import type { DaySpan } from "../../../../shared/calendar.ts";
import { minorUnits } from "../../../../shared/money/minor-units.ts";
import {
  findPairs,
  firstDayNeeded,
  bandsBelowLimits,
  roundMultiples,
  outsideWorkingDays,
  partOutsideWorkingDays,
  quickSuccessions,
  sameAmounts,
  type Anomaly,
  type AnomalyTerms,
} from "../../../domain/reports/anomalies.ts";
import { requirePeriod } from "../../../domain/reports/report-months.ts";
import { listLimits } from "../../../storage/access/limit-store.ts";
import { findLedgerRows } from "../../../storage/ledger/ledger-list.ts";
import {
  findEntryIds,
  iterateAccountTimes,
  iterateDatedEntries,
  listCurrencies,
  listHandEntries,
  listAccountAmounts,
  listAmountsWithin,
  listRoundAmounts,
  listPassedOn,
  listRecordedDays,
} from "../../../storage/reports/anomaly-store.ts";
import { listReceivers } from "../../../storage/reports/receiver-store.ts";
import type { HandlersOf, QueryContext } from "../../handler.ts";
import { answerPage, cutPage, periodOf, placeOf } from "./report-page.ts";

/** Who received credit, and what of it looks odd. */
export const activityHandlers: HandlersOf<"reports.topReceivers" | "reports.anomalies"> = {
  "reports.topReceivers": ({ book }, { fromOn, throughOn, currency, ...page }) => {
    const period = periodOf({ fromOn, throughOn });
    requirePeriod(period);
    const place = placeOf(page);
    const [inCurrency = "", accountId = ""] = String(place?.sortValue ?? "").split(" ");
    const after = place && { currency: inCurrency, accountId, receivedMinor: place.number };
    return answerPage(
      listReceivers(book, period, currency, { after, limit: page.limit }),
      page,
      (row) => ({ sortValue: `${row.currency} ${row.accountId}`, number: row.receivedMinor }),
      (row) => ({ ...row, receivedMinor: minorUnits(row.receivedMinor) }),
    );
  },

  "reports.anomalies": ({ book, settings }, { fromOn, throughOn, currency, after, limit, ...terms }) => {
    const page = { after, limit };
    const period = periodOf({ fromOn, throughOn });
    requirePeriod(period);
    const { sequences, earlier } = anomaliesOf({ book, settings }, period, currency, terms);
    const cut = cutPage(newestFirst(sequences), page, (sequence, place) => sequence < place.number);
    const rows = new Map(findLedgerRows(book, cut.rows).map((row) => [row.sequence, row]));
    const related = findEntryIds(
      book,
      cut.rows.flatMap((sequence) => earlier?.get(sequence) ?? []),
    );
    return answerPage(
      cut,
      page,
      (sequence) => ({ sortValue: "", number: sequence }),
      (sequence) => {
        const row = rows.get(sequence);
        if (!row) throw new Error(`Entry ${sequence} has gone while it was listed`);
        const relatedSequence = earlier?.get(sequence) ?? null;
        const relatedEntryId = relatedSequence === null ? null : (related.get(relatedSequence) ?? null);
        return { ...row, relatedEntryId, relatedSequence };
      },
    );
  },
};

/** What was found, in no order: half a million entries may be odd, so they are no objects. */
interface Found {
  readonly sequences: readonly number[];
  /** The earlier entries that make them so; null where each is odd by itself. */
  readonly earlier: ReadonlyMap<number, number> | null;
}

function anomaliesOf(
  { book, settings }: Pick<QueryContext, "book" | "settings">,
  period: DaySpan,
  currency: string | null,
  terms: AnomalyTerms,
): Found {
  switch (terms.kind) {
    case "repeated": {
      const needed = { ...period, fromOn: firstDayNeeded(period.fromOn, terms) };
      const times = iterateAccountTimes(book, needed, currency);
      const together = quickSuccessions(times, terms, entriesPerPart);
      const same = together.flatMap((ids) => sameAmounts(listAccountAmounts(book, needed, currency, ids), terms));
      return inPairs(
        inParts(same).flatMap((sequences) => findPairs(listHandEntries(book, sequences), terms, period.fromOn)),
      );
    }
    case "credit_then_transfer": {
      const needed = { ...period, fromOn: firstDayNeeded(period.fromOn, terms) };
      return inPairs(findPairs(listPassedOn(book, needed, currency), terms, period.fromOn));
    }
    case "just_below_limit": {
      const bands = bandsBelowLimits(terms, currency, listLimits(book));
      return { sequences: bands.length === 0 ? [] : listAmountsWithin(book, period, bands), earlier: null };
    }
    case "round_amount": {
      const currencies = currency === null ? listCurrencies(book, period) : [currency];
      return { sequences: listRoundAmounts(book, period, currency, roundMultiples(terms, currencies)), earlier: null };
    }
    case "outside_working_days": {
      const part = partOutsideWorkingDays(listRecordedDays(book), settings.timeZone);
      const entries = part === null ? [] : iterateDatedEntries(book, period, currency, part);
      return { sequences: outsideWorkingDays(entries, settings.timeZone), earlier: null };
    }
  }
}

function inPairs(anomalies: readonly Anomaly[]): Found {
  const earlier = new Map(anomalies.map(({ sequence, relatedSequence }) => [sequence, relatedSequence]));
  return { sequences: [...earlier.keys()], earlier };
}

/** A typed array sorts numbers as such, many times faster than a comparison does. */
const newestFirst = (sequences: readonly number[]): number[] => [
  ...Float64Array.from(sequences).toSorted().toReversed(),
];

/** So many entries at least are read together. */
const entriesPerPart = 2000;

/** Put accounts together until they have so many entries that reading those is worth its while. */
function inParts(accounts: Iterable<readonly number[]>): number[][] {
  const parts: number[][] = [];
  for (const sequences of accounts) {
    const last = parts.at(-1);
    if (last && last.length < entriesPerPart) last.push(...sequences);
    else parts.push([...sequences]);
  }
  return parts;
}
