import {
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  ModuleRegistry,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  CellApiModule,
  RenderApiModule,
  TooltipModule,
  ValidationModule,
  type CellFocusedEvent,
  type CellKeyDownEvent,
  type ColDef,
  type FullWidthCellKeyDownEvent,
  type GridApi,
  type ICellRendererParams,
  type RowClassRules,
} from "ag-grid-community";
import { AgGridReact } from "ag-grid-react";
import { Text } from "@mantine/core";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useCommand } from "../foundation/commands.ts";
import { onEngineChange } from "../foundation/engine.ts";
import { countText } from "../foundation/count-text.ts";
import { text } from "../foundation/text.ts";
import { useViewStore } from "../foundation/view-store.ts";
import classes from "./data-grid.module.css";
import { ErrorNotice } from "./error-notice.tsx";
import { createGridDatasource, type GridSource } from "./grid-source.ts";
import { gridTheme } from "./grid-theme.ts";
import { focusPlace, keepPlace, rowsUpToPlace, scrollToPlace } from "./grid-place.ts";
import type { KeysetPage } from "./keyset.ts";
import { useOpenWhenLoaded } from "./use-open-when-loaded.ts";

ModuleRegistry.registerModules([
  InfiniteRowModelModule,
  RowSelectionModule,
  RowApiModule,
  RowStyleModule,
  CellApiModule,
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,

  RenderApiModule,
  ScrollApiModule,
  TooltipModule,
  // Says in the console what is missing or misspelt; left out of what is built.
  ...(import.meta.env.DEV ? [ValidationModule] : []),
]);

const blockSize = 100;
const rowHeights = { comfortable: 40, compact: 30 } as const;
/** As the style sheet sets it; told to the grid, so that a scroll bar that floats does not lie over the last column. */
const scrollbarWidth = 12;
/** Change events within this time are answered by loading again once. */
const refreshDelayMs = 150;

interface DataGridProps<Row> {
  /** Under which the columns' state is kept. */
  readonly gridId: string;
  /** What the list is, for those who hear it. */
  readonly label: string;
  readonly columns: ColDef<Row>[];
  /** Where the rows come from; another object starts again from the top. Keep it in `useMemo`. */
  readonly source: GridSource<Row>;
  readonly rowIdOf: (row: Row) => string;
  /** Enter or a double click on a row. */
  readonly onOpen?: (row: Row) => void;
  /** The row that is walked to with the arrows, `j`, `k` or the pointer. */
  readonly onWalk?: (row: Row) => void;
  /** Names the list and what it is narrowed to; given, the list comes back where it was left. */
  readonly placeKey?: string;
  /** Stands in the list's place when nothing is in it. */
  readonly empty: ReactNode;
}

