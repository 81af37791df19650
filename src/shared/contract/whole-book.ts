import { z } from "zod";
import { path } from "./copies.ts";
import { command, job } from "./definition.ts";
import { exportedFile, exportPath } from "./exports.ts";
import { idempotencyKey } from "./fields.ts";

/** The whole book as a documented file, and a book made of one (docs/book-format.md). */
export const wholeBookContract = {
  "book.export": job({
    summary:
      "Writes everything that the book holds to a file of JSON Lines (docs/book-format.md), in one state, whatever is written meanwhile. Secrets are left out.",
    right: "book",
    audit: { notes: ["toPath"] },
    input: z.strictObject({ toPath: exportPath }),
    output: exportedFile,
    errors: ["path_not_allowed", "export_failed"],
  }),
  /** Answered where no book is. */
  "book.import": command({
    summary: "Makes a book of what an export of a whole book holds, where there is none, and verifies it first.",
    right: "book",
    audit: { notes: ["fromPath"] },
    input: z.strictObject({ fromPath: path, idempotencyKey }),
    output: z.strictObject({
      path: z.string(),
      recordCount: z.int(),
      entryCount: z.int(),
      /** The hash of the ledger's last entry, which the export names as well. */
      headHash: z.string(),
    }),
    errors: ["path_not_allowed", "book_exists", "export_broken", "export_not_found"],
  }),
};
