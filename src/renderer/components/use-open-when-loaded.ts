import type { GridApi } from "ag-grid-community";
import { useEffect, useRef } from "react";

/** Opening rows that may still be loading. */
interface OpenWhenLoaded<Row> {
  /**
   * Open the row at a place in the list: at once where it is loaded, otherwise when it is.
   *
   * @param grid null while it is still being made, which a quick hand need not wait for either.
   */
  open(grid: GridApi<Row> | null, rowIndex: number): void;
  /** Rows were loaded: the one that is waited for may be among them. */
  rowsLoaded(grid: GridApi<Row>): void;
  /** The person walked to another row, and so waits no more. */
  walkedTo(rowIndex: number): void;
}

/**
 * Enter on a row that is still loading opens it once it is there, so that a quick hand need not wait for the list.
 *
 * @param source other rows are not what was waited for.
 */
export function useOpenWhenLoaded<Row>(source: object, onOpen: (row: Row) => void): OpenWhenLoaded<Row> {
  const awaitedRowIndex = useRef<number | null>(null);
  const shownSource = useRef(source);
  useEffect(() => {
    if (shownSource.current === source) return;
    shownSource.current = source;
    awaitedRowIndex.current = null;
  }, [source]);

  const rowsLoaded = (grid: GridApi<Row>) => {
    const rowIndex = awaitedRowIndex.current;
    if (rowIndex === null) return;
    const row = grid.getDisplayedRowAtIndex(rowIndex)?.data;
    const willNeverCome = grid.isLastRowIndexKnown() === true && rowIndex >= grid.getDisplayedRowCount();
    if (row === undefined && !willNeverCome) return;
    awaitedRowIndex.current = null;
    if (row !== undefined) onOpen(row);
  };
  return {
    rowsLoaded,
    open(grid, rowIndex) {
      awaitedRowIndex.current = rowIndex;
      if (grid) rowsLoaded(grid);
    },
    walkedTo(rowIndex) {
      if (rowIndex !== awaitedRowIndex.current) awaitedRowIndex.current = null;
    },
  };
}
