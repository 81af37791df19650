import { statSync } from "node:fs";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/** Which file it is, whatever its name: the one that was opened. */
export interface FileIdentity {
  readonly path: string;
  readonly device: bigint;
  readonly fileNumber: bigint;
}

export function identify(path: string): FileIdentity {
  const { dev, ino } = statSync(path, { bigint: true });
  return { path, device: dev, fileNumber: ino };
}

/**
 * The file that was opened is still the one at its path, and has no other name: through two names a book would have two logs.
 *
 * @throws AppError `book_moved`, `book_has_links` (BEHAVIOUR 14.2).
 */
export function requireSameFile({ path, device, fileNumber }: FileIdentity): void {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  if (found?.dev !== device || found.ino !== fileNumber) {
    throw new AppError(
      "book_moved",
      sentence("The book is no longer at {path}; it was moved, deleted or replaced.", { path }),
    );
  }
  if (found.nlink > 1n)
    throw new AppError(
      "book_has_links",
      sentence("{path} is one of {nlink} names of one file.", { path, nlink: String(found.nlink) }),
    );
}
