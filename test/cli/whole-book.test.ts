import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../support/book.ts";
import { closedBook, countinghouse, valueOf } from "../support/command-line.ts";
import { adjust, createCustomer } from "../support/company.ts";

test("a book is exported whole, and a book is made of it where there is none", async () => {
  const book = await closedBook(async (open) => {
    const accountId = await createCustomer(open);
    await adjust(open, accountId, 1_00);
  });
  const folder = temporaryFolder();
  const to = join(folder, "acme.jsonl");
  const written = await countinghouse("book", "export", "--book", book, "--to", to);
  expect(written).toMatchObject({ exitCode: 0, output: expect.stringContaining(`records to ${to}.`) as string });
  expect(await countinghouse("book", "export", "--book", book, "--to", to)).toMatchObject({ exitCode: 1 });

  const path = join(folder, "deep", "again.countinghouse");
  const made = await countinghouse("book", "import", "--book", path, "--from", to, "--json");
  expect(valueOf(made)).toMatchObject({ path, entryCount: 1 });
  expect((await countinghouse("ledger", "verify", "--book", path)).output).toMatch(/^The ledger holds: 1 entry\./u);
  const again = await countinghouse("book", "import", "--book", path, "--from", to);
  expect([again.exitCode, again.errors]).toEqual([1, expect.stringContaining("is there already")]);
  const other = join(folder, "other.countinghouse");
  const none = await countinghouse("book", "import", "--book", other, "--from", `${to}.none`);
  expect([none.exitCode, none.errors]).toEqual([3, expect.stringContaining("There is no file")]);
  expect(readFileSync(to, "utf8")).toContain('"record":"end"');
});
