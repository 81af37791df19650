import { toCsv } from "../../../shared/csv.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { ExportColumn } from "../../../shared/exports/column.ts";
import { figure } from "./amounts.ts";
import type { Outcome } from "./run-command.ts";
import { safeJson } from "./safe-text.ts";
import { codesText, reasonText, said, wordText, type TerminalWord } from "./spoken.ts";
import { layOutTable, type Layout } from "./table.ts";
import { count, toldText, type Terminal } from "./terminal.ts";

/** A column of rows that are printed. */
export interface Column<Row> extends Layout, ExportColumn<Row> {
  /** For people; left out: the value as it is. */
  readonly text?: (row: Row) => string;
}

/** Columns that only programs read: a person's terminal has no room for them. */
export function forPrograms<Row>(columns: readonly ExportColumn<Row>[]): Column<Row>[] {
  return columns.map((column) => ({ ...column, heading: "" }));
}

/** What stands above columns, by their names, and what people are told in them where that is not what files have. */
export type Headings<Row> = Readonly<Record<string, TerminalWord | (Layout & Pick<Column<Row>, "text">)>>;

/**
 * What a terminal has room for of a list that is exported as well: those columns that have a heading, in their order.
 *
 * @param headings by the name of the column.
 */
export function headed<Row>(columns: readonly ExportColumn<Row>[], headings: Headings<Row>): Column<Row>[] {
  return columns.flatMap((column) => {
    const heading = headings[column.name];
    if (heading === undefined) return [];
    const layout = typeof heading === "string" ? { heading } : heading;
    return [{ ...column, ...textOfName(column), ...(column.isAmount && { align: "right" as const }), ...layout }];
  });
}

/** Columns of files whose words are the contract's, and those that hold a sentence, by their name. */
const codeColumns = new Set([
  "age",
  "category",
  "doubt",
  "for",
  "kind",
  "matched_by",
  "role",
  "source",
  "state",
  "status",
]);

/** How a column that is written to files as well is told to people, where that is another way. */
export function textOfName<Row>({ name, value, isAnswer }: ExportColumn<Row>): Pick<Column<Row>, "text"> {
  const telling = isAnswer ? answerText : codeColumns.has(name) ? codesText : otherColumns[name];
  if (!telling) return {};
  return {
    text: (row) => {
      const cell = value(row);
      return typeof cell === "string" ? telling(cell) : "";
    },
  };
}

const answerText = (answer: string): string => (answer === "yes" ? said("yes") : said("no"));

const otherColumns: Readonly<Record<string, (text: string) => string>> = {
  /** What the book has written down in English. */
  problem: (message) => toldText({ message }),
  reason: reasonText,
  /** What is known of why two sides of a linked book differ. */
  why: (text) =>
    text
      .split("; ")
      .map((part) => (part.startsWith(statements) ? part.replace(statements, said("statements ")) : codesText(part)))
      .join("; "),
};
const statements = "statements ";

export interface RowFlags {
  readonly json?: true;
  readonly csv?: true;
  readonly limit?: number;
  readonly all?: true;
}

interface RowTotal {
  readonly count: number;
  readonly isExact: boolean;
}

/** A column of amounts in the currency of each row; empty where a row has none. */
export function amountColumn<Row extends { readonly currency: string }>(
  heading: TerminalWord,
  name: string,
  amountMinor: (row: Row) => number | null,
): Column<Row> {
  return {
    heading,
    name,
    align: "right",
    text: (row) => {
      const amount = amountMinor(row);
      return amount === null ? "" : figure(amount, row.currency);
    },
    value: (row) => {
      const amount = amountMinor(row);
      return amount === null ? null : { amountMinor: amount, currency: row.currency };
    },
  };
}

/** A column that says of each row whether something holds: to people in their language, to programs as `yes` and `no`. */
export function answerColumn<Row>(heading: TerminalWord, name: string, holds: (row: Row) => boolean): Column<Row> {
  return {
    heading,
    name,
    text: (row) => (holds(row) ? said("yes") : said("no")),
    value: (row) => (holds(row) ? "yes" : "no"),
  };
}

/** A part of a list, and the place where the next one starts; null at the end. */
export interface Page<Row, Place> {
  readonly rows: readonly Row[];
  readonly next: Place | null;
  readonly total: RowTotal;
}

