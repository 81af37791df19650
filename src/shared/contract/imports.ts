import { z } from "zod";
import { importFileKinds } from "../import-file-kinds.ts";
import { columnIndex, sheetToPropose, uploadId } from "./batches.ts";
import { job } from "./definition.ts";

/** Files of other systems that are known by the names of their columns; `docs/csv.md` says where those come from. */
const readyMappings = [
  "clerk_users",
  "clerk_organizations",
  "stripe_customers",
  "stripe_balance_transactions",
] as const;
export type ReadyMapping = (typeof readyMappings)[number];

/** How a file of an import is read, where it is not one of our own form. */
export const importChoices = z.strictObject({
  /** The table of a workbook; null: its first. */
  sheet: z.string().max(255).nullable().default(null),
  mapping: z
    .enum(readyMappings)
    .nullable()
    .default(null)
    .describe("The system that the file comes from; its columns are then read as that system means them."),
  columns: z
    .record(z.string().max(64), columnIndex)
    .default({})
    .describe("Which column of the file holds what, counted from 0, by the names of the columns of the kind."),
  decimal: z
    .enum([".", ","])
    .nullable()
    .default(null)
    .describe("What stands before the decimals; null: what the rows show."),
  dateOrder: z
    .enum(["dmy", "mdy"])
    .nullable()
    .default(null)
    .describe("In which order dates with slashes or full stops are written; null: what the rows show."),
});
export type ImportChoices = z.infer<typeof importChoices>;

/** What becomes of users and organizations that the book has. */
export const existingAccounts = z
  .enum(["refuse", "update"])
  .describe("What becomes of users and organizations that the book has: a problem, or changed by what the files say.");

const kind = z.enum(importFileKinds);

export const importsContract = {
  "imports.inspect": job({
    summary: "Looks at the first rows of a file that is to be imported, and proposes what it holds and how it is read.",
    right: "imports",
    audit: "nothing",
    input: z.strictObject({
      uploadId,
      kind: kind.nullable().default(null).describe("What it holds; null: what its columns say."),
      sheet: sheetToPropose,
      choices: importChoices.nullable().default(null).describe("Null: as is proposed."),
      existing: existingAccounts.default("refuse"),
    }),
    output: z.strictObject({
      format: z.enum(["csv", "xlsx"]),
      /** How the text is encoded and separated; null for a workbook. */
      encoding: z.string().nullable(),
      delimiter: z.string().nullable(),
      /** The tables of a workbook. */
      sheets: z.array(z.string()),
      /** The names of the file's columns. */
      header: z.array(z.string()),
      /** What the file holds; null where it has to be said. */
      kind: kind.nullable(),
      choices: importChoices,
      /** Whether the choices are those of an earlier file with the same columns. */
      isRemembered: z.boolean(),
      /** Whether the file is of our own form, in which nothing has to be chosen. */
      isOwnForm: z.boolean(),
      /** The columns that every file of the kind has, and this one has not. */
      missing: z.array(z.string()),
      /** What the file leaves open, and has to be chosen. */
      unclear: z.array(z.enum(["decimal", "dateOrder"])),
      /** The first rows, as they will be read: what each column of the kind then holds. */
      rows: z.array(z.strictObject({ lineNumber: z.int(), values: z.record(z.string(), z.string()) })),
    }),
    errors: ["upload_not_found", "upload_too_large", "file_unreadable"],
  }),
};
