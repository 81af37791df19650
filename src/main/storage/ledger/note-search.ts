import { searchKey } from "../../../shared/folding.ts";
import type { WritableBook } from "../book/book-handle.ts";

/** A word; in writing that has no spaces between words, each character. */
const wordsOfNote =
  /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]|[[\p{L}\p{N}\p{M}]--[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]]+/gv;

function wordsOf(text: string): string[] {
  return [...new Set(searchKey(text).match(wordsOfNote) ?? [])];
}

/** What the index holds of a note: its words, folded as names are (BEHAVIOUR 1.8), each once, with spaces between them. */
export function noteWords(note: string): string {
  return wordsOf(note).join(" ");
}

/**
 * The text in the index's own language: each of its words begins one of the note's. What is no letter or number parts words there as
 * in notes, so no text is read as an operator.
 *
 * @returns null where the text has no word, and so finds no note.
 */
export function noteExpression(text: string): string | null {
  const words = wordsOf(text);
  return words.length === 0 ? null : words.map((word) => `"${word}"*`).join(" ");
}

/** Let the note of an entry be found. */
export function indexNote(book: WritableBook, sequence: number, note: string): void {
  const words = noteWords(note);
  if (words !== "") book.run("INSERT INTO ledger_note_search (rowid, words) VALUES (?, ?)", sequence, words);
}
