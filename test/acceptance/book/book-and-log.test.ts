import { copyFileSync, existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { nextMark, readMark, replaceMark } from "../../../src/main/storage/book/book-mark.ts";
import { createTestBook, openTestBook, temporaryFolder } from "../../support/book.ts";
import { adjust, createCustomer } from "../../support/company.ts";
import { makeFolder } from "../../support/folder.ts";

/*
 * A process that is killed leaves the log of the book beside it, and somebody puts another file in the book's place. Which of the two
 * belong together is told before SQLite replays one into the other (BEHAVIOUR 14.1).
 */

const kept = makeFolder();

/**
 * The files of one book at different times, as a kill at that time would have left them; the number is that of its entries.
 *
 * @returns false where so much time passed between a command and the copy that the book was idle again.
 */
async function live(): Promise<boolean> {
  const book = await createTestBook();
  const keep = (name: string) => {
    copyFileSync(book.path, kept.pathOf(`${name}.file`));
    copyFileSync(`${book.path}-wal`, kept.pathOf(`${name}.log`));
  };
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 1_00);
  await untilWhole(book.path);
  keep("idle-1");
  await adjust(book, accountId, 1_00);
  keep("busy-2");
  await adjust(book, accountId, 1_00);
  keep("busy-3");
  await untilWhole(book.path);
  keep("idle-3");
  await adjust(book, accountId, 1_00);
  keep("busy-4");
  const onlooker = new Database(book.path, { readonly: true });
  rmSync(kept.pathOf("vacuumed-4.file"), { force: true });
  onlooker.prepare("VACUUM INTO ?").run(kept.pathOf("vacuumed-4.file"));
  await onlooker.backup(kept.pathOf("backup-4.file"));
  onlooker.close();
  await book.close();
  copyFileSync(book.path, kept.pathOf("closed-4.file"));
  const isBusy = ["busy-2", "busy-3", "busy-4"].every((name) => statSync(kept.pathOf(`${name}.log`)).size > 0);
  return isBusy && readFileSync(kept.pathOf("busy-2.file")).equals(readFileSync(kept.pathOf("busy-3.file")));
}

async function liveOnce(): Promise<void> {
  if (existsSync(kept.pathOf("closed-4.file"))) return;
  while (!(await live()));
}

/** The file of an idle book is whole within two seconds; then there is nothing in its log. */
async function untilWhole(path: string): Promise<void> {
  const givesUpAt = performance.now() + 20_000;
  while (statSync(`${path}-wal`).size > 0) {
    if (performance.now() > givesUpAt) throw new Error("The file of an idle book does not become whole");
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
  }
}

/** Put a file and a log of the book beside each other, under a new name or in the place of what a kill has left there. */
function putTogether(file: string, log: string | Buffer | null): string {
  const path = join(temporaryFolder(), "book.countinghouse");
  copyFileSync(kept.pathOf("busy-4.file"), path);
  writeFileSync(path, readFileSync(kept.pathOf(`${file}.file`)));
  if (typeof log === "string") copyFileSync(kept.pathOf(`${log}.log`), `${path}-wal`);
  else if (log) writeFileSync(`${path}-wal`, log);
  return path;
}

/** How many entries the book has, proved to hold; or the code with which it is refused, everything left as it was. */
async function whatBecomesOf(path: string): Promise<number | string> {
  const before = [path, `${path}-wal`].map((each) => (existsSync(each) ? readFileSync(each) : null));
  const book = await openTestBook(path);
  const info = await book.engine.call("book.info", {}, { origin: "desk", operator: "Tess Tester" });
  if (!info.ok) {
    const [file, log] = [path, `${path}-wal`].map((each) => (existsSync(each) ? readFileSync(each) : null));
    expect(file).toEqual(before[0]);
    if (before[1]?.length) expect(log).toEqual(before[1]);
    expect(info.error.message).toContain(path);
    return info.error.code;
  }
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  await book.close();
  const database = new Database(path, { readonly: true });
  expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
  database.close();
  return info.value.entryCount;
}

