import { currencyExponent } from "../../../shared/money/currencies.ts";
import { dateText } from "../../foundation/day-text.ts";
import { momentText } from "../../foundation/moment-text.ts";
import { figureText } from "../figure-text.ts";
import { noAmountText, type ListColumn } from "./list-column.ts";
import type { TextMeasure } from "./text-measure.ts";

/** What a column needs for nothing in it to be cut. */
export interface ColumnNeed {
  readonly width: number;
  /** The most decimals of its amounts, under which the others' are aligned. */
  readonly decimals: number;
}

export type ColumnNeeds = Readonly<Record<string, ColumnNeed>>;

/** Beside the text of a cell: its padding, and what stands before the text. */
const paddings = 20;
const sortMark = 14;
const stateMark = 14;
const afterCurrency = 8;

/**
 * What the columns need for these rows beside what they needed before: a column grows as wider figures come into view, and never
 * shrinks under the eyes of who reads it.
 *
 * @returns `before` itself where it is enough.
 */
export function growNeeds<Row>(
  before: ColumnNeeds,
  columns: readonly ListColumn<Row>[],
  rows: readonly Row[],
  measure: TextMeasure,
): ColumnNeeds {
  let needs = before;
  for (const column of columns) {
    const known = before[column.id];
    let width = known?.width ?? paddings + measure(column.title) + (column.isSortable === true ? sortMark : 0);
    const decimals = rows.reduce((most, row) => Math.max(most, decimalsOf(column, row)), known?.decimals ?? 0);
    for (const row of rows) width = Math.max(width, cellWidth(column, row, decimals, measure));
    if (width !== known?.width || decimals !== known.decimals) needs = { ...needs, [column.id]: { width, decimals } };
  }
  return needs;
}

function decimalsOf<Row>(column: ListColumn<Row>, row: Row): number {
  return column.kind === "money" ? currencyExponent(column.money(row).currency) : 0;
}

function cellWidth<Row>(column: ListColumn<Row>, row: Row, decimals: number, measure: TextMeasure): number {
  switch (column.kind) {
    case "money": {
      const { amountMinor, currency } = column.money(row);
      if (amountMinor === null) return paddings + measure(noAmountText(column, row));
      const figure = measure(figureText(amountMinor, currency, column.showsPlus));
      // Its own decimals would stand there, which others have.
      const missing = measure(`.${"0".repeat(Math.max(0, decimals - currencyExponent(currency)))}`);
      return paddings + measure(currency) + afterCurrency + figure + missing;
    }
    case "date": {
      const on = column.on(row);
      return paddings + (on === null ? 0 : measure(dateText(on)));
    }
    case "moment": {
      const atMs = column.atMs(row);
      return paddings + (atMs === null ? 0 : measure(momentText(atMs, column.timeZone)));
    }
    case "state":
      return paddings + stateMark + measure(column.state(row)?.word ?? "");
    case "text":
      return column.minimumWidth;
  }
}
