import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { startEngine } from "../../src/main/engine/start.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../support/book.ts";
import { adjust, createCustomer, creditOf } from "../support/company.ts";

async function bookWithCredit(): Promise<{ book: TestBook; accountId: string }> {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 1_00);
  return { book, accountId };
}

async function backupOf(book: TestBook): Promise<string> {
  return (await book.runJob("book.backup", {})).result.path;
}

describe("a backup (BEHAVIOUR 14.1)", () => {
  test("is a book that is whole by itself, its owner's alone, and noted in the book", async () => {
    const { book, accountId } = await bookWithCredit();
    expect((await book.ask("book.info", {})).lastBackupAtMs).toBeNull();
    const { result } = await book.runJob("book.backup", {});
    expect(result).toMatchObject({ entryCount: 1, sizeBytes: statSync(result.path).size });
    expect((await book.ask("book.info", {})).lastBackupAtMs).toBe(result.createdAtMs);
    expect(dirname(result.path)).toBe(dirname(book.path));
    expect(statSync(result.path).mode & 0o777).toBe(0o600);
    await adjust(book, accountId, 1_00);

    const path = join(temporaryFolder(), "elsewhere.countinghouse");
    copyFileSync(result.path, path);
    const copy = await openTestBook(path);
    expect(await creditOf(copy, accountId)).toBe(1_00);
    expect((await copy.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 1 });
    expect(await creditOf(book, accountId)).toBe(2_00);
  });

  test("is made while work goes on, and holds all that was answered before it began", async () => {
    const { book, accountId } = await bookWithCredit();
    for (let index = 0; index < 20; index += 1) await adjust(book, accountId, 1_00);
    const [{ result }] = await Promise.all([
      book.runJob("book.backup", {}),
      (async () => {
        for (let index = 0; index < 20; index += 1) await adjust(book, accountId, 1_00);
      })(),
    ]);
    expect(result.entryCount).toBeGreaterThanOrEqual(21);
    const copy = await openTestBook(result.path);
    expect((await copy.runJob("ledger.verify", {})).result).toMatchObject({
      ok: true,
      checkedEntries: result.entryCount,
    });
  });
});

describe("restoring", () => {
  test("gives back what a backup holds, and keeps what was there", async () => {
    const { book, accountId } = await bookWithCredit();
    const backupPath = await backupOf(book);
    await adjust(book, accountId, 1_00);
    const restored = await book.ask("book.restore", { fileName: basename(backupPath), replaces: true });
    expect(restored).toMatchObject({ path: book.path, entryCount: 1, mayMissLast: false });
    expect(await creditOf(book, accountId)).toBe(1_00);
    await adjust(book, accountId, 5_00);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 2 });
    const kept = await openTestBook(restored.keptPath ?? "");
    expect(await creditOf(kept, accountId)).toBe(2_00);
    // The copy stays, and can be used again.
    expect(await creditOf(await openTestBook(backupPath), accountId)).toBe(1_00);
  });

  test("makes a book where there is none", async () => {
    const { book, accountId } = await bookWithCredit();
    const backupPath = await backupOf(book);
    const path = join(dirname(book.path), "other.countinghouse");
    const other = await openTestBook(path);
    expect((await other.refusal("book.info", {})).code).toBe("book_missing");
    const restored = await other.ask("book.restore", { fileName: basename(backupPath) });
    expect(restored).toMatchObject({ path, entryCount: 1, keptPath: null });
    expect(await creditOf(other, accountId)).toBe(1_00);
  });

  test("is the way out of a damaged book, and keeps the damaged file", async () => {
    const { book, accountId } = await bookWithCredit();
    const backupPath = await backupOf(book);
    await book.close();
    const damaged = readFileSync(book.path).fill(0x5a, 4096);
    writeFileSync(book.path, damaged);
    const again = await openTestBook(book.path);
    expect((await again.refusal("book.info", {})).code).toBe("book_damaged");
    const fileName = basename(backupPath);
    expect((await again.refusal("book.restore", { fileName })).code).toBe("book_exists");
    const { keptPath } = await again.ask("book.restore", { fileName, replaces: true });
    expect(await creditOf(again, accountId)).toBe(1_00);
    expect(readFileSync(keptPath ?? "")).toEqual(damaged);
  });

  test("is the way out of a log that belongs to another state, and keeps both", async () => {
    const { book, accountId } = await bookWithCredit();
    const backupPath = await backupOf(book);
    await adjust(book, accountId, 1_00);
    const log = readFileSync(`${book.path}-wal`);
    await book.close();
    copyFileSync(backupPath, book.path);
    writeFileSync(`${book.path}-wal`, log);
    const again = await openTestBook(book.path);
    expect((await again.refusal("book.info", {})).code).toBe("book_log_foreign");
    const { keptPath } = await again.ask("book.restore", { fileName: basename(backupPath), replaces: true });
    expect(await creditOf(again, accountId)).toBe(1_00);
    expect(readFileSync(`${keptPath}-wal`)).toEqual(log);
  });

  test("takes what is in a copy of the file alone, and says that something may be missing", async () => {
    const { book, accountId } = await bookWithCredit();
    await adjust(book, accountId, 1_00);
    const path = join(temporaryFolder(), "copied.countinghouse");
    copyFileSync(book.path, path);
    expect(statSync(`${book.path}-wal`).size).toBeGreaterThan(0);
    const refusal = await (await openTestBook(path)).refusal("book.info", {});
    expect(refusal).toMatchObject({ code: "book_incomplete", message: expect.stringContaining("missing") as string });
    const other = await openTestBook(join(dirname(path), "taken.countinghouse"));
    const restored = await other.ask("book.restore", { fileName: basename(path) });
    expect(restored.mayMissLast).toBe(true);
    expect((await other.ask("book.info", {})).entryCount).toBe(restored.entryCount);
  });

  test("refuses what is no copy, changes nothing, and the book goes on", async () => {
    const { book, accountId } = await bookWithCredit();
    const folder = dirname(book.path);
    writeFileSync(join(folder, "text"), "no book".repeat(100));
    const foreign = new Database(join(folder, "foreign"));
    foreign.exec("CREATE TABLE contact (name TEXT)");
    foreign.close();
    const good = readFileSync(await backupOf(book));
    writeFileSync(join(folder, "damaged"), Buffer.from(good).fill(0x5a, 8192));
    for (const [fileName, code] of [
      ["nothing", "backup_not_found"],
      ["text", "book_not_ours"],
      ["foreign", "book_not_ours"],
      ["damaged", "book_damaged"],
      ["../elsewhere", "invalid_input"],
      ["..", "invalid_input"],
      ["", "invalid_input"],
      [basename(book.path), "book_exists"],
    ]) {
      expect((await book.refusal("book.restore", { fileName, replaces: true })).code).toBe(code);
      expect(await creditOf(book, accountId)).toBe(1_00);
    }
    expect((await book.refusal("book.restore", { fileName: "text" })).code).toBe("book_exists");
    await adjust(book, accountId, 1_00);
    expect(readdirSync(folder).filter((name) => /before-restore|restored/u.test(name))).toEqual([]);
  });

  test("is refused where another engine has the book", async () => {
    const { book } = await bookWithCredit();
    const backupPath = await backupOf(book);
    const second = await openTestBook(book.path);
    const input = { fileName: basename(backupPath), replaces: true };
    expect((await second.refusal("book.restore", input)).code).toBe("book_locked");
  });
});

