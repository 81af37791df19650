import { existsSync } from "node:fs";
import Database from "better-sqlite3";

/**
 * Read a book's file by a connection that cannot write, and leave nothing beside it that was not there.
 *
 * @throws Database.SqliteError where it cannot be read, and what `read` throws.
 */
export function readFileAsItIs<Answer>(path: string, read: (database: Database.Database) => Answer): Answer {
  const hadLog = existsSync(`${path}-wal`);
  try {
    const database = new Database(path, { readonly: true });
    try {
      return read(database);
    } finally {
      database.close();
    }
  } finally {
    if (!hadLog && existsSync(`${path}-wal`)) takeAwayEmptyLog(path);
  }
}

/**
 * A connection that cannot write leaves the empty log that it needed. SQLite takes it away with the last connection that can, and not where
 * somebody else has the file open by now.
 */
function takeAwayEmptyLog(path: string): void {
  try {
    const database = new Database(path);
    try {
      database.pragma("user_version");
    } finally {
      database.close();
    }
  } catch {
    // What cannot be opened for writing keeps it, which harms nothing.
  }
}
