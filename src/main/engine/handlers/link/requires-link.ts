import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { findLink, type StoredLink } from "../../../storage/link/link-store.ts";

/** @throws AppError `link_not_found`. */
export function requireLink(book: ReadableBook): StoredLink {
  const link = findLink(book);
  if (!link) throw new AppError("link_not_found", sentence("The book is linked to nothing."));
  return link;
}
