import { useBook } from "../foundation/book.ts";
import { operatorLocale } from "../foundation/locale.ts";

// A civil date has no time zone: it is read and written as if it were in UTC, so that no zone can move it by a day.
const civilDateFormat = new Intl.DateTimeFormat(operatorLocale, { dateStyle: "medium", timeZone: "UTC" });
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

/** A civil date (`YYYY-MM-DD`) as the operator's locale writes it. */
export function dateText(on: string): string {
  return civilDateFormat.format(new Date(`${on}T00:00:00Z`));
}

/** An instant as date and time in a time zone, the book's wherever a screen shows one. */
export function momentText(atMs: number, timeZone: string): string {
  return momentFormat(timeZone).format(atMs);
}

/** A civil date. */
export function DateText({ on }: { readonly on: string }) {
  return (
    <time dateTime={on} className="tabular">
      {dateText(on)}
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
