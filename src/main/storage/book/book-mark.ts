import { randomBytes } from "node:crypto";
import type Database from "better-sqlite3";

/**
 * A book carries a mark, one row that names the state which the file holds. Each time the write-ahead log begins anew, its first page
 * is a new mark, which names the mark that it follows. So whether a log belongs to a file can be read from the two of them, without
 * replaying one into the other (BEHAVIOUR 14.1). `BookGuard` says when they are written.
 */
export interface BookMark {
  /** Of a file: `whole` where it holds all that was answered, `open` where the rest of it is in the log beside it. */
  readonly state: "whole" | "open";
  readonly id: string;
  /** The id of the mark before it. */
  readonly follows: string;
  /** The number by which the file system knows the file in which the mark was set: in a copy of the file it is another. */
  readonly fileNumber: bigint;
}

/** What the first mark of a book follows. */
export const noMark = "0".repeat(32);

const pattern = /^countinghouse mark (whole|open ) ([0-9a-f]{32}) after ([0-9a-f]{32}) in ([0-9a-f]{16})$/u;
const textLength = markText({ state: "whole", id: noMark, follows: noMark, fileNumber: 0n }).length;

/** A new mark; no other has its id. */
export function nextMark(state: BookMark["state"], follows: string, fileNumber: bigint): BookMark {
  return { state, id: randomBytes(16).toString("hex"), follows, fileNumber: BigInt.asUintN(64, fileNumber) };
}

/** Always of the same length, so that the row is rewritten where it stands. */
export function markText({ state, id, follows, fileNumber }: BookMark): string {
  const number = fileNumber.toString(16).padStart(16, "0");
  return `countinghouse mark ${state.padEnd(5)} ${id} after ${follows} in ${number}`;
}

function markOf(text: string): BookMark | null {
  const [, state, id, follows, fileNumber] = pattern.exec(text) ?? [];
  if (!state || !id || !follows || !fileNumber) return null;
  return { state: state === "whole" ? "whole" : "open", id, follows, fileNumber: BigInt(`0x${fileNumber}`) };
}

/** The mark in a page of the file or of the log; null where the page is any other. */
export function markInPage(page: Buffer): BookMark | null {
  // SQLite's file format: a leaf of a table (13) with one cell, whose place stands after the page's header of eight bytes.
  if (page.length < 10 || page[0] !== 13 || page.readUInt16BE(3) !== 1) return null;
  const cell = page.readUInt16BE(8);
  const start = page.indexOf("countinghouse mark ", cell, "latin1");
  return start < 0 ? null : markOf(page.toString("latin1", start, start + textLength));
}

/** The mark as SQLite reads it; null in a book that an older version wrote, which has none. */
export function readMark(database: Database.Database): BookMark | null {
  if (markPageNumber(database) === null) return null;
  const text = database.prepare("SELECT text FROM book_mark").pluck().get() as string | undefined;
  return markOf(text ?? "");
}

/** The page of the file that the mark is on; null where there is none. */
export function markPageNumber(database: Database.Database): number | null {
  const sql = "SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = 'book_mark'";
  return (database.prepare(sql).pluck().get() as number | undefined) ?? null;
}

/** Give a book its first mark. It belongs to the file and not to the schema, so no migration makes it. */
export function insertMark(database: Database.Database, mark: BookMark): void {
  database.exec(
    "CREATE TABLE book_mark (singleton INTEGER PRIMARY KEY CHECK (singleton = 1), text TEXT NOT NULL) STRICT",
  );
  database.prepare("INSERT INTO book_mark (singleton, text) VALUES (1, ?)").run(markText(mark));
}

/** Replace the mark. @returns false where another stands there than the one that is to be replaced: somebody else wrote. */
export function replaceMark(database: Database.Database, known: BookMark, next: BookMark): boolean {
  const { changes } = database
    .prepare("UPDATE book_mark SET text = ? WHERE text = ?")
    .run(markText(next), markText(known));
  return changes === 1;
}
