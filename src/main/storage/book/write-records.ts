import { createHash } from "node:crypto";
import { readAuditHead } from "../access/audit-store.ts";
import type { ChainHead } from "../../domain/ledger/entry.ts";
import { readChainHead } from "../ledger/ledger-store.ts";
import type { ReadableBook } from "./book-handle.ts";
import { readSettings } from "./book-store.ts";
import { formatName, formatVersion, type Ending, type Manifest } from "./record-format.ts";
import { recordNames, type RecordTable } from "./record-tables.ts";
import { fieldsOf, selectRecords } from "./table-fields.ts";

/** So many records are handed over at a time. */
const recordsPerPiece = 1000;

/**
 * Everything that one state of a book holds, as an export of the whole book (docs/book-format.md), piece by piece. The same state always
 * gives the same bytes.
 *
 * @param book which nobody asks for anything else meanwhile.
 * @returns each piece with how many records have been handed over with it, and how many there are in all.
 */
export function* writeRecords(
  book: ReadableBook,
): Generator<{ readonly bytes: Buffer; readonly done: number; readonly total: number }> {
  const manifest = manifestOf(book);
  const total = Object.values(manifest.records).reduce((sum, each) => sum + each, 0);
  const hash = createHash("sha256");
  let done = 0;
  const piece = (lines: readonly string[]) => {
    const bytes = Buffer.from(`${lines.join("\n")}\n`);
    hash.update(bytes);
    return { bytes, done, total };
  };
  yield piece([JSON.stringify(manifest)]);
  for (const table of recordNames) {
    let lines: string[] = [];
    for (const line of book.values<string>(selectRecords(fieldsOf(book, table)))) {
      lines.push(line);
      if (lines.length < recordsPerPiece) continue;
      done += lines.length;
      yield piece(lines);
      lines = [];
    }
    done += lines.length;
    if (lines.length > 0) yield piece(lines);
  }
  const ending: Ending = { record: "end", records: done, sha256: hash.digest("hex") };
  yield { bytes: Buffer.from(`${JSON.stringify(ending)}\n`), done, total };
}

function manifestOf(book: ReadableBook): Manifest {
  const countOf = (table: RecordTable) =>
    book.get<{ count: number }>(`SELECT count(*) AS count FROM "${table}"`)?.count ?? 0;
  return {
    record: "manifest",
    format: formatName,
    version: formatVersion,
    schema: book.schemaVersion(),
    book: readSettings(book).name,
    records: Object.fromEntries(recordNames.map((table) => [table, countOf(table)])),
    ledger: headOf(readChainHead(book)),
    audit_log: headOf(readAuditHead(book)),
  };
}

function headOf({ sequence, hash }: ChainHead): Manifest["ledger"] {
  return { sequence, hash: Buffer.from(hash).toString("hex") };
}
