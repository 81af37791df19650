import type { DaySpan } from "../../../../shared/calendar.ts";
import { civilDate } from "../../../../shared/calendar.ts";
import { decodeCursor, encodeCursor, type ListPlace } from "../../../storage/cursor.ts";

/** Where a page of a report begins and how long it is. */
export interface PageInput {
  readonly after: string | null;
  readonly limit: number;
}

/** A page of a report. */
interface ReportPage<Row> {
  readonly rows: Row[];
  readonly nextCursor: string | null;
  readonly total: { readonly count: number; readonly isExact: true };
}

/** The days of an input, which has checked them. */
export function periodOf({ fromOn, throughOn }: { readonly fromOn: string; readonly throughOn: string }): DaySpan {
  return { fromOn: civilDate(fromOn), throughOn: civilDate(throughOn) };
}

/** The place after which a page begins; null for the first one. */
export function placeOf({ after }: PageInput): ListPlace | null {
  return after === null ? null : decodeCursor(after);
}

/** The text after which a page begins that is sorted by one. */
export function keyOf(page: PageInput): string {
  return String(placeOf(page)?.sortValue ?? "");
}

/**
 * A page whose rows were read with their order.
 *
 * @param rows as many as the page has, or fewer where it is the last one.
 * @param placeAfter the place of a row.
 */
export function answerPage<Row, Shown>(
  { rows, count }: { readonly rows: readonly Row[]; readonly count: number },
  { limit }: PageInput,
  placeAfter: (row: Row) => ListPlace,
  show: (row: Row) => Shown,
): ReportPage<Shown> {
  const last = rows.at(-1);
  const nextCursor = last !== undefined && rows.length === limit ? encodeCursor(placeAfter(last)) : null;
  return { rows: rows.map(show), nextCursor, total: { count, isExact: true } };
}

/** The page of rows that are all there, sorted. @param isAfter whether a row comes after the place where the page begins. */
export function cutPage<Row>(
  rows: readonly Row[],
  page: PageInput,
  isAfter: (row: Row, place: ListPlace) => boolean,
): { readonly rows: readonly Row[]; readonly count: number } {
  const place = placeOf(page);
  const start = place === null ? 0 : rows.findIndex((row) => isAfter(row, place));
  return { rows: start === -1 ? [] : rows.slice(start, start + page.limit), count: rows.length };
}
