import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import { entryColumns } from "../../../shared/exports/entry-columns.ts";
import { figure, signedFigure } from "../foundation/amounts.ts";
import { exportList, type TableFileFlags } from "../foundation/export-file.ts";
import { forPrograms, printRows, type Column, type RowFlags } from "../foundation/rows.ts";
import type { OpenBook, Outcome } from "../foundation/run-command.ts";
import type { MethodInput } from "../../../shared/contract/index.ts";
import type { Terminal } from "../foundation/terminal.ts";
import { codeText, reasonText } from "../foundation/spoken.ts";

const account: readonly Column<LedgerRow>[] = [
  { heading: "Account", name: "account_name", value: ({ accountName }) => accountName, shrinks: true },
];

const entry: readonly Column<LedgerRow>[] = [
  { heading: "No.", name: "sequence", align: "right", value: ({ sequence }) => sequence },
  { heading: "Date", name: "effective_on", value: ({ effectiveOn }) => effectiveOn },
];

const amounts: readonly Column<LedgerRow>[] = [
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
];

const type: Column<LedgerRow> = {
  heading: "Type",
  name: "source_type",
  text: ({ sourceType }) => codeText(sourceType),
  value: ({ sourceType }) => sourceType,
};

/** What the upstream of a linked book does not have yet (BEHAVIOUR 12.2). */
const upstreamState: Column<LedgerRow> = {
  heading: "Upstream",
  name: "upstream_state",
  text: ({ upstreamState: state }) => (state ? codeText(state) : ""),
  value: ({ upstreamState: state }) => state,
};

const rest: readonly Column<LedgerRow>[] = [
  {
    heading: "Reason",
    name: "reason",
    text: ({ reasonName }) => reasonText(reasonName),
    value: ({ reasonName }) => reasonName,
    shrinks: true,
  },
  { heading: "Invoice", name: "invoice", value: ({ invoiceNumber }) => invoiceNumber },
  { heading: "By", name: "operator", value: ({ operator }) => operator, shrinks: true },
  { heading: "Note", name: "note", value: ({ note }) => note, shrinks: true },
  { heading: "Id", name: "id", value: ({ id }) => id },
];

/**
 * Print ledger entries, newest first: of one account, or of the book with the account of each. CSV always says whose they are
 * and what they were, so that either can be imported into another book (docs/csv.md).
 */
export async function printEntries(
  terminal: Terminal,
  book: OpenBook,
  flags: RowFlags & TableFileFlags,
  ofAccountId: string | null,
  filters: NonNullable<MethodInput<"ledger.list">["filters"]>,
): Promise<Outcome> {
  if (flags.to) return exportList(book, flags.to, { list: "ledger", accountId: ofAccountId, filters });
  const inputOf = (beforeSequence: number | null, limit: number) => {
    return { accountId: ofAccountId, filters, beforeSequence, limit };
  };
  if (flags.csv) {
    return printRows(terminal, flags, forPrograms(entryColumns), async (before: number | null, limit) => {
      const { rows, nextBeforeSequence, total } = await book.ask("ledger.export", inputOf(before, limit));
      return { rows, next: nextBeforeSequence, total };
    });
  }
  const { linkedTo } = await book.ask("book.info", {});
  const upstream = linkedTo === null ? [] : [upstreamState];
  const shown = [...entry, ...(ofAccountId === null ? account : []), type, ...amounts, ...upstream, ...rest];
  return printRows(terminal, flags, shown, async (before: number | null, limit) => {
    const { rows, nextBeforeSequence, total } = await book.ask("ledger.list", inputOf(before, limit));
    return { rows, next: nextBeforeSequence, total };
  });
}