describe("a file and a log", () => {
  test.each([
    // What a kill leaves.
    ["idle-1", "idle-1", 1],
    ["busy-2", "busy-2", 2],
    ["busy-3", "busy-3", 3],
    ["idle-3", "idle-3", 3],
    ["busy-4", "busy-4", 4],
    // The file did not change between the two, so either log continues it.
    ["busy-2", "busy-3", 3],
    ["busy-3", "busy-2", 2],
    // A backup, put in the place of a book that was killed.
    ["idle-1", "busy-2", "book_log_foreign"],
    ["idle-1", "busy-3", "book_log_foreign"],
    ["idle-1", "busy-4", "book_log_foreign"],
    ["idle-3", "busy-2", "book_log_foreign"],
    ["idle-3", "busy-3", "book_log_foreign"],
    ["idle-3", "busy-4", "book_log_foreign"],
    ["closed-4", "busy-2", "book_log_foreign"],
    ["closed-4", "busy-4", "book_log_foreign"],
    ["vacuumed-4", "busy-2", "book_log_foreign"],
    ["vacuumed-4", "busy-4", "book_log_foreign"],
    ["busy-2", "busy-4", "book_log_foreign"],
    ["busy-4", "busy-2", "book_log_foreign"],
    // The log of such a book was empty.
    ["idle-1", "idle-3", 1],
    ["closed-4", "idle-3", 4],
    ["vacuumed-4", "idle-3", 4],
    ["busy-2", "idle-3", "book_incomplete"],
    // The file alone.
    ["idle-1", null, 1],
    ["idle-3", null, 3],
    ["closed-4", null, 4],
    ["vacuumed-4", null, 4],
    ["backup-4", null, 4],
    ["busy-2", null, "book_incomplete"],
    ["busy-4", null, "book_incomplete"],
  ])("%s and %s come to %s", async (file, log, expected) => {
    await liveOnce();
    expect(await whatBecomesOf(putTogether(file, log))).toBe(expected);
  });
});

describe("a log that was being begun anew", () => {
  /** A book whose log was all brought in, and the mark in the file says that there is a log. */
  async function broughtIn(): Promise<{ path: string; log: Buffer }> {
    await liveOnce();
    const path = putTogether("idle-1", null);
    const database = new Database(path);
    database.pragma("wal_autocheckpoint = 0");
    let mark = readMark(database);
    for (const state of ["whole", "open"] as const) {
      if (!mark) throw new Error("The book has no mark");
      const next = nextMark(state, mark.id, mark.fileNumber);
      replaceMark(database, mark, next);
      mark = next;
    }
    database.pragma("wal_checkpoint(PASSIVE)");
    const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
    database.close();
    writeFileSync(path, file);
    writeFileSync(`${path}-wal`, log);
    return { path, log };
  }

  /** A log whose header is that of the next one. */
  function withNextHeader(log: Buffer): Buffer {
    const renewed = Buffer.from(log);
    renewed.writeUInt32BE(log.readUInt32BE(12) + 1, 12);
    renewed.writeUInt32BE((log.readUInt32BE(16) + 1) >>> 0, 16);
    renewed.writeUInt32BE(0x12_34_56_78, 20);
    const isBigEndian = (log.readUInt32BE(0) & 1) === 1;
    let [first, second] = [0, 0];
    for (let at = 0; at < 24; at += 8) {
      first = (first + (isBigEndian ? renewed.readUInt32BE(at) : renewed.readUInt32LE(at)) + second) >>> 0;
      second = (second + (isBigEndian ? renewed.readUInt32BE(at + 4) : renewed.readUInt32LE(at + 4)) + first) >>> 0;
    }
    renewed.writeUInt32BE(first, 24);
    renewed.writeUInt32BE(second, 28);
    return renewed;
  }

  test("but was not yet, continues the book", async () => {
    const { path } = await broughtIn();
    expect(await whatBecomesOf(path)).toBe(1);
  });

  test.each([
    ["with its header", 0],
    ["with half of its first page", 2000],
  ])("%s, is known by what is left of it", async (_what, written) => {
    const { path, log } = await broughtIn();
    const renewed = withNextHeader(log);
    if (written > 0) {
      renewed.copy(renewed, 32 + 8, 16, 24);
      renewed.fill(0x5a, 32 + 24, 32 + 24 + written);
    }
    writeFileSync(`${path}-wal`, renewed);
    expect(await whatBecomesOf(path)).toBe(1);
  });

  test("is none where nothing is left of it but its header", async () => {
    const { path, log } = await broughtIn();
    writeFileSync(`${path}-wal`, withNextHeader(log).subarray(0, 32));
    expect(await whatBecomesOf(path)).toBe("book_incomplete");
  });

  test("of another book is none", async () => {
    const { log } = await broughtIn();
    expect(await whatBecomesOf(putTogether("busy-2", withNextHeader(log)))).toBe("book_incomplete");
    expect(await whatBecomesOf(putTogether("idle-3", withNextHeader(log)))).toBe(3);
  });
});

