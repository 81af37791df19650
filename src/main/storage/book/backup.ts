import { renameSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { insertMark, nextMark, noMark, readMark, replaceMark } from "./book-mark.ts";
import { makePrivateFile, syncFolderOf } from "./file-access.ts";
import { identify } from "./file-identity.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** The newest entry of a ledger, of which all before it follow: its hash covers them. */
export interface LastEntry {
  readonly entryCount: number;
  readonly lastEntryAtMs: number | null;
}

/** A copy that is good and has no name yet. */
export interface CopyDraft {
  readonly path: string;
  readonly copied: LastEntry;
  /** The mark that the book in it has; null where it is encrypted. */
  readonly markId: string | null;
  /** Give it its name. An older file of that name is replaced. */
  keep(): void;
  /** To be called in any case: what was not kept is gone then. */
  drop(): void;
}

/**
 * Copy an open book to another file as one consistent state, and prove the copy before it gets its name: it passes SQLite's
 * integrity check and holds the entry that was the newest one. The copy is whole by itself, and its owner's alone (BEHAVIOUR 14.1).
 *
 * @param complete writes into the copy what is to be different there.
 * @returns what the copy holds.
 * @throws AppError `book_damaged` when the copy is not good; no file is left at `targetPath` then, and an older one stays. `disk_full`,
 * `book_read_only`.
 */
export function copyVerified(
  database: Database.Database,
  targetPath: string,
  complete?: (copy: Database.Database) => void,
): LastEntry {
  const draft = draftCopy(database, targetPath, complete);
  try {
    draft.keep();
    return draft.copied;
  } finally {
    draft.drop();
  }
}

/**
 * The same without the name, for whoever looks at more than that first.
 *
 * @param isCheckedLater whether the caller has the integrity check done, which takes longer than all else here.
 * @throws as {@link copyVerified}.
 */
export function draftCopy(
  database: Database.Database,
  targetPath: string,
  complete: (copy: Database.Database) => void = () => undefined,
  isCheckedLater = false,
): CopyDraft {
  const path = `${targetPath}.new`;
  const drop = (): void => {
    for (const ending of ["", "-wal", "-shm", "-journal"]) rmSync(path + ending, { force: true });
  };
  return withBookErrors(targetPath, () => {
    drop();
    try {
      makePrivateFile(path);
      // Work may go on, so the copy holds this entry and perhaps more.
      const { entryCount } = readLastEntry(database);
      const hash = hashOf(database, entryCount);
      database.prepare("VACUUM INTO ?").run(path);
      const { markId, ...copied } = settleCopy(path, complete, (copy) => {
        const check: unknown = isCheckedLater ? "ok" : copy.pragma("integrity_check(1)", { simple: true });
        return check === "ok" && hashOf(copy, entryCount) === hash;
      });
      return {
        path,
        copied,
        markId,
        keep() {
          withBookErrors(targetPath, () => {
            renameSync(path, targetPath);
            syncFolderOf(targetPath);
          });
        },
        drop,
      };
    } catch (error) {
      drop();
      throw error;
    }
  });
}

/** @throws AppError `book_damaged` where the copy does not hold. */
function settleCopy(
  draftPath: string,
  complete: (copy: Database.Database) => void,
  holds: (copy: Database.Database) => boolean,
): LastEntry & { readonly markId: string } {
  const copy = new Database(draftPath);
  try {
    complete(copy);
    const markId = markAsCopy(copy, draftPath);
    if (!holds(copy)) throw notTheSame(draftPath);
    return { ...readLastEntry(copy), markId };
  } finally {
    copy.close();
  }
}

export function notTheSame(draftPath: string): AppError {
  return new AppError("book_damaged", sentence("The copy at {draftPath} is not the same as the book.", { draftPath }));
}

/** A copy is a state of its own: no log that was ever written continues it. @returns the id of its mark. */
function markAsCopy(copy: Database.Database, path: string): string {
  const known = readMark(copy);
  const next = nextMark("whole", known?.id ?? noMark, identify(path).fileNumber);
  if (known) replaceMark(copy, known, next);
  else insertMark(copy, next);
  copy.pragma("journal_mode = wal");
  return next.id;
}

export function readLastEntry(database: Database.Database): LastEntry {
  const sql = "SELECT sequence, created_at_ms AS atMs FROM ledger_entry ORDER BY sequence DESC LIMIT 1";
  const row = database.prepare(sql).get() as { sequence: number; atMs: number } | undefined;
  return { entryCount: row?.sequence ?? 0, lastEntryAtMs: row?.atMs ?? null };
}

function hashOf(database: Database.Database, sequence: number): unknown {
  return database.prepare("SELECT hex(hash) FROM ledger_entry WHERE sequence = ?").pluck().get(sequence);
}
