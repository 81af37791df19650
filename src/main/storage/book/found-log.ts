import { statSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { markInPage, noMark, readMark } from "./book-mark.ts";
import { readAt, readLog } from "./log-file.ts";

/** The log that was found beside a book before it is opened. */
export interface FoundLog {
  /** `own`: it continues the file, or was in it. `older`: neither has marks. */
  readonly kind: "none" | "own" | "older";
  /** The marks of which the file may hold one. */
  readonly marks: readonly string[];
}

/**
 * See that the log beside a book continues the book's file, before SQLite replays it: a backup that was put in the place of a book may
 * have found the log of that book there (BEHAVIOUR 14.1). Both files stay as they are.
 *
 * @param file the book's file, open for reading.
 * @throws AppError `book_log_foreign`, `book_damaged`.
 */
export function requireOwnLog(path: string, file: number): FoundLog {
  const log = readLog(path);
  switch (log.kind) {
    case "none":
      return { kind: "none", marks: [] };
    case "damaged":
      throw new AppError("book_damaged", sentence("{path}-wal, the log of the book, is damaged.", { path }));
    case "unmarked":
      requireOlderPair(path);
      return { kind: "older", marks: [] };
    case "renewed": {
      // Without the book's mark in it, the log holds nothing, and the mark says whether anything is missing.
      const inFile = markInFile(file, log);
      const isOwn = log.marks.some(({ id }) => id === inFile);
      return isOwn && inFile !== undefined ? { kind: "own", marks: [inFile] } : { kind: "none", marks: [] };
    }
    case "marked": {
      const marks = [log.marks[0]?.follows ?? noMark, ...log.marks.map(({ id }) => id)];
      const inFile = markInFile(file, log);
      if (inFile === undefined || !marks.includes(inFile)) throw foreignLog(`${path}-wal`);
      return { kind: "own", marks };
    }
  }
}

/**
 * A journal of SQLite's other kind beside a book that does not use it: it would be rolled back into the book.
 *
 * @throws AppError `book_log_foreign`.
 */
export function requireNoJournal(path: string): void {
  const journalPath = `${path}-journal`;
  if ((statSync(journalPath, { throwIfNoEntry: false })?.size ?? 0) > 0) throw foreignLog(journalPath);
}

/** Whether there is a log beside a book that is more than an empty file. */
export function hasLog(path: string): boolean {
  return (statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0) > 0;
}

/** The refusal of a log that does not belong to the book beside it. */
export function foreignLog(logPath: string): AppError {
  return new AppError(
    "book_log_foreign",
    sentence("{logPath} does not belong to the book as it is now.", { logPath }),
    { logPath },
  );
}

function markInFile(
  file: number,
  { pageNumber, pageSize }: { pageNumber: number; pageSize: number },
): string | undefined {
  // Pages count from 1; a damaged log may name any number.
  const page = pageNumber < 1 ? null : readAt(file, (pageNumber - 1) * pageSize, pageSize);
  return page ? markInPage(page)?.id : undefined;
}

/**
 * A log without marks belongs to a book without them, which a version before this one left in a crash. Whether it is the right one can
 * only be tried: by a connection that cannot write.
 */
function requireOlderPair(path: string): void {
  const pair = new Database(path, { readonly: true });
  try {
    const isSound = pair.pragma("integrity_check(1)", { simple: true }) === "ok";
    // The log in which a book got its first mark began before it.
    if (!isSound || (readMark(pair)?.follows ?? noMark) !== noMark) throw foreignLog(`${path}-wal`);
  } catch (error) {
    throw error instanceof Database.SqliteError ? foreignLog(`${path}-wal`) : error;
  } finally {
    pair.close();
  }
}
