/*
 * Tests that are left out where books are on a server (`npm test -- --database postgres`), by why. Each of them is about what a book in a file is, or
 * looks into the file, or changes it, behind the application's back.
 */
const reasons = {
  "is about a book in a file: its disk, locks, log, copies and damage": [
    "acceptance/book/book-and-log",
    "acceptance/book/book-disk",
    "acceptance/book/book-file",
    "acceptance/book/book-locks",
    "acceptance/book/book-moved",
    "acceptance/book/copies",
    "acceptance/book/encrypted-copies",
    "acceptance/book/mending",
    "acceptance/book/reading-only",
    "acceptance/book/whole-book",
    "property/tampering",
  ],
  "opens books of earlier versions, which are files": [
    "acceptance/book/earlier-versions",
    "acceptance/book/seats-of-earlier-versions",
    "acceptance/book/webhooks-of-earlier-versions",
    "acceptance/book/unsettled-books",
  ],
  "looks into the book's file with SQLite, or changes it with it": [
    "acceptance/accounts/account-activity",
    "acceptance/approvals/approvals",
    "acceptance/access/audit",
    "acceptance/access/changed-account-records",
    "acceptance/access/changed-records",
    "acceptance/ledger/changed-papers",
    "acceptance/ledger/balances-as-of",
    "acceptance/batches/batches-gone-on-with",
    "acceptance/batches/batches-in-trouble",
    "acceptance/periods/closed-months-of-linked-books",
    "acceptance/periods/closed-periods",
    "acceptance/reports/credit-roll-forward",
    "acceptance/imports/import-beside-others",
    "acceptance/ledger/ledger",
    "acceptance/accounts/names-and-search",
    "acceptance/access/operators",
    "acceptance/invoices/paper-parties",
    "acceptance/reports/reports",
    "acceptance/billing/run-report",
    "acceptance/access/sessions",
    "acceptance/ledger/stranger-verifier",
    "acceptance/ledger/stranger-verifier-of-records",
    "acceptance/webhooks/webhooks",
    "api/door",
  ],
  "copies the book's file, or gives it to a process that is killed": [
    "acceptance/billing/billing-run",
    "acceptance/billing/billing-run-life",
    "acceptance/payments/dunning",
    "acceptance/book/dying-threads",
    "acceptance/billing/time-zones",
    "api/load",
    "api/webhook-delivery",
    "property/customer-lives",
  ],
  "looks for what lies beside the book's file": [
    "acceptance/exports/exports",
    "acceptance/imports/import",
    "acceptance/invoices/invoice-pdfs",
  ],
  "asks for copies of the book's file among much else": ["acceptance/access/rights", "api/examples"],
  "has a server of its own": [
    "acceptance/server/book-on-server",
    "acceptance/server/hosts-in-the-same-moment",
    "acceptance/server/hosts-of-server-book",
    "acceptance/server/hosts-of-two-versions",
    "acceptance/server/jobs-of-other-hosts",
    "acceptance/server/link-of-server-book",
    "acceptance/server/refused-servers",
    "acceptance/server/server-in-trouble",
    "acceptance/server/server-without-resources",
    "acceptance/server/verifying-beside-hosts",
    "acceptance/server/writes-sent-ahead",
  ],
};

/** @type {readonly { file: string, reason: string }[]} */
export const fileOnlyTests = Object.entries(reasons).flatMap(([reason, names]) =>
  names.map((name) => ({ file: `test/${name}.test.ts`, reason })),
);

/** The tests that are done with books on a server beside those in files, where there is one: those of postings, invoices and payments. */
export const serverCoreTests = [
  "acceptance/book/commands-together",
  "acceptance/credits/adjusting-credit",
  "acceptance/credits/credit-against-charges",
  "acceptance/invoices/invoices",
  "acceptance/payments/payments",
  "acceptance/credits/transfers",
  "property/repeated-adjustments",
].map((name) => `test/${name}.test.ts`);
