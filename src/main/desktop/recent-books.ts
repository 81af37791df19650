import { readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

const shownLimit = 8;
const recentBooks = z.array(z.string().min(1)).max(100);

/** The books that were open lately, the last one first. None where nobody kept them, or they cannot be read. */
function readRecentBooks(path: string): string[] {
  try {
    return recentBooks.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return [];
  }
}

/**
 * Puts a book on top of the list of recent ones.
 *
 * @param path the list's file; where it cannot be written, the list is good for this time.
 * @returns the books that are to be offered: all but this one.
 */
export function rememberBook(path: string, bookPath: string): string[] {
  const others = readRecentBooks(path).filter((each) => each !== bookPath);
  const kept = others.slice(0, shownLimit);
  try {
    writeFileSync(path, JSON.stringify([bookPath, ...kept]));
  } catch (error) {
    console.error("the list of recent books was not written:", error);
  }
  return kept;
}
