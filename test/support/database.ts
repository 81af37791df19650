import Database from "better-sqlite3";
import type { TestBook } from "./book.ts";

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