describe("the check of a book's pages", () => {
  /** Damage that no query of these tests meets: a page of a table that nothing has been written into. */
  async function damagedBook(): Promise<{ path: string; accountId: string }> {
    const { book, accountId } = await bookWithCredit();
    await book.close();
    const database = new Database(book.path);
    const page = database
      .prepare("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = 'webhook_event'")
      .pluck()
      .get() as number;
    const pageSize = database.pragma("page_size", { simple: true }) as number;
    database.close();
    const bytes = readFileSync(book.path);
    bytes.fill(0x5a, (page - 1) * pageSize, page * pageSize);
    writeFileSync(book.path, bytes);
    return { path: book.path, accountId };
  }

  test("comes after a start in good order, and its finding ends the work in the book", async () => {
    const { path, accountId } = await damagedBook();
    const caller = { origin: "desk", operator: "Tess Tester" } as const;
    const engine = await startEngine({ bookPath: path, checksPagesAfterMs: 0 });
    onTestFinished(() => engine.close());
    const told = new Promise<void>((resolve) => {
      engine.subscribe((event) => {
        if (event.type === "changed" && event.accountIds === null && event.topics.length > 3) resolve();
      });
    });
    expect(await engine.call("book.info", {}, caller)).toMatchObject({ ok: true });
    await told;
    for (const method of ["book.info", "accounts.list"] as const) {
      expect(await engine.call(method, {}, caller)).toMatchObject({ ok: false, error: { code: "book_damaged" } });
    }
    const input = { accountId, action: "increase", amountMinor: 1, currency: "USD", reasonCode: "courtesy" } as const;
    const adjusted = await engine.call("credits.adjust", { ...input, idempotencyKey: "after" }, caller);
    expect(adjusted).toMatchObject({ ok: false, error: { code: "book_damaged" } });
  });

  test("is part of verifying, which says what is wrong with the file", async () => {
    const { path } = await damagedBook();
    const book = await openTestBook(path);
    const { result } = await book.runJob("ledger.verify", {});
    expect(result).toMatchObject({ ok: false, firstBroken: null, checkedEntries: 1 });
    expect(result.fileProblem).not.toBeNull();
    expect((await book.ask("book.info", {})).lastVerification).toMatchObject({ ok: false });
  });

  test("finds an index that lacks a row, which no walk of the ledger does", async () => {
    const { book } = await bookWithCredit();
    await book.close();
    const database = new Database(book.path);
    database.unsafeMode(true);
    database.pragma("writable_schema = ON");
    const sql = "SELECT sql FROM sqlite_schema WHERE name = 'ledger_entry_key'";
    const index = database.prepare(sql).pluck().get() as string;
    const changed = `${index.replace(/ WHERE .*$/su, "")} WHERE sequence < 0`;
    database.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = 'ledger_entry_key'").run(changed);
    database.pragma("writable_schema = OFF");
    database.close();
    const emptied = new Database(book.path);
    emptied.exec("REINDEX ledger_entry_key");
    emptied.unsafeMode(true);
    emptied.pragma("writable_schema = ON");
    emptied.prepare("UPDATE sqlite_schema SET sql = ? WHERE name = 'ledger_entry_key'").run(index);
    emptied.close();
    const again = await openTestBook(book.path);
    const { result } = await again.runJob("ledger.verify", {});
    expect(result).toMatchObject({ ok: false, firstBroken: null });
    expect(result.fileProblem).toContain("ledger_entry_key");
  });
});
