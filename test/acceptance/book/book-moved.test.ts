import {
  copyFileSync,
  linkSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  unlinkSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { adjust, createCustomer, creditOf } from "../../support/company.ts";

/** A book with one customer, whose credit of three adjustments was answered. */
async function bookInUse(): Promise<{ book: TestBook; accountId: string }> {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  for (let index = 0; index < 3; index += 1) await adjust(book, accountId, 1_00);
  return { book, accountId };
}

async function closedBook(): Promise<string> {
  const book = await createTestBook();
  await book.close();
  return book.path;
}

function adjustment(accountId: string) {
  return { accountId, action: "increase", amountMinor: 1_00, currency: "USD", reasonCode: "courtesy" } as const;
}

describe("a book whose file is taken away while it is open (BEHAVIOUR 14.1)", () => {
  test("refuses the next command, and what was confirmed is whole in the file that was moved", async () => {
    const { book, accountId } = await bookInUse();
    const movedPath = join(temporaryFolder(), "moved.countinghouse");
    renameSync(book.path, movedPath);
    expect((await book.refusal("credits.adjust", adjustment(accountId))).code).toBe("book_moved");
    // Of the file alone: what is left at the old place is no part of it any more.
    const copyPath = join(temporaryFolder(), "copy.countinghouse");
    copyFileSync(movedPath, copyPath);
    const copy = await openTestBook(copyPath);
    expect(await creditOf(copy, accountId)).toBe(3_00);
    expect((await copy.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 3 });
    await book.close();
    const moved = await openTestBook(movedPath);
    expect(await creditOf(moved, accountId)).toBe(3_00);
  });

  test("refuses to answer a question, too", async () => {
    const { book } = await bookInUse();
    renameSync(book.path, `${book.path}.moved`);
    expect((await book.refusal("accounts.list", {})).code).toBe("book_moved");
    expect((await book.refusal("book.info", {})).code).toBe("book_moved");
  });

  test("keeps what was confirmed in another file when its own was deleted", async () => {
    const { book, accountId } = await bookInUse();
    unlinkSync(book.path);
    const refusal = await book.refusal("credits.adjust", adjustment(accountId));
    expect(refusal.code).toBe("book_moved");
    const { rescuedPath } = refusal.details as { rescuedPath: string };
    expect(refusal.message).toContain(rescuedPath);
    await book.close();
    const rescued = await openTestBook(rescuedPath);
    expect(await creditOf(rescued, accountId)).toBe(3_00);
    expect((await rescued.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 3 });
  });

  test("keeps it also where nothing was asked between the deletion and the end", async () => {
    const { book, accountId } = await bookInUse();
    unlinkSync(book.path);
    await book.close();
    const [name] = readdirSync(dirname(book.path)).filter((each) => each.includes(".rescued-"));
    const rescued = await openTestBook(join(dirname(book.path), name ?? ""));
    expect(await creditOf(rescued, accountId)).toBe(3_00);
  });

  test("with its folder is refused as well", async () => {
    const { book, accountId } = await bookInUse();
    const folder = dirname(book.path);
    const movedFolder = `${folder}-moved`;
    renameSync(folder, movedFolder);
    try {
      expect((await book.refusal("credits.adjust", adjustment(accountId))).code).toBe("book_moved");
      await book.close();
      const moved = await openTestBook(join(movedFolder, "book.countinghouse"));
      expect(await creditOf(moved, accountId)).toBe(3_00);
      await moved.close();
    } finally {
      rmSync(movedFolder, { recursive: true });
    }
  });
});

describe("a book whose file is replaced while it is open (BEHAVIOUR 14.1)", () => {
  test("by another that is moved there, writes nothing into that one", async () => {
    const { book, accountId } = await bookInUse();
    const otherPath = await closedBook();
    const other = readFileSync(otherPath);
    renameSync(otherPath, book.path);
    const { code, details } = await book.refusal("credits.adjust", adjustment(accountId));
    expect(code).toBe("book_moved");
    await book.close();
    expect(readFileSync(book.path)).toEqual(other);
    const rescued = await openTestBook((details as { rescuedPath: string }).rescuedPath);
    expect(await creditOf(rescued, accountId)).toBe(3_00);
  });

  test("by another that is copied over it, writes nothing into that one, and keeps its log", async () => {
    const { book, accountId } = await bookInUse();
    const otherPath = await closedBook();
    await adjust(book, accountId, 1_00);
    copyFileSync(otherPath, book.path);
    const log = readFileSync(`${book.path}-wal`);
    // Not if a second has passed since the adjustment.
    expect(log.length).toBeGreaterThan(0);
    expect((await book.refusal("credits.adjust", adjustment(accountId))).code).toBe("book_moved");
    expect((await book.refusal("credits.adjust", adjustment(accountId))).code).toBe("book_moved");
    await book.close();
    expect(readFileSync(book.path)).toEqual(readFileSync(otherPath));
    expect(readFileSync(`${book.path}-wal`)).toEqual(log);
    expect((await (await openTestBook(book.path)).refusal("book.info", {})).code).toBe("book_log_foreign");
  });

  test("by an older copy of itself, too", async () => {
    const { book, accountId } = await bookInUse();
    await book.close();
    const older = readFileSync(book.path);
    const copyPath = join(temporaryFolder(), "older.countinghouse");
    copyFileSync(book.path, copyPath);
    const again = await openTestBook(book.path);
    await adjust(again, accountId, 1_00);
    copyFileSync(copyPath, book.path);
    expect((await again.refusal("credits.adjust", adjustment(accountId))).code).toBe("book_moved");
    await again.close();
    expect(readFileSync(book.path)).toEqual(older);
  });
});

describe("a book is one file under one name (BEHAVIOUR 14.2)", () => {
  test("and the same book through a symbolic link, locked as one", async () => {
    const { book, accountId } = await bookInUse();
    const linkPath = join(temporaryFolder(), "link.countinghouse");
    symlinkSync(book.path, linkPath);
    const second = await openTestBook(linkPath);
    expect((await second.refusal("book.info", {})).code).toBe("book_locked");
    await book.close();
    expect((await second.ask("book.info", {})).path).toBe(book.path);
    await adjust(second, accountId, 1_00);
    expect((await (await openTestBook(book.path)).refusal("book.info", {})).code).toBe("book_locked");
    await second.close();
    expect(await creditOf(await openTestBook(book.path), accountId)).toBe(4_00);
    expect(readdirSync(dirname(linkPath))).toEqual(["link.countinghouse"]);
  });

  test("through a link to its folder, too", async () => {
    const { book } = await bookInUse();
    const linkPath = join(temporaryFolder(), "books");
    symlinkSync(dirname(book.path), linkPath);
    const second = await openTestBook(join(linkPath, "book.countinghouse"));
    expect((await second.refusal("book.info", {})).code).toBe("book_locked");
  });

  test("so a file with several names is refused by each, and opens again when it has one", async () => {
    const { book, accountId } = await bookInUse();
    await book.close();
    const otherName = join(dirname(book.path), "other.countinghouse");
    linkSync(book.path, otherName);
    for (const path of [book.path, otherName]) {
      const refusal = await (await openTestBook(path)).refusal("book.info", {});
      expect(refusal).toMatchObject({ code: "book_has_links", message: expect.stringContaining("2 names") as string });
    }
    unlinkSync(otherName);
    expect(await creditOf(await openTestBook(book.path), accountId)).toBe(3_00);
  });

  test("and one that gets a second name while it is open waits until it has one again", async () => {
    const { book, accountId } = await bookInUse();
    const otherName = join(dirname(book.path), "other.countinghouse");
    linkSync(book.path, otherName);
    expect((await book.refusal("credits.adjust", adjustment(accountId))).code).toBe("book_has_links");
    expect((await book.refusal("accounts.list", {})).code).toBe("book_has_links");
    unlinkSync(otherName);
    await adjust(book, accountId, 1_00);
    expect(await creditOf(book, accountId)).toBe(4_00);
  });
});
