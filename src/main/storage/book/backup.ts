import { renameSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { insertMark, nextMark, noMark, readMark, replaceMark } from "./book-mark.ts";
import { makePrivateFile, syncFolderOf } from "./file-access.ts";
import { identify } from "./file-identity.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** The newest entry of a ledger, of which all before it follow: its hash covers them. */
export interface LastEntry {
  readonly entryCount: number;
  readonly lastEntryAtMs: number | null;
}

/**
 * Copy an open book to another file as one consistent state, and prove the copy before it gets its name: it passes SQLite's
 * integrity check and holds the entry that was the newest one. The copy is whole by itself, and its owner's alone (BEHAVIOUR 14.1).
 *
 * @returns what the copy holds.
 * @throws AppError `book_damaged` when the copy is not good; no file is left at `targetPath` then, and an older one stays. `disk_full`,
 * `book_read_only`.
 */
export function copyVerified(database: Database.Database, targetPath: string): LastEntry {
  const draftPath = `${targetPath}.new`;
  return withBookErrors(targetPath, () => {
    rmSync(draftPath, { force: true });
    try {
      makePrivateFile(draftPath);
      // Work may go on, so the copy holds this entry and perhaps more.
      const { entryCount } = readLastEntry(database);
      const hash = hashOf(database, entryCount);
      database.prepare("VACUUM INTO ?").run(draftPath);
      const copied = prove(draftPath, entryCount, hash);
      renameSync(draftPath, targetPath);
      syncFolderOf(targetPath);
      return copied;
    } finally {
      for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(draftPath + ending, { force: true });
    }
  });
}

function prove(draftPath: string, entryCount: number, hash: unknown): LastEntry {
  const copy = new Database(draftPath);
  try {
    markAsCopy(copy, draftPath);
    const check: unknown = copy.pragma("integrity_check(1)", { simple: true });
    if (check !== "ok" || hashOf(copy, entryCount) !== hash) {
      throw new AppError("book_damaged", `The copy at ${draftPath} is not the same as the book.`);
    }
    return readLastEntry(copy);
  } finally {
    copy.close();
  }
}

/** A copy is a state of its own: no log that was ever written continues it. */
function markAsCopy(copy: Database.Database, path: string): void {
  const known = readMark(copy);
  const next = nextMark("whole", known?.id ?? noMark, identify(path).fileNumber);
  if (known) replaceMark(copy, known, next);
  else insertMark(copy, next);
  copy.pragma("journal_mode = wal");
}

export function readLastEntry(database: Database.Database): LastEntry {
  const sql = "SELECT sequence, created_at_ms AS atMs FROM ledger_entry ORDER BY sequence DESC LIMIT 1";
  const row = database.prepare(sql).get() as { sequence: number; atMs: number } | undefined;
  return { entryCount: row?.sequence ?? 0, lastEntryAtMs: row?.atMs ?? null };
}

function hashOf(database: Database.Database, sequence: number): unknown {
  return database.prepare("SELECT hex(hash) FROM ledger_entry WHERE sequence = ?").pluck().get(sequence);
}
