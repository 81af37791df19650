import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, onTestFinished, test } from "vitest";
import { createBook } from "../../../src/main/engine/create-book.ts";
import { claimBook, openBook } from "../../../src/main/storage/book/book-file.ts";
import type { BookLock } from "../../../src/main/storage/book/book-lock.ts";
import { AppError } from "../../../src/shared/errors.ts";
import { commandLineCaller } from "../../../src/main/hosts/callers.ts";
import { runJob } from "../../../src/main/hosts/run-job.ts";
import { createTestBook, openTestBook, temporaryFolder } from "../../support/book.ts";
import { adjust, createCustomer, creditOf } from "../../support/company.ts";
import { canMount, fill, smallDisk } from "../../support/small-disk.ts";

const settings = { name: "Acme", timeZone: "UTC", currency: "USD", isForTrying: false };

describe.skipIf(!canMount)("a full disk", () => {
  test.each([4, 64, 200, 400, 700])("with %i KiB left makes no new book, and says so", async (kibibytes) => {
    const path = join(smallDisk(kibibytes), "book.countinghouse");
    const book = await openTestBook(path);
    expect((await book.refusal("book.create", settings)).code).toBe("disk_full");
    expect(readdirSync(dirname(path))).toEqual([]);
  });

  test("does not let a book be opened that needs a log, and lets it once there is room", async () => {
    const disk = smallDisk(4096);
    const path = join(disk, "book.countinghouse");
    createBook(path, 0, settings);
    fill(disk, 0);
    const before = readFileSync(path);
    expect((await (await openTestBook(path)).refusal("book.info", {})).code).toBe("disk_full");
    expect(readFileSync(path)).toEqual(before);
    writeFileSync(join(disk, "ballast"), "");
    await (await openTestBook(path)).ask("book.info", {});
  });

  test("refuses a command, keeps what was confirmed, and goes on once there is room", async () => {
    const disk = smallDisk(4096);
    const book = await createTestBook({ path: join(disk, "book.countinghouse") });
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 1_00);
    fill(disk, 0);
    const adjustment = { accountId, action: "increase", amountMinor: 1_00, currency: "USD", reasonCode: "courtesy" };
    let confirmedMinor = 1_00;
    let code = "";
    // The log may have room left from before.
    for (let attempt = 0; attempt < 100 && code === ""; attempt += 1) {
      const result = await book.engine.dispatch(
        "credits.adjust",
        { ...adjustment, idempotencyKey: `${attempt}` },
        { origin: "desk", operator: "Tess Tester" },
      );
      if (result.ok) confirmedMinor += 1_00;
      else code = result.error.code;
    }
    expect(code).toBe("disk_full");
    expect(await creditOf(book, accountId)).toBe(confirmedMinor);
    writeFileSync(join(disk, "ballast"), "");
    await adjust(book, accountId, 1_00);
    await book.close();
    const again = await openTestBook(book.path);
    expect(await creditOf(again, accountId)).toBe(confirmedMinor + 1_00);
    expect((await again.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("refuses all commands that would share a commit, and keeps what was confirmed", async () => {
    const disk = smallDisk(8192);
    const book = await createTestBook({ path: join(disk, "book.countinghouse") });
    const accountId = await createCustomer(book);
    let sent = 0;
    const sendTwenty = async (): Promise<string[]> =>
      Promise.all(
        Array.from({ length: 20 }, async () => {
          sent += 1;
          const adjustment = { accountId, action: "increase", amountMinor: 1, currency: "USD", reasonCode: "courtesy" };
          const result = await book.engine.dispatch(
            "credits.adjust",
            { ...adjustment, idempotencyKey: `${sent}` },
            { origin: "desk", operator: "Tess Tester" },
          );
          return result.ok ? "ok" : result.error.code;
        }),
      );
    fill(disk, 200);
    const codes: string[] = [];
    while (!codes.includes("disk_full") && codes.length < 4000) codes.push(...(await sendTwenty()));
    expect(new Set(codes)).toEqual(new Set(["ok", "disk_full"]));
    const confirmedMinor = codes.filter((code) => code === "ok").length;
    expect(await creditOf(book, accountId)).toBe(confirmedMinor);
    writeFileSync(join(disk, "ballast"), "");
    expect(await sendTwenty()).toEqual(Array(20).fill("ok"));
    await book.close();
    const again = await openTestBook(book.path);
    expect(await creditOf(again, accountId)).toBe(confirmedMinor + 20);
    expect((await again.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });
});

describe.skipIf(!canMount)("a full disk that something is written to", () => {
  test("keeps nothing half: no export, no encrypted copy, no book that is made of an export", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 1_00);
    const exported = (await book.runJob("book.export", {})).result.path;
    const disk = smallDisk(512);
    fill(disk, 4);
    const codeOf = async (method: "book.export" | "book.backup", input: object) => {
      const done = await runJob(book.engine, method, input as never, commandLineCaller());
      return done.ok ? null : done.error.code;
    };
    expect(await codeOf("book.export", { toPath: join(disk, "book.jsonl") })).toBe("disk_full");
    const copy = { toPath: join(disk, "copy.age"), passphrase: "some words" };
    expect(await codeOf("book.backup", copy)).toBe("disk_full");
    const made = await openTestBook(join(disk, "made.countinghouse"));
    writeFileSync(join(disk, "ballast"), "");
    fill(disk, 200);
    const input = { fromPath: exported, idempotencyKey: "made" };
    const refused = await made.engine.call("book.import", input, commandLineCaller());
    expect(refused).toMatchObject({ ok: false, error: { code: "disk_full" } });
    expect(readdirSync(disk)).toEqual(["ballast"]);
    expect(readdirSync(dirname(book.path)).filter((name) => name.endsWith(".new"))).toEqual([]);
  });
});

describe.skipIf(process.platform === "win32")("where no more files can be opened", () => {
  test.each([[28], [30], [32]])("with a limit of %i, what is missing is said", async (limit) => {
    const made = await createTestBook();
    await made.close();
    const program = fileURLToPath(new URL("../../../out/main/cli.js", import.meta.url));
    const command = [process.execPath, program, "book", "info", "--book", made.path];
    const { stderr } = spawnSync("sh", ["-c", `ulimit -n ${limit}; exec "$0" "$@"`, ...command], { encoding: "utf8" });
    expect(stderr).toMatch(/^Error: .*(open no more files|limit of open files)/mu);
    expect(stderr).toContain("ulimit -n");
  });
});

describe.skipIf(process.platform === "win32")("the files of a book are its owner's alone", () => {
  const modeOf = (path: string) => statSync(path).mode & 0o777;

  test("when they are made, whatever the system's habit is", async () => {
    const previous = process.umask(0);
    onTestFinished(() => {
      process.umask(previous);
    });
    const path = join(temporaryFolder(), "deep", "down", "book.countinghouse");
    const book = await openTestBook(path);
    await book.ask("book.create", settings);
    await book.ask("book.configure", { name: "Changed" });
    const names = readdirSync(dirname(path)).toSorted();
    expect(names).toEqual(["", "-shm", "-wal", ".lock"].map((ending) => `book.countinghouse${ending}`));
    for (const name of names) expect([name, modeOf(join(dirname(path), name))]).toEqual([name, 0o600]);
    expect(modeOf(dirname(path))).toBe(0o700);
    expect(modeOf(dirname(dirname(path)))).toBe(0o700);
  });

  test("and when they are opened, where they were not", async () => {
    const book = await createTestBook();
    await book.close();
    for (const ending of ["", ".lock"]) chmodSync(book.path + ending, 0o664);
    const again = await openTestBook(book.path);
    await again.ask("book.configure", { name: "Changed" });
    for (const ending of ["", "-shm", "-wal", ".lock"]) expect(modeOf(book.path + ending)).toBe(0o600);
  });

  test("and a folder in which others may write is said", async () => {
    const folder = join(temporaryFolder(), "shared");
    mkdirSync(folder);
    chmodSync(folder, 0o777);
    const book = await createTestBook({ path: join(folder, "book.countinghouse") });
    expect((await book.ask("book.info", {})).isFolderShared).toBe(true);
    chmodSync(folder, 0o755);
    expect((await book.ask("book.info", {})).isFolderShared).toBe(false);
  });
});

/** What becomes of a file that is opened as a book: the code with which it is refused, left as it was, or that it holds. */
function outcomeOf(path: string, bytes: Buffer, what: string): string {
  let lock: BookLock | undefined;
  try {
    lock = claimBook(path);
    const { book, close } = openBook(path, 1, { mustBeAlone: true });
    expect([what, book.get("SELECT count(*) AS entries FROM ledger_entry")]).toEqual([what, { entries: 1 }]);
    close();
    return "opened";
  } catch (error) {
    if (!(error instanceof AppError)) throw new Error(`It was not refused by a code: ${what}`, { cause: error });
    expect([what, readFileSync(path).equals(bytes)]).toEqual([what, true]);
    return error.code;
  } finally {
    lock?.release();
    for (const ending of ["-wal", "-shm", ".lock"]) rmSync(path + ending, { force: true });
  }
}

describe("a header in which one byte is wrong", () => {
  test("is refused by a code of the book and left as it is, or is none that matters", async () => {
    const made = await createTestBook();
    const accountId = await createCustomer(made);
    await adjust(made, accountId, 1_00);
    await made.close();
    const good = readFileSync(made.path);
    const path = join(temporaryFolder(), "book.countinghouse");
    const codes = new Set<string>();
    for (let at = 0; at < 100; at += 1) {
      for (const flip of [0x01, 0x80, 0xff]) {
        const bytes = Buffer.from(good);
        bytes[at] = (bytes[at] ?? 0) ^ flip;
        writeFileSync(path, bytes);
        codes.add(outcomeOf(path, bytes, `byte ${at} flipped by ${flip}`));
      }
    }
    expect([...codes].toSorted()).toEqual(["book_damaged", "book_newer", "book_not_ours", "opened"]);
  });

  test("as is one of no version", async () => {
    const made = await createTestBook();
    await made.close();
    const bytes = readFileSync(made.path);
    bytes.writeUInt32BE(0, 60);
    writeFileSync(made.path, bytes);
    expect((await (await openTestBook(made.path)).refusal("book.info", {})).code).toBe("book_damaged");
    expect(readFileSync(made.path)).toEqual(bytes);
  });
});
