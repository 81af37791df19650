import type { IDatasource } from "ag-grid-community";
import type { EngineEvent } from "../../shared/contract/events.ts";
import { createCursorMap, lastRowOf, type KeysetPage, type KeysetPlace } from "./keyset.ts";

/** By which column, and which way. */
export interface GridSort {
  readonly columnId: string;
  readonly direction: "ascending" | "descending";
}

/** Where a list's rows come from: one query of the contract, with the screen's filters in it. */
export interface GridSource<Row> {
  /** Loads one page. The cursor is whatever the page before gave as `next`. */
  load(place: KeysetPlace<string | number>, sort: GridSort | null): Promise<KeysetPage<Row, string | number>>;
  /** Whether a change makes rows old that were loaded ({@link isMadeOldBy} of the query). */
  isMadeOldBy(change: Extract<EngineEvent, { type: "changed" }>): boolean;
}

/** What the grid is told as pages come in. */
interface GridSourceListener {
  onLoaded(total: KeysetPage<unknown, unknown>["total"]): void;
  onFailed(error: Error): void;
}

/** A keyset list as the grid's infinite row model wants it. */
export interface GridDatasource extends IDatasource {
  /** Rows may have moved: the next pages are found from the start of the list again. */
  forgetPlaces(): void;
}

export function createGridDatasource<Row>(source: GridSource<Row>, listener: GridSourceListener): GridDatasource {
  const cursors = createCursorMap<string | number>();
  let sortedBy = "";
  // A page that was asked for before the places were forgotten must not leave its cursor among the new ones.
  let generation = 0;
  const forgetPlaces = () => {
    generation += 1;
    cursors.clear();
  };
  return {
    forgetPlaces,
    getRows(request) {
      const { startRow, endRow, api } = request;
      const first = request.sortModel[0];
      const sort: GridSort | null = first
        ? { columnId: first.colId, direction: first.sort === "desc" ? "descending" : "ascending" }
        : null;
      const sortText = JSON.stringify(sort);
      if (sortText !== sortedBy) {
        sortedBy = sortText;
        forgetPlaces();
      }
      const askedIn = generation;
      const load = async () => {
        const page = await source.load(cursors.placeFor(startRow, endRow - startRow), sort);
        if (askedIn === generation) cursors.remember(startRow, page.rows.length, page.next);
        const lastRow = lastRowOf(startRow, page);
        request.successCallback([...page.rows], lastRow);
        // A lower bound still lets the scroll bar show how long the list is.
        if (lastRow === undefined) api.setRowCount(Math.max(page.total.count, endRow + 1), false);
        listener.onLoaded(page.total);
      };
      load().catch((error: unknown) => {
        request.failCallback();
        listener.onFailed(error instanceof Error ? error : new Error(String(error)));
      });
    },
  };
}
