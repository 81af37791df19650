import { z } from "zod";
import { id, line } from "./fields.ts";

/** More than this is a document and belongs elsewhere; Clerk takes as much. */
const metadataLimit = 8192;

const metadata = z
  .record(z.string(), z.unknown())
  .refine((value) => JSON.stringify(value).length <= metadataLimit, { error: "is longer than 8 KB" });

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
