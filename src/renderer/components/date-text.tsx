import { useBook } from "../foundation/book.ts";
import { operatorLocale, useLocale } from "../foundation/locale.ts";

// A civil date has no time zone: it is read and written as if it were in UTC, so that no zone can move it by a day.
const civilDateFormats = new Map<string, Intl.DateTimeFormat>();
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

/** A civil date (`YYYY-MM-DD`) as a locale writes it, the operator's where none is given. */
export function dateText(on: string, locale: string = operatorLocale): string {
  let format = civilDateFormats.get(locale);
  if (!format) {
    format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });
    civilDateFormats.set(locale, format);
  }
  return format.format(new Date(`${on}T00:00:00Z`));
}

/** An instant as date and time in a time zone, the book's wherever a screen shows one. */
export function momentText(atMs: number, timeZone: string): string {
  return momentFormat(timeZone).format(atMs);
}

/** A civil date. */
export function DateText({ on }: { readonly on: string }) {
  const locale = useLocale();
  return (
    <time dateTime={on} className="tabular">
      {dateText(on, locale)}
    </time>
  );
}

/** An instant, to the minute, in the book's time zone. */
export function MomentText({ atMs }: { readonly atMs: number }) {
  const { timeZone } = useBook();
  return (
    <time dateTime={new Date(atMs).toISOString()} className="tabular">
      {momentText(atMs, timeZone)}
    </time>
  );
}
