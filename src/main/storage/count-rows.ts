import type { ReadableBook, SqlValue } from "./book/book-handle.ts";

/** Counting goes on this far; a list with more rows says "more than". */
const exactCountLimit = 10_000;

/** How many rows a list has; not exact where counting on would take too long, and then there are at least so many. */
export interface RowTotal {
  readonly count: number;
  readonly isExact: boolean;
}

/** Where each row costs a look at another table, so far is far enough. */
export const shortCountLimit = 1_000;

/** Count the rows of a static select, up to where counting on would take too long. */
export function countUpTo(
  book: ReadableBook,
  select: string,
  values: readonly SqlValue[],
  limit = exactCountLimit,
): RowTotal {
  const count = countRows(book, select, values, limit + 1);
  return { count: Math.min(count, limit), isExact: count <= limit };
}

/** Count the rows of a static select, no further than `limit`. */
export function countRows(book: ReadableBook, select: string, values: readonly SqlValue[], limit: number): number {
  const sql = `SELECT count(*) AS count FROM (${select} LIMIT ?)`;
  return book.get<{ count: number }>(sql, ...values, limit)?.count ?? 0;
}
