import { chmodSync, constants, copyFileSync, existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { realPathOf, requireOurFile } from "./book-file.ts";
import { copyFromFile } from "./restore.ts";
import { withBookErrors } from "./sqlite-errors.ts";

/** A place of this process's own for the copy of a book that is only read. */
export interface ReadingPlace {
  readonly path: string;
  remove(): void;
}

/** Make the place; there is nothing in it yet. Others of the machine cannot look into it, because a book's content is its owner's. */
export function makeReadingPlace(bookPath: string): ReadingPlace {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-reading-"));
  const remove = (): void => rmSync(folder, { recursive: true, force: true });
  // Also where nobody closes what was opened.
  process.once("exit", remove);
  return {
    path: join(folder, basename(bookPath)),
    remove() {
      process.off("exit", remove);
      remove();
    },
  };
}

/**
 * Copy a book as it is now, whoever has it open, without writing anything beside it: SQLite would make files there to read a book that
 * nobody has open, and cannot where the medium is read-only.
 *
 * @throws AppError with one of the `book_…` codes; `disk_full` where there is no room for the copy.
 */
export function copyForReading(givenPath: string, targetPath: string): void {
  withBookErrors(givenPath, () => {
    const path = realPathOf(givenPath);
    requireOurFile(path);
    if (!hasFilesBeside(path)) {
      // A file system that can share what two files have in common does so, and copies nothing.
      copyFileSync(path, targetPath, constants.COPYFILE_FICLONE);
      chmodSync(targetPath, 0o600);
      // Whoever opened it meanwhile may have written while it was copied.
      if (!hasFilesBeside(path)) return;
      rmSync(targetPath);
    }
    if (copyFromFile(path, targetPath).mayMissLast) {
      rmSync(targetPath);
      throw new AppError(
        "book_incomplete",
        sentence("{path} was copied without its log while the book was open.", { path }),
      );
    }
  });
}

/** Whether SQLite has its own files beside the book: somebody has it open, or had when the machine stopped. */
function hasFilesBeside(path: string): boolean {
  return ["-wal", "-shm"].some((ending) => existsSync(path + ending));
}
