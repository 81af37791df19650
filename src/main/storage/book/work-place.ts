import { AppError } from "../../../shared/errors.ts";
import { isServerAddress } from "../../../shared/book-address.ts";
import { lockBook } from "./book-lock.ts";

/** What the names of files begin with that lie beside a book and are one host's alone, such as what is uploaded. */
export interface WorkPlace {
  readonly path: string;
  /** Others may have it. */
  release(): void;
}

/** So many hosts of one book on a server may be on one machine. */
const placeLimit = 100;

/**
 * A place of its own for a host. A book in a file has one host, whose place is beside it. One on a server may have several on this machine: each takes the
 * first place that no other has, by a lock that the operating system lets go of when the process ends.
 *
 * @throws AppError `book_lock_blocked`; `book_locked` where all are taken.
 */
export function takeWorkPlace(bookPath: string, workPath: string): WorkPlace {
  if (!isServerAddress(bookPath)) return { path: workPath, release: () => undefined };
  for (let number = 1; ; number += 1) {
    const path = `${workPath}-${number}`;
    try {
      const lock = lockBook(path);
      lock.prove();
      return { path, release: () => lock.release() };
    } catch (error) {
      if (number < placeLimit && error instanceof AppError && error.code === "book_locked") continue;
      throw error;
    }
  }
}
