import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useCommand } from "../../foundation/commands.ts";
import { countText } from "../../foundation/count-text.ts";
import { text } from "../../foundation/text.ts";
import { useViewStore } from "../../foundation/view-store.ts";
import { ErrorNotice } from "../error-notice.tsx";
import { layOutColumns, type SizedColumn } from "./column-layout.ts";
import { growNeeds, type ColumnNeeds } from "./column-needs.ts";
import type { ArrangedColumn } from "./column-arrangement.ts";
import { toSpreadsheetCells } from "./copy-rows.ts";
import classes from "./data-list.module.css";
import { ListHeader } from "./list-header.tsx";
import { isNowhere, rowElement } from "./list-elements.ts";
import { keepPlace, keptPlace } from "./list-places.ts";
import { ListRow } from "./list-row.tsx";
import { scrolledHeight } from "./scroll-window.ts";
import { createTextMeasure } from "./text-measure.ts";
import { useCurrentRow } from "./use-current-row.ts";
import type { DataListModel } from "./use-data-list.ts";
import { useElementSize } from "./use-element-size.ts";
import { useListKeyboard } from "./use-list-keyboard.ts";
import { useListPointer } from "./use-list-pointer.ts";
import { useListScroll } from "./use-list-scroll.ts";
import { notice } from "../../foundation/notice.tsx";

interface DataListProps<Row> {
  readonly list: DataListModel<Row>;
  /** What the list is, for those who hear it. */
  readonly label: string;
  readonly rowIdOf: (row: Row) => string;
  /** Enter or a double click on a row. */
  readonly onOpen: (row: Row) => void;
  /** The row that commands are meant for; null while there is none. */
  readonly onCurrent?: (row: Row | null) => void;
  /** The rows that are selected, from one through another; null while it is the current one alone. */
  readonly onSelection?: (selection: { readonly first: number; readonly last: number } | null) => void;
  /** Somebody walked to the current row, or clicked on it. */
  readonly onChoose?: () => void;
  /** Esc in the list. */
  readonly onLeave?: () => void;
  /** A row's menu: a button with `data-row-menu`. Always the same function. */
  readonly actionsOf?: (row: Row) => ReactNode;
  /** Names the list and what it is narrowed to; given, the list comes back where it was left. */
  readonly placeKey?: string;
  /** Stands in the list's place when nothing is in it. */
  readonly empty: ReactNode;
}

/** In pixels: the padding of a row, and each of its lines; the titles' are those of a compact row. */
const heights = { comfortable: { padding: 12, line: 20 }, compact: { padding: 8, line: 18 } } as const;
/** A line of several may hold a link as the one above it does, and a finger has to tell them apart; the padding gives way to that. */
const severalLines = { line: 24, lessPadding: 8 } as const;
const titleHeights = { padding: 10, line: 18 } as const;
const actionsWidth = 40;
/** Rows beyond those in view that are drawn, so that scrolling meets no gap. */
const overscan = 8;
/** So many rows are copied at the most; an export has all. */
const mostCopied = 5_000;

