import { z } from "zod";
import { readPrivateFile, writePrivateFile } from "./private-file.ts";

/** A page that had a session of a host of this book, by the public key that it made for itself. */
const knownPage = z.strictObject({ publicKey: z.string().max(200), expiresAtMs: z.int() });
export type KnownPage = z.infer<typeof knownPage>;

const knownPages = z.array(knownPage).max(100);

function knownPagesFilePath(bookPath: string): string {
  return `${bookPath}.pages`;
}

/** Remember pages for the next host of the book. What is written lets nobody in: it takes the key that the page keeps. */
export function writeKnownPages(bookPath: string, pages: readonly KnownPage[]): void {
  writePrivateFile(knownPagesFilePath(bookPath), pages);
}

/** The pages that the last host of the book knew; none where others than this user could have written the file. */
export function readKnownPages(bookPath: string): readonly KnownPage[] {
  try {
    return knownPages.parse(readPrivateFile(knownPagesFilePath(bookPath)));
  } catch {
    // Missing, unreadable, half a file, somebody else's: then no page is known.
    return [];
  }
}
