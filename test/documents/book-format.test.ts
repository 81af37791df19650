import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { withRecordListing } from "../../scripts/lib/record-listing.ts";
import { createTestBook } from "../support/book.ts";

test("the page about exports of the whole book lists what leaves it; if it should list something else, write it anew and read the difference", async () => {
  const { path } = await createTestBook();
  const page = readFileSync(new URL("../../docs/book-format.md", import.meta.url), "utf8");
  expect(page).toBe(withRecordListing(page, path));
});
