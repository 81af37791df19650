import { z } from "zod";
import { problemText, type Sentence } from "../sentences/sentence.ts";
import { isCivilDate, isTimeZone, lastInstantMs } from "../calendar.ts";
import { errorCodes, type ErrorCode } from "../errors.ts";
import { paperLanguages } from "../paper/paper-language.ts";
import { paperNumberPattern } from "../paper/paper-number.ts";
import { hasTooManyLines } from "../paper/paper-lines.ts";
import { currencyCodes } from "../money/currencies.ts";

/** Fields that several methods share. All of them are strict: what does not fit is refused, never bent. */

export const minorAmount = z.int();
export const positiveMinorAmount = z.int().positive().describe("In minor units of the currency, such as cents.");
export const currencyCode = z
  .enum(currencyCodes as unknown as readonly [string, ...string[]], {
    error: problemText("is not an ISO 4217 currency"),
  })
  .meta({ id: "Currency", description: "A currency by its ISO 4217 code." });
export const civilDateText = z
  .string()
  .refine(isCivilDate, { error: problemText("is not a date from 1970-01-01 to 9999-12-31 (YYYY-MM-DD)") })
  .meta({ format: "date" });
export const timeZoneName = z
  .string()
  .max(64)
  .refine(isTimeZone, { error: problemText("is not a time zone") });
/** Up to the end of the year 9999. */
export const instantMs = z.int().min(0).max(lastInstantMs).describe("Milliseconds since the epoch.");
export const accountKind = z.enum(["user", "organization"]);
export const billingPeriod = z.enum(["month", "annual"]);

/**
 * Text a person writes. A NUL byte or half a surrogate pair cannot be stored and read back the same everywhere, so it is
 * refused; everything else (emoji, right-to-left, combining marks) is kept exactly.
 */
const storable = (text: string) => text.isWellFormed() && !text.includes("\0");
export const line = (maximumLength: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maximumLength)
    .refine(storable, { error: problemText("has a character that cannot be stored") });
export const storableText = (maximumLength: number) =>
  z
    .string()
    .max(maximumLength)
    .refine(storable, { error: problemText("has a character that cannot be stored") });
export const note = z
  .string()
  .max(2000, { error: problemText("is longer than 2,000 characters") })
  .refine(storable, { error: problemText("has a character that cannot be stored") });
/** Text that is looked for. What could not be stored is nowhere to be found, and is refused before the search sees it. */
export const searchText = storableText(200);
/** What stands on paper in lines of its own, such as an address. */
export const paperText = (maximumLength: number) =>
  storableText(maximumLength).refine((text) => !hasTooManyLines(text), {
    error: problemText("has too many lines"),
  });
/** What an invoice or a credit note is called. */
export const paperNumber = z
  .string()
  .regex(paperNumberPattern, { error: problemText("is not a number of papers, such as INV-000042") });
/** A picture, by the SHA-256 of its bytes. */
export const logoId = z.string().regex(/^[0-9a-f]{64}$/u, { error: problemText("is not the id of a logo") });
export const paperLanguage = z.enum(paperLanguages);
/** A paper that was made, with the name under which people keep it. */
export const paperFile = z.strictObject({ fileName: z.string(), contentBase64: z.base64() });
export const id = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9_-]+$/u, { error: problemText("is not an id") });
/** Of a key of the Backend API. Made by the caller together with the secret that it is part of; see `makeApiKey`. */
export const keyId = z
  .string()
  .regex(/^key_[0-9a-hjkmnp-tv-z]{26}$/u, { error: problemText("is not the id of a key") });
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/u);
export const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .refine(storable, { error: problemText("has a character that cannot be stored") })
  .describe(
    "Chosen by the caller. Sent again with the same content, nothing is done twice: a command is answered as it was the first time, a job with the record as it stands by then.",
  );

export const pageLimit = z.int().min(1).max(500);
/** An opaque place in a list, from an earlier answer. */
export const cursor = z.string().max(2000);
/** A place in a list that is scrolled: after the row of a cursor, then past some more. */
export const listPlace = {
  after: cursor.nullable().default(null),
  skip: z.int().min(0).default(0),
  limit: pageLimit.default(100),
};
/** What `omit` leaves of such a list's input: what chooses its rows, whatever the place. */
export const placeInList = { after: true, skip: true, limit: true } as const;
/** How many rows match: exact, or at least this many where counting on would take too long. */
export const rowTotal = z.strictObject({ count: z.int().min(0), isExact: z.boolean() });

/** What a message says, as it can be told in other languages (`shared/sentences`). */
export const sentence = z.custom<Sentence>((value) => typeof value === "object" && value !== null && "text" in value);

export const errorView = z.strictObject({
  code: z.enum(errorCodes as [ErrorCode, ...ErrorCode[]]),
  message: z.string(),
  sentence: sentence.optional(),
  remedy: z.string(),
  details: z.record(z.string(), z.unknown()).optional(),
});
