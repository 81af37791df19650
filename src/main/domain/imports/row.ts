import {
  firstPeriodFrom,
  isCivilDate,
  isTimeZone,
  lastCivilDate,
  periodsStarted,
  type BillingPeriod,
  type CivilDate,
} from "../../../shared/calendar.ts";
import { readTextCell } from "../../../shared/csv.ts";
import { equalityKey } from "../../../shared/folding.ts";
import { idPrefixes } from "../../../shared/ids.ts";
import { hasTooManyLines, maximumPaperLines } from "../../../shared/paper/paper-lines.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import { parseMoney } from "../../../shared/money/parse.ts";
import type { AccountKind } from "./batch.ts";
import { quoted } from "./columns.ts";
import { remember } from "../remember.ts";
import { sentence, inEnglish, type Sentence } from "../../../shared/sentences/sentence.ts";

/** What is wrong with a row, and in which column; the reader turns it into a problem with file and line. */
export class RowFault extends Error {
  readonly column: string | null;

  /** What is wrong with it. */
  readonly said: Sentence;

  constructor(column: string | null, said: Sentence) {
    super(inEnglish(said));
    this.column = column;
    this.said = said;
  }
}

/** A data row whose values can be asked for by column, without the apostrophes with which an export keeps texts from being formulas. */
export interface ImportRow {
  /** The value without its outer spaces; null where the file leaves the column out or the row leaves it blank. */
  optional(column: string): string | null;
  /** @throws RowFault where the row leaves it blank. */
  required(column: string): string;
  /** A text that is free to begin and end as it likes, to the letter; null where it is left out or blank. */
  freeText(column: string): string | null;
  /** An amount in major units, of either sign; null where it is left out or blank. @throws RowFault */
  amount(column: string, currencyCode: string): number | null;
  /** Null where it is left out or blank. @throws RowFault */
  day(column: string): CivilDate | null;
  /** Whether the file has the column at all. */
  has(column: string): boolean;
}

/** A row of a file of our own form: amounts with a point, days as `YYYY-MM-DD`. */
export function importRow(positions: ReadonlyMap<string, number>, values: readonly string[]): ImportRow {
  const written = (column: string) => {
    const position = positions.get(column);
    return position === undefined ? "" : (values[position] ?? "");
  };
  const optional = (column: string) => readTextCell(written(column).trim()) || null;
  const required = (column: string) => {
    const value = optional(column);
    if (value === null) throw new RowFault(column, sentence("A value is missing."));
    return value;
  };
  const freeText = (column: string) => {
    const text = readTextCell(written(column));
    return text.trim() === "" ? null : text;
  };
  const amount = (column: string, currencyCode: string) => {
    const text = optional(column);
    return text === null ? null : amountIn(text, column, currencyCode);
  };
  const day = (column: string) => {
    const text = optional(column);
    return text === null ? null : date(text, column);
  };
  return { optional, required, freeText, amount, day, has: (column) => positions.has(column) };
}

const isKnownDate = remember(isCivilDate);
const isKnownTimeZone = remember(isTimeZone);
const rememberedFirstPeriod = remember((key) => {
  const [anchor, period, fromOn] = key.split(" ") as [CivilDate, BillingPeriod, CivilDate];
  const index = firstPeriodFrom(anchor, period, fromOn);
  return periodsStarted(anchor, period, lastCivilDate) > index + 1 ? index : null;
});

/**
 * {@link firstPeriodFrom}, asked once for each of the few combinations that a file has.
 *
 * @returns null where the calendar ends before that period does.
 */
export function firstPeriodIndex(
  anchorOn: CivilDate,
  period: BillingPeriod,
  billedThroughOn: CivilDate,
): number | null {
  return rememberedFirstPeriod(`${anchorOn} ${period} ${billedThroughOn}`);
}

export function limitedText(text: string, column: string, maximumLength: number): string {
  if (text.length <= maximumLength) return text;
  throw new RowFault(
    column,
    sentence("The text has {length} characters; {maximum} are the most.", {
      length: text.length,
      maximum: maximumLength,
    }),
  );
}

