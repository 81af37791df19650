import { chmodSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { createTestBook, openTestBook, temporaryFolder } from "../support/book.ts";
import { adjust, createCustomer, creditOf } from "../support/company.ts";
import { postAndKill } from "../support/kill.ts";

/** The smallest PNG there is: one transparent pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

function foreignDatabase(path: string): void {
  const database = new Database(path);
  database.exec("CREATE TABLE contact (name TEXT)");
  database.close();
}

describe("a book that cannot be opened", () => {
  test.each([
    ["is not there", "book_missing", () => {}],
    ["is a PNG", "book_not_ours", (path: string) => writeFileSync(path, Buffer.concat([png, Buffer.alloc(100)]))],
    ["is empty", "book_not_ours", (path: string) => writeFileSync(path, "")],
    ["is a few bytes of text", "book_not_ours", (path: string) => writeFileSync(path, "hello")],
    ["is somebody else's database", "book_not_ours", foreignDatabase],
  ])("that %s answers every call with %s and is left as it was", async (_what, code, prepare) => {
    const path = join(temporaryFolder(), "book.countinghouse");
    prepare(path);
    const before = existsSync(path) ? readFileSync(path) : null;
    const book = await openTestBook(path);
    for (const method of ["book.info", "accounts.list", "jobs.list"] as const) {
      const refusal = await book.refusal(method, {});
      expect(refusal.code).toBe(code);
      expect(refusal.message).toContain(path);
      expect(refusal.remedy).not.toBe("");
    }
    expect(existsSync(path) ? readFileSync(path) : null).toEqual(before);
  });

  test("whose pages are damaged says so", async () => {
    const book = await createTestBook();
    await adjust(book, await createCustomer(book), 1_00);
    await book.close();
    const bytes = readFileSync(book.path);
    bytes.fill(0xff, 4096, bytes.length);
    writeFileSync(book.path, bytes);
    expect((await (await openTestBook(book.path)).refusal("book.info", {})).code).toBe("book_damaged");
    expect(readFileSync(book.path)).toEqual(bytes);
  });

  test("that was cut off says so", async () => {
    const book = await createTestBook();
    await adjust(book, await createCustomer(book), 1_00);
    await book.close();
    truncateSync(book.path, Math.floor(statSync(book.path).size / 2));
    expect((await (await openTestBook(book.path)).refusal("book.info", {})).code).toBe("book_damaged");
  });

  test("that a newer version wrote is left alone", async () => {
    const book = await createTestBook();
    await book.close();
    const database = new Database(book.path);
    database.pragma("user_version = 999");
    database.close();
    expect((await (await openTestBook(book.path)).refusal("book.info", {})).code).toBe("book_newer");
  });

  test("that is read-only says so", async () => {
    const book = await createTestBook();
    await book.close();
    chmodSync(book.path, 0o444);
    expect((await (await openTestBook(book.path)).refusal("book.info", {})).code).toBe("book_read_only");
  });

  test("that is open elsewhere is locked, and opens once the other has closed it", async () => {
    const first = await createTestBook();
    const accountId = await createCustomer(first);
    const second = await openTestBook(first.path);
    expect((await second.refusal("accounts.list", {})).code).toBe("book_locked");
    await adjust(first, accountId, 1_00);
    await first.close();
    // book.info is the call that tries again.
    expect((await second.ask("book.info", {})).entryCount).toBe(1);
    expect(await creditOf(second, accountId)).toBe(1_00);
  });
});

describe("a process that is killed", () => {
  test("loses no adjustment that was answered, and leaves none half done", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await book.close();
    const answeredKeys = await postAndKill(book.path, accountId);

    const reopened = await openTestBook(book.path);
    const { entryCount } = await reopened.ask("book.info", {});
    // Sent again with its key, each of them is answered with the entry that is there, and nothing is written.
    const adjustment = {
      accountId,
      action: "increase",
      amountMinor: 1,
      currency: "USD",
      reasonCode: "courtesy",
    } as const;
    for (const idempotencyKey of answeredKeys) {
      const { entry } = await reopened.ask("credits.adjust", { ...adjustment, idempotencyKey });
      expect(entry.sequence).toBeLessThanOrEqual(entryCount);
    }
    expect((await reopened.ask("book.info", {})).entryCount).toBe(entryCount);
    expect(await creditOf(reopened, accountId)).toBe(entryCount);
    expect((await reopened.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: entryCount });
  });
});

describe("making a book", () => {
  test("creates it where none is, with the free plans, and refuses to do so twice", async () => {
    const book = await createTestBook({ timeZone: "Asia/Kathmandu", currency: "JPY" });
    expect(await book.ask("book.info", {})).toMatchObject({
      name: "Acme Billing",
      timeZone: "Asia/Kathmandu",
      currency: "JPY",
      schemaVersion: 1,
      accountCounts: { user: 0, organization: 0 },
      entryCount: 0,
      lastVerification: null,
    });
    expect((await book.ask("plans.list", {})).plans).toMatchObject([
      { name: "Free", forKind: "user", isFree: true, monthlyMinor: 0 },
      { name: "Free", forKind: "organization", isFree: true },
    ]);
    const again = { name: "Other", timeZone: "UTC", currency: "USD" };
    expect((await book.refusal("book.create", again)).code).toBe("book_exists");
  });

  test("refuses a time zone and a currency that do not exist, and leaves no file", async () => {
    const path = join(temporaryFolder(), "book.countinghouse");
    const book = await openTestBook(path);
    const input = { name: "Acme", timeZone: "UTC", currency: "USD" };
    expect((await book.refusal("book.create", { ...input, timeZone: "Mars/Olympus" })).code).toBe("invalid_input");
    expect((await book.refusal("book.create", { ...input, currency: "XXX" })).code).toBe("invalid_input");
    expect(existsSync(path)).toBe(false);
  });

  test("does not take over a book whose file was removed while the application was closed", async () => {
    const book = await createTestBook();
    await book.close();
    rmSync(book.path);
    const reopened = await openTestBook(book.path);
    expect((await reopened.refusal("accounts.list", {})).code).toBe("book_missing");
    expect(existsSync(book.path)).toBe(false);
  });
});

describe("the book's clock", () => {
  test("stands still at a test clock, and may not stand before the newest entry", async () => {
    const book = await createTestBook({ today: "2026-03-01" });
    const accountId = await createCustomer(book);
    const entry = await adjust(book, accountId, 1_00);
    expect(entry).toMatchObject({ effectiveOn: "2026-03-01", createdAtMs: Date.parse("2026-03-01T12:00:00Z") });
    const earlier = { clock: { kind: "test", nowMs: Date.parse("2026-02-28T12:00:00Z") } };
    expect((await book.refusal("book.setClock", earlier)).code).toBe("clock_before_ledger");
    await book.setToday("2026-03-02");
    expect((await book.ask("book.info", {})).today).toBe("2026-03-02");
  });

  test("shows the day of the book's time zone", async () => {
    const book = await createTestBook({ timeZone: "Pacific/Auckland" });
    await book.ask("book.setClock", { clock: { kind: "test", nowMs: Date.parse("2026-03-01T20:00:00Z") } });
    expect((await book.ask("book.info", {})).today).toBe("2026-03-02");
  });
});
