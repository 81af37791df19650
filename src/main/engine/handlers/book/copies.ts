import type { JobProgress } from "../../../../shared/contract/jobs.ts";
import { writeLastBackup } from "../../../storage/book/book-store.ts";
import { backUp, backupPathOf } from "../../../storage/book/copies.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";

const oneFile = (done: number): JobProgress => ({ done, total: 1, unit: "files", failures: 0, totals: [] });

export const copyHandlers: HandlersOf<"book.backup"> = {
  "book.backup": function* copyBook(context) {
    const bookPath = context.read(({ book }) => book.path);
    // By the system's clock, whatever the book's is: it says when the file was made.
    const createdAtMs = Date.now();
    yield oneFile(0);
    const path = backupPathOf(bookPath, createdAtMs);
    const { entryCount, sizeBytes } = backUp(bookPath, path);
    yield oneFile(1);
    return { path, sizeBytes, entryCount, createdAtMs };
  },
};

/** Remember in the book that it was copied, and when. */
export function recordBackup({ book, changed }: CommandContext, atMs: number): void {
  writeLastBackup(book, atMs);
  changed("book");
}
