import { copyFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { openTestBook, temporaryFolder, type TestBook } from "./book.ts";

/** Close a book and do something with its file that the application would not. */
export async function inDatabase<Answer>(
  book: TestBook,
  work: (database: Database.Database) => Answer,
): Promise<Answer> {
  await book.close();
  const database = new Database(book.path);
  try {
    return work(database);
  } finally {
    database.close();
  }
}

/** Open a book again after its clock was set back to noon UTC of a day behind the back of the application, as a system's clock may be. */
export async function withClockAt(
  book: TestBook,
  date: string,
  alter: (database: Database.Database) => void = () => {},
) {
  await inDatabase(book, (database) => {
    database.prepare("UPDATE book SET test_clock_at_ms = ?").run(Date.parse(`${date}T12:00:00Z`));
    alter(database);
  });
  return openTestBook(book.path);
}

/** A copy of a closed book to which a database tool has done something, going around every trigger, key and check. @returns its path. */
export function alteredCopy(path: string, sql: string): string {
  const copy = join(temporaryFolder(), "copy.countinghouse");
  copyFileSync(path, copy);
  const database = new Database(copy);
  database.pragma("foreign_keys = OFF");
  database.pragma("ignore_check_constraints = ON");
  const triggers = database.prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'").pluck().all() as string[];
  for (const name of triggers) database.exec(`DROP TRIGGER "${name}"`);
  database.exec(sql);
  database.close();
  return copy;
}
