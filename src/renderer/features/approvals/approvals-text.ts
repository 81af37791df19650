import type { ApprovalRequest } from "../../../shared/contract/approvals.ts";
import type { StateWord } from "../../components/state-mark.tsx";
import { inLanguage } from "../../foundation/language.ts";

const acts: Readonly<Record<ApprovalRequest["act"], string>> = {
  "credits.adjust": "Adjust credit balance",
  "credits.transfer": "Transfer credit",
  "credits.reverse": "Reverse an entry",
  "credits.voidBlock": "Void a block of credit",
  "credits.applyToOpenInvoices": "Apply credit to open invoices",
  "creditNotes.issue": "Issue a credit note",
  "invoices.void": "Void an invoice",
  "invoices.recordPayment": "Record an overpayment",
  "invoices.takeBackPayment": "Take back a payment",
  "batches.apply": "Apply a batch",
  "batches.undo": "Undo a batch",
  "accounts.import": "Import",
};

const states: Readonly<Record<ApprovalRequest["state"], StateWord>> = {
  pending: { word: "Pending", tone: "waiting" },
  approved: { word: "Approved", tone: "fine" },
  rejected: { word: "Rejected", tone: "over" },
  withdrawn: { word: "Taken back", tone: "over" },
  expired: { word: "Expired", tone: "over" },
};

const names = new Intl.ListFormat("en", { type: "disjunction" });

/** Everything that is said about approvals. */
export const approvalsText = inLanguage("approvalsText", {
  title: "Approvals",
  waiting: (count: string) => `${count} wait for you`,
  tabs: { label: "Which requests", "for-me": "For me", mine: "My requests", decided: "Decided" },
  acts,
  states,
  list: {
    caption: { "for-me": "Requests that wait for me", mine: "What I asked for", decided: "What was decided" },
    number: "Request",
    what: "What",
    credit: "Credit",
    by: "Asked by",
    when: "When",
    state: "State",
    open: (number: string) => `Request ${number}`,
    more: (count: string) => `and ${count} more`,
    rows: (count: string) => `${count} rows`,
    older: "Show older ones",
    emptyTitle: {
      "for-me": "Nothing waits for you",
      mine: "You have asked for nothing",
      decided: "Nothing was decided yet",
    },
    empty: {
      "for-me":
        "What somebody asks for that is above their limits stands here until it is decided. You never decide your own.",
      mine: "What you ask for that is above your limits stands here, with what became of it.",
      decided: "Requests stand here once they are approved, rejected, taken back or expired.",
    },
  },
  pane: {
    label: (number: string) => `Request ${number}`,
    askedBy: "Asked by",
    when: "Asked",
    why: "Why",
    note: "Note",
    reason: "Reason",
    countsOn: "Counts for",
    limit: "Above",
    limits: {
      per_act: (limit: string) => `${limit} at once`,
      per_day: (limit: string, before: string) => `${limit} on a day, ${before} before it`,
      not_named: "no limit in this currency",
    },
    expires: "Expires",
    account: "Account",
    change: "Credit",
    now: "Balance now",
    after: "After",
    ofBatch: (count: string) => `${count} rows of a batch`,
    effects: "What it comes to",
    batch: "Open the batch",
    ofImport: (count: string) => (count === "1" ? "1 entry of an import" : `${count} entries of an import`),
    files: "Files",
    notWritten: "Nothing of it was written",
    evidence: "Evidence",
    noEvidence: "No files were given.",
    saveOf: (name: string) => `Save ${name}`,
    evidenceHint: "Files are saved as they came. Nobody has looked into them.",
    decided: "Decided",
    by: "By",
    comment: "Comment",
    entries: "Entries",
    entry: (index: string) => `Entry ${index}`,
  },
  decide: {
    comment: "Comment",
    commentHint: "Needed to reject. It stays with the request.",
    commentMissing: "Say why it is rejected.",
    approve: "Approve",
    reject: "Reject",
    withdraw: "Take back",
    couldApprove: (who: readonly string[]) =>
      who.length === 0 ? "Nobody’s limits allow it as things stand." : `${names.format(who)} could approve it.`,
    own: "It is your own request, so somebody else decides it.",
    approved: (number: string) => `Request ${number} was approved`,
    rejected: (number: string) => `Request ${number} was rejected`,
    withdrawn: (number: string) => `Request ${number} was taken back`,
  },
  ask: {
    title: "Needs approval",
    why: "Why it is asked for",
    whyHint: "For whoever approves it.",
    addFiles: "Add files",
    files: "Files to give as evidence",
    filesHint: "10 MB each at most, ten at most.",
    remove: (name: string) => `Leave out ${name}`,
    submit: "Ask for approval",
    asked: (number: string) => `Request ${number} waits for approval`,
    askedHint: "You find it under Approvals, with what becomes of it.",
  },
});
