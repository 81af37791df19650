import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { buildBook } from "./book.ts";
import { buildPicturesBook } from "./pictures-book.ts";

/** What lies at a book's path when a host is started on it. */
const preparations = {
  /** The company of `book.ts`. */
  company: buildBook,
  pictures: buildPicturesBook,
  // What makes it is loaded by whoever wants it: it comes with much that the others can do without.
  team: async (bookPath: string) => (await import("./team-book.ts")).buildTeamBook(bookPath),
  nothing: async () => {},
  /** A book with a page that is broken, and a copy from before that beside it. */
  damaged: async (bookPath: string) => {
    await buildBook(bookPath);
    copyFileSync(bookPath, `${bookPath}.backup-20260301T120000000Z`);
    writeFileSync(bookPath, readFileSync(bookPath).fill(0x5a, 4096));
  },
  /** A picture, which is not a book. */
  picture: async (bookPath: string) => writeFile(bookPath, Buffer.alloc(4096, "\x89PNG")),
} as const satisfies Record<string, (bookPath: string) => Promise<void>>;

export type BookKind = keyof typeof preparations;

/** Put at a path what a test is to start on. */
export const prepareBook = (kind: BookKind, bookPath: string): Promise<void> => preparations[kind](bookPath);
