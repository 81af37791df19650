import type { RollForwardRow } from "./contract/reports.ts";
import type { CsvCell } from "./csv.ts";

/** A column of a report: what its file calls it, and what stands in it. The command line, the desk and their files have the same ones. */
export interface ReportColumn<Row> {
  readonly name: string;
  readonly kind: "text" | "day" | "count" | "money";
  readonly value: (row: Row) => CsvCell;
}

interface InCurrency {
  readonly currency: string;
}

const text = <Row>(name: string, value: (row: Row) => string | null): ReportColumn<Row> => ({
  name,
  kind: "text",
  value,
});
const day = <Row>(name: string, value: (row: Row) => string | null): ReportColumn<Row> => ({
  name,
  kind: "day",
  value,
});
const count = <Row>(name: string, value: (row: Row) => number): ReportColumn<Row> => ({ name, kind: "count", value });
const money = <Row extends InCurrency>(name: string, value: (row: Row) => number): ReportColumn<Row> => ({
  name,
  kind: "money",
  value: (row) => ({ amountMinor: value(row), currency: row.currency }),
});

const currency = <Row extends InCurrency>() => text<Row>("currency", (row) => row.currency);
const from = <Row extends { readonly fromOn: string }>() => day<Row>("from", ({ fromOn }) => fromOn);
const through = <Row extends { readonly throughOn: string }>() => day<Row>("through", ({ throughOn }) => throughOn);

export const rollForwardColumns: readonly ReportColumn<RollForwardRow>[] = [
  currency(),
  from(),
  through(),
  money("opening", ({ openingMinor }) => openingMinor),
  money("granted", ({ grantedMinor }) => grantedMinor),
  money("applied", ({ appliedMinor }) => appliedMinor),
  money("expired", ({ expiredMinor }) => expiredMinor),
  money("removed", ({ removedMinor }) => removedMinor),
  money("reversed", ({ reversedMinor }) => reversedMinor),
  money("transferred", ({ transferredMinor }) => transferredMinor),
  money("closing", ({ closingMinor }) => closingMinor),
];

/** A line of the roll-forward's detail, with the month that it is of. */
export type RollForwardMovement = RollForwardRow["movements"][number] &
  Pick<RollForwardRow, "currency" | "fromOn" | "throughOn">;

/** What the terms of a roll-forward are the sums of. */
export function movementsOf(rows: readonly RollForwardRow[]): RollForwardMovement[] {
  return rows.flatMap(({ movements, currency: code, fromOn, throughOn }) =>
    movements.map((movement) => ({ ...movement, currency: code, fromOn, throughOn })),
  );
}

export const movementColumns: readonly ReportColumn<RollForwardMovement>[] = [
  currency(),
  from(),
  through(),
  text("source", ({ sourceType }) => sourceType),
  text("reason_code", ({ reasonCode }) => reasonCode),
  text("reason", ({ reasonName }) => reasonName),
  count("entries", ({ entryCount }) => entryCount),
  money("amount", ({ amountMinor }) => amountMinor),
];
