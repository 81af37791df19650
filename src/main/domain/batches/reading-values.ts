import { isCivilDate, type CivilDate } from "../../../shared/calendar.ts";
import { isCurrencyCode } from "../../../shared/money/currencies.ts";
import { parseMoney, type ParsedMoney } from "../../../shared/money/parse.ts";
import { currencyNamedBy, parseTypedMoney } from "../../../shared/money/typed-money.ts";
import { cellText, type Cell } from "./sheet.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** What a value says about how its column is written: one way, or that it could be read in both. */
export type Evidence<Way extends string> = Way | "either" | null;

export type Decimal = "." | ",";
export type DateOrder = "dmy" | "mdy";

/** A value, or what is wrong with it. */
export type Reading<Value> =
  | { readonly ok: true; readonly value: Value }
  | {
      readonly ok: false;
      readonly said: Sentence;
      /** Of an amount: the currency that it names, where it is none but that which is wrong with it. */
      readonly named?: string;
    };

/** How a column is read. */
interface ColumnReading<Way extends string> {
  /** What was chosen; null: only what can be read in one way. */
  readonly chosen: Way | null;
  /** Whether its rows prove that it is written in both ways, so that nothing can be said of those that could be either. */
  readonly isMixed: boolean;
}

/** Which character stands before the decimals, as far as the amount itself shows: `1,234` could be either. */
export function decimalEvidence(text: string): Evidence<Decimal> {
  const figure = text.replaceAll(/[^\d.,]/gu, "");
  const marks = figure.match(/[.,]/gu) ?? [];
  const [first, ...others] = marks as Decimal[];
  const last = others.at(-1);
  if (first === undefined) return null;
  if (last === undefined) {
    const [whole = "", fraction = ""] = figure.split(first);
    return fraction.length === 3 && /^[1-9]\d{0,2}$/u.test(whole) ? "either" : first;
  }
  if (first !== last) return last;
  return first === "." ? "," : ".";
}

