import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createBook } from "../src/main/engine/create-book.ts";
import { withRecordListing } from "./lib/record-listing.ts";

/*
 * Writes the records into docs/book-format.md as the schema has them. Run it after a migration: `node scripts/write-record-listing.ts`, and
 * read the difference: what is new there goes out of the book with every export.
 */

const page = new URL("../docs/book-format.md", import.meta.url);
const folder = mkdtempSync(join(tmpdir(), "countinghouse-records-"));
try {
  const path = join(folder, "new.countinghouse");
  createBook(path, Date.now(), { name: "New", timeZone: "UTC", currency: "USD", isForTrying: true });
  writeFileSync(page, withRecordListing(readFileSync(page, "utf8"), path));
} finally {
  rmSync(folder, { recursive: true });
}
