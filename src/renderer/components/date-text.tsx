import { useBook } from "../foundation/book.ts";
import { dateText } from "../foundation/day-text.ts";
import { operatorLocale, useLocale } from "../foundation/locale.ts";

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
