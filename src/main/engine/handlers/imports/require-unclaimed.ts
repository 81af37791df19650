import { AppError } from "../../../../shared/errors.ts";
import { sentence, type Sentence } from "../../../../shared/sentences/sentence.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { isClaimed } from "../../../storage/imports/staged-import-store.ts";

/**
 * Refuse what an import that is on its way takes (see `domain/imports/staged-row.ts`).
 *
 * @param what is claimed, for the message.
 * @throws AppError `import_in_progress`.
 */
export function requireUnclaimed(book: ReadableBook, claim: string, what: Sentence): void {
  if (isClaimed(book, claim))
    throw new AppError("import_in_progress", sentence("An import is about to write {what}.", { what }));
}
