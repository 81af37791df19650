/** One page of a list, as the engine answers it. */
export interface KeysetPage<Row, Cursor> {
  readonly rows: readonly Row[];
  /** Where the next page starts; null at the end of the list. */
  readonly next: Cursor | null;
  readonly total: { readonly count: number; readonly isExact: boolean };
}

/** Which page to load: `skip` rows after the place that a cursor names, null being the start. */
export interface KeysetPlace<Cursor> {
  readonly after: Cursor | null;
  readonly skip: number;
  readonly limit: number;
}

/**
 * Finds the nearest cursor for a row number. Each page that is loaded leaves the cursor of its end behind, so that reading
 * on costs the same however far down it is; only a jump (the scroll bar's thumb) has to pass over rows.
 */
export interface CursorMap<Cursor> {
  /** From where to load the rows from `startRow` on. */
  placeFor(startRow: number, limit: number): KeysetPlace<Cursor>;
  /** The page that starts at `startRow` ended here. */
  remember(startRow: number, rowCount: number, next: Cursor | null): void;
  /** Rows may have moved: every cursor but the start is forgotten. */
  clear(): void;
}

export function createCursorMap<Cursor>(): CursorMap<Cursor> {
  const cursors = new Map<number, Cursor>();
  return {
    placeFor(startRow, limit) {
      let nearestRow = 0;
      for (const row of cursors.keys()) if (row <= startRow && row > nearestRow) nearestRow = row;
      return { after: cursors.get(nearestRow) ?? null, skip: startRow - nearestRow, limit };
    },
    remember(startRow, rowCount, next) {
      if (next !== null) cursors.set(startRow + rowCount, next);
    },
    clear() {
      cursors.clear();
    },
  };
}

/**
 * The number of the last row as far as a page tells it, in the grid's terms: undefined while it is not known.
 */
export function lastRowOf(startRow: number, page: KeysetPage<unknown, unknown>): number | undefined {
  if (page.total.isExact) return page.total.count;
  return page.next === null ? startRow + page.rows.length : undefined;
}
