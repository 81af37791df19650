import type { ImportedLedgerEntry, ImportFacts } from "./batch.ts";
import { anyAmount, optionalCount, optionalText, requiredDate, RowFault, type ImportRow } from "./row.ts";

/** What a row of a ledger says by itself. */
interface HistoryFields extends Omit<ImportedLedgerEntry, "accountId"> {
  /** Null where the file does not number its rows. */
  readonly sequence: number | null;
  /** Null where the file does not say. */
  readonly balanceAfterMinor: number | null;
}

/** The longest number that a count may be written with; no ledger is that long. */
export const largestSequence = 999_999_999_999_999;

/** @throws RowFault for the first field that is not what it should be. */
export function readHistoryFields(row: ImportRow, currencyCode: string, facts: ImportFacts): HistoryFields {
  const sequence = optionalCount(row, "sequence", largestSequence);
  const sourceType = optionalText(row, "source_type", 100);
  const effectiveOn = readDay(row, sourceType, facts);
  const amountMinor = anyAmount(row.required("amount"), "amount", currencyCode);
  if (amountMinor === 0) throw new RowFault("amount", "An entry of zero says nothing; leave the row out.");
  const balanceAfter = row.optional("balance_after");
  const balanceAfterMinor = balanceAfter === null ? null : anyAmount(balanceAfter, "balance_after", currencyCode);
  const id = optionalText(row, "id", 100);
  return {
    sequence,
    effectiveOn,
    currency: currencyCode,
    amountMinor,
    balanceAfterMinor,
    note: readNote(row, sourceType),
    source: sourceType === null && id === null ? null : `${sourceType ?? ""}/${id ?? ""}`,
  };
}

/** What bears the date of an invoice, which a billing run may make ahead of its day; an opening may be one that was imported. */
const datedAhead: ReadonlySet<string | null> = new Set(["invoice_applied", "proration", "opening"]);

function readDay(row: ImportRow, sourceType: string | null, { todayOn, latestTodayOn, latestInvoiceOn }: ImportFacts) {
  const day = requiredDate(row, "effective_on");
  const latestOn = datedAhead.has(sourceType) ? latestInvoiceOn : latestTodayOn;
  if (day <= latestOn) return day;
  throw new RowFault("effective_on", `${day} has not come yet; by the book's clock today is ${todayOn}.`);
}

/** The note; where there is none, what else says what the entry was for. */
function readNote(row: ImportRow, sourceType: string | null): string | null {
  const [reason, invoice] = [optionalText(row, "reason", 200), optionalText(row, "invoice", 100)];
  const note = optionalText(row, "note", 2000);
  if (note !== null) return note;
  const parts = [sourceType?.replaceAll("_", " ") ?? null, reason, invoice].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(", ");
}
