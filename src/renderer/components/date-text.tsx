import { useBook } from "../foundation/book.ts";
import { dateText } from "../foundation/day-text.ts";
import { useLocale } from "../foundation/locale.ts";
import { momentParts } from "../foundation/moment-text.ts";

/** A civil date. */
export function DateText({ on }: { readonly on: string }) {
  const locale = useLocale();
  return (
    <time dateTime={on} className="tabular">
      {dateText(on, locale)}
    </time>
  );
}

/** An instant, to the minute, in the book's time zone. Where there is little room its hour may stand below its day; each is whole. */
export function MomentText({ atMs }: { readonly atMs: number }) {
  const { timeZone } = useBook();
  const [day, hour] = momentParts(atMs, timeZone);
  return (
    <time dateTime={new Date(atMs).toISOString()} className="tabular" data-moment="">
      <span className="one-line">{day}</span> <span className="one-line">{hour}</span>
    </time>
  );
}
