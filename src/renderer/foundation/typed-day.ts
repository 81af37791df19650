import { isCivilDate, type CivilDate } from "../../shared/civil-date.ts";
import { operatorLocale } from "./locale.ts";

/** The parts of a day that is written in figures. */
export type DayPart = "day" | "month" | "year";

/** How a locale writes a day in figures: its parts in their order, and what stands between them. */
interface DayForm {
  readonly order: readonly DayPart[];
  readonly separator: string;
}

const isDayPart = (type: string): type is DayPart => type === "day" || type === "month" || type === "year";

/** The form of a locale. The calendar is that of bills and the digits are those of the keyboard, whatever else the locale has. */
function formOf(locale: string): DayForm {
  const written = new Intl.DateTimeFormat(`${locale.split("-u-")[0] ?? locale}-u-ca-gregory-nu-latn`, {
    day: "2-digit",
    month: "2-digit",
    year: "numeric",
    timeZone: "UTC",
  }).formatToParts(0);
  return {
    order: written.map(({ type }) => type).filter(isDayPart),
    separator: written.find(({ type }) => type === "literal")?.value.trim() || "-",
  };
}

/** A day in figures, as a locale writes it: `03/30/2026`, `30.03.2026`. */
export function dayInFigures(on: CivilDate, locale: string = operatorLocale): string {
  const [year = "", month = "", day = ""] = on.split("-");
  return inForm({ year, month, day }, locale);
}

/** What is put into the places of a day in figures, in the order of a locale. */
export function inForm(parts: Readonly<Record<DayPart, string>>, locale: string = operatorLocale): string {
  const { order, separator } = formOf(locale);
  return order.map((part) => parts[part]).join(separator);
}

/**
 * The day that somebody typed; null where the text is none.
 *
 * Figures are read in the order of the locale, with whatever stands between them, or with nothing where all eight are there; four figures
 * at the beginning are a year, as in `2026-03-30`. A year has four figures, so that no century is guessed.
 */
export function readTypedDay(typed: string, locale: string = operatorLocale): CivilDate | null {
  const { order } = formOf(locale);
  const groups = /^\d{8}$/u.test(typed.trim()) ? cut(typed.trim(), order) : (typed.match(/\d+/gu) ?? []);
  if (groups.length !== 3 || /[^\d\s./-]/u.test(typed)) return null;
  const isYearFirst = groups[0]?.length === 4;
  const parts = isYearFirst ? (["year", "month", "day"] as const) : order;
  const of = (part: DayPart) => groups[parts.indexOf(part)] ?? "";
  const day = `${of("year")}-${of("month").padStart(2, "0")}-${of("day").padStart(2, "0")}`;
  return isCivilDate(day) ? day : null;
}

/** Eight figures without anything between them, in the order of a locale. */
function cut(figures: string, order: readonly DayPart[]): string[] {
  let at = 0;
  return order.map((part) => {
    const length = part === "year" ? 4 : 2;
    at += length;
    return figures.slice(at - length, at);
  });
}
