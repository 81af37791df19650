import { existsSync, readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../support/book.ts";
import { closedBook, countinghouse, countinghouseReading, serveBook, valueOf } from "../support/command-line.ts";
import { adjust, createCustomer } from "../support/company.ts";

async function bookWithEntries(): Promise<string> {
  return closedBook(async (open) => {
    const accountId = await createCustomer(open);
    await adjust(open, accountId, 1_00);
    await adjust(open, accountId, 2_00);
  });
}

describe("countinghouse book backup and restore", () => {
  it("copies a book to where it is told, and makes the same book of the copy", async () => {
    const book = await bookWithEntries();
    const to = join(temporaryFolder(), "copy.countinghouse");
    const made = await countinghouse("book", "backup", "--book", book, "--to", to);
    expect(made).toMatchObject({ exitCode: 0, output: `Copied 2 entries to ${to}, and checked the copy.\n` });
    expect(readdirSync(dirname(book)).filter((name) => name.includes("backup"))).toEqual([]);
    expect((await countinghouse("book", "backup", "--book", book, "--to", to)).errors).toContain("is there already");

    const path = join(temporaryFolder(), "new", "book.countinghouse");
    const restored = await countinghouse("book", "restore", "--book", path, "--from", to, "--json");
    expect(valueOf(restored)).toMatchObject({ path, entryCount: 2, mayMissLast: false, keptPath: null });
    expect((await countinghouse("ledger", "verify", "--book", path)).output).toMatch(/^The ledger holds: 2 entries\./u);
    expect(readdirSync(dirname(path)).toSorted()).toEqual(["book.countinghouse", "book.countinghouse.lock"]);
  });

  it("works through the application that has the book, and keeps what was there", async () => {
    const book = await bookWithEntries();
    await serveBook(book);
    const { path } = valueOf<{ path: string }>(await countinghouse("book", "backup", "--book", book, "--json"));
    expect(existsSync(path)).toBe(true);
    const refused = await countinghouse("book", "restore", "--book", book, "--from", path);
    expect([refused.exitCode, refused.errors]).toEqual([1, expect.stringContaining("There is a book at")]);
    const restored = await countinghouse("book", "restore", "--book", book, "--from", path, "--replace");
    expect(restored.output).toContain("What was there before is now");
    expect((await countinghouse("ledger", "verify", "--book", book)).output).toMatch(/^The ledger holds: 2 entries\./u);
  });

  it("encrypts a copy with a passphrase that it reads, and restores it with that", async () => {
    const book = await bookWithEntries();
    const to = join(temporaryFolder(), "copy.age");
    const fromInput = ["--backup-passphrase-fd", "0"];
    const made = await countinghouseReading(
      "secret words\n",
      "book",
      "backup",
      "--book",
      book,
      "--to",
      to,
      ...fromInput,
    );
    expect(made).toMatchObject({ exitCode: 0, output: expect.stringContaining("Copied 2 entries") as string });
    const path = join(temporaryFolder(), "book.countinghouse");
    const restore = ["book", "restore", "--book", path, "--from", to];
    const without = await countinghouse(...restore);
    expect([without.exitCode, without.errors]).toEqual([1, expect.stringContaining("is encrypted")]);
    expect(existsSync(path)).toBe(false);
    expect(await countinghouseReading("secret words\n", ...restore, ...fromInput)).toMatchObject({ exitCode: 0 });
    expect((await countinghouse("ledger", "verify", "--book", path)).output).toMatch(/^The ledger holds: 2 entries\./u);
    // A public key is named once for all copies to come.
    const named = ["book", "backup-plan", "--book", path, "--recipient", "age1typo"];
    expect(await countinghouse(...named)).toMatchObject({
      exitCode: 1,
      errors: expect.stringContaining("no public key") as string,
    });
  });

  it("says of what it cannot restore why", async () => {
    const book = await bookWithEntries();
    const text = join(temporaryFolder(), "text");
    writeFileSync(text, "no book".repeat(100));
    const none = await countinghouse("book", "restore", "--book", book, "--from", `${text}.none`, "--replace");
    expect([none.exitCode, none.errors]).toEqual([3, expect.stringContaining("There is no file")]);
    const other = await countinghouse("book", "restore", "--book", book, "--from", text, "--replace");
    expect([other.exitCode, other.errors]).toEqual([4, expect.stringContaining("is not a Countinghouse book")]);
    expect((await countinghouse("ledger", "verify", "--book", book)).output).toMatch(/^The ledger holds: 2 entries\./u);
  });
});
