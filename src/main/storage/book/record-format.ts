import { z } from "zod";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { recordNames, recordTables, type RecordTable } from "./record-tables.ts";

/** The words of an export of the whole book (docs/book-format.md): what its first line says, what its last. */

export const formatName = "countinghouse-book";
/** Counts up where a program that reads the format has to be changed; what another schema adds to records is no such case. */
export const formatVersion = 1;

const count = z.int().nonnegative();
const chainHead = z.strictObject({ sequence: count, hash: z.string().regex(/^[0-9a-f]{64}$/u) });

const manifest = z.strictObject({
  record: z.literal("manifest"),
  format: z.literal(formatName),
  version: z.literal(formatVersion),
  /** The schema of the book, which says what fields its records have. */
  schema: z.int().positive(),
  book: z.string(),
  /** How many records of each kind follow. */
  records: z.partialRecord(z.enum(recordNames), count),
  ledger: chainHead,
  audit_log: chainHead,
});
export type Manifest = z.infer<typeof manifest>;

const ending = z.strictObject({
  record: z.literal("end"),
  /** How many lines stand between the first and this one. */
  records: count,
  /** SHA-256 of all bytes before this line. */
  sha256: z.string(),
});
export type Ending = z.infer<typeof ending>;

/** What of a first line tells whose it is and how old, whatever else a later version says there. */
const salutation = z.object({ format: z.literal(formatName), version: z.int() });

/**
 * Read the first line of an export.
 *
 * @throws AppError `book_newer` where a later version wrote it, `export_broken` where it is none.
 */
export function readManifest(line: string): Manifest {
  const content = parsed(line);
  const { success, data } = salutation.safeParse(content);
  if (!success) throw broken(1, "it does not begin as the export of a book does");
  if (data.version > formatVersion) {
    throw new AppError(
      "book_newer",
      sentence("The export has format {version}; this application knows up to {formatVersion}.", {
        version: data.version,
        formatVersion,
      }),
    );
  }
  const read = manifest.safeParse(content);
  if (!read.success) throw broken(1, "it does not begin as the export of a book does");
  return read.data;
}

export const isEnding = (line: string): boolean => line.startsWith('{"record":"end"');

/** Read the last line. @throws AppError `export_broken` where it is none. */
export function readEnding(line: string, lineNumber: number): Ending {
  const read = ending.safeParse(parsed(line));
  if (!read.success) throw broken(lineNumber, "its last line does not say what it should");
  return read.data;
}

/** A flat object of texts, whole numbers and nulls, whose first field says what it is: what is not even that is not parsed. */
const recordLine =
  /^\{"record":"([a-z_]{1,64})"(?:,"[a-z0-9_]{1,64}":(?:"[^"\\]*(?:\\.[^"\\]*)*"|-?\d{1,16}|null))*\}$/u;

/** What a line of a record says, by its fields; they are not looked at yet. */
export interface RecordLine {
  readonly table: RecordTable;
  readonly fields: Readonly<Record<string, unknown>>;
}

/** @throws AppError `export_broken` where the line is no record. */
export function readRecord(line: string, lineNumber: number): RecordLine {
  const table = recordLine.exec(line)?.[1];
  if (table === undefined) throw broken(lineNumber, "it is no record");
  if (!isRecordTable(table)) throw broken(lineNumber, `there are no records called "${table}"`);
  const fields = parsed(line);
  if (fields === null) throw broken(lineNumber, "it is no record");
  return { table, fields: fields as Record<string, unknown> };
}

function isRecordTable(name: string): name is RecordTable {
  return Object.hasOwn(recordTables, name);
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

/** Why an export is refused, by the line where that shows. */
export function broken(lineNumber: number, problem: string): AppError {
  return new AppError(
    "export_broken",
    sentence("Line {lineNumber} of the export: {problem}.", { lineNumber, problem }),
  );
}