describe("a log that is damaged", () => {
  test("in its first page is refused, because SQLite would take it for empty", async () => {
    await liveOnce();
    const log = readFileSync(kept.pathOf("busy-4.log"));
    log.fill(0x5a, 100, 200);
    expect(await whatBecomesOf(putTogether("busy-4", log))).toBe("book_damaged");
  });

  test("at its end loses what was not confirmed, and nothing else", async () => {
    await liveOnce();
    const log = readFileSync(kept.pathOf("busy-3.log"));
    expect(await whatBecomesOf(putTogether("busy-3", Buffer.concat([log, log.subarray(32, 3000)])))).toBe(3);
  });

  test.each([
    ["garbage", Buffer.alloc(20_000, "garbage")],
    ["cut off in its header", Buffer.alloc(20)],
  ])("that is %s, is none", async (_what, log) => {
    await liveOnce();
    expect(await whatBecomesOf(putTogether("busy-4", log))).toBe("book_incomplete");
    expect(await whatBecomesOf(putTogether("closed-4", log))).toBe(4);
  });
});

describe("what SQLite's other kind of journal left", () => {
  test("is not rolled back into a book that has none", async () => {
    await liveOnce();
    const path = putTogether("closed-4", null);
    writeFileSync(`${path}-journal`, Buffer.alloc(5000, "journal"));
    expect(await whatBecomesOf(path)).toBe("book_log_foreign");
    expect(readFileSync(`${path}-journal`)).toHaveLength(5000);
  });
});

describe("a book that an older version was killed in", () => {
  const fixture = gunzipSync(readFileSync(new URL("../../fixtures/version-1.countinghouse.gz", import.meta.url)));

  /** The first version's book, with a change in its log. */
  function killedOlderBook(): { path: string; log: Buffer } {
    const path = join(temporaryFolder(), "book.countinghouse");
    writeFileSync(path, fixture);
    const database = new Database(path);
    database.pragma("journal_mode = wal");
    database.exec("UPDATE book SET name = 'Changed'");
    const [file, log] = [readFileSync(path), readFileSync(`${path}-wal`)];
    database.close();
    writeFileSync(path, file);
    writeFileSync(`${path}-wal`, log);
    return { path, log };
  }

  test("opens with what is in its log", async () => {
    const { path } = killedOlderBook();
    expect((await (await openTestBook(path)).ask("book.info", {})).name).toBe("Changed");
  });

  test("does not lend its log to a book of this version", async () => {
    await liveOnce();
    const { log } = killedOlderBook();
    expect(await whatBecomesOf(putTogether("closed-4", log))).toBe("book_log_foreign");
  });

  test("takes no log of this version", async () => {
    await liveOnce();
    const { path } = killedOlderBook();
    copyFileSync(kept.pathOf("busy-4.log"), `${path}-wal`);
    expect(await whatBecomesOf(path)).toBe("book_log_foreign");
  });
});

describe("a book with the log of another", () => {
  test("is opened as it is once the log is elsewhere, and as it was once its file is back", async () => {
    await liveOnce();
    const path = putTogether("idle-1", "busy-4");
    const refusal = await (await openTestBook(path)).refusal("book.info", {});
    expect(refusal).toMatchObject({ code: "book_log_foreign", details: { logPath: `${path}-wal` } });
    const log = readFileSync(`${path}-wal`);
    rmSync(`${path}-wal`);
    expect(await whatBecomesOf(path)).toBe(1);
    writeFileSync(`${path}-wal`, log);
    copyFileSync(kept.pathOf("busy-4.file"), path);
    expect(await whatBecomesOf(path)).toBe(4);
  });

  test("cannot be made beside it", async () => {
    await liveOnce();
    const path = putTogether("idle-1", "busy-4");
    rmSync(path);
    const book = await openTestBook(path);
    const input = { name: "New", timeZone: "UTC", currency: "USD" };
    expect((await book.refusal("book.create", input)).code).toBe("book_log_foreign");
    expect(readFileSync(`${path}-wal`)).toEqual(readFileSync(kept.pathOf("busy-4.log")));
  });
});
