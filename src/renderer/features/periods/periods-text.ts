import type { LeftOpen } from "../../../shared/contract/periods.ts";
import { inLanguage } from "../../foundation/language.ts";

/** All text of closed months, ready for translation. */
export const periodsText = inLanguage("periodsText", {
  title: "Closed months",
  explain:
    "Nothing is dated in a closed month any more: no entry, invoice, payment or note. What a rule would date in it is dated the first open day instead. Months are closed one after the other.",
  closedThrough: (day: string) => `The book is closed through ${day}.`,
  none: "No month is closed.",
  close: (month: string) => `Close ${month}…`,
  notOver: (month: string, day: string) => `${month} comes next. It can be closed once ${day} is over.`,
  caption: "The months that were closed, newest closing first",
  month: "Month",
  closed: "Closed",
  by: "By",
  lastEntry: "Last entry",
  state: "State",
  standing: "Closed",
  reopened: "Reopened",
  reopenedBy: (operator: string, reason: string) => `by ${operator}: ${reason}`,
  savePdf: "PDF",
  savePdfOf: (month: string) => `Save the receipt of ${month} as PDF`,
  saveJson: "JSON",
  saveJsonOf: (month: string) => `Save the receipt of ${month} as JSON`,
  reopen: "Reopen…",
  reopenNamed: (month: string) => `Reopen ${month}`,
  closing: {
    title: (month: string) => `Close ${month}?`,
    explain: "This is what its receipt will say. A closed month can be reopened as long as no later one is closed.",
    noCredit: "No account has had credit up to then.",
    caption: "What the month comes to",
    currency: "Currency",
    movement: "Movement",
    entries: "Entries",
    amount: "Amount",
    opening: "Opening balance",
    closing: "Closing balance",
    leavesOpen: "It leaves open:",
    cancel: "Cancel",
    confirm: "Close month",
    done: (month: string) => `${month} is closed. Its receipt can be saved from the list.`,
  },
  reopening: {
    title: (month: string) => `Reopen ${month}?`,
    explain: "It can be written in again. The closing stays in the list with your reason, and the audit log keeps it.",
    reason: "Reason",
    cancel: "Cancel",
    confirm: "Reopen month",
    done: (month: string) => `${month} is open again.`,
  },
});

/** What a closing leaves undone; the number comes in as text. */
export const leftOpenText = inLanguage<Readonly<Record<LeftOpen["kind"], (count: string) => string>>>("leftOpenText", {
  unbilled_accounts: (count) => `Accounts that are not billed up to its end: ${count}`,
  parked_accounts: (count) => `Accounts among them that a billing run has parked: ${count}`,
  unfinished_runs: (count) => `Billing runs that are not finished: ${count}`,
  unexpired_credit: (count) => `Blocks of credit that have expired and are not written off: ${count}`,
  untried_payments: (count) => `Payments that were to be tried again: ${count}`,
  waiting_approvals: (count) => `Requests that wait for approval: ${count}`,
  unverified_entries: (count) => `Entries that were written since the ledger was verified: ${count}`,
});
