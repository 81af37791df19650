import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { gunzipSync } from "node:zlib";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { JobView } from "../../../src/shared/contract/jobs.ts";
import { startEngine } from "../../../src/main/engine/start.ts";
import { runJob } from "../../../src/main/hosts/run-job.ts";
import { createDoor, createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { adjust, createCustomer, creditOf } from "../../support/company.ts";
import { copyAndKill } from "../../support/kill.ts";
import { canMount, smallDisk } from "../../support/small-disk.ts";

async function bookWithCredit(): Promise<{ book: TestBook; accountId: string }> {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 1_00);
  return { book, accountId };
}

const atTheMachine = { origin: "cli", operator: "Tess Tester", namesPaths: true } as const;

/** Save a copy to a place of one's own. */
async function copyTo(book: TestBook, toPath: string): Promise<string> {
  expect(await runJob(book.engine, "book.backup", { toPath }, atTheMachine)).toMatchObject({ ok: true });
  return toPath;
}

function restoreFrom(book: TestBook, fromPath: string) {
  const input = { fromPath, replaces: true, idempotencyKey: randomUUID() };
  return book.engine.call("book.restore", input, atTheMachine);
}

/** What keeps entries from being changed. */
function dropTriggers(database: Database.Database): void {
  const sql = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'ledger_entry'";
  for (const trigger of database.prepare(sql).pluck().all() as string[]) database.exec(`DROP TRIGGER ${trigger}`);
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

  test("takes a file together with its log, and leaves both as they are", async () => {
    const { book, accountId } = await bookWithCredit();
    await adjust(book, accountId, 2_00);
    const path = join(temporaryFolder(), "copied.countinghouse");
    // The file without what was written last, which is in the log.
    for (const ending of ["", "-wal"]) copyFileSync(book.path + ending, path + ending);
    const log = readFileSync(`${path}-wal`);
    expect(log.length).toBeGreaterThan(0);
    const other = await openTestBook(join(temporaryFolder(), "taken.countinghouse"));
    const restored = await restoreFrom(other, path);
    expect(restored).toMatchObject({ ok: true, value: { entryCount: 2, mayMissLast: false, proof: "ledger" } });
    expect(await creditOf(other, accountId)).toBe(3_00);
    expect(readFileSync(`${path}-wal`)).toEqual(log);
  });

  test("finds a byte that changed in a copy that was saved anywhere, and leaves nothing beside it", async () => {
    const { book, accountId } = await bookWithCredit();
    const path = await copyTo(book, join(temporaryFolder(), "saved.countinghouse"));
    const good = readFileSync(path);
    const changed = Buffer.from(good);
    // A letter of a name, which no page, index or chain is broken by.
    const place = changed.indexOf("Globex Corporation");
    changed[place] = (changed[place] ?? 0) ^ 1;
    writeFileSync(path, changed);
    expect(await restoreFrom(book, path)).toMatchObject({ ok: false, error: { code: "backup_changed" } });
    writeFileSync(path, good);
    for (let times = 0; times < 2; times += 1) {
      expect(await restoreFrom(book, path)).toMatchObject({ ok: true, value: { proof: "bytes" } });
    }
    expect(await creditOf(book, accountId)).toBe(1_00);
    expect(readdirSync(dirname(path)).toSorted()).toEqual([basename(path), `${basename(path)}.sha256`]);
  });

  test("takes a copy that was moved alone, or worked in since, by what its ledger proves", async () => {
    const { book, accountId } = await bookWithCredit();
    const path = await copyTo(book, join(temporaryFolder(), "saved.countinghouse"));
    const alone = join(temporaryFolder(), "alone.countinghouse");
    copyFileSync(path, alone);
    expect(await restoreFrom(book, alone)).toMatchObject({ ok: true, value: { entryCount: 1, proof: "ledger" } });
    expect(readdirSync(dirname(alone))).toEqual([basename(alone)]);

    const opened = await openTestBook(path);
    await adjust(opened, accountId, 4_00);
    await opened.close();
    expect(await restoreFrom(book, path)).toMatchObject({ ok: true, value: { entryCount: 2, proof: "ledger" } });
    expect(await creditOf(book, accountId)).toBe(5_00);
  });

  test("says of a copy whose ledger does not hold that it does not", async () => {
    const { book } = await bookWithCredit();
    const path = await copyTo(book, join(temporaryFolder(), "saved.countinghouse"));
    rmSync(`${path}.sha256`);
    const database = new Database(path);
    dropTriggers(database);
    database.exec("UPDATE ledger_entry SET note = 'changed'");
    database.close();
    expect(await restoreFrom(book, path)).toMatchObject({ ok: true, value: { proof: "none" } });
  });

  test.skipIf(!canMount)("takes a copy from a disk that is locked against writing", async () => {
    const { book, accountId } = await bookWithCredit();
    const backupPath = await backupOf(book);
    await adjust(book, accountId, 1_00);
    const disk = smallDisk(16_384);
    const fromPath = join(disk, basename(backupPath));
    for (const ending of ["", ".sha256"]) copyFileSync(backupPath + ending, fromPath + ending);
    expect(spawnSync("mount", ["-o", "remount,ro", disk]).status).toBe(0);
    expect(await restoreFrom(book, fromPath)).toMatchObject({ ok: true, value: { entryCount: 1, proof: "bytes" } });
    expect(await creditOf(book, accountId)).toBe(1_00);
    expect(readdirSync(dirname(book.path)).filter((name) => name.includes(".read"))).toEqual([]);
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
    writeFileSync(join(folder, "newer"), good);
    const newer = new Database(join(folder, "newer"));
    newer.pragma("user_version = 9999");
    newer.close();
    for (const [fileName, code] of [
      ["nothing", "backup_not_found"],
      ["text", "book_not_ours"],
      ["foreign", "book_not_ours"],
      ["damaged", "book_damaged"],
      ["newer", "book_newer"],
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

test("a copy of an older version is brought to this one as it is restored, and is backed up as the book before it was", async () => {
  const { book } = await bookWithCredit();
  const recipient = await identityToRecipient(await generateX25519Identity());
  await book.ask("backups.configure", { every: "hour", recipients: [recipient] });
  const older = join(temporaryFolder(), "older.countinghouse");
  writeFileSync(
    older,
    gunzipSync(readFileSync(new URL("../../fixtures/version-27.countinghouse.gz", import.meta.url))),
  );
  const input = { fromPath: older, replaces: true, idempotencyKey: "older" };
  expect(await book.engine.call("book.restore", input, atTheMachine)).toMatchObject({ ok: true });
  expect(await book.ask("backups.plan", {})).toMatchObject({ every: "hour", recipients: [recipient] });
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
});

describe("the folder and the series of backups", () => {
  async function nameFolder(book: TestBook, folder: string): Promise<void> {
    const input = { folder, idempotencyKey: folder };
    expect(await book.engine.call("backups.configure", input, atTheMachine)).toMatchObject({ ok: true });
  }

  test("a real book is copied every day, and one for trying when somebody asks for it", async () => {
    const { book } = await bookWithCredit();
    expect(await book.ask("backups.plan", {})).toEqual({
      every: "off",
      folder: dirname(book.path),
      isFolderNamed: false,
      recipients: [],
      lastBackupAtMs: null,
      isDue: false,
      problem: null,
    });
    const real = await openTestBook(join(temporaryFolder(), "real.countinghouse"));
    await real.ask("book.create", { name: "Real", timeZone: "UTC", currency: "USD" });
    expect(await real.ask("backups.plan", {})).toMatchObject({ every: "day", isDue: true });
    await real.runJob("book.backup", { isOfSeries: true });
    expect(await real.ask("backups.plan", {})).toMatchObject({ every: "day", isDue: false });
  });

  test("go to the folder that the person at the machine names, and nobody else can name one", async () => {
    const { book, accountId } = await bookWithCredit();
    const folder = temporaryFolder();
    for (const [method, input] of [
      ["backups.configure", { folder }],
      ["book.backup", { toPath: join(folder, "copy") }],
      ["book.restore", { fromPath: book.path, replaces: true }],
    ] as const) {
      expect((await book.refusal(method, input)).code).toBe("path_not_allowed");
    }
    expect(readdirSync(folder)).toEqual([]);
    await nameFolder(book, folder);
    const { result } = await book.runJob("book.backup", {});
    expect(dirname(result.path)).toBe(folder);
    expect(readdirSync(folder).toSorted()).toEqual([basename(result.path), `${basename(result.path)}.sha256`]);
    const { copies, isFolderMissing } = await book.ask("backups.list", {});
    expect(isFolderMissing).toBe(false);
    expect(copies).toEqual([
      {
        fileName: basename(result.path),
        kind: "requested",
        createdAtMs: result.createdAtMs,
        sizeBytes: result.sizeBytes,
        isEncrypted: false,
        entryCount: 1,
      },
    ]);
    await adjust(book, accountId, 1_00);
    await book.ask("backups.configure", { every: "hour" });
    await book.ask("book.restore", { fileName: basename(result.path), replaces: true });
    expect(await creditOf(book, accountId)).toBe(1_00);
    // The book knows of the copy that it was made of, and goes on being copied as today, not as then.
    const plan = { every: "hour", folder, isFolderNamed: true, lastBackupAtMs: result.createdAtMs, problem: null };
    expect(await book.ask("backups.plan", {})).toMatchObject(plan);
    const relisted = await book.ask("backups.list", {});
    expect(relisted.copies.map(({ kind, entryCount }) => [kind, entryCount])).toEqual([
      ["beforeRestore", null],
      ["requested", 1],
    ]);
  });

  test("keep three of today, leave what somebody asked for, another book's and what else is there, and clear away dead drafts", async () => {
    const { book } = await bookWithCredit();
    const folder = temporaryFolder();
    await nameFolder(book, folder);
    const { result: requested } = await book.runJob("book.backup", {});
    const foreign = [
      "book.countinghouse.series-abc123-20200101T000000000Z",
      "notes.txt",
      `${basename(requested.path)}x`,
    ];
    for (const name of foreign) writeFileSync(join(folder, name), "");
    const first = (await book.runJob("book.backup", { isOfSeries: true })).result.path;
    // Left behind by kills: of a copy, and beside the book of a restore.
    const drafts = [`${first}0.new`, `${first}0.new-wal`, `${first}0.new-shm`];
    const restored = ["", "-wal", ".new", ".new-wal", ".read"].map((ending) => `${book.path}.restored${ending}`);
    for (const path of [...drafts, ...restored]) {
      writeFileSync(path, "left behind by a kill");
      utimesSync(path, 0, 0);
    }
    const underWay = `${book.path}.restored.new-journal`;
    writeFileSync(underWay, "of a restore that is at work");
    const later: string[] = [];
    for (let index = 0; index < 3; index += 1) {
      later.push((await book.runJob("book.backup", { isOfSeries: true })).result.path);
    }
    const kept = [requested.path, ...later].flatMap((path) => [basename(path), `${basename(path)}.sha256`]);
    expect(readdirSync(folder).toSorted()).toEqual([...foreign, ...kept].toSorted());
    expect(restored.filter((path) => existsSync(path))).toEqual([]);
    expect(existsSync(underWay)).toBe(true);
  });

  test("a folder that is not there is said until a copy is made again, and is never made", async () => {
    const { book } = await bookWithCredit();
    const folder = join(temporaryFolder(), "stick");
    mkdirSync(folder);
    await nameFolder(book, folder);
    rmdirSync(folder);
    for (const input of [{}, { isOfSeries: true }]) {
      expect((await book.refusal("book.backup", input)).code).toBe("backup_folder_missing");
    }
    expect(existsSync(folder)).toBe(false);
    const { problem } = await book.ask("backups.plan", {});
    expect(problem).toMatchObject({
      code: "backup_folder_missing",
      message: expect.stringContaining(folder) as string,
    });
    expect(await book.ask("backups.list", {})).toEqual({ copies: [], isFolderMissing: true });
    await book.close();
    const again = await openTestBook(book.path);
    expect((await again.ask("backups.plan", {})).problem).toEqual(problem);
    mkdirSync(folder);
    await again.runJob("book.backup", {});
    expect((await again.ask("backups.plan", {})).problem).toBeNull();
  });

  test("a folder that is a file, or that became one, is refused", async () => {
    const { book } = await bookWithCredit();
    const folder = temporaryFolder();
    const file = join(folder, "file");
    writeFileSync(file, "");
    for (const folderName of [file, join(folder, "none"), "relative"]) {
      const input = { folder: folderName, idempotencyKey: folderName };
      const refused = await book.engine.call("backups.configure", input, atTheMachine);
      expect(refused).toMatchObject({ ok: false });
    }
    await nameFolder(book, folder);
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "");
    expect((await book.refusal("book.backup", {})).code).toBe("backup_folder_missing");
  });

  test("any byte of a copy that changes is found out, and nothing is restored", async () => {
    const { book, accountId } = await bookWithCredit();
    const { path } = (await book.runJob("book.backup", {})).result;
    const good = readFileSync(path);
    // Looking into it leaves it as it is.
    expect((await book.ask("backups.list", {})).copies).toHaveLength(1);
    expect(readFileSync(path)).toEqual(good);
    for (const share of [0.001, 0.13, 0.37, 0.5, 0.77, 0.999]) {
      const changed = Buffer.from(good);
      const place = Math.floor(share * good.length);
      changed[place] = (changed[place] ?? 0) ^ 1;
      writeFileSync(path, changed);
      const { code } = await book.refusal("book.restore", { fileName: basename(path), replaces: true });
      expect(code).toBe("backup_changed");
    }
    writeFileSync(path, good);
    await book.ask("book.restore", { fileName: basename(path), replaces: true });
    expect(await creditOf(book, accountId)).toBe(1_00);
  });

  test("a ledger that does not hold is not copied as if it did", async () => {
    const { book } = await bookWithCredit();
    await book.close();
    const database = new Database(book.path);
    dropTriggers(database);
    database.exec("UPDATE ledger_entry SET note = 'changed'");
    database.close();
    const again = await openTestBook(book.path);
    await expect(again.runJob("book.backup", {})).rejects.toThrow("does not hold at entry 1");
    expect((await again.ask("backups.plan", {})).problem?.code).toBe("book_damaged");
    expect(readdirSync(dirname(book.path)).filter((name) => name.includes("backup-"))).toEqual([]);
  });

  test("a restore is undone by restoring what was there before, and calls that come meanwhile wait", async () => {
    const { book, accountId } = await bookWithCredit();
    const { path } = (await book.runJob("book.backup", {})).result;
    await adjust(book, accountId, 1_00);
    const restoring = book.ask("book.restore", { fileName: basename(path), replaces: true });
    await nextTurn();
    const meanwhile = adjust(book, accountId, 5_00);
    const { keptPath } = await restoring;
    await meanwhile;
    expect(await creditOf(book, accountId)).toBe(6_00);
    const { copies } = await book.ask("backups.list", {});
    expect(copies.map(({ kind, fileName }) => [kind, fileName])).toContainEqual([
      "beforeRestore",
      basename(keptPath ?? ""),
    ]);
    await book.ask("book.restore", { fileName: basename(keptPath ?? ""), replaces: true });
    expect(await creditOf(book, accountId)).toBe(2_00);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 2 });
  });

  test("copies are listed where the book cannot be opened", async () => {
    const { book } = await bookWithCredit();
    const path = await backupOf(book);
    await book.close();
    writeFileSync(book.path, "no book any more".repeat(100));
    const again = await openTestBook(book.path);
    expect((await again.refusal("book.info", {})).code).toBe("book_not_ours");
    expect((await again.ask("backups.list", {})).copies.map(({ fileName }) => fileName)).toEqual([basename(path)]);
    await again.ask("book.restore", { fileName: basename(path), replaces: true });
    expect(await again.ask("book.info", {})).toMatchObject({ entryCount: 1 });
  });

  test("the engine makes one by itself when it is due, once something has changed", async () => {
    const { book, accountId } = await bookWithCredit();
    await book.ask("backups.configure", { every: "day" });
    await book.close();
    const engine = await startEngine({ bookPath: book.path, looksForBackupsEveryMs: 5 });
    onTestFinished(() => engine.close());
    const open = createDoor(book.path, engine);
    const made = await new Promise<JobView>((resolve) => {
      engine.subscribe((event) => {
        if (event.type === "job" && event.job.state !== "running") resolve(event.job);
      });
    });
    expect(made).toMatchObject({ method: "book.backup", state: "done", result: { isOfSeries: true, entryCount: 1 } });
    expect(await open.ask("backups.plan", {})).toMatchObject({ isDue: false, problem: null });
    await adjust(open, accountId, 1_00);
    expect((await open.ask("backups.list", {})).copies).toMatchObject([{ kind: "series", entryCount: 1 }]);
  });
});

describe("a process that is killed", () => {
  test("while it copies, leaves no copy that is not one", async () => {
    const { book } = await bookWithCredit();
    await book.close();
    for (const times of [1, 2, 3]) await copyAndKill(book.path, times);
    const again = await openTestBook(book.path);
    const { copies } = await again.ask("backups.list", {});
    expect(copies.length).toBeGreaterThan(0);
    for (const { fileName } of copies) {
      const restored = await again.ask("book.restore", { fileName, replaces: true });
      expect(restored).toMatchObject({ entryCount: 1, mayMissLast: false });
    }
    expect((await again.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 1 });
  });

  test("while it restores, leaves the book, or what it was beside its place", async () => {
    const { book, accountId } = await bookWithCredit();
    const copy = basename(await backupOf(book));
    await adjust(book, accountId, 1_00);
    await book.close();
    for (const times of [1, 2, 4]) {
      await copyAndKill(book.path, times, copy);
      const again = await openTestBook(book.path);
      if (!existsSync(book.path)) {
        const { copies } = await again.ask("backups.list", {});
        const [newest] = copies.filter(({ kind }) => kind === "beforeRestore");
        await again.ask("book.restore", { fileName: newest?.fileName ?? "" });
      }
      expect((await again.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
      await again.close();
    }
    const last = await openTestBook(book.path);
    const held = [(await last.ask("book.info", {})).entryCount];
    for (const { kind, fileName } of (await last.ask("backups.list", {})).copies) {
      if (kind !== "beforeRestore") continue;
      held.push((await last.ask("book.restore", { fileName, replaces: true })).entryCount);
    }
    // What the book held before the first restore is among them.
    expect(Math.max(...held)).toBe(2);
  });

  test("is no matter to a listing: what lies beside an idle book is the book's", async () => {
    const { book, accountId } = await bookWithCredit();
    const isSettled = () => statSync(`${book.path}-wal`).size === 0;
    await vi.waitUntil(isSettled, { timeout: 30_000 });
    const { ino } = statSync(`${book.path}-wal`);
    await book.ask("backups.list", {});
    expect(statSync(`${book.path}-wal`).ino).toBe(ino);
    await adjust(book, accountId, 1_00);
    await backupOf(book);
    await book.close();
    expect(await creditOf(await openTestBook(book.path), accountId)).toBe(2_00);
  });
});
