import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { command, job, query } from "./definition.ts";
import { journalAccountTypes, journalFormats } from "./export-formats.ts";
import { exportedFile, exportPath } from "./exports.ts";
import { civilDateText, idempotencyKey, line } from "./fields.ts";

/**
 * What a posting of the journal is about. Each has an account of its own; where several kinds of it are told apart, each of those may have
 * one as well, and otherwise goes to the one of all.
 */
export const journalRole = z.enum([
  /** What is owed to accounts as credit. */
  "credit",
  /** What invoices ask for. */
  "receivable",
  /** What was too little to be charged and waits for the next invoice. */
  "carried",
  /** Fees of plans and of their seats; by the plan's id. */
  "plan",
  /** Charges that belong to no plan. */
  "charge",
  /** By the tax rate's id. */
  "tax",
  /** Where money comes in; by the gateway. */
  "gateway",
  /** Credit given or taken by hand; by the reason's code. */
  "reason",
  /** Credit that expired. */
  "expiry",
  /** Credit that came from elsewhere. */
  "opening",
  /** Credit on its way between two accounts, which is nothing at the end of the day. */
  "transfer",
  /** Rests that nobody asks for any more. */
  "write_off",
]);
export type JournalRole = z.infer<typeof journalRole>;

export const journalAccountType = z.enum(journalAccountTypes);
export type JournalAccountType = z.infer<typeof journalAccountType>;

/** An account of the general ledger, as the programs that read the journal know it. */
const journalAccount = z.strictObject({
  number: z.string().regex(/^[0-9A-Z][0-9A-Z-]{0,19}$/u, {
    error: problemText("is not a number of digits, capitals and hyphens, 20 at most"),
  }),
  name: line(60),
  type: journalAccountType,
});
export type JournalAccount = z.infer<typeof journalAccount>;

/** What is told apart within a role: a plan, a tax rate, a gateway or a reason; empty: all that have no account of their own. */
const subject = z.string().max(64);

const journalRule = z.strictObject({
  role: journalRole,
  subject,
  /** What people call the subject now; null for all of a role. */
  subjectName: z.string().nullable(),
  /** The account that it posts to, from the first day that is not closed on. */
  account: journalAccount,
  /** Whether the subject has no account of its own, and goes to the role's. */
  isOfRole: z.boolean(),
});
export type JournalRule = z.infer<typeof journalRule>;

const journalChart = z.strictObject({ rules: z.array(journalRule) });

/** For hledger and ledger, which read the same; for beancount; and tables for accounting packages and programs. */
const journalFormat = z.enum(journalFormats);
export type JournalFormat = z.infer<typeof journalFormat>;

export const journalContract = {
  "journal.accounts": query({
    summary: "Lists the accounts of the general ledger that the book posts to, by what is posted.",
    input: z.strictObject({}),
    output: journalChart,
    errors: [],
  }),
  "journal.setAccounts": command({
    summary:
      "Changes accounts that the book posts to. What is posted into closed periods stays where it is; everything else moves.",
    right: "book",
    audit: { about: "journal", id: null },
    input: z.strictObject({
      accounts: z
        .array(
          z.strictObject({
            role: journalRole,
            subject: subject.default(""),
            /** Null: the subject has none of its own any more. */
            account: journalAccount.nullable(),
          }),
        )
        .min(1)
        .max(1000),
      idempotencyKey,
    }),
    output: journalChart,
    errors: ["journal_subject_unknown", "journal_account_ambiguous", "idempotency_conflict"],
  }),
  "journal.export": job({
    summary:
      "Writes a period, or everything, as balanced postings to a file for an accounting program. A closed period always gives the same.",
    right: "read",
    audit: { notes: ["fromOn", "throughOn", "format"] },
    input: z.strictObject({
      /** The first day; null: the first on which anything happened. */
      fromOn: civilDateText.nullable().default(null),
      throughOn: civilDateText.nullable().default(null),
      format: journalFormat,
      toPath: exportPath,
    }),
    output: exportedFile,
    errors: ["path_not_allowed", "export_failed"],
  }),
};