/** A long list: rows are loaded as they come into view, and again when the engine says that they changed. */
export function DataList<Row extends object>(props: DataListProps<Row>) {
  const { list, label, rowIdOf, onOpen, onCurrent, onSelection, onChoose, onLeave, actionsOf, placeKey, empty } = props;
  const { store, shown } = list;
  const height = heights[useViewStore((state) => state.density)];
  const [viewport, setViewport] = useState<HTMLDivElement | null>(null);
  const size = useElementSize(viewport);
  const [start] = useState(() => keptPlace(placeKey));
  const total = shown.total();
  const length = shown.length();

  const columns = useMemo(
    () => list.columns.filter(({ isShown }) => isShown).map(({ column }) => column),
    [list.columns],
  );
  const [needs, setNeeds] = useState<ColumnNeeds>({});
  const hasActions = actionsOf !== undefined;
  const layout = useMemo(
    () => layOutColumns(sizedColumns(list.columns, needs), size.width - (hasActions ? actionsWidth : 0)),
    [list.columns, needs, size.width, hasActions],
  );
  const hasSeveral = layout.lineCount > 1;
  const lineHeight = hasSeveral ? severalLines.line : height.line;
  const rowHeight = height.padding - (hasSeveral ? severalLines.lessPadding : 0) + layout.lineCount * lineHeight;
  const titlesHeight = titleHeights.padding + layout.lineCount * titleHeights.line;
  const viewHeight = Math.max(rowHeight, size.height - titlesHeight);
  const extent = { contentHeight: length * rowHeight, viewHeight };
  const scroll = useListScroll({ viewport, extent, rowHeight, startTop: start.contentTop });
  const { contentTop, barTop } = scroll.place;
  const first = Math.max(0, Math.floor(contentTop / rowHeight) - overscan);
  const last = Math.ceil((contentTop + viewHeight) / rowHeight) + overscan;

  useEffect(() => {
    if (shown === store) store.want(first, last);
    else store.want(0, last - first);
  }, [store, shown, first, last]);
  const firstShown = useRef(shown);
  useEffect(() => {
    if (firstShown.current !== shown) scroll.toTop();
    firstShown.current = shown;
  });

  const measure = useTextMeasure(viewport);
  const version = shown.version();
  const inView = useMemo(() => rowsOf(shown, first, last, version), [shown, first, last, version]);
  // Every figure in view is written for it, so it is asked only where the rows or what is known of them are others.
  const needed = useMemo(
    () => (measure ? growNeeds(needs, columns, inView, measure) : needs),
    [needs, columns, inView, measure],
  );
  if (needed !== needs) setNeeds(needed);

  const startIndex = start.currentIndex;
  const current = useCurrentRow<Row>({ store, shown, rowIdOf, startIndex, onOpen, onCurrent });
  useKeptPlace(placeKey, { contentTop, currentIndex: current.index });

  const { first: firstSelected, last: lastSelected } = current.selection;
  useEffect(() => {
    onSelection?.(firstSelected === lastSelected ? null : { first: firstSelected, last: lastSelected });
  }, [onSelection, firstSelected, lastSelected]);

  const walkTo = (index: number, isExtending = false) => {
    const to = Math.max(0, Math.min(index, length - 1));
    if (length === 0) return;
    current.moveTo(to, isExtending);
    scroll.show(to);
    rowElement(viewport, to)?.focus({ preventScroll: true });
    onChoose?.();
  };
  const copy = async () => {
    const { first: from, last: through } = current.selection;
    const rows = await shown.rowsBetween(from, Math.min(through, from + mostCopied - 1));
    await navigator.clipboard.writeText(toSpreadsheetCells(columns, rows));
    notice(text.lists.copied(countText(rows.length), rows.length));
  };
  useListKeyboard({
    viewport,
    index: current.index,
    pageRows: Math.max(1, Math.floor(viewHeight / rowHeight) - 1),
    lastIndex: length - 1,
    walkTo,
    open: current.open,
    copy,
    leave: () => onLeave?.(),
  });
  useListPointer({
    viewport,
    index: current.index,
    walkTo,
    focusCame: (index) => current.moveTo(index),
    open: current.open,
  });
  useFocusOnceLoaded(viewport, current.index, length > 0);
  useFocusThatFollows(viewport, current.index);
  useCommand("list.open", () => current.open(current.index));
  useCommand("list.next", length > 0 ? () => walkTo(current.index + (hasFocus(viewport) ? 1 : 0)) : null);
  useCommand("list.previous", length > 0 ? () => walkTo(current.index - (hasFocus(viewport) ? 1 : 0)) : null);

  const indexes = [];
  for (let index = first; index <= Math.min(last, length - 1); index += 1) indexes.push(index);
  // The current row is always there: it has the focus, wherever the list was scrolled to.
  if (current.index < first) indexes.unshift(current.index);
  else if (current.index > last && current.index < length) indexes.push(current.index);

  const error = store.error();
  const template = hasActions ? `${layout.tracks} ${actionsWidth}px` : layout.tracks;
  const width = layout.width + (hasActions ? actionsWidth : 0);
  const lines = `repeat(${layout.lineCount}, ${lineHeight}px)`;
  return (
    <div className={classes.frame}>
      {error && <ErrorNotice error={error} onRetry={() => store.refresh()} />}
      <div className={classes.list}>
        <div ref={setViewport} className={classes.viewport} onScroll={scroll.onScroll}>
          <table
            role="grid"
            aria-label={label}
            aria-rowcount={total?.isExact === true ? total.count + 1 : -1}
            aria-multiselectable="true"
            aria-busy={shown !== store || total === null}
            className={classes.table}
            style={{ minWidth: width }}
          >
            <thead className={classes.header}>
              <ListHeader
                list={list}
                layout={layout}
                style={{
                  height: titlesHeight,
                  gridTemplateColumns: template,
                  gridTemplateRows: `repeat(${layout.lineCount}, ${titleHeights.line}px)`,
                }}
                hasActions={hasActions}
                onLeave={() => walkTo(current.index)}
              />
            </thead>
            <tbody className={classes.canvas} style={{ height: scrolledHeight(extent.contentHeight) }}>
              {indexes.map((index) => (
                <ListRow
                  key={index}
                  row={shown.rowAt(index)}
                  index={index}
                  top={index * rowHeight - contentTop + barTop}
                  height={rowHeight}
                  template={template}
                  lines={lines}
                  columns={columns}
                  layout={layout}
                  needs={needs}
                  isCurrent={index === current.index}
                  isSelected={index >= current.selection.first && index <= current.selection.last}
                  actionsOf={actionsOf}
                />
              ))}
            </tbody>
          </table>
        </div>
        {total?.isExact === true && total.count === 0 && <div className={classes.empty}>{empty}</div>}
      </div>
    </div>
  );
}

