import { operatorLocale } from "./locale.ts";

const momentFormats = new Map<string, Intl.DateTimeFormat>();

/** Every moment names its zone: the same instant has another day elsewhere. */
function momentFormat(timeZone: string): Intl.DateTimeFormat {
  let format = momentFormats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat(operatorLocale, {
      year: "numeric",
      month: "short",
      day: "numeric",
      hour: "numeric",
      minute: "2-digit",
      timeZoneName: "short",
      timeZone,
    });
    momentFormats.set(timeZone, format);
  }
  return format;
}

/** An instant as date and time in a time zone, the book's wherever a screen shows one. */
export function momentText(atMs: number, timeZone: string): string {
  return momentFormat(timeZone).format(atMs);
}

/** The same in two parts, in the order of the language: its day, and its hour where that stands behind; else nothing. */
export function momentParts(atMs: number, timeZone: string): readonly [day: string, hour: string] {
  const parts = momentFormat(timeZone).formatToParts(atMs);
  const hourAt = Math.max(
    0,
    parts.findIndex(({ type }) => type === "hour" || type === "dayPeriod"),
  );
  const told = (some: typeof parts) =>
    some
      .map(({ value }) => value)
      .join("")
      .trim();
  return hourAt === 0 ? [told(parts), ""] : [told(parts.slice(0, hourAt)), told(parts.slice(hourAt))];
}

/** An instant as sentences have it, for who is not in a book yet: by the clock of their own machine. */
export function instantText(instant: string): string {
  return momentText(Date.parse(instant), Intl.DateTimeFormat().resolvedOptions().timeZone);
}

export function isInstant(word: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u.test(word);
}
