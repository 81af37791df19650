import { isServerAddress } from "../../../shared/book-address.ts";
import { claimBook, claimPlace, openBook, openBookForReading, type OpenedBook } from "./book-file.ts";
import { onServer, type ReadableBook, type WritableBook } from "./book-handle.ts";
import type { BookLock } from "./book-lock.ts";
import { createBookFile, type BookDraft } from "./new-book-file.ts";
import { loadMigrations } from "./migrate.ts";
import type { HostNewsConnection, HostNewsListener } from "./postgres/host-news.ts";
import {
  createServerBook,
  moveToServer,
  openServerBook,
  ownsEntries,
  readServerBook,
  upgradeServerBook,
  type BookPlace,
} from "./postgres/server-book.ts";

/** The one place that knows that books are kept in two ways: in a file, and on a server. */

/** A book on a server is held by the connection that writes. */
const heldByConnection: BookLock = { isProven: true, prove: () => undefined, release: () => undefined };

/** Take a book for this process. @throws AppError as {@link claimBook}. */
export function claimAnyBook(place: string): BookLock {
  return isServerAddress(place) ? heldByConnection : claimBook(place);
}

/** Take the place of a book, whatever is there. @throws AppError as {@link claimPlace}. */
export function claimAnyPlace(place: string): BookLock {
  return isServerAddress(place) ? heldByConnection : claimPlace(place);
}

/** @throws AppError `book_on_server` where a book is in no file, for what only a file can do. */
export function requireFile(place: string): void {
  if (isServerAddress(place)) throw onServer(place);
}

/** Open a book that is claimed for writing. @throws AppError as {@link openBook} and {@link openServerBook}. */
export function openAnyBook(at: BookPlace, nowMs: number, mustBeAlone: boolean): OpenedBook {
  if (!isServerAddress(at.place)) return openBook(at.place, nowMs, { mustBeAlone });
  const book = openServerBook(at);
  // The server looks after its own pages.
  return { book, wasChecked: true, ownsEntries: ownsEntries(book), close: () => book.close() };
}

/** Open a book for reading that the writer has opened already. @throws AppError as {@link openAnyBook}. */
export function readAnyBook(at: BookPlace): ReadableBook {
  return isServerAddress(at.place) ? readServerBook(at) : openBookForReading(at.place);
}

/**
 * Hear what the other hosts of a book change; one in a file has none.
 *
 * @returns null where there are no others.
 */
export async function followOtherHosts(place: string, listener: HostNewsListener): Promise<HostNewsConnection | null> {
  if (!isServerAddress(place)) return null;
  // Loaded where it is needed: a book in a file is none of the library's business.
  const { listenToHosts } = await import("./postgres/host-news.ts");
  return listenToHosts(place, listener);
}

/** Bring a book to the newest version for which that has to be asked (`book_older`). */
export const upgradeBook = upgradeServerBook;

/** The version that every book has that is open. */
export const newestVersion = (): number => loadMigrations().at(-1)?.version ?? 0;

/** Where a book is drafted that is made in a file first, wherever it is to be. */
export const draftPathOf = ({ place, workPath }: BookPlace): string =>
  isServerAddress(place) ? `${workPath}.moving` : place;

/** Give a finished draft its place. @throws AppError as {@link BookDraft.keep} and {@link moveToServer}. */
export function placeDraft(at: BookPlace, draft: BookDraft, nowMs: number): void {
  if (isServerAddress(at.place)) moveToServer(at, draft.path, nowMs);
  else draft.keep();
}

/** Make a new book. @throws AppError as {@link createBookFile} and {@link createServerBook}. */
export function createAnyBook(at: BookPlace, nowMs: number, fill: (book: WritableBook) => void): void {
  if (isServerAddress(at.place)) createServerBook(at, nowMs, fill);
  else createBookFile(at.place, nowMs, fill);
}
