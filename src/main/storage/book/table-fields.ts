import type { ReadableBook } from "./book-handle.ts";
import { leftOutColumns, type RecordTable } from "./record-tables.ts";

/** A field of a record, which is a column of its table. */
export interface Field {
  readonly name: string;
  readonly type: "INTEGER" | "TEXT" | "BLOB";
}

/** How the records of a table are read and written. */
export interface TableFields {
  readonly table: RecordTable;
  /** In the order of the columns, without what is left out. */
  readonly fields: readonly Field[];
  /** In which order the records stand: that in which they were written, or that of their key where the table knows no other. */
  readonly order: string;
}

/** What the records of a table consist of in this book's schema. */
export function fieldsOf(book: ReadableBook, table: RecordTable): TableFields {
  const columns = book.all<Field & { readonly keyPart: number; readonly isGenerated: number }>(
    `SELECT name, type, pk AS keyPart, hidden AS isGenerated FROM pragma_table_xinfo(?) ORDER BY cid`,
    table,
  );
  const isWithoutRowid = book.get<{ wr: number }>("SELECT wr FROM pragma_table_list WHERE name = ?", table)?.wr === 1;
  const keyColumns = columns.filter(({ keyPart }) => keyPart > 0).toSorted((a, b) => a.keyPart - b.keyPart);
  const leftOut = leftOutColumns[table] ?? {};
  const key = keyColumns.map(({ name }) => `"${name}"`).join(", ");
  const isNumbered = keyColumns.length === 1 && keyColumns[0]?.type === "INTEGER";
  return {
    table,
    fields: columns
      .filter(({ name, isGenerated }) => isGenerated === 0 && !Object.hasOwn(leftOut, name))
      .map(({ name, type }) => ({ name, type })),
    order: isWithoutRowid || isNumbered ? key : "rowid",
  };
}

/** SQL that puts each row of a table into words as one record. */
export function selectRecords({ table, fields, order }: TableFields): string {
  const valueOf = ({ name, type }: Field) =>
    type === "BLOB" ? `iif("${name}" IS NULL, NULL, lower(hex("${name}")))` : `"${name}"`;
  const members = fields.map((field) => `'${field.name}', ${valueOf(field)}`);
  return `SELECT json_object('record', '${table}', ${members.join(", ")}) FROM "${table}" ORDER BY ${order}`;
}
