import type { BillingRunView } from "../../../shared/contract/billing.ts";
import type { RunInvoices } from "../../foundation/router.ts";
import { inLanguage } from "../../foundation/language.ts";

const runStates: Readonly<Record<BillingRunView["state"], string>> = {
  running: "Running",
  interrupted: "Interrupted",
  stopped: "Stopped",
  complete: "Complete",
};

const runInvoiceTitles: Readonly<Record<RunInvoices, string>> = {
  all: "Invoices of the run",
  nothing_due: "Invoices that came to nothing",
  by_credit: "Invoices that used credit",
  collected: "Invoices that were collected at once",
  failed: "Invoices whose payment failed at first",
  open: "Invoices left open for a transfer",
  carried: "Invoices carried over to the next one",
};

/** Everything that the screens of billing say. */
export const billingText = inLanguage("billingText", {
  title: "Billing",
  tabs: {
    label: "Parts of billing",
    runs: "Billing run",
    subscriptions: "Subscriptions",
    plans: "Plans",
    discounts: "Discounts",
  },
  runStates,
  totals: {
    caption: "Totals by currency",
    pictureOf: (currency: string) => `Where what is invoiced in ${currency} goes`,
    currency: "Currency",
    invoices: "Invoices",
    invoiced: "Invoiced",
    creditToBeUsed: "Credit to be used",
    toBeCharged: "To be charged",
    toBeCarried: "To be carried over",
    creditUsed: "Credit used",
    collected: "Collected",
    failed: "Failed",
    open: "Open by transfer",
    carried: "Carried over",
    invoicesOf: (sum: string) => `Invoices: ${sum}`,
    none: "No invoice",
  },
  problems: {
    title: (count: string) => `Problems (${count})`,
    none: "No problems.",
    explain: "These accounts are left out. Correct the cause; the next run bills them.",
    account: "Account",
    problem: "Problem",
    remedy: "What to do",
    listed: (listed: string, count: string) => `The first ${listed} of ${count} are listed.`,
    label: "Accounts that could not be billed",
  },
  soFar: "So far",
  runInvoices: { titles: runInvoiceTitles },
  run: {
    title: "Run billing to a date",
    explain:
      "Makes every invoice that is due up to the date, uses account credit first, then asks the payment methods.",
    through: "Through",
    throughHint: (today: string) => `Today in the book is ${today}.`,
    invalidDate: "Enter a day of the calendar.",
    future: (date: string, today: string) =>
      `${date} lies after today (${today}). Invoices would be issued now for periods that have not begun, and dated in the future.`,
    dryRun: "Dry run",
    dryRunAgain: "Dry run again",
    dryRunning: "Dry run: computing invoices, nothing is written",
    dryRunTitle: (date: string) => `Dry run through ${date}`,
    dryRunMade: (moment: string) => `Computed ${moment}. Nothing is written by a dry run.`,
    dryRunStopped: "The dry run was stopped. Nothing was written.",
    nothingDue: (date: string) => `No account is due through ${date}.`,
    nothingDueHint: "Choose a later date, or subscribe accounts to plans first.",
    run: "Run billing…",
    export: "Export as CSV",
    running: "Billing run",
    doneTitle: "Billing run complete",
    stoppedTitle: "Billing run stopped",
    stoppedHint: "What was done stays done. Resume the run from its report to bill the rest.",
    openReport: "Open its report",
    close: "Close",
    confirmTitle: (date: string) => `Run billing through ${date}?`,
    confirmLead: (moment: string) => `By the dry run of ${moment}, this writes:`,
    confirmLeftOut: (count: string) =>
      count === "1"
        ? "1 account is left out because of a problem."
        : `${count} accounts are left out because of problems.`,
    confirmFinal: "Invoices are final once they are issued. The run can be stopped between batches and resumed.",
    confirm: "Run billing",
    cancel: "Cancel",
    interrupted: (date: string) => `The run through ${date} was interrupted.`,
    interruptedHint:
      "The application was closed before everything was billed. Nothing was lost; resume it from its report.",
  },
  past: {
    title: "Past runs",
    caption: "Billing runs, newest first",
    through: "Through",
    state: "State",
    started: "Started",
    operator: "By",
    accounts: "Accounts",
    invoices: "Invoices",
    invoiced: "Invoiced",
    problems: "Problems",
    open: (date: string) => `Report of the run through ${date}`,
    empty: "No billing run yet. Choose a date above and start with a dry run.",
    of: (done: string, total: string) => `${done} of ${total}`,
  },
  report: {
    title: (date: string) => `Billing run through ${date}`,
    state: "State",
    through: "Through",
    started: "Started",
    ended: "Ended",
    operator: "By",
    accounts: "Accounts done",
    invoices: "Invoices made",
    id: "Run id",
    notEnded: "not yet",
    titleLoading: "Billing run",
    of: (done: string, total: string) => `${done} of ${total}`,
    retry: "Try parked accounts again",
    retryHint: (count: string) =>
      count === "1"
        ? "1 account was parked. Correct what is named below, then try it again."
        : `${count} accounts were parked. Correct what is named below, then try them again.`,
    retriedAll: "Tried again: every account that was parked is billed now.",
    retriedSome: (count: string) =>
      count === "1" ? "Tried again: 1 account is still parked." : `Tried again: ${count} accounts are still parked.`,
    resume: "Resume run",
    resumeHint: "Accounts are left to bill. Resuming goes on where the run stopped; no period is billed twice.",
    facts: "Run",
    outcome: "Outcome",
  },
});
