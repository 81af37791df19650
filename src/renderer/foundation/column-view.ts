/** By which column a list is sorted, and which way. */
export interface ListSort {
  readonly columnId: string;
  readonly direction: "ascending" | "descending";
}

/** How somebody arranged a list: kept by list, and the same at the next start. */
export interface ColumnView {
  /** Every column that was there when it was arranged. */
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** In pixels, of the columns that somebody sized. */
  readonly widths: Readonly<Record<string, number>>;
  readonly sort: ListSort | null;
}

/** Take what the view store holds, which may be anything. */
export function readColumnView(stored: unknown): ColumnView | null {
  if (!isRecord(stored) || !areTexts(stored.order) || !areTexts(stored.hidden) || !isRecord(stored.widths)) return null;
  const widths = Object.entries(stored.widths).filter((entry): entry is [string, number] => Number.isFinite(entry[1]));
  return {
    order: stored.order,
    hidden: stored.hidden,
    widths: Object.fromEntries(widths),
    sort: readSort(stored.sort),
  };
}

function readSort(stored: unknown): ListSort | null {
  if (!isRecord(stored) || typeof stored.columnId !== "string") return null;
  const { columnId, direction } = stored;
  return direction === "ascending" || direction === "descending" ? { columnId, direction } : null;
}

function areTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
