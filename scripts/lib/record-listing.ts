import { openBookForReading } from "../../src/main/storage/book/book-file.ts";
import {
  leftOutColumns,
  leftOutTables,
  recordNames,
  recordTables,
  type RecordTable,
} from "../../src/main/storage/book/record-tables.ts";
import type { ReadableBook } from "../../src/main/storage/book/book-handle.ts";
import { fieldsOf } from "../../src/main/storage/book/table-fields.ts";

const begins = "<!-- made by scripts/write-record-listing.ts -->";

/** The page about the format, with the records as this schema has them in place of those that it lists. */
export function withRecordListing(page: string, bookPath: string): string {
  const [prose] = page.split(begins);
  const book = openBookForReading(bookPath);
  try {
    const records = recordNames.map((table) => recordSection(book, table));
    return `${prose}${begins}\n\n${[...records, leftOutSection()].join("\n\n")}\n`;
  } finally {
    book.close();
  }
}

interface Column {
  readonly name: string;
  readonly isNeeded: number;
  readonly isKey: number;
}

const kinds = { INTEGER: "whole number", TEXT: "text", BLOB: "bytes" } as const;

function recordSection(book: ReadableBook, table: RecordTable): string {
  const columns = book.all<Column>(`SELECT name, "notnull" AS isNeeded, pk AS isKey FROM pragma_table_xinfo(?)`, table);
  const references = book.all<{ readonly field: string; readonly other: string; readonly otherField: string }>(
    `SELECT "from" AS field, "table" AS other, "to" AS otherField FROM pragma_foreign_key_list(?) ORDER BY id, seq`,
    table,
  );
  const rows = fieldsOf(book, table).fields.map(({ name, type }) => {
    const column = columns.find((each) => each.name === name);
    const isNullable = column?.isNeeded === 0 && column.isKey === 0;
    const named = references
      .filter(({ field }) => field === name)
      .map(({ other, otherField }) => `\`${other}.${otherField}\``);
    return `| \`${name}\` | ${kinds[type]}${isNullable ? " or null" : ""} | ${column?.isKey ? "key" : ""} | ${named.join(", ")} |`;
  });
  return [
    `### ${table}`,
    "",
    recordTables[table],
    "",
    "| Field | Holds | | Names |",
    "| ----- | ----- | - | ----- |",
    ...rows,
  ].join("\n");
}

function leftOutSection(): string {
  const tables = Object.entries(leftOutTables).map(([name, because]) => `| \`${name}\` | ${because} |`);
  const columns = Object.entries(leftOutColumns).flatMap(([table, left]) =>
    Object.entries(left).map(([name, { because }]) => `| \`${table}.${name}\` | ${because} |`),
  );
  return ["## What is left out", "", "| Of the schema | Because it |", "| --- | --- |", ...tables, ...columns].join(
    "\n",
  );
}
