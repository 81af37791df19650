import type { CivilDate } from "../../../shared/calendar.ts";
import { entrySourceType, type BlockMovement } from "../../../shared/contract/ledger.ts";
import { readMovements } from "./history-blocks.ts";
import type { ImportedLedgerEntry, ImportFacts } from "./batch.ts";
import { readEach } from "./row-faults.ts";
import {
  anyAmount,
  optionalCount,
  optionalInstant,
  optionalLine,
  optionalText,
  requiredDate,
  RowFault,
  type ImportRow,
} from "./row.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** What a row of a ledger says by itself. */
interface HistoryFields extends Omit<ImportedLedgerEntry, "accountId" | "movements"> {
  /** Null where the file does not number its rows. */
  readonly sequence: number | null;
  /** Null where the row says nothing of blocks. */
  readonly movements: readonly BlockMovement[] | null;
  /** Null where the file does not say. */
  readonly balanceAfterMinor: number | null;
}

/** The longest number that a count may be written with; no ledger is that long. */
export const largestSequence = 999_999_999_999_999;

/** @throws RowFault, or RowFaults, for each field that is not what it should be. */
export function readHistoryFields(row: ImportRow, currencyCode: string, facts: ImportFacts): HistoryFields {
  const { dated, ...fields } = readEach({
    ...placeReaders(row, facts),
    amountMinor: () => {
      const amountMinor = anyAmount(row, "amount", currencyCode);
      if (amountMinor !== 0) return amountMinor;
      throw new RowFault("amount", sentence("An entry of zero says nothing; leave the row out."));
    },
    balanceAfterMinor: () => row.amount("balance_after", currencyCode),
    earlier: () => readEarlier(row),
    movements: () => readMovements(row, currencyCode),
  });
  const { sourceType, effectiveOn } = dated;
  return { ...fields, effectiveOn, currency: currencyCode, earlier: { sourceType, ...fields.earlier } };
}

/** What a row says that is not in its currency, where that is not known. @throws RowFault, or RowFaults, as above. */
export function checkWithoutCurrency(row: ImportRow, facts: ImportFacts): void {
  readEach({ ...placeReaders(row, facts), earlier: () => readEarlier(row) });
}

/** Where in its history the row stands. */
const placeReaders = (row: ImportRow, facts: ImportFacts) => ({
  sequence: () => optionalCount(row, "sequence", largestSequence),
  dated: () => {
    const sourceType = optionalLine(row, "source_type", 100);
    return { sourceType, effectiveOn: readDay(row, sourceType, facts) };
  },
});

function readEarlier(row: ImportRow) {
  return readEach({
    id: () => optionalLine(row, "id", 100),
    reason: () => optionalText(row, "reason", 200),
    invoice: () => optionalLine(row, "invoice", 100),
    operator: () => optionalText(row, "operator", 200),
    recordedAt: () => readRecordedAt(row),
    note: () => optionalText(row, "note", 2000),
  });
}

/** As it is written, once it is known to be an instant. */
function readRecordedAt(row: ImportRow): string | null {
  return optionalInstant(row, "recorded_at") === null ? null : row.required("recorded_at");
}

/**
 * What bears the date of an invoice, which a billing run may make ahead of its day, or of what it undoes or uses (BEHAVIOUR 3.11); an
 * opening may be one that was imported. Only a grant is made for a day that has come.
 */
const datedAhead: ReadonlySet<string | null> = new Set(entrySourceType.exclude(["grant"]).options);

function readDay(row: ImportRow, sourceType: string | null, facts: ImportFacts): CivilDate {
  const { todayOn, latestTodayOn, latestInvoiceOn, closedThroughOn } = facts;
  const day = requiredDate(row, "effective_on");
  if (closedThroughOn !== null && day <= closedThroughOn) {
    throw new RowFault(
      "effective_on",
      sentence("{day} lies in a closed month; the book is closed up to {closedThroughOn}.", { day, closedThroughOn }),
    );
  }
  const latestOn = datedAhead.has(sourceType) ? latestInvoiceOn : latestTodayOn;
  if (day <= latestOn) return day;
  throw new RowFault(
    "effective_on",
    sentence("{day} has not come yet; by the book's clock today is {todayOn}.", { day, todayOn }),
  );
}
