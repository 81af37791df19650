import type { CsvCell } from "../csv.ts";

/** A column of a list as it is exported, in whichever format. */
export interface ExportColumn<Row> {
  /** What it is called in the file; never changed, because programs and imports read it. */
  readonly name: string;
  readonly value: (row: Row) => CsvCell;
  /** Whether it holds amounts, which a spreadsheet then shows as such. */
  readonly isAmount?: true;
  /** Whether it holds `yes` or `no`, which people are told in their language. */
  readonly isAnswer?: true;
}

/** A column of amounts in the currency of each row; empty where a row has none. */
export function exportedAmount<Row extends { readonly currency: string }>(
  name: string,
  amountMinor: (row: Row) => number | null,
): ExportColumn<Row> {
  return {
    name,
    isAmount: true,
    value: (row) => {
      const amount = amountMinor(row);
      return amount === null ? null : { amountMinor: amount, currency: row.currency };
    },
  };
}

/** An instant as every export writes it. */
export const exportedInstant = (atMs: number): string => new Date(atMs).toISOString();

/** A column of moments; empty where a row has none. */
export function exportedMoment<Row>(name: string, atMs: (row: Row) => number | null): ExportColumn<Row> {
  return {
    name,
    value: (row) => {
      const moment = atMs(row);
      return moment === null ? null : exportedInstant(moment);
    },
  };
}

/** A column that says of each row whether something holds. */
export function exportedAnswer<Row>(name: string, holds: (row: Row) => boolean): ExportColumn<Row> {
  return { name, isAnswer: true, value: (row) => (holds(row) ? "yes" : "no") };
}

const partsPerMillionOfPercent = 10_000;

/** A column of shares in percent, such as 7.5; empty where a row has none. */
export function exportedPercent<Row>(name: string, partsPerMillion: (row: Row) => number | null): ExportColumn<Row> {
  return {
    name,
    value: (row) => {
      const parts = partsPerMillion(row);
      // At most four decimals of a percent, which this quotient writes exactly.
      return parts === null ? null : parts / partsPerMillionOfPercent;
    },
  };
}
