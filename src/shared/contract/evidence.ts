import { z } from "zod";
import { uploadId } from "./batches.ts";
import { line, note } from "./fields.ts";

/** A file of evidence has 1 byte at least and so many at most. */
export const largestEvidenceBytes = 10 * 1024 * 1024;
const mostEvidence = 10;

/** What is said with an act that approval is asked for: why, and files. */
export const saidWithRequest = {
  comment: note.nullable().default(null).describe("Why it is asked for."),
  evidence: z
    .array(z.strictObject({ uploadId, name: line(255) }))
    .max(mostEvidence)
    .default([])
    .describe("Files that were sent before, 1 byte to 10 MB each."),
};

export const askedFor = z.strictObject(saidWithRequest);
export type AskedFor = z.output<typeof askedFor>;
