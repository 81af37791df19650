import { hash, randomUUID } from "node:crypto";
import { chmodSync, copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { contract, methodNames, type MethodName } from "../../../src/shared/contract/index.ts";
import { startEngine } from "../../../src/main/engine/start.ts";
import { createDoor, createTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { adjust, createCustomer } from "../../support/company.ts";

/** Opens a book for reading only. */
async function openToRead(bookPath: string): Promise<TestBook> {
  const engine = await startEngine({ bookPath, isReadOnly: true });
  onTestFinished(() => engine.close());
  return createDoor(bookPath, engine);
}

/** All that lies in the book's folder: names, sizes, times, content. */
const folderOf = (bookPath: string): unknown[] =>
  readdirSync(dirname(bookPath)).map((name) => {
    const path = join(dirname(bookPath), name);
    const { size, mtimeMs, mode, ino } = statSync(path);
    return { name, size, mtimeMs, mode, ino, digest: hash("sha256", readFileSync(path)) };
  });

async function closedBook(): Promise<{ readonly path: string; readonly accountId: string }> {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 50_00);
  await book.close();
  return { path: book.path, accountId };
}

describe("a book that is opened for reading only", () => {
  test("is read, and nothing is written to it or beside it", async () => {
    const { path, accountId } = await closedBook();
    const before = folderOf(path);
    const book = await openToRead(path);
    expect(await book.ask("book.info", {})).toMatchObject({ path, isReadOnly: true, entryCount: 1 });
    expect(await book.ask("ledger.list", { accountId })).toMatchObject({ rows: [{ amountMinor: 50_00 }] });
    const { result } = await book.runJob("ledger.verify", {});
    expect(result).toMatchObject({ ok: true });
    expect((await book.ask("backups.list", {})).copies).toEqual([]);
    expect(folderOf(path)).toEqual(before);
    await book.close();
    expect(folderOf(path)).toEqual(before);
  });

  test("refuses whatever would change it, by every method that there is", async () => {
    const { path } = await closedBook();
    const before = folderOf(path);
    const book = await openToRead(path);
    const reading = ["ledger.verify", "billing.dryRun", "jobs.cancel"];
    const changing = methodNames.filter((name) => contract[name].kind !== "query" && !reading.includes(name));
    expect(changing.length).toBeGreaterThan(40);
    for (const name of changing) {
      const result = await book.engine.dispatch(name, { idempotencyKey: randomUUID() }, callerOf(name));
      expect([name, result]).toMatchObject([name, { ok: false, error: { code: "opened_for_reading" } }]);
    }
    expect(folderOf(path)).toEqual(before);
  });

  test("keeps nobody from working in it, and stays as it was when it was opened", async () => {
    const open = await createTestBook();
    const accountId = await createCustomer(open);
    await adjust(open, accountId, 50_00);
    const reading = await openToRead(open.path);
    await adjust(open, accountId, 7_00);
    expect((await open.ask("book.info", {})).entryCount).toBe(2);
    // The newest entry was in the log only.
    expect((await reading.ask("book.info", {})).entryCount).toBe(1);
    await reading.close();
    const anew = await openToRead(open.path);
    expect((await anew.ask("book.info", {})).entryCount).toBe(2);
  });

  test("may lie where nobody can write", async () => {
    const { path } = await closedBook();
    chmodSync(path, 0o444);
    chmodSync(dirname(path), 0o555);
    onTestFinished(() => chmodSync(dirname(path), 0o755));
    const book = await openToRead(path);
    expect((await book.ask("book.info", {})).entryCount).toBe(1);
  });

  test("of an earlier version is brought up to date in the copy alone", async () => {
    const path = join(temporaryFolder(), "book.countinghouse");
    writeFileSync(
      path,
      gunzipSync(readFileSync(new URL("../../fixtures/version-1.countinghouse.gz", import.meta.url))),
    );
    const before = folderOf(path);
    const book = await openToRead(path);
    expect((await book.ask("book.info", {})).schemaVersion).toBeGreaterThan(1);
    await book.close();
    expect(folderOf(path)).toEqual(before);
  });

  test("leaves no copy behind, and none that others can look into", async () => {
    // A folder of its own, because other tests make such copies at the same time.
    const temporary = temporaryFolder();
    vi.stubEnv(process.platform === "win32" ? "TEMP" : "TMPDIR", temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { path } = await closedBook();
    const book = await openToRead(path);
    await book.ask("book.info", {});
    const made = readdirSync(temporary).filter((name) => name.startsWith("countinghouse-reading-"));
    expect(made.length).toBeGreaterThan(0);
    for (const name of made) expect(statSync(join(temporary, name)).mode & 0o77).toBe(0);
    await book.close();
    expect(made.filter((name) => existsSync(join(temporary, name, "book.countinghouse")))).toEqual([]);
  });

  test("is refused as any other where it is missing, no book, or the file alone of an open one; and read once it is there", async () => {
    const { path } = await closedBook();
    const nowhere = join(temporaryFolder(), "book.countinghouse");
    const book = await openToRead(nowhere);
    expect((await book.refusal("book.info", {})).code).toBe("book_missing");
    writeFileSync(nowhere, "precious".repeat(100));
    expect((await book.refusal("book.info", {})).code).toBe("book_not_ours");
    copyFileSync(path, nowhere);
    expect((await book.ask("book.info", {})).entryCount).toBe(1);
  });
});

/** Whoever may ask for the method. */
function callerOf(name: MethodName) {
  const isHosts = contract[name].right === "host";
  return isHosts
    ? ({ origin: "api", operator: "Host", agent: { id: "host", rights: ["host"] } } as const)
    : ({ origin: "desk", operator: "Tess Tester", namesPaths: true } as const);
}
