import { guardedText } from "../../../shared/csv.ts";
import { formatMoney } from "../../../shared/money/format.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import type { ListColumn } from "./list-column.ts";

/**
 * Rows as a spreadsheet takes them from the clipboard: tabs between cells, titles first. Amounts are numbers as the operator's locale
 * writes them, each beside its currency; dates and moments are ISO; a text that would be run as a formula is guarded.
 */
export function toSpreadsheetCells<Row>(columns: readonly ListColumn<Row>[], rows: readonly Row[]): string {
  const titles = columns.flatMap(({ kind, title }) => (kind === "money" ? ["", title] : [title]));
  const lines = rows.map((row) => columns.flatMap((column) => cellsOf(column, row)));
  return [titles, ...lines].map((cells) => `${cells.join("\t")}\r\n`).join("");
}

function cellsOf<Row>(column: ListColumn<Row>, row: Row): string[] {
  switch (column.kind) {
    case "money": {
      const { amountMinor, currency } = column.money(row);
      if (amountMinor === null) return ["", ""];
      const options = { locale: operatorLocale, currencyDisplay: "none", isGrouped: false } as const;
      return [currency, formatMoney(amountMinor, currency, options).replace("−", "-")];
    }
    case "date":
      return [column.on(row) ?? ""];
    case "moment": {
      const atMs = column.atMs(row);
      return [atMs === null ? "" : new Date(atMs).toISOString()];
    }
    case "state":
      return [cellText(column.state(row)?.word ?? "")];
    case "text":
      return [cellText(column.text(row) ?? "")];
  }
}

function cellText(text: string): string {
  const guarded = guardedText(text);
  return /[\t\r\n"]/u.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
