/*
 * Tests that are left out where books are on a server (`npm test -- --database postgres`), by why. Each of them is about what a book in a file is, or
 * looks into the file, or changes it, behind the application's back.
 */
const reasons = {
  "is about a book in a file: its disk, locks, log, copies and damage": [
    "acceptance/book-and-log",
    "acceptance/book-disk",
    "acceptance/book-file",
    "acceptance/book-locks",
    "acceptance/book-moved",
    "acceptance/copies",
    "acceptance/encrypted-copies",
    "acceptance/mending",
    "acceptance/reading-only",
    "acceptance/whole-book",
    "property/tampering",
  ],
  "opens books of earlier versions, which are files": [
    "acceptance/earlier-versions",
    "acceptance/seats-of-earlier-versions",
    "acceptance/unsettled-books",
  ],
  "looks into the book's file with SQLite, or changes it with it": [
    "acceptance/account-activity",
    "acceptance/approvals",
    "acceptance/audit",
    "acceptance/balances-as-of",
    "acceptance/batches-gone-on-with",
    "acceptance/batches-in-trouble",
    "acceptance/closed-periods",
    "acceptance/commands-together",
    "acceptance/credit-roll-forward",
    "acceptance/import-approvals",
    "acceptance/import-beside-others",
    "acceptance/ledger",
    "acceptance/names-and-search",
    "acceptance/operators",
    "acceptance/paper-parties",
    "acceptance/reports",
    "acceptance/run-report",
    "acceptance/sessions",
    "acceptance/stranger-verifier",
    "acceptance/webhooks",
    "api/door",
  ],
  "copies the book's file, or gives it to a process that is killed": [
    "acceptance/billing-run",
    "acceptance/billing-run-life",
    "acceptance/dunning",
    "acceptance/dying-threads",
    "acceptance/time-zones",
    "api/load",
    "api/webhook-delivery",
    "property/customer-lives",
  ],
  "looks for what lies beside the book's file": ["acceptance/exports", "acceptance/import", "acceptance/invoice-pdfs"],
  "asks for copies of the book's file among much else": ["acceptance/rights", "api/examples"],
  "has a server of its own": [
    "acceptance/book-on-server",
    "acceptance/hosts-of-server-book",
    "acceptance/link-of-server-book",
    "acceptance/refused-servers",
    "acceptance/server-in-trouble",
  ],
};

/** @type {readonly { file: string, reason: string }[]} */
export const fileOnlyTests = Object.entries(reasons).flatMap(([reason, names]) =>
  names.map((name) => ({ file: `test/${name}.test.ts`, reason })),
);

/** The tests that are done with books on a server beside those in files, where there is one: those of postings, invoices and payments. */
export const serverCoreTests = [
  "acceptance/adjusting-credit",
  "acceptance/credit-against-charges",
  "acceptance/invoices",
  "acceptance/payments",
  "acceptance/transfers",
  "property/repeated-adjustments",
].map((name) => `test/${name}.test.ts`);
