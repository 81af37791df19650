import type { GridApi } from "ag-grid-community";

/** Where a list was left. */
interface GridPlace {
  readonly firstRow: number;
  readonly focused: { readonly row: number; readonly columnId: string } | null;
}

/** For as long as the window is open: who comes back from a row goes on where they were. */
const places = new Map<string, GridPlace>();

/** The row that the list must reach to for its kept place to be there. */
export function rowsUpToPlace(placeKey: string | undefined): number {
  const place = placeKey === undefined ? undefined : places.get(placeKey);
  return place === undefined ? 0 : Math.max(place.firstRow, place.focused?.row ?? 0) + 1;
}

/** Keep where the list stands. @param placeKey names the list and what it is narrowed to. */
export function keepPlace(placeKey: string, api: GridApi): void {
  const focused = api.getFocusedCell();
  places.set(placeKey, {
    firstRow: Math.max(0, api.getFirstDisplayedRowIndex()),
    focused: focused && { row: focused.rowIndex, columnId: focused.column.getColId() },
  });
}

/** Scroll to where the list was left; its rows are loaded from there. */
export function scrollToPlace(placeKey: string, api: GridApi): void {
  const place = places.get(placeKey);
  if (place && place.firstRow > 0) api.ensureIndexVisible(place.firstRow, "top");
}

/**
 * Give the focus back to the row that had it, once that row is loaded, unless it is somewhere else by now.
 *
 * @returns whether there is nothing left to do.
 */
export function focusPlace(placeKey: string, api: GridApi): boolean {
  const focused = places.get(placeKey)?.focused;
  if (!focused || document.activeElement !== document.body) return true;
  if (api.getDisplayedRowAtIndex(focused.row)?.data === undefined) return false;
  api.setFocusedCell(focused.row, focused.columnId);
  return true;
}
