import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { createTestBook, openTestBook } from "../../support/book.ts";
import { adjust, createCustomer, creditOf } from "../../support/company.ts";

/** Let another process hold a lock on a file until the test is over, or until the function that is returned lets go of it. */
async function holdIn(path: string, sql: string): Promise<() => Promise<void>> {
  const script = fileURLToPath(new URL("../../support/holding-process.ts", import.meta.url));
  const child = spawn(process.execPath, [script, path, sql], { stdio: ["ignore", "pipe", "inherit"] });
  const ended = once(child, "exit");
  const letGo = async () => {
    child.kill("SIGKILL");
    await ended;
  };
  onTestFinished(letGo);
  await once(child.stdout, "data");
  return letGo;
}

async function closedBook(): Promise<{ path: string; accountId: string }> {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 1_00);
  await book.close();
  return { path: book.path, accountId };
}

describe("the lock of a book", () => {
  test("keeps a second engine out also where its file was deleted", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    rmSync(`${book.path}.lock`);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      const second = await openTestBook(book.path);
      expect((await second.refusal("book.info", {})).code).toBe("book_locked");
      await second.close();
    }
    await adjust(book, accountId, 1_00);
    await book.close();
    const next = await openTestBook(book.path);
    expect(await creditOf(next, accountId)).toBe(1_00);
  });

  test("keeps it out in another process, too", async () => {
    const { path } = await closedBook();
    const letGo = await holdIn(path, "PRAGMA user_version");
    rmSync(`${path}.lock`);
    expect((await (await openTestBook(path)).refusal("book.info", {})).code).toBe("book_locked");
    expect(existsSync(`${path}.lock`)).toBe(false);
    await letGo();
    await (await openTestBook(path)).ask("book.info", {});
  });

  test("is not taken by somebody who only reads in it", async () => {
    const { path, accountId } = await closedBook();
    await holdIn(`${path}.lock`, "BEGIN");
    const book = await openTestBook(path);
    await adjust(book, accountId, 1_00);
    expect((await (await openTestBook(path)).refusal("book.info", {})).code).toBe("book_locked");
  });

  test("is nobody else's to take: its file is its owner's alone", async () => {
    const { path } = await closedBook();
    chmodSync(`${path}.lock`, 0o644);
    await (await openTestBook(path)).ask("book.info", {});
    expect(statSync(`${path}.lock`).mode & 0o777).toBe(0o600);
  });

  test.each([
    ["a folder", (path: string) => mkdirSync(path)],
    ["a link that leads elsewhere", (path: string) => symlinkSync("/etc/hostname", path)],
    ["a link that leads nowhere", (path: string) => symlinkSync("/nowhere/at/all", path)],
    ["a file of something else", (path: string) => writeFileSync(path, "x".repeat(5000))],
  ])("that cannot be taken because there is %s in its place, is said, and that is left there", async (_what, place) => {
    const { path } = await closedBook();
    rmSync(`${path}.lock`);
    place(`${path}.lock`);
    const before = lstatSync(`${path}.lock`);
    const refusal = await (await openTestBook(path)).refusal("book.info", {});
    expect(refusal.code).toBe("book_lock_blocked");
    expect(refusal.message).toContain(`${path}.lock`);
    const after = lstatSync(`${path}.lock`);
    expect([after.ino, after.size, after.mode & 0o170000]).toEqual([before.ino, before.size, before.mode & 0o170000]);
  });
});

describe("another program that writes to the book", () => {
  test("for longer than is waited for is named, and the command can be repeated", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const letGo = await holdIn(book.path, "BEGIN IMMEDIATE");
    const adjustment = {
      accountId,
      action: "increase",
      amountMinor: 1_00,
      currency: "USD",
      reasonCode: "courtesy",
      idempotencyKey: "once",
    } as const;
    expect((await book.refusal("credits.adjust", adjustment)).code).toBe("book_locked");
    await letGo();
    await book.ask("credits.adjust", adjustment);
    expect(await creditOf(book, accountId)).toBe(1_00);
  });

  test("while the book is opened is named as well", async () => {
    const { path } = await closedBook();
    await holdIn(path, "PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE");
    const before = readFileSync(path);
    expect((await (await openTestBook(path)).refusal("book.info", {})).code).toBe("book_locked");
    expect(readFileSync(path)).toEqual(before);
  });

  test("and reads does not keep the file of an idle book from becoming whole for longer than it reads", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const letGo = await holdIn(book.path, "BEGIN");
    await adjust(book, accountId, 1_00);
    await letGo();
    await expect.poll(() => statSync(`${book.path}-wal`).size, { timeout: 20_000 }).toBe(0);
  });
});
