import { create } from "zustand";
import { persist } from "zustand/middleware";
import { readColumnView, type ColumnView } from "./column-view.ts";
import { addressOf, firstPlace, placeAt } from "./router.ts";

export type Density = "comfortable" | "compact";
export type Appearance = "auto" | "light" | "dark";
/** What the desk is told in; `auto` leaves it to the system. */
export type Language = "auto" | "en" | "de";

/** How the operator left the desk: comes back at the next start and is the same in every window. Nothing of the book. */
interface ViewState {
  readonly density: Density;
  readonly appearance: Appearance;
  readonly language: Language;
  /** Whether the navigation is folded to icons; a narrow window folds it in any case. */
  readonly isFolded: boolean;
  /** Whether the detail pane stands beside the list; null leaves it to the window's width. */
  readonly showsDetail: boolean | null;
  /** Whether the first steps of a new book are not wanted any more. */
  readonly hasClosedFirstSteps: boolean;
  /** The address of the place that was open last. */
  readonly lastAddress: string;
  /** How columns are arranged, by list. */
  readonly columns: Readonly<Record<string, ColumnView>>;
  /** One's own views, by list. */
  readonly views: Readonly<Record<string, readonly OwnView[]>>;
  /** Filters by screen; each screen checks that what it finds is its own. */
  readonly filters: Readonly<Record<string, unknown>>;
}

/** A name for what a list is narrowed to; the list checks that the filters are its own. */
export interface OwnView {
  readonly name: string;
  readonly filters: unknown;
}

interface ViewActions {
  readonly setDensity: (density: Density) => void;
  readonly setAppearance: (appearance: Appearance) => void;
  readonly setLanguage: (language: Language) => void;
  readonly setIsFolded: (isFolded: boolean) => void;
  readonly setShowsDetail: (showsDetail: boolean) => void;
  readonly closeFirstSteps: () => void;
  readonly setLastAddress: (address: string) => void;
  /** @param columns null gives back the arrangement that the list has by itself. */
  readonly setColumns: (listId: string, columns: ColumnView | null) => void;
  readonly setViews: (listId: string, views: readonly OwnView[]) => void;
  readonly setFilters: (screenId: string, filters: unknown) => void;
}

const initialState: ViewState = {
  density: "comfortable",
  appearance: "auto",
  language: "auto",
  isFolded: false,
  showsDetail: null,
  hasClosedFirstSteps: false,
  lastAddress: addressOf(firstPlace),
  columns: {},
  views: {},
  filters: {},
};

export const useViewStore = create<ViewState & ViewActions>()(
  persist(
    (set) => ({
      ...initialState,
      setDensity: (density) => set({ density }),
      setAppearance: (appearance) => set({ appearance }),
      setLanguage: (language) => set({ language }),
      setIsFolded: (isFolded) => set({ isFolded }),
      setShowsDetail: (showsDetail) => set({ showsDetail }),
      closeFirstSteps: () => set({ hasClosedFirstSteps: true }),
      setLastAddress: (lastAddress) => set({ lastAddress }),
      setColumns: (listId, columns) =>
        set((state) => {
          const { [listId]: _before, ...others } = state.columns;
          return { columns: columns === null ? others : { ...others, [listId]: columns } };
        }),
      setViews: (listId, views) => set((state) => ({ views: { ...state.views, [listId]: views } })),
      setFilters: (screenId, filters) => set((state) => ({ filters: { ...state.filters, [screenId]: filters } })),
    }),
    {
      name: "countinghouse.view",
      version: 1,
      // A version that this one does not know leaves nothing behind that it could trust.
      migrate: () => initialState,
      partialize: ({
        density,
        appearance,
        language,
        isFolded,
        showsDetail,
        hasClosedFirstSteps,
        lastAddress,
        columns,
        views,
        filters,
      }) => ({
        density,
        appearance,
        language,
        isFolded,
        showsDetail,
        hasClosedFirstSteps,
        lastAddress,
        columns,
        views,
        filters,
      }),
      merge: (stored, current) => ({ ...current, ...readViewState(stored) }),
    },
  ),
);

/** What of the stored content makes sense. Anything else, from an older version or a curious hand, falls back. */
export function readViewState(stored: unknown): ViewState {
  const found = isRecord(stored) ? stored : {};
  return {
    density: found.density === "compact" ? "compact" : initialState.density,
    appearance: found.appearance === "light" || found.appearance === "dark" ? found.appearance : "auto",
    language: found.language === "en" || found.language === "de" ? found.language : "auto",
    isFolded: found.isFolded === true,
    hasClosedFirstSteps: found.hasClosedFirstSteps === true,
    showsDetail: typeof found.showsDetail === "boolean" ? found.showsDetail : null,
    lastAddress:
      typeof found.lastAddress === "string" && placeAt(found.lastAddress) !== null
        ? found.lastAddress
        : initialState.lastAddress,
    columns: isRecord(found.columns)
      ? Object.fromEntries(
          Object.entries(found.columns).flatMap(([listId, storedView]) => {
            const view = readColumnView(storedView);
            return view ? [[listId, view]] : [];
          }),
        )
      : {},
    views: isRecord(found.views)
      ? Object.fromEntries(Object.entries(found.views).map(([listId, views]) => [listId, readViews(views)]))
      : {},
    filters: isRecord(found.filters) ? found.filters : {},
  };
}

function readViews(stored: unknown): OwnView[] {
  const found: readonly unknown[] = Array.isArray(stored) ? stored : [];
  return found.flatMap((view) =>
    isRecord(view) && typeof view.name === "string" ? [{ name: view.name, filters: view.filters }] : [],
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * A screen's filters, kept in the view store.
 *
 * @param read takes what is stored, which may be anything, and returns filters; it is called while rendering and must be
 *   a constant function that returns its defaults for what it does not know.
 */
export function useScreenFilters<Filters>(
  screenId: string,
  read: (stored: unknown) => Filters,
): readonly [Filters, (filters: Filters) => void] {
  const stored = useViewStore((state) => state.filters[screenId]);
  const setFilters = useViewStore((state) => state.setFilters);
  return [read(stored), (filters) => setFilters(screenId, filters)];
}
