import { createContext, useContext } from "react";
import type { BookInfo } from "../../shared/contract/book.ts";

/** The open book without the count of its entries, which is another one after each act and shown in few places. */
export type Book = Omit<BookInfo, "entryCount">;

/** The open book. Everything inside the frame has one. */
export const BookContext = createContext<Book | null>(null);

/** How many entries the open book has. */
export const EntryCountContext = createContext<number | null>(null);

/** The open book: its name, clock, today, currency, counts. Follows its changes. */
export function useBook(): Book {
  const book = useContext(BookContext);
  if (!book) throw new Error("useBook is called outside the frame");
  return book;
}

/** How many entries the open book has. Who asks is drawn anew with each act. */
export function useEntryCount(): number {
  const entryCount = useContext(EntryCountContext);
  if (entryCount === null) throw new Error("useEntryCount is called outside the frame");
  return entryCount;
}
