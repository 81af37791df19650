import { mkdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { dataDirectory } from "./data-directory.ts";
import { writePrivateFile } from "./private-file.ts";

const keptLimit = 9;
const recentBooks = z.array(z.string().min(1)).max(100);

/** Where the list lies: one for the window and the command line, in the person's folder of books. */
export function recentBooksPath(): string {
  return join(dataDirectory(), "recent-books.json");
}

/** The books that were open lately, the last one first. None where nobody kept them, or they cannot be read. */
export function readRecentBooks(listPath: string): string[] {
  try {
    return recentBooks.parse(JSON.parse(readFileSync(listPath, "utf8")));
  } catch {
    return [];
  }
}

/**
 * Puts a book on top of the list of recent ones.
 *
 * @param listPath where the list cannot be written, it is good for this time.
 * @returns the books that are to be offered: all but this one.
 */
export function rememberBook(listPath: string, bookPath: string): string[] {
  const others = readRecentBooks(listPath).filter((each) => each !== bookPath);
  const kept = others.slice(0, keptLimit - 1);
  try {
    mkdirSync(dirname(listPath), { recursive: true, mode: 0o700 });
    // As a whole: another window that is opened meanwhile would take half a list for none, and begin it anew.
    writePrivateFile(listPath, [bookPath, ...kept]);
  } catch (error) {
    console.error("the list of recent books was not written:", error);
  }
  return kept;
}
