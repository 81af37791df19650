import type { LedgerRow } from "../../shared/contract/ledger.ts";
import { figure, signedFigure } from "./amounts.ts";
import { printRows, type Column, type RowFlags } from "./rows.ts";
import type { OpenBook, Outcome } from "./run-command.ts";
import type { MethodInput } from "../../shared/contract/index.ts";
import type { Terminal } from "./terminal.ts";

const account: readonly Column<LedgerRow>[] = [
  { heading: "Account", name: "account_name", value: ({ accountName }) => accountName, shrinks: true },
];

const entry: readonly Column<LedgerRow>[] = [
  { heading: "No.", name: "sequence", align: "right", value: ({ sequence }) => sequence },
  { heading: "Date", name: "effective_on", value: ({ effectiveOn }) => effectiveOn },
];

const rest: readonly Column<LedgerRow>[] = [
  { heading: "Type", name: "source_type", value: ({ sourceType }) => sourceType },
  { heading: "Currency", name: "currency", value: ({ currency }) => currency },
  {
    heading: "Amount",
    name: "amount",
    align: "right",
    text: ({ amountMinor, currency }) => signedFigure(amountMinor, currency),
    value: ({ amountMinor, currency }) => ({ amountMinor, currency }),
  },
  {
    heading: "Balance",
    name: "balance_after",
    align: "right",
    text: ({ balanceAfterMinor, currency }) => figure(balanceAfterMinor, currency),
    value: ({ balanceAfterMinor, currency }) => ({ amountMinor: balanceAfterMinor, currency }),
  },
  { heading: "Reason", name: "reason", value: ({ reasonName }) => reasonName, shrinks: true },
  { heading: "Invoice", name: "invoice", value: ({ invoiceNumber }) => invoiceNumber },
  { heading: "By", name: "operator", value: ({ operator }) => operator, shrinks: true },
  { heading: "Note", name: "note", value: ({ note }) => note, shrinks: true },
  { heading: "Id", name: "id", value: ({ id }) => id },
];

/** Only programs read it: a person's terminal has no room for it. */
const accountId: Column<LedgerRow> = { heading: "Account id", name: "account_id", value: (row) => row.accountId };

/**
 * Print ledger entries, newest first: of one account, or of the book with the account of each. CSV always says whose they are, so
 * that either can be imported into another book (docs/csv.md).
 */
export function printEntries(
  terminal: Terminal,
  book: OpenBook,
  flags: RowFlags,
  ofAccountId: string | null,
  filters: NonNullable<MethodInput<"ledger.list">["filters"]>,
): Promise<Outcome> {
  const whose = [...(flags.csv ? [accountId] : []), ...(flags.csv || ofAccountId === null ? account : [])];
  return printRows(terminal, flags, [...entry, ...whose, ...rest], async (beforeSequence: number | null, limit) => {
    const input = { accountId: ofAccountId, filters, beforeSequence, limit };
    const { rows, nextBeforeSequence, total } = await book.ask("ledger.list", input);
    return { rows, next: nextBeforeSequence, total };
  });
}
