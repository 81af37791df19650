import { operatorLocale } from "../app/locale.ts";

// A civil date has no time zone: it is read and written as if it were in UTC, so that no zone can move it by a day.
const civilDateFormat = new Intl.DateTimeFormat(operatorLocale, { dateStyle: "medium", timeZone: "UTC" });
const momentFormats = new Map<string, Intl.DateTimeFormat>();

function momentFormat(timeZone: string | undefined): Intl.DateTimeFormat {
  const key = timeZone ?? "";
  let format = momentFormats.get(key);
  if (!format) {
    format = new Intl.DateTimeFormat(operatorLocale, {
      dateStyle: "medium",
      timeStyle: "short",
      ...(timeZone === undefined ? {} : { timeZone }),
    });
    momentFormats.set(key, format);
  }
  return format;
}

/** A civil date (`YYYY-MM-DD`) as the operator's locale writes it. */
export function dateText(on: string): string {
  return civilDateFormat.format(new Date(`${on}T00:00:00Z`));
}

/** An instant as date and time, in the system's time zone unless another is given. */
export function momentText(atMs: number, timeZone?: string): string {
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

/** An instant, to the minute. */
export function MomentText({ atMs, timeZone }: { readonly atMs: number; readonly timeZone?: string }) {
  return (
    <time dateTime={new Date(atMs).toISOString()} className="tabular">
      {momentText(atMs, timeZone)}
    </time>
  );
}
