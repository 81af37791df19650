import { writeMovements } from "../block-movements.ts";
import type { ExportedEntry, LedgerRow } from "../contract/ledger.ts";
import { earlierEntryOf, type EarlierEntry } from "../earlier-entry.ts";
import { exportedAmount, exportedInstant, type ExportColumn } from "./column.ts";

/** A column of what an entry is, or was in the ledger that it was imported from: an export says the same as the one it came from. */
function earlier(name: string, what: (row: EarlierEntry) => string | null): ExportColumn<LedgerRow> {
  return { name, value: (row) => what(earlierEntryOf(row) ?? asEarlierEntry(row)) };
}

function asEarlierEntry(row: LedgerRow): EarlierEntry {
  const { sourceType, id, reasonName: reason, invoiceNumber: invoice, operator, createdAtMs } = row;
  // A note of spaces is no note, to an import as well.
  const note = row.note?.trim() === "" ? null : row.note;
  return { sourceType, id, reason, invoice, operator, recordedAt: exportedInstant(createdAtMs), note };
}

/** What an export says of a ledger entry: enough to bring it into another book (docs/csv.md). */
export const entryColumns: readonly ExportColumn<ExportedEntry>[] = [
  { name: "sequence", value: ({ sequence }) => sequence },
  { name: "effective_on", value: ({ effectiveOn }) => effectiveOn },
  { name: "account_id", value: ({ accountId }) => accountId },
  { name: "account_name", value: ({ accountName }) => accountName },
  earlier("source_type", ({ sourceType }) => sourceType),
  { name: "currency", value: ({ currency }) => currency },
  exportedAmount("amount", ({ amountMinor }) => amountMinor),
  exportedAmount("balance_after", ({ balanceAfterMinor }) => balanceAfterMinor),
  earlier("reason", ({ reason }) => reason),
  earlier("invoice", ({ invoice }) => invoice),
  earlier("operator", ({ operator }) => operator),
  earlier("note", ({ note }) => note),
  earlier("id", ({ id }) => id),
  earlier("recorded_at", ({ recordedAt }) => recordedAt),
  {
    name: "blocks",
    value: ({ movements, currency }) => (movements === null ? null : writeMovements(movements, currency)),
  },
];

/** What it takes to check an entry's hash elsewhere (BEHAVIOUR 4.1). An import passes over it: in another book the chain is another. */
export const entryProofColumns: readonly ExportColumn<EntryProof>[] = [
  { name: "previous_hash", value: ({ previousHash }) => previousHash },
  { name: "hash", value: ({ hash }) => hash },
  { name: "canonical_text", value: ({ canonicalText }) => canonicalText },
];

/** Hashes in hexadecimal digits, and the text that the hash covers after the previous one. */
export interface EntryProof {
  readonly previousHash: string;
  readonly hash: string;
  readonly canonicalText: string;
}