/** A text to the letter, or null where the row says nothing. @throws RowFault where it is too long. */
export function optionalText(row: ImportRow, column: string, maximumLength: number): string | null {
  const text = row.freeText(column);
  return text === null ? null : limitedText(text, column, maximumLength);
}

/** A text that stands on paper in a few lines; null where the row says nothing. @throws RowFault where it is too long. */
export function optionalPaperText(row: ImportRow, column: string, maximumLength: number): string | null {
  const text = optionalText(row, column, maximumLength);
  if (text !== null && hasTooManyLines(text)) {
    throw new RowFault(column, sentence("The text has more than {maximumPaperLines} lines.", { maximumPaperLines }));
  }
  return text;
}

/** A text on a line of its own, without its outer spaces; null where the row says nothing. @throws RowFault where it is too long. */
export function optionalLine(row: ImportRow, column: string, maximumLength: number): string | null {
  const text = row.optional(column);
  return text === null ? null : limitedText(text, column, maximumLength);
}

const emailPattern = /^[^\s@]+@[^\s@]+$/u;
export function email(row: ImportRow): string {
  const text = limitedText(row.required("email"), "email", 320);
  if (!emailPattern.test(text))
    throw new RowFault("email", sentence("{text} is not an e-mail address.", { text: quoted(text) }));
  return text;
}

const organizationSlugPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,199}$/u;
export function organizationSlug(row: ImportRow): string {
  const text = row.required("slug");
  if (organizationSlugPattern.test(text)) return text;
  throw new RowFault(
    "slug",
    sentence("{text} is not a slug: letters, digits, hyphens and underscores, at most 200.", { text: quoted(text) }),
  );
}

const planSlugPattern = /^[a-z0-9][a-z0-9-]{0,62}$/u;
/** A plan's slug has small letters; written in capitals it is the same one. */
export function planSlug(row: ImportRow): string {
  const text = row.required("slug");
  const slug = equalityKey(text);
  if (planSlugPattern.test(slug)) return slug;
  throw new RowFault(
    "slug",
    sentence("{text} is not a slug: letters, digits and hyphens, at most 63.", { text: quoted(text) }),
  );
}

const idTailPattern = /^[A-Za-z0-9_-]+$/u;
/** An id that the file brings; it must have the prefix of its kind, so that no other kind is ever read into it. */
export function givenId(row: ImportRow, kind: AccountKind | "plan"): string | null {
  const text = row.optional("id");
  if (text === null) return null;
  const prefix = idPrefixes[kind];
  if (text.startsWith(prefix) && text.length <= 64 && idTailPattern.test(text.slice(prefix.length))) return text;
  throw new RowFault(
    "id",
    sentence('{text} is not an id: "{prefix}", then letters and digits, at most 64 in all.', {
      text: quoted(text),
      prefix,
    }),
  );
}

export function currency(row: ImportRow, fallback: string | null): string {
  const text = fallback === null ? row.required("currency") : row.optional("currency");
  if (text === null) return fallback ?? "";
  if (isCurrencyCode(text)) return text;
  throw new RowFault(
    "currency",
    sentence('{text} is not an ISO 4217 currency, such as "USD".', { text: quoted(text) }),
  );
}

export function timeZone(row: ImportRow, fallback: string): string {
  const text = row.optional("time_zone");
  if (text === null) return fallback;
  if (text.length <= 64 && isKnownTimeZone(text)) return text;
  throw new RowFault(
    "time_zone",
    sentence('{text} is not a time zone, such as "Europe/Helsinki".', { text: quoted(text) }),
  );
}

const percentPattern = /^(\d{1,3})(?:\.(\d{1,4}))?$/u;
/** `"8.875"` → 88750 parts per million: four decimals of a percent are exact, more would have to be rounded. */
export function taxRatePartsPerMillion(row: ImportRow): number | null {
  const text = row.optional("tax_rate_percent");
  if (text === null) return null;
  const [, whole, fraction = ""] = percentPattern.exec(text) ?? [];
  const rate = whole === undefined ? Number.NaN : Number(whole + fraction.padEnd(4, "0"));
  if (rate <= 1_000_000) return rate;
  throw new RowFault(
    "tax_rate_percent",
    sentence('{text} is not a percentage from 0 to 100 with at most 4 decimals, such as "24" or "8.875".', {
      text: quoted(text),
    }),
  );
}

