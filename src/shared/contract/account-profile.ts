import { z } from "zod";
import { problemText } from "../sentences/sentence.ts";
import { id, line } from "./fields.ts";

/** More than this is a document and belongs elsewhere; Clerk takes as much. */
const metadataLimit = 8192;

/** Deeper than this is no record of anything, and deeper than the database reads. */
const metadataDepth = 100;

const metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => isJson(value, metadataDepth), {
    error: problemText("is not JSON, or is nested too deeply"),
    abort: true,
  })
  .refine((value) => JSON.stringify(value).length <= metadataLimit, { error: problemText("is longer than 8 KB") });

/** Whether a value is what JSON can say, so that what is read back equals what was sent. */
function isJson(value: unknown, depth: number): boolean {
  if (value === null || typeof value === "boolean" || typeof value === "string") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (typeof value !== "object" || depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isJson(item, depth - 1));
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = prototype === Object.prototype || prototype === null;
  return isPlain && Object.values(value).every((item) => isJson(item, depth - 1));
}

const profileText = line(255).nullable().default(null);

/** What a program says of a user or an organization and wants to read again; nothing is computed with it. */
export const accountProfile = z.strictObject({
  /** What the program's own records know it by; no two accounts share one. */
  externalId: profileText,
  username: profileText,
  firstName: profileText,
  lastName: profileText,
  locale: profileText,
  publicMetadata: metadata.default({}),
  privateMetadata: metadata.default({}),
  unsafeMetadata: metadata.default({}),
  createdBy: id.nullable().default(null),
  maximumMemberships: z.int().min(0).nullable().default(null),
});
export type AccountProfile = z.output<typeof accountProfile>;
