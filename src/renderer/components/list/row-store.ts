import { replaceEqualDeep } from "@tanstack/react-query";
import type { EngineEvent } from "../../../shared/contract/events.ts";
import type { ListSort } from "../../foundation/column-view.ts";
import { createCursorMap, lastRowOf, type KeysetPage, type KeysetPlace } from "./keyset.ts";

/** Where a list's rows come from: one query of the contract, with the screen's filters in it. */
export interface ListSource<Row> {
  /** Loads one page. The cursor is whatever the page before gave as `next`. */
  load(place: KeysetPlace<string | number>, sort: ListSort | null): Promise<KeysetPage<Row, string | number>>;
  /** Whether a change makes rows old that were loaded ({@link isMadeOldBy} of the query). */
  isMadeOldBy(change: Extract<EngineEvent, { type: "changed" }>): boolean;
}

type RowTotal = KeysetPage<unknown, unknown>["total"];

/** The rows of one list, loaded a page at a time as they are wanted. */
export interface RowStore<Row> {
  /** How many there are; null until the first page is there. */
  total(): RowTotal | null;
  /** How many can be scrolled to: all where that is known, otherwise some more than were seen. */
  length(): number;
  rowAt(index: number): Row | undefined;
  /** Why rows are missing. */
  error(): Error | null;
  /** These are in view, and loaded before any others. */
  want(firstIndex: number, lastIndex: number): void;
  /** Rows may have changed: what is in view stays until it is loaded again. */
  refresh(): void;
  /**
   * Show rows as somebody knows them to be before they are loaded again.
   *
   * @param amended the row itself where nothing of it is known.
   * @param loadedBeforeMs rows that were loaded later may know more, and stay as they are; by `performance.now()`.
   */
  amend(amended: (row: Row) => Row, loadedBeforeMs: number): void;
  /** Rows that may not have been in view, for who takes them along. */
  rowsBetween(firstIndex: number, lastIndex: number): Promise<Row[]>;
  /** @returns ends it: what is on its way is not waited for. */
  start(): () => void;
  /** @returns ends the subscription. */
  subscribe(listener: () => void): () => void;
  /** Another number whenever anything changed. */
  version(): number;
}

/**
 * Lets one page be loaded at a time: each then starts where the one before ended, and of the searches of quick typing only the newest
 * waits for its turn.
 */
export type Turn = <Answer>(work: () => Promise<Answer> | null) => Promise<Answer | null>;

export function createTurn(): Turn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

const pageSize = 100;
/** Pages that are kept beside those in view. */
const keptPages = 30;

export function createRowStore<Row>(source: ListSource<Row>, sort: ListSort | null, turn: Turn): RowStore<Row> {
  const cursors = createCursorMap<string | number>();
  const pages = new Map<number, readonly Row[]>();
  const oldPages = new Set<number>();
  const loadedAtMs = new Map<number, number>();
  const listeners = new Set<() => void>();
  // A page that was asked for before a change must not leave its cursor among the new ones.
  let generation = 0;
  let version = 0;
  let total: RowTotal | null = null;
  let end: number | undefined;
  let error: Error | null = null;
  let wanted = { first: 0, last: 0 };
  let isRunning = false;
  let isLoading = false;

  const changed = () => {
    version += 1;
    for (const listener of listeners) listener();
  };
  const length = () => {
    if (end !== undefined) return end;
    if (total === null) return 0;
    return Math.max(total.count, (Math.max(-1, ...pages.keys()) + 2) * pageSize);
  };
  const loadPage = (page: number) => source.load(cursors.placeFor(page * pageSize, pageSize), sort);

  const missingPage = (): number | undefined => {
    const lastIndex = total === null ? wanted.last : Math.min(wanted.last, length() - 1);
    for (let page = wanted.first; page * pageSize <= lastIndex || page === 0; page += 1) {
      if (!pages.has(page) || oldPages.has(page)) return page;
    }
    return undefined;
  };

  const take = (page: number, loaded: KeysetPage<Row, string | number>, isCurrent: boolean) => {
    // A row that is as it was stays the same object, and is not drawn anew.
    pages.set(page, replaceEqualDeep(pages.get(page), loaded.rows));
    loadedAtMs.set(page, performance.now());
    total = loaded.total;
    const seen = page * pageSize + loaded.rows.length;
    // An end that was found before holds until there is more behind it.
    end = lastRowOf(page * pageSize, loaded) ?? (end !== undefined && end > seen ? end : undefined);
    if (isCurrent) {
      oldPages.delete(page);
      cursors.remember(page * pageSize, loaded.rows.length, loaded.next);
    } else oldPages.add(page);
    for (const kept of pages.keys()) {
      if (pages.size <= keptPages) break;
      if (kept * pageSize > wanted.last || kept < wanted.first) pages.delete(kept);
    }
    changed();
  };

  const loadWanted = async (): Promise<void> => {
    const page = missingPage();
    if (isLoading || !isRunning || error || page === undefined) return;
    isLoading = true;
    const askedIn = generation;
    try {
      const loaded = await turn(() => (isRunning ? loadPage(page) : null));
      if (loaded) take(page, loaded, askedIn === generation);
    } catch (failure) {
      error = failure instanceof Error ? failure : new Error(String(failure));
      changed();
    }
    isLoading = false;
    await loadWanted();
  };

  return {
    total: () => total,
    length,
    rowAt: (index) => (index < length() ? pages.get(Math.floor(index / pageSize))?.[index % pageSize] : undefined),
    error: () => error,
    want(firstIndex, lastIndex) {
      wanted = { first: Math.max(0, Math.floor(firstIndex / pageSize)), last: lastIndex };
      void loadWanted();
    },
    refresh() {
      generation += 1;
      cursors.clear();
      error = null;
      for (const page of pages.keys()) {
        if (page < wanted.first || page * pageSize > wanted.last) pages.delete(page);
        else oldPages.add(page);
      }
      void loadWanted();
    },
    amend(amended, loadedBeforeMs) {
      for (const [page, rows] of pages) {
        if ((loadedAtMs.get(page) ?? 0) < loadedBeforeMs) pages.set(page, replaceEqualDeep(rows, rows.map(amended)));
      }
      changed();
    },
    async rowsBetween(firstIndex, lastIndex) {
      const rows: Row[] = [];
      for (let page = Math.floor(firstIndex / pageSize); page * pageSize <= lastIndex; page += 1) {
        const known = oldPages.has(page) ? undefined : pages.get(page);
        // eslint-disable-next-line eslint/no-await-in-loop -- each page begins where the one before ends
        rows.push(...(known ?? (await turn(() => loadPage(page)))?.rows ?? []));
      }
      const offset = Math.floor(firstIndex / pageSize) * pageSize;
      return rows.slice(firstIndex - offset, lastIndex - offset + 1);
    },
    start() {
      isRunning = true;
      void loadWanted();
      return () => {
        isRunning = false;
      };
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    version: () => version,
  };
}
