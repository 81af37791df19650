import type { EntrySourceType, Origin } from "../../../shared/contract/ledger.ts";
import { inLanguage } from "../../foundation/language.ts";

/** What made an entry, as the ledger says it (BEHAVIOUR 3.8). */
const sources: Readonly<Record<EntrySourceType, string>> = {
  grant: "Credit added",
  deduction: "Credit removed",
  invoice_applied: "Applied to invoice",
  invoice_returned: "Returned from invoice",
  proration: "Unused time",
  refund_to_credit: "Refund to credit",
  expiry: "Expired",
  reversal: "Reversal",
  transfer_in: "Transfer in",
  transfer_out: "Transfer out",
  opening: "Opening entry",
};

/** Every source type, in the order in which they are offered. */
export const entrySourceTypes = Object.keys(sources) as EntrySourceType[];

/** The same where the invoice's number follows. */
const sourcesBeforeNumber: Readonly<Partial<Record<EntrySourceType, string>>> = {
  invoice_applied: "Applied to",
  invoice_returned: "Returned from",
};

/** Through which door an entry came. */
const origins: Readonly<Record<Origin, string>> = {
  desk: "At the desk",
  api: "Through the API",
  cli: "From the command line",
  import: "By import",
  billing: "By billing",
  sync: "By sync",
};

/** Everything the ledger's screens say. */
export const ledgerText = inLanguage("ledgerText", {
  title: "Ledger",
  sources,
  withInvoice: (source: EntrySourceType, number: string) =>
    `${sourcesBeforeNumber[source] ?? sources[source]} ${number}`,
  origins,
  columns: {
    date: "Date",
    account: "Account",
    what: "What",
    reason: "Reason",
    note: "Note",
    operator: "Operator",
    amount: "Amount",
    balanceAfter: "Balance after",
    upstream: (name: string) => `In ${name}`,
  },
  searchBook: "Search notes and accounts",
  searchAccount: "Search notes",
  reversed: "reversed",
  returned: "returned",
  gridLabelBook: "Ledger entries of the book, newest first",
  gridLabelAccount: "Ledger entries of the account, newest first",
  emptyTitle: "No entries yet",
  emptyBook:
    "Every change of an account’s credit stands here once. Open an account and adjust its credit balance, or import opening balances.",
  emptyAccount: "This account never had credit. Adjust its credit balance to write the first entry.",
  emptyFilteredTitle: "No entry matches",
  emptyFiltered: "Widen the filters, or clear them to see every entry.",
  openAccounts: "Open accounts",
  filters: {
    dates: "Effective date",
    source: "What",
    reason: "Reason",
    chosen: (filter: string, first: string, others: number) =>
      others === 0 ? `${filter}: ${first}` : `${filter}: ${first} and ${others} more`,
    operator: "Operator",
    operatorIs: (name: string) => `Operator: ${name}`,
    amount: "Amount",
    clear: "Clear filters",
  },
  asOf: {
    date: "As of",
    chip: (date: string, basis: string) => `As of ${date}, by ${basis.toLowerCase()}`,
    by: "Which date counts",
    bases: { effective: "Effective date", recorded: "Date recorded" },
    balance: (date: string) => `Balance as of ${date}`,
    bookBalance: (date: string) => `Balance of all accounts as of ${date}`,
    none: "No credit by then",
    spoken: (what: string, basis: string, amounts: readonly string[]) =>
      `${what}, by ${basis.toLowerCase()}: ${amounts.length === 0 ? "no credit by then" : amounts.join(", ")}.`,
  },
  entry: {
    openOutbox: "What became of it",
    title: (sequence: string) => `Entry ${sequence}`,
    titleLoading: "Ledger entry",
    balance: "Balance",
    amount: "Amount",
    balanceBefore: "Balance before",
    balanceAfter: "Balance after",
    account: "Account",
    kinds: { user: "User", organization: "Organization" },
    cause: "What caused it",
    what: "What",
    paid: "Paid on invoice",
    invoice: "Invoice",
    reason: "Reason",
    note: "Note",
    source: "Source",
    reverses: "Reverses",
    reversedBy: "Reversed by",
    openOriginal: "Open the original entry",
    openReversal: "Open the reversing entry",
    returns: "Returns",
    returnedBy: "Returned by",
    openUse: "Open the entry that used it",
    openReturn: "Open the returning entry",
    who: "Who and when",
    operator: "Operator",
    approvedBy: "Approved by",
    request: (number: string) => `request ${number}`,
    origin: "Where from",
    created: "Written",
    effective: "In effect from",
    blocks: "Blocks of credit it touched",
    blocksExplain: "What it put into blocks of credit, or took out of them, in this order.",
    block: {
      amount: "Amount",
      left: "Left now",
      priority: "Priority",
      expires: "Expires",
      never: "Never",
      id: "Block",
    },
    openBlocks: "All blocks of the account",
    proof: "Proof",
    sequence: "Sequence number",
    id: "Entry id",
    idempotencyKey: "Idempotency key",
    previousHash: "Previous hash",
    hash: "Hash",
    canonicalText: "Canonical text",
    recompute:
      "To recompute the hash with any tool: take the 32 bytes of the previous hash, follow them with the canonical text as UTF-8, and compute the SHA-256 of both together.",
    copied: "Copied",
    copyText: "Copy the canonical text",
    none: "None",
    reverse: "Reverse",
  },
  reverse: {
    title: (sequence: string) => `Reverse entry ${sequence}?`,
    explain:
      "The entry stays. A new entry of the opposite amount is written and linked to it. A reversal cannot itself be reversed.",
    newEntry: "New entry",
    balance: "Balance now",
    note: "Note",
    noteHint: "Why it is reversed. It stays in the ledger.",
    confirm: "Reverse entry",
    cancel: "Cancel",
    done: (sequence: string) => `Reversed by entry ${sequence}.`,
    doneTitle: "Entry reversed",
  },
});