/** What a person reads at a time; programs get everything. */
const tableRowLimit = 100;
/** The contract's longest page. */
const pageRowLimit = 500;

/**
 * Print a list, page by page as it is read, as a table, as CSV or as JSON.
 *
 * @param read a page of at most `limit` rows from a place on; null is the beginning.
 */
export async function printRows<Row, Place>(
  terminal: Terminal,
  flags: RowFlags,
  columns: readonly Column<Row>[],
  read: (place: Place | null, limit: number) => Promise<Page<Row, Place>>,
): Promise<Outcome> {
  const isTable = !flags.json && !flags.csv;
  const limit = flags.limit ?? (isTable && !flags.all ? tableRowLimit : Number.POSITIVE_INFINITY);
  const shown: (readonly string[])[] = [];
  let printed = 0;
  let place: Place | null = null;
  for (;;) {
    const page: Page<Row, Place> = await read(place, Math.min(pageRowLimit, limit - printed));
    if (flags.json) await terminal.write(jsonRows(page.rows, printed === 0));
    else if (flags.csv) await terminal.write(csvRows(columns, page.rows, printed === 0));
    else shown.push(...page.rows.map((row) => columns.map((column) => textOf(column, row))));
    printed += page.rows.length;
    place = page.next;
    if (place !== null && printed < limit && page.rows.length > 0) continue;
    if (flags.json) await terminal.write(`],"total":${safeJson(page.total)}}}\n`);
    if (isTable) printTable(terminal, columns, shown, page.total);
    return { ok: true, isPrinted: true };
  }
}

/** Reads a list whose pages follow each other by a cursor. */
export function byCursor<Row>(
  read: (
    after: string | null,
    limit: number,
  ) => Promise<{ readonly rows: readonly Row[]; readonly nextCursor: string | null; readonly total: RowTotal }>,
) {
  return async (after: string | null, limit: number): Promise<Page<Row, string>> => {
    const { rows, nextCursor, total } = await read(after, limit);
    return { rows, next: nextCursor, total };
  };
}

/** Print rows that were read at once. */
export function printWholeList<Row>(
  terminal: Terminal,
  flags: RowFlags,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): Promise<Outcome> {
  const total = { count: rows.length, isExact: true };
  return printRows(terminal, flags, columns, (place: number | null, limit) => {
    const from = place ?? 0;
    const next = from + limit < rows.length ? from + limit : null;
    return Promise.resolve({ rows: rows.slice(from, from + limit), next, total });
  });
}

/** Rows within a text for people. */
export function tableOf<Row>(terminal: Terminal, columns: readonly Column<Row>[], rows: readonly Row[]): string {
  return layOutTable(
    columns,
    rows.map((row) => columns.map((column) => textOf(column, row))),
    terminal.width,
  );
}

function printTable(
  terminal: Terminal,
  columns: readonly Layout[],
  rows: readonly (readonly string[])[],
  total: RowTotal,
) {
  if (rows.length === 0) {
    terminal.say(wordText(sentence("There is nothing to list.")));
    return;
  }
  terminal.print(layOutTable(columns, rows, terminal.width));
  if (rows.length >= total.count) return;
  const given = { shown: count(rows.length), all: count(total.count) };
  const more = total.isExact
    ? sentence("{shown} of {all}; --all shows all of them.", given)
    : sentence("{shown} of more than {all}; --all shows all of them.", given);
  terminal.say(wordText(more));
}

function textOf<Row>(column: Column<Row>, row: Row): string {
  if (column.text) return column.text(row);
  const value = column.value(row);
  if (value === null) return "";
  return typeof value === "object" ? figure(value.amountMinor, value.currency) : String(value);
}

function csvRows<Row>(columns: readonly Column<Row>[], rows: readonly Row[], isFirst: boolean): string {
  const header = isFirst ? [columns.map(({ name }) => name)] : [];
  return toCsv([...header, ...rows.map((row) => columns.map((column) => column.value(row)))]);
}

function jsonRows(rows: readonly unknown[], isFirst: boolean): string {
  const start = isFirst ? '{"ok":true,"value":{"rows":[' : "";
  return start + rows.map((row, index) => `${isFirst && index === 0 ? "" : ","}\n${safeJson(row)}`).join("");
}