/** @throws RowFault where the row leaves it blank, too. */
export function requiredDate(row: ImportRow, column: string): CivilDate {
  row.required(column);
  return row.day(column) as CivilDate;
}

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d{1,3})?Z$/u;
/** An instant as an export writes it, in UTC. @throws RowFault */
export function optionalInstant(row: ImportRow, column: string): number | null {
  const text = row.optional(column);
  if (text === null) return null;
  const atMs = instantPattern.test(text) && isKnownDate(text.slice(0, 10)) ? Date.parse(text) : Number.NaN;
  if (atMs >= 0) return atMs;
  throw new RowFault(
    column,
    sentence("{text} is not an instant since 1970 written like 2026-01-31T12:00:00.000Z.", { text: quoted(text) }),
  );
}

function date(text: string, column: string): CivilDate {
  if (isKnownDate(text)) return text as CivilDate;
  const isOfEarlierYear = text < "1970" && isKnownDate(text.replace(/^\d{4}/u, "2000"));
  if (isOfEarlierYear) {
    throw new RowFault(
      column,
      sentence("{text} lies before 1970-01-01, the first day of a book's calendar.", { text: quoted(text) }),
    );
  }
  throw new RowFault(
    column,
    sentence("{text} is not a day of the calendar written YYYY-MM-DD.", { text: quoted(text) }),
  );
}

const wholeNumberPattern = /^\d{1,15}$/u;
/** Null where the row says nothing. Thousands are written without commas, as a count is no amount. */
export function optionalCount(row: ImportRow, column: string, most: number, least = 1): number | null {
  const text = row.optional(column);
  if (text === null) return null;
  const count = wholeNumberPattern.test(text) ? Number(text) : -1;
  if (count >= least && count <= most) return count;
  throw new RowFault(
    column,
    sentence("{text} is not a whole number from {least} to {most}.", { text: quoted(text), least, most }),
  );
}

export function choice<Choice extends string>(
  row: ImportRow,
  column: string,
  choices: readonly Choice[],
  fallback: Choice | null = null,
): Choice {
  const text = fallback === null ? row.required(column) : (row.optional(column) ?? fallback);
  const found = choices.find((candidate) => candidate === text);
  if (found !== undefined) return found;
  throw new RowFault(column, sentence("{text} is none of {choices}.", { text: quoted(text), choices }));
}

/** An amount in major units, of either sign. Our own files are read as en-US, so that a book reads the same everywhere. */
export function amountIn(text: string, column: string, currencyCode: string): number {
  const parsed = parseMoney(text, currencyCode, "en-US");
  if (!parsed.ok) throw new RowFault(column, parsed.said);
  return parsed.amountMinor;
}

/** An amount of either sign. @throws RowFault where the row leaves it blank, too. */
export function anyAmount(row: ImportRow, column: string, currencyCode: string): number {
  row.required(column);
  return row.amount(column, currencyCode) ?? 0;
}

/** An amount above zero; null where the row leaves it blank. @throws RowFault */
export function optionalAmountAboveZero(row: ImportRow, column: string, currencyCode: string): number | null {
  const amountMinor = row.amount(column, currencyCode);
  return amountMinor === null ? null : aboveZero(amountMinor, row.required(column), column);
}

/** @throws RowFault */
export function aboveZero(amountMinor: number, text: string, column: string): number {
  if (amountMinor <= 0) throw new RowFault(column, sentence("{text} is not above zero.", { text: quoted(text) }));
  return amountMinor;
}

/** An amount above zero. @throws RowFault where the row leaves it blank, too. */
export function amountAboveZero(row: ImportRow, column: string, currencyCode: string): number {
  row.required(column);
  return optionalAmountAboveZero(row, column, currencyCode) ?? 0;
}