function sizedColumns<Row>(columns: readonly ArrangedColumn<Row>[], needs: ColumnNeeds): SizedColumn[] {
  return columns
    .filter(({ isShown }) => isShown)
    .map(({ column, width }) =>
      column.kind === "text"
        ? {
            // Its words may be shortened, its title is not.
            ...sized(column.id, width ?? Math.max(column.minimumWidth, needs[column.id]?.width ?? 0)),
            growth: width === null ? column.growth : 0,
            isFigure: column.isFigure === true,
          }
        : {
            ...sized(column.id, Math.max(needs[column.id]?.width ?? 0, width ?? 0)),
            isFigure: column.kind === "money",
          },
    );
}

const sized = (id: string, width: number): SizedColumn => ({ id, width, growth: 0, isFigure: false });

/** @param _version of the store: its rows are other ones with each. */
function rowsOf<Row>(
  store: { rowAt: (index: number) => Row | undefined },
  first: number,
  last: number,
  _version: number,
): Row[] {
  const rows: Row[] = [];
  for (let index = first; index <= last; index += 1) {
    const row = store.rowAt(index);
    if (row !== undefined) rows.push(row);
  }
  return rows;
}

/** A measure for the list's type, anew when the type itself has been loaded. */
function useTextMeasure(parent: HTMLElement | null) {
  const [loadedFonts, setLoadedFonts] = useState(0);
  useEffect(() => {
    const count = () => setLoadedFonts((before) => before + 1);
    document.fonts.addEventListener("loadingdone", count);
    return () => document.fonts.removeEventListener("loadingdone", count);
  }, []);
  return useMemo(
    () => (parent ? { measure: createTextMeasure(parent, classes.probe ?? ""), loadedFonts }.measure : null),
    [parent, loadedFonts],
  );
}

function useKeptPlace(placeKey: string | undefined, place: Parameters<typeof keepPlace>[1]): void {
  const newest = useRef(place);
  useEffect(() => {
    newest.current = place;
  });
  useEffect(() => {
    if (placeKey === undefined) return undefined;
    return () => keepPlace(placeKey, newest.current);
  }, [placeKey]);
}

/** The list takes the focus when its first rows are there, unless it is in use somewhere else. */
function useFocusOnceLoaded(viewport: HTMLElement | null, index: number, isLoaded: boolean): void {
  const wasLoaded = useRef(false);
  useEffect(() => {
    if (!isLoaded || wasLoaded.current || !viewport) return;
    wasLoaded.current = true;
    if (isNowhere(document.activeElement)) rowElement(viewport, index)?.focus({ preventScroll: true });
  }, [viewport, index, isLoaded]);
}

/** Where the current row got another number, the focus goes with it. */
function useFocusThatFollows(viewport: HTMLElement | null, index: number): void {
  useEffect(() => {
    const focused = document.activeElement;
    if (!(focused instanceof HTMLElement) || viewport?.contains(focused) !== true) return;
    const { index: focusedIndex } = focused.dataset;
    if (focusedIndex !== undefined && focusedIndex !== String(index))
      rowElement(viewport, index)?.focus({ preventScroll: true });
  }, [viewport, index]);
}

function hasFocus(viewport: HTMLElement | null): boolean {
  return viewport?.contains(document.activeElement) === true;
}
