import { z } from "zod";
import { importFileKinds } from "../import-file-kinds.ts";
import { uploadId } from "./batches.ts";
import { job } from "./definition.ts";
import { askedFor } from "./evidence.ts";
import { existingAccounts, importChoices } from "./imports.ts";
import { currencyCode, id, idempotencyKey, minorAmount, sentence } from "./fields.ts";

/** Accounts, and what belongs to them, from files that are read whole or not at all. */

const importFileKind = z.enum(importFileKinds);
export type ImportFileKind = z.infer<typeof importFileKind>;

const importFileHead = { kind: importFileKind, name: z.string().max(255) };

/** What keeps a row, or a whole file, from being imported. */
const importProblem = z.strictObject({
  fileName: z.string(),
  /** The line of the file on which the row starts, counted from 1; null where the whole file is meant. */
  lineNumber: z.int().nullable(),
  column: z.string().nullable(),
  message: z.string(),
  sentence: sentence.optional(),
});
export type ImportProblem = z.infer<typeof importProblem>;

const changedAccount = z.strictObject({
  fileName: z.string(),
  lineNumber: z.int(),
  accountId: id,
  name: z.string(),
  /** The columns that change something, with what stood there and what will; null for nothing. */
  fields: z.array(z.strictObject({ column: z.string(), before: z.string().nullable(), after: z.string().nullable() })),
});
export type ChangedAccount = z.infer<typeof changedAccount>;

const importReport = z.strictObject({
  /**
   * `checked`: all rows are good, nothing was written, as asked. `written`: everything is in the book. `asked`: it waits for approval, as
   * the request that is named.
   */
  outcome: z.enum(["checked", "written", "rejected", "asked"]),
  counts: z.record(importFileKind, z.int()),
  /** By currency, the credit that opening balances and histories leave on accounts. */
  openingCredit: z.array(z.strictObject({ currency: currencyCode, amountMinor: minorAmount })),
  /** One per bad row, the first thousand of them. */
  problems: z.array(importProblem),
  problemCount: z.int(),
  /** What becomes of the accounts that the files name; only where those of the book may be changed. */
  updates: z
    .strictObject({
      newCount: z.int(),
      changedCount: z.int(),
      unchangedCount: z.int(),
      /** The first five hundred that change. */
      changes: z.array(changedAccount),
    })
    .optional(),
  /** The request by which it waits; only where approval was asked for. */
  request: z.strictObject({ id, number: z.int().positive() }).optional(),
});
export type ImportReport = z.infer<typeof importReport>;

export const accountImportContract = {
  "accounts.import": job({
    summary:
      "Reads accounts, plans, subscriptions, opening balances and ledger histories from CSV files; writes all rows or none.",
    isLeftToUpstream: true,
    right: "imports",
    audit: { notes: ["counts", "openingCredit"] },
    input: z.strictObject({
      files: z
        .array(
          z.union([
            z.strictObject({ ...importFileHead, text: z.string() }),
            /** One that was sent before, by `imports.upload`. */
            z.strictObject({
              ...importFileHead,
              uploadId,
              choices: importChoices
                .nullable()
                .default(null)
                .describe("How it is read; null: as its columns say, where those are known."),
            }),
          ]),
        )
        .min(1)
        .max(20),
      mode: z.enum(["check", "write"]),
      existing: existingAccounts.default("refuse"),
      emptyCells: z
        .enum(["keep", "clear"])
        .default("keep")
        .describe("What a blank cell says of an account of the book: nothing, or that there is nothing any more."),
      ask: askedFor
        .nullable()
        .default(null)
        .describe(
          "In the mode `write`: ask for approval of it instead, as one request that shows what it comes to. It takes the right to ask.",
        ),
      idempotencyKey,
    }),
    output: importReport,
    errors: [
      "upload_not_found",
      "idempotency_conflict",
      "approval_not_allowed",
      "evidence_invalid",
      "upload_too_large",
      "file_unreadable",
      "approval_required",
    ],
  }),
};
