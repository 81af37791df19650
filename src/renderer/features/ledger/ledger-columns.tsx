import type { LedgerRow } from "../../../shared/contract/ledger.ts";
import type { ListColumn } from "../../components/list/list-column.ts";
import { shortUpstreamMark } from "../link/outbox-state.ts";
import { ledgerText } from "./ledger-text.ts";
import { reasonText } from "../../foundation/reason-names.ts";

const words = ledgerText.columns;

/** What happened, in words: the source, the invoice it belongs to, and whether it was taken back. */
export function whatText(row: Pick<LedgerRow, "sourceType" | "invoiceNumber" | "isReversed">): string {
  const what =
    row.invoiceNumber === null
      ? ledgerText.sources[row.sourceType]
      : ledgerText.withInvoice(row.sourceType, row.invoiceNumber);
  if (!row.isReversed) return what;
  // Credit that an invoice used is not undone as a mistake would be: voiding the invoice gives it back.
  return `${what} (${row.sourceType === "invoice_applied" ? ledgerText.returned : ledgerText.reversed})`;
}

const date: ListColumn<LedgerRow> = {
  id: "date",
  kind: "date",
  title: words.date,
  on: ({ effectiveOn }) => effectiveOn,
  place: ({ id }) => ({ screen: "entry", entryId: id }),
};

const account: ListColumn<LedgerRow> = {
  id: "account",
  kind: "text",
  title: words.account,
  isLead: true,
  minimumWidth: 120,
  growth: 2,
  text: ({ accountName }) => accountName,
  place: ({ accountId }) => ({ screen: "account", accountId, tab: "ledger" }),
};

const rest: readonly ListColumn<LedgerRow>[] = [
  { id: "what", kind: "text", title: words.what, minimumWidth: 190, growth: 1, text: whatText },
  {
    id: "reason",
    kind: "text",
    title: words.reason,
    minimumWidth: 152,
    growth: 1,
    text: ({ reasonName }) => reasonText(reasonName),
  },
  { id: "note", kind: "text", title: words.note, isProse: true, minimumWidth: 80, growth: 2, text: ({ note }) => note },
  {
    id: "operator",
    kind: "text",
    title: words.operator,
    minimumWidth: 130,
    growth: 1,
    text: ({ operator }) => operator,
  },
  {
    id: "amount",
    kind: "money",
    title: words.amount,
    showsPlus: true,
    money: ({ amountMinor, currency }) => ({ amountMinor, currency }),
  },
  {
    id: "balanceAfter",
    kind: "money",
    title: words.balanceAfter,
    money: ({ balanceAfterMinor, currency }) => ({ amountMinor: balanceAfterMinor, currency }),
  },
];

/**
 * Marks what the upstream of a linked book does not have.
 *
 * @param upstream what it is called.
 */
export function upstreamColumn(upstream: string): ListColumn<LedgerRow> {
  return {
    id: "upstream",
    kind: "state",
    title: words.upstream(upstream),
    state: shortUpstreamMark,
  };
}

/** The columns of the book's ledger. */
export const bookLedgerColumns: readonly ListColumn<LedgerRow>[] = [date, account, ...rest];

/** The columns of one account's ledger, which need not repeat whose it is. */
export const accountLedgerColumns: readonly ListColumn<LedgerRow>[] = [date, ...rest];
