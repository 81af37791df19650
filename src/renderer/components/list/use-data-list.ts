import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from "react";
import { isByHand } from "../../foundation/change-gatherer.ts";
import { onEngineChange } from "../../foundation/engine-events.ts";
import { useViewStore } from "../../foundation/view-store.ts";
import type { ColumnView, ListSort } from "../../foundation/column-view.ts";
import { arrangeColumns, unarranged, type ArrangedColumn } from "./column-arrangement.ts";
import type { ListColumn } from "./list-column.ts";
import { createRowStore, createTurn, type ListSource, type RowStore } from "./row-store.ts";

/** Further changes within this time after one are answered by loading again once. */
const refreshPauseMs = 150;

interface DataListOptions<Row> {
  /** Under which the columns' arrangement is kept. */
  readonly id: string;
  readonly columns: readonly ListColumn<Row>[];
  /** Where the rows come from; another object starts again from the top. Keep it in `useMemo`. */
  readonly source: ListSource<Row>;
  /** How the engine sorts where nobody chose; null where the order is fixed. */
  readonly initialSort?: ListSort;
}

/** A long list as its bar and its rows share it. */
export interface DataListModel<Row> {
  readonly id: string;
  readonly columns: readonly ArrangedColumn<Row>[];
  readonly view: ColumnView;
  /** Keep another arrangement; null gives back the first one. */
  readonly arrange: (view: ColumnView | null) => void;
  readonly sort: ListSort | null;
  /** The rows that were asked for last. */
  readonly store: RowStore<Row>;
  /** The rows to show: those before, until the first of those asked for are there. */
  readonly shown: RowStore<Row>;
}

/** Load a long list, and again what the engine says has changed. */
export function useDataList<Row>({ id, columns, source, initialSort }: DataListOptions<Row>): DataListModel<Row> {
  const kept = useViewStore((state) => state.columns[id]);
  // The same one for as long as nobody arranges it: rows are drawn anew with another.
  const first = useMemo(() => unarranged(columns), [columns]);
  const view = kept ?? first;
  const sort = view.sort ?? initialSort ?? null;
  const sortText = JSON.stringify(sort);
  const [turn] = useState(createTurn);
  const store = useMemo(
    () => createRowStore(source, JSON.parse(sortText) as ListSort | null, turn),
    [source, sortText, turn],
  );
  const [shown, setShown] = useState(store);
  useVersion(store);
  useVersion(shown);
  if (shown !== store && (store.total() !== null || store.error() !== null)) setShown(store);

  useEffect(() => store.start(), [store]);
  useEffect(() => refreshOnChange(source, store), [source, store]);
  const arrange = useCallback((next: ColumnView | null) => useViewStore.getState().setColumns(id, next), [id]);
  const arranged = useMemo(() => arrangeColumns(columns, view), [columns, view]);
  return { id, columns: arranged, view, arrange, sort, store, shown };
}

function useVersion(store: RowStore<unknown>): void {
  useSyncExternalStore(
    (listener) => store.subscribe(listener),
    () => store.version(),
  );
}

/**
 * The first change is answered at once; the others that come with it, together. What is done by hand does not wait for what a run has just
 * changed. @returns ends it.
 */
function refreshOnChange<Row>(source: ListSource<Row>, store: RowStore<Row>): () => void {
  const byHand = paced(() => store.refresh());
  const byOthers = paced(() => store.refresh());
  const stop = onEngineChange((change) => {
    if (source.isMadeOldBy(change)) (isByHand(change) ? byHand : byOthers).run();
  });
  return () => {
    stop();
    byHand.end();
    byOthers.end();
  };
}

/** Does the work at once; what is asked for within a moment after that is done once, when the moment is over. */
function paced(work: () => void): { readonly run: () => void; readonly end: () => void } {
  let pause: ReturnType<typeof setTimeout> | null = null;
  let isAskedFor = false;
  const run = () => {
    if (pause !== null) {
      isAskedFor = true;
      return;
    }
    isAskedFor = false;
    work();
    pause = setTimeout(() => {
      pause = null;
      if (isAskedFor) run();
    }, refreshPauseMs);
  };
  return {
    run,
    end: () => {
      if (pause !== null) clearTimeout(pause);
    },
  };
}
