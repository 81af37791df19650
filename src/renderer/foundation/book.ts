import { createContext, useContext } from "react";
import type { BookInfo } from "../../shared/contract/book.ts";

/** The open book. Everything inside the frame has one. */
export const BookContext = createContext<BookInfo | null>(null);

/** The open book: its name, clock, today, currency, counts. Follows its changes. */
export function useBook(): BookInfo {
  const book = useContext(BookContext);
  if (!book) throw new Error("useBook is called outside the frame");
  return book;
}
