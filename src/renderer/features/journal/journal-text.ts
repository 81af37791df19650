import type { JournalAccountType, JournalFormat, JournalRole } from "../../../shared/contract/journal.ts";
import { inLanguage } from "../../foundation/language.ts";

const roles: Readonly<Record<JournalRole, string>> = {
  credit: "Credit of accounts",
  receivable: "What invoices ask for",
  carried: "Carried to the next invoice",
  plan: "Fees of plans",
  charge: "Other charges",
  tax: "Tax",
  gateway: "Payments",
  reason: "Credit by hand",
  expiry: "Expired credit",
  opening: "Opening balances",
  transfer: "Credit in transfer",
  write_off: "Written off",
};

const types: Readonly<Record<JournalAccountType, string>> = {
  asset: "Asset",
  liability: "Liability",
  equity: "Equity",
  income: "Income",
  expense: "Expense",
};

const formats: Readonly<Record<JournalFormat, string>> = {
  ledger: "hledger, ledger (.journal)",
  beancount: "Beancount (.beancount)",
  csv: "CSV, a row for each posting",
  xlsx: "Excel workbook (.xlsx)",
  jsonl: "JSON Lines, for programs",
};

/** Everything that is said about the journal. */
export const journalText = inLanguage("journalText", {
  title: "Journal",
  explain:
    "What accounting programs read: every entry, invoice, payment and note as balanced postings. An account that is changed holds for all days that are not closed.",
  caption: "Accounts of the journal",
  posted: "Posted",
  account: "Account",
  type: "Type",
  change: "Change",
  changeOf: (what: string) => `Change the account of ${what}`,
  add: "Add an account",
  exportIt: "Export",
  roles,
  types,
  subject: (role: string, name: string) => `${role}: ${name}`,
  edit: {
    title: "Account of the journal",
    addTitle: "An account of its own",
    what: "What is posted to it",
    number: "Number",
    numberHint: "Digits, capitals and hyphens, such as 4010.",
    numberWrong: "Digits, capitals and hyphens, 20 at most.",
    name: "Name",
    nameMissing: "Say what the account is called.",
    type: "Type",
    save: "Save",
    cancel: "Cancel",
    asOthers: "Post with the others",
    saved: "The account was saved",
  },
  export: {
    title: "Export the journal",
    from: "From",
    through: "Through",
    hint: "Left empty: from the beginning, to the end.",
    format: "For",
    formats,
    start: "Export",
    cancel: "Cancel",
  },
});
