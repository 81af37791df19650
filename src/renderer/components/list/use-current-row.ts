import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { RowStore } from "./row-store.ts";

/** How far a row is looked for that others came before, or were taken from before. */
const searchedRows = 200;

interface CurrentRowOptions<Row> {
  /** The rows that were asked for last. */
  readonly store: RowStore<Row>;
  /** The rows that are on the screen. */
  readonly shown: RowStore<Row>;
  readonly rowIdOf: (row: Row) => string;
  readonly startIndex: number;
  readonly onOpen: (row: Row) => void;
  readonly onCurrent: ((row: Row | null) => void) | undefined;
}

interface CurrentRow {
  readonly index: number;
  /** The rows that are selected: the current one, or all from where the selection began. */
  readonly selection: { readonly first: number; readonly last: number };
  /** @param isExtending whether the selection grows from where it began. */
  readonly moveTo: (index: number, isExtending?: boolean) => void;
  /** Open a row: at once where it is loaded, otherwise when it is, so that a quick hand need not wait for the list. */
  readonly open: (index: number) => void;
}

/** The one row of a list that has the focus and that commands are meant for. It stays the same row when its place changes. */
export function useCurrentRow<Row>(options: CurrentRowOptions<Row>): CurrentRow {
  const { store, shown, rowIdOf, startIndex, onOpen, onCurrent } = options;
  const [current, setCurrent] = useState<{ readonly index: number; readonly id: string | null }>({
    index: startIndex,
    id: null,
  });
  const [anchor, setAnchor] = useState<number | null>(null);

  // Other rows are read from their beginning, whatever was current before.
  const [readStore, setReadStore] = useState(store);
  if (readStore !== store) {
    setReadStore(store);
    setCurrent({ index: 0, id: null });
    setAnchor(null);
  }

  const row = shown === store ? store.rowAt(current.index) : undefined;
  if (row !== undefined && readStore === store && rowIdOf(row) !== current.id) {
    const movedTo = current.id === null ? null : findRow(store, current.index, current.id, rowIdOf);
    if (movedTo === null) setCurrent({ index: current.index, id: rowIdOf(row) });
    else setCurrent({ index: movedTo, id: current.id });
  }
  const length = store.length();
  if (shown === store && length > 0 && current.index >= length) setCurrent({ index: length - 1, id: null });

  const newest = useRef({ onOpen, onCurrent });
  useLayoutEffect(() => {
    newest.current = { onOpen, onCurrent };
  });
  useLayoutEffect(() => newest.current.onCurrent?.(row ?? null), [row]);

  const awaited = useRef<{ readonly store: RowStore<Row>; readonly index: number } | null>(null);
  const openAwaited = () => {
    if (awaited.current?.store !== store || store.total() === null) return;
    const awaitedRow = store.rowAt(awaited.current.index);
    if (awaitedRow === undefined && awaited.current.index < store.length()) return;
    awaited.current = null;
    if (awaitedRow !== undefined) newest.current.onOpen(awaitedRow);
  };
  useEffect(openAwaited);

  return {
    index: current.index,
    selection: { first: Math.min(current.index, anchor ?? current.index), last: Math.max(current.index, anchor ?? 0) },
    moveTo(index, isExtending = false) {
      if (index !== awaited.current?.index) awaited.current = null;
      const next = shown === store ? store.rowAt(index) : undefined;
      // At once: a quick hand presses the next key before the screen is drawn.
      flushSync(() => {
        setCurrent({ index, id: next === undefined ? null : rowIdOf(next) });
        setAnchor(isExtending ? (anchor ?? current.index) : null);
      });
    },
    open(index) {
      awaited.current = { store, index };
      openAwaited();
    },
  };
}

function findRow<Row>(store: RowStore<Row>, near: number, id: string, rowIdOf: (row: Row) => string): number | null {
  for (let distance = 1; distance <= searchedRows; distance += 1) {
    for (const index of [near + distance, near - distance]) {
      const row = index < 0 ? undefined : store.rowAt(index);
      if (row !== undefined && rowIdOf(row) === id) return index;
    }
  }
  return null;
}
