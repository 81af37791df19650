import { methodDefinition, type MethodName } from "../../shared/contract/index.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { ReadableBook } from "../storage/book/book-handle.ts";
import { findLink } from "../storage/link/link-store.ts";

/** @throws AppError `book_is_linked` where the upstream of a linked book does what is asked for (BEHAVIOUR 12.4). */
export function requireOwnBusiness(book: ReadableBook, method: MethodName): void {
  if (!methodDefinition(method).isLeftToUpstream) return;
  const link = findLink(book);
  if (link)
    throw new AppError(
      "book_is_linked",
      sentence("The book is linked to {address}, which does this: {method}.", { address: link.address, method }),
    );
}
