import { operatorLocale } from "./locale.ts";

// A civil date has no time zone: it is read and written as if it were in UTC, so that no zone can move it by a day.
const formats = new Map<string, Intl.DateTimeFormat>();

/** A civil date (`YYYY-MM-DD`) as a locale writes it, the operator's where none is given. */
export function dateText(on: string, locale: string = operatorLocale): string {
  let format = formats.get(locale);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
    formats.set(locale, format);
  }
  return format.format(new Date(`${on}T00:00:00Z`));
}