/** A long list: rows are loaded as they come into view, and again when the engine says that they changed. */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { gridId, label, columns, source, rowIdOf, onOpen, onWalk, placeKey, empty } = props;
  const density = useViewStore((state) => state.density);
  const [api, setApi] = useState<GridApi<Row> | null>(null);
  const [total, setTotal] = useState<KeysetPage<Row, unknown>["total"] | null>(null);
  const [error, setError] = useState<Error | null>(null);

  const datasource = useMemo(
    () =>
      createGridDatasource(source, {
        onLoaded: (newTotal) => {
          setError(null);
          setTotal(newTotal);
        },
        onFailed: setError,
      }),
    [source],
  );
  const refresh = useCallback(() => {
    datasource.forgetPlaces();
    api?.refreshInfiniteCache();
  }, [api, datasource]);
  useRefreshOnChange(source, refresh);
  useStartAtTop(api, source);
  const restoreFocus = useRef<(() => void) | null>(null);
  useEffect(() => {
    if (total !== null) restoreFocus.current?.();
  }, [total]);

  const newestCallbacks = useRef({ onOpen, onWalk });
  useEffect(() => {
    newestCallbacks.current = { onOpen, onWalk };
  });
  const opening = useOpenWhenLoaded<Row>(source, (row) => newestCallbacks.current.onOpen?.(row));
  const walkBy = useWalk(api, (row) => newestCallbacks.current.onWalk?.(row));
  useCommand("list.open", () => opening.open(api, api?.getFocusedCell()?.rowIndex ?? 0));
  useEnterBetweenRows(api, (rowIndex) => opening.open(api, rowIndex));
  useCommand("list.next", api && total?.count ? () => walkBy(1) : null);
  useCommand("list.previous", api && total?.count ? () => walkBy(-1) : null);

  const isEmpty = total?.isExact === true && total.count === 0;
  return (
    <div className={classes.frame}>
      {error && (
        <ErrorNotice
          error={error}
          onRetry={() => {
            setError(null);
            datasource.forgetPlaces();
            api?.purgeInfiniteCache();
          }}
        />
      )}
      <div className={classes.grid} aria-busy={total === null}>
        <AgGridReact<Row>
          theme={gridTheme}
          rowModelType="infinite"
          datasource={datasource}
          columnDefs={columns}
          defaultColDef={defaultColumn}
          rowHeight={rowHeights[density]}
          headerHeight={rowHeights[density]}
          getRowId={({ data }) => rowIdOf(data)}
          rowClassRules={rowClassRules}
          rowSelection={rowSelection}
          cacheBlockSize={blockSize}
          // One after the other: each page then starts where the one before ended, instead of passing over rows.
          maxConcurrentDatasourceRequests={1}
          maxBlocksInCache={30}
          blockLoadDebounceMillis={60}
          infiniteInitialRowCount={blockSize + rowsUpToPlace(placeKey)}
          suppressDragLeaveHidesColumns
          suppressMultiSort
          ensureDomOrder
          alwaysShowVerticalScroll
          scrollbarWidth={scrollbarWidth}
          suppressOverlays={["noRows"]}
          onGridReady={(event) => {
            const stored = useViewStore.getState().columns[gridId];
            if (stored) event.api.applyColumnState({ state: [...stored], applyOrder: true });
            event.api.setGridAriaProperty("label", label);
            setApi(event.api);
            if (placeKey === undefined) return;
            scrollToPlace(placeKey, event.api);
            restoreFocus.current = () => {
              if (focusPlace(placeKey, event.api)) restoreFocus.current = null;
            };
          }}
          onGridPreDestroyed={(event) => placeKey !== undefined && keepPlace(placeKey, event.api)}
          onColumnResized={(event) => event.finished && event.source !== "api" && keepColumns(gridId, event.api)}
          onColumnMoved={(event) => event.finished && keepColumns(gridId, event.api)}
          onSortChanged={(event) => event.source !== "api" && keepColumns(gridId, event.api)}
          onModelUpdated={({ api: grid }) => opening.rowsLoaded(grid)}
          onCellFocused={(event: CellFocusedEvent<Row>) => {
            // The grid tells late, so a focus that was cleared before the Enter may be told after it.
            if (event.rowIndex !== null) opening.walkedTo(event.rowIndex);
            const row = selectFocusedRow(event);
            if (row) newestCallbacks.current.onWalk?.(row);
          }}
          onCellKeyDown={(event: CellKeyDownEvent<Row> | FullWidthCellKeyDownEvent<Row>) => {
            if ((event.event as KeyboardEvent | null)?.key !== "Enter") return;
            const action = (event.event?.target as Element | null)?.querySelector<HTMLElement>("[data-cell-action]");
            if (action) action.click();
            else if (event.rowIndex !== null) opening.open(event.api, event.rowIndex);
          }}
          onRowDoubleClicked={({ data }) => data && newestCallbacks.current.onOpen?.(data)}
        />
        {isEmpty && <div className={classes.empty}>{empty}</div>}
      </div>
      <Text component="output" size="xs" c="dimmed" className={classes.count}>
        {total === null ? text.components.loadingRows : rowCountText(total)}
      </Text>
    </div>
  );
}

