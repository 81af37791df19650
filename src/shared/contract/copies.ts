import { z } from "zod";
import { command, job } from "./definition.ts";
import { idempotencyKey, instantMs } from "./fields.ts";

/** The name of a file in the book's own folder: no caller says where else the engine reads or writes. */
const fileName = z
  .string()
  .min(1)
  .max(255)
  .regex(/^(?!\.{1,2}$)[^/\\\0]+$/u, { error: "is not the name of a file" });

export const copiesContract = {
  "book.backup": job({
    summary: "Copies the book as it is now to a file beside it, which is whole by itself, and checks the copy.",
    right: "book",
    audit: { notes: [] },
    input: z.strictObject({}),
    output: z.strictObject({
      path: z.string(),
      sizeBytes: z.int(),
      /** How many ledger entries the copy holds. */
      entryCount: z.int(),
      createdAtMs: instantMs,
    }),
    errors: [],
  }),
  /** Answered also while no book is open: it is the way out where there is none, or a damaged one. */
  "book.restore": command({
    summary: "Makes the book what a copy in its folder holds. What was there before is kept beside it.",
    right: "book",
    audit: { notes: ["fileName", "replaces"] },
    input: z.strictObject({
      fileName,
      /** Whether the book that is there now gives way; otherwise there may be none. */
      replaces: z.boolean().default(false),
      idempotencyKey,
    }),
    output: z.strictObject({
      path: z.string(),
      entryCount: z.int(),
      lastEntryAtMs: instantMs.nullable(),
      /** Whether the copy was made of an open book's file alone, so that what was written last may be missing. */
      mayMissLast: z.boolean(),
      /** Where the book that was there before is now; null where there was none. */
      keptPath: z.string().nullable(),
    }),
    errors: ["book_exists", "backup_not_found"],
  }),
};
