import type { ColumnView } from "../../foundation/column-view.ts";
import type { ListColumn } from "./list-column.ts";

/** A column and what was chosen for it. */
export interface ArrangedColumn<Row> {
  readonly column: ListColumn<Row>;
  readonly isShown: boolean;
  /** Null where nobody sized it. */
  readonly width: number | null;
}

/** What somebody drags a column to at the least, and at the most. */
const widthLimits = { least: 48, most: 800 };

/** The view of a list that nobody arranged. */
export function unarranged(columns: readonly ListColumn<never>[]): ColumnView {
  return {
    order: columns.map(({ id }) => id),
    hidden: columns.filter(({ isHiddenAtFirst }) => isHiddenAtFirst === true).map(({ id }) => id),
    widths: {},
    sort: null,
  };
}

/**
 * All columns in the order that was chosen. One that is newer than the choice stands where it stands by itself, after its neighbour.
 */
export function arrangeColumns<Row>(columns: readonly ListColumn<Row>[], view: ColumnView): ArrangedColumn<Row>[] {
  const ids = columns.map(({ id }) => id);
  const order = view.order.filter((id) => ids.includes(id));
  for (const [index, id] of ids.entries()) {
    if (order.includes(id)) continue;
    const neighbour = ids[index - 1];
    order.splice(neighbour === undefined ? 0 : order.indexOf(neighbour) + 1, 0, id);
  }
  return order.flatMap((id) => {
    const column = columns.find((each) => each.id === id);
    if (!column) return [];
    const isNew = !view.order.includes(id);
    const isHidden = isNew ? column.isHiddenAtFirst === true : view.hidden.includes(id);
    return [{ column, isShown: isLead(column) || !isHidden, width: view.widths[id] ?? null }];
  });
}

/** Whether the row is about this column, which then is always shown. */
export function isLead(column: ListColumn<never>): boolean {
  return column.kind === "text" && column.isLead === true;
}

/** Put a column before another one, or at the end. */
export function moveColumn(view: ColumnView, id: string, before: string | null): ColumnView {
  if (id === before) return view;
  const order = view.order.filter((each) => each !== id);
  order.splice(before === null ? order.length : order.indexOf(before), 0, id);
  return { ...view, order };
}

export function showColumn(view: ColumnView, id: string, isShown: boolean): ColumnView {
  const others = view.hidden.filter((each) => each !== id);
  return { ...view, hidden: isShown ? others : [...others, id] };
}

/** @param width null gives it back to the list. */
export function sizeColumn(view: ColumnView, id: string, width: number | null): ColumnView {
  const { [id]: _before, ...others } = view.widths;
  if (width === null) return { ...view, widths: others };
  const limited = Math.round(Math.min(widthLimits.most, Math.max(widthLimits.least, width)));
  return { ...view, widths: { ...others, [id]: limited } };
}
