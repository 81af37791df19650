import type { ImportFileKind, ImportReport } from "../../../shared/contract/account-import.ts";
import { inLanguage } from "../../foundation/language.ts";

const kinds: Readonly<Record<ImportFileKind, string>> = {
  users: "Users",
  organizations: "Organizations",
  plans: "Plans",
  subscriptions: "Subscriptions",
  opening_balances: "Opening balances",
  ledger_entries: "Ledger history",
};

const outcomes: Readonly<Record<ImportReport["outcome"], string>> = {
  checked: "All rows are good",
  written: "Everything is imported",
  rejected: "Nothing was written",
  asked: "It waits for approval",
};

/** Everything the imports screen says. */
export const importsText = inLanguage("importsText", {
  title: "Imports",
  tabs: { label: "What is imported", files: "Accounts and history", adjustments: "Credit adjustments" },
  kinds,
  outcomes,
  explain:
    "Users, organizations, plans, subscriptions, opening balances and the history of a ledger from CSV files and Excel workbooks, also as Stripe and Clerk export them. Every row is checked first; either all rows are written or none.",
  drop: {
    title: "Drop CSV files or Excel workbooks here",
    titleMore: "Drop more or corrected files here",
    choose: "Choose files",
    hint: "Several at once are fine. A file called users.csv, organizations.csv, plans.csv, subscriptions.csv, opening_balances.csv or ledger_entries.csv is recognized by its name.",
    label: "Files to import",
  },
  files: {
    caption: "Chosen files",
    name: "File",
    kind: "Holds",
    chooseKind: "Choose what it holds",
    kindOf: (name: string) => `What ${name} holds`,
    size: "Size",
    remove: "Remove",
    removeFile: (name: string) => `Remove ${name}`,
    clear: "Remove all",
    tooMany: (maximum: number) => `At most ${maximum} files can be imported at once; the others were left out.`,
    unreadable: (name: string) => `${name} could not be read. Check that the file is still there.`,
    kindMissing: "Say what each file holds, then check them.",
  },
  reading: {
    title: (name: string) => `How ${name} is read`,
    missing: (columns: string) => `Say which column holds: ${columns}.`,
    mappings: {
      clerk_users: "It is an export of users from Clerk.",
      clerk_organizations: "It is a list of organizations from Clerk.",
      stripe_customers: "It is an export of customers from Stripe. Each keeps its id, behind user_ or org_.",
      stripe_balance_transactions:
        "It lists customer balance transactions of Stripe. There, what is below zero is credit; here it is above.",
    },
  },
  existing: {
    update: "Change accounts that the book has",
    updateHint: "By id, or else by e-mail address or slug. Only columns that the files have change something.",
    clear: "An empty cell clears what is there",
    clearHint: "Otherwise it changes nothing. A name, a currency and a payment method cannot be cleared.",
  },
  sending: {
    files: "Sending the files",
    file: (name: string) => `Sending ${name}`,
    of: (sent: string, total: string) => `${sent} of ${total}`,
    stopped: "Stopped before everything was sent. Nothing was written.",
  },
  check: "Check files",
  checkAgain: "Check again",
  checking: "Checking every row, nothing is written",
  writing: "Importing",
  stopped: "Stopped. Nothing was written.",
  report: {
    checked: "Nothing is written yet. This is what the files hold:",
    found: (count: string) => (count === "1" ? "1 problem was found" : `${count} problems were found`),
    rejectedCheck: "Correct the rows that are listed and choose the files again; nothing can be imported before.",
    rejectedWrite:
      "The book changed since the check, and rows that were good then no longer fit. Correct the rows that are listed.",
    written: "This is in the book now:",
    asked: "Nothing is written until somebody approves it. This is what waits:",
    openRequest: (number: string) => `Open request ${number}`,
    rows: (count: string) => (count === "1" ? "1 row" : `${count} rows`),
    opening: "Opening credit",
    importAll: "Import everything",
    importMore: "Import other files",
    newAccounts: "New accounts",
    changedAccounts: "Changed accounts",
    unchangedAccounts: "Unchanged accounts",
    changes: (count: string) => `What changes (${count})`,
    changesLabel: "What changes of accounts that the book has",
    listedChanges: (listed: string, count: string) => `The first ${listed} of ${count} accounts are listed.`,
    account: "Account",
    before: "Before",
    after: "After",
    nothing: "nothing",
    openAccounts: "Open accounts",
    openLedger: "Open the ledger",
    problems: (count: string) => `Problems (${count})`,
    listed: (listed: string, count: string) => `The first ${listed} of ${count} are listed.`,
    problemsLabel: "Rows that cannot be imported",
    file: "File",
    line: "Line",
    column: "Column",
    message: "Problem",
    wholeFile: "whole file",
  },
  help: {
    title: "What the files hold",
    explain:
      "The first line names the columns; their order does not matter. A file with other names, with semicolons, in another encoding or from Excel is read too: its columns are proposed, and shown above.",
    column: "Column",
    required: "Required",
    yes: "yes",
    no: "no",
    content: "Content",
    file: (kind: string) => `${kind}.csv`,
    saveEmpty: (fileName: string) => `Save an empty ${fileName}`,
  },
});