const locales: Readonly<Record<Decimal, { readonly tag: string; readonly group: string }>> = {
  ".": { tag: "en-US", group: "," },
  ",": { tag: "de-DE", group: "." },
};
/** Spaces and apostrophes are thousands separators wherever they are written, whatever stands before the decimals. */
const otherGroups = /(?<=\d)[\s\u00a0\u2009\u202f'’](?=\d{3}(?!\d))/gu;

/**
 * The amount of a cell in major units, as strictly as an amount that is typed (BEHAVIOUR 1.6).
 *
 * @param bookCurrency the currency that a short symbol such as `$` means.
 */
export function readAmount(
  cell: Cell,
  currency: string,
  { chosen, isMixed }: ColumnReading<Decimal>,
  bookCurrency: string,
): Reading<number> {
  if (typeof cell === "object")
    return "number" in cell ? amount(parseMoney(cell.number, currency, "en-US")) : notA(cell, "amount");
  const evidence = decimalEvidence(cell);
  if (evidence === "either" && (isMixed || chosen === null)) {
    const given = { text: cell.trim() };
    const said = isMixed
      ? sentence(
          '"{text}" is unclear: other rows of the column write amounts both with a decimal point and with a decimal comma.',
          given,
        )
      : sentence('"{text}" is unclear: nothing says whether its comma or full stop stands before the decimals.', given);
    return { ok: false, said };
  }
  const decimal = chosen ?? (evidence === "," ? "," : ".");
  const { tag, group } = locales[decimal];
  return amount(parseTypedMoney(cell.replaceAll(otherGroups, group), currency, { locale: tag, bookCurrency }));
}

function amount(parsed: ParsedMoney): Reading<number> {
  return parsed.ok ? { ok: true, value: parsed.amountMinor } : parsed;
}

/** The currency that an amount names, as in `50 EUR` or `50 €`; null where it names none. */
export function currencyNamedIn(cell: Cell): string | null {
  // Most cells are a plain figure, in which there is nothing to be looked for.
  if (typeof cell === "object" || !/[^\d\s.,'’()+−-]/u.test(cell)) return null;
  const [code = ""] = /(?<!\p{L})\p{L}{3}(?!\p{L})/u.exec(cell) ?? [];
  return isCurrencyCode(code.toUpperCase()) ? code.toUpperCase() : currencyNamedBy(cell);
}

const yearFirst = /^(?<year>\d{4})[-./](?<month>\d{1,2})[-./](?<day>\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?$/u;
const yearLast = /^(?<first>\d{1,2})[-./](?<second>\d{1,2})[-./](?<year>\d{4}|\d{2})$/u;

/** In which order a date is written, as far as it shows itself: `03/04/2026` could be either. */
export function dateEvidence(text: string): Evidence<DateOrder> {
  const { first, second } = yearLast.exec(text.trim())?.groups ?? {};
  if (first === undefined || Number(first) === Number(second)) return null;
  if (Number(first) > 12) return "dmy";
  return Number(second) > 12 ? "mdy" : "either";
}

/** Whether a day of the calendar could have been another one that was read with its day for its month. */
export function couldBeMonth(date: CivilDate): boolean {
  return Number(date.slice(8)) <= 12;
}

/** The day that a cell names. @param reading with whether a spreadsheet may have read a part of the column, and that wrongly. */
export function readDay(
  cell: Cell,
  { chosen, isMixed, isHalfRead }: ColumnReading<DateOrder> & { readonly isHalfRead: boolean },
): Reading<CivilDate> {
  if (typeof cell === "object") {
    if (!("date" in cell)) return notA(cell, "day");
    const { date: day } = cell;
    if (!isHalfRead || !couldBeMonth(day) || day.slice(5, 7) === day.slice(8)) return { ok: true, value: day };
    const said = sentence(
      "{day} is unclear: other days of the file are texts, so the spreadsheet may have taken the day for the month. Make all of them dates, or all of them texts.",
      { day },
    );
    return { ok: false, said };
  }
  const text = cell.trim();
  const evidence = dateEvidence(text);
  if (evidence === "either" && (isMixed || chosen === null)) {
    const said = isMixed
      ? sentence('"{text}" is unclear: other rows of the column put the day first and the month first.', { text })
      : sentence('"{text}" is unclear: nothing says whether the day or the month comes first.', { text });
    return { ok: false, said };
  }
  const date = isoOf(text, chosen ?? (evidence === "mdy" ? "mdy" : "dmy"));
  if (date !== null && isCivilDate(date)) return { ok: true, value: date };
  return { ok: false, said: noDay(text, yearLast.test(text) ? chosen : null) };
}

function noDay(text: string, order: DateOrder | null): Sentence {
  if (order === null) return sentence('"{text}" is no day of the calendar.', { text });
  return order === "mdy"
    ? sentence('"{text}" is no day of the calendar, read with the month first.', { text })
    : sentence('"{text}" is no day of the calendar, read with the day first.', { text });
}

function isoOf(text: string, order: DateOrder): string | null {
  const whole = yearFirst.exec(text)?.groups;
  if (whole) return iso(whole["year"], whole["month"], whole["day"]);
  const parts = yearLast.exec(text)?.groups;
  if (!parts) return null;
  const year = parts["year"]?.length === 2 ? `20${parts["year"]}` : parts["year"];
  return order === "dmy" ? iso(year, parts["second"], parts["first"]) : iso(year, parts["first"], parts["second"]);
}

function iso(year = "", month = "", day = ""): string {
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

function notA(cell: Cell, what: "amount" | "day"): Reading<never> {
  const value = cellText(cell);
  return {
    ok: false,
    said:
      what === "amount"
        ? sentence("{value} is a date, not an amount.", { value })
        : sentence("{value} is a number, not a day.", { value }),
  };
}