const defaultColumn: ColDef = {
  sortable: false,
  sortingOrder: ["asc", "desc"],
  resizable: true,
  minWidth: 72,
  suppressHeaderMenuButton: true,
};
const rowSelection = { mode: "singleRow", checkboxes: false, enableClickSelection: true } as const;
const rowClassRules: RowClassRules = { [classes.loading ?? "loading"]: ({ data }) => data === undefined };

function rowCountText({ count, isExact }: KeysetPage<unknown, unknown>["total"]): string {
  const formatted = countText(count);
  if (!isExact) return text.components.rowsAtLeast(formatted);
  return count === 1 ? text.components.oneRow : text.components.rowsOf(formatted);
}

/** A cell's content from its row; a row that is still loading shows its placeholder instead. */
export function cellOf<Row>(render: (row: Row) => ReactNode) {
  return function Cell({ data }: ICellRendererParams<Row>) {
    return data === undefined ? null : render(data);
  };
}

function keepColumns(gridId: string, api: GridApi): void {
  useViewStore.getState().setColumns(gridId, api.getColumnState());
}

/** The row that the focus is on is the selected one, so that whoever looks and whoever listens are in the same place. */
function selectFocusedRow<Row>({ api, rowIndex }: CellFocusedEvent<Row>): Row | undefined {
  const node = rowIndex === null ? undefined : api.getDisplayedRowAtIndex(rowIndex);
  if (node?.data === undefined) return undefined;
  if (!node.isSelected()) node.setSelected(true, true);
  return node.data;
}

function useWalk<Row>(api: GridApi<Row> | null, onWalk: (row: Row) => void): (step: 1 | -1) => void {
  return (step) => {
    if (!api) return;
    const focused = api.getFocusedCell();
    const column = focused?.column ?? api.getAllDisplayedColumns()[0];
    if (!column) return;
    const rowIndex = focused ? focused.rowIndex + step : 0;
    if (rowIndex < 0 || rowIndex >= api.getDisplayedRowCount()) return;
    api.ensureIndexVisible(rowIndex);
    api.setFocusedCell(rowIndex, column);
    // The grid tells of its focus a moment later; a quick hand has pressed the next shortcut by then.
    const row = api.getDisplayedRowAtIndex(rowIndex)?.data;
    if (row) flushSync(() => onWalk(row));
  };
}

/**
 * While the grid makes its rows anew, as after a search, the row that it calls focused is not on the page, and a quick hand's Enter
 * goes to the page itself. It is meant for that row all the same.
 */
function useEnterBetweenRows(api: GridApi | null, open: (rowIndex: number) => void): void {
  const newestOpen = useRef(open);
  useEffect(() => {
    newestOpen.current = open;
  });
  useEffect(() => {
    if (!api) return undefined;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== "Enter" || event.defaultPrevented || event.target !== document.body) return;
      const focused = api.getFocusedCell();
      if (focused) newestOpen.current(focused.rowIndex);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [api]);
}

/** Other rows are read from their beginning, whatever was in view before. */
function useStartAtTop(api: GridApi | null, source: object): void {
  const shown = useRef(source);
  useEffect(() => {
    if (!api || shown.current === source) return;
    shown.current = source;
    api.clearFocusedCell();
    api.ensureIndexVisible(0, "top");
  }, [api, source]);
}

function useRefreshOnChange<Row>(source: GridSource<Row>, refresh: () => void): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | null = null;
    const stop = onEngineChange((change) => {
      if (timer !== null || !source.isMadeOldBy(change)) return;
      timer = setTimeout(() => {
        timer = null;
        refresh();
      }, refreshDelayMs);
    });
    return () => {
      stop();
      if (timer !== null) clearTimeout(timer);
    };
  }, [source, refresh]);
}
