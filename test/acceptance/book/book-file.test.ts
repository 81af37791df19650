import { chmodSync, existsSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { loadMigrations } from "../../../src/main/storage/book/migrate.ts";
import { createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";
import { inDatabase } from "../../support/database.ts";
import { postAndKill } from "../../support/kill.ts";

/** The smallest PNG there is: one transparent pixel. */
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

const newestVersion = loadMigrations().at(-1)?.version ?? 0;

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
  test.each([1, 60, 200, 500])(
    "after %i answers loses no command that was answered, and leaves none half done",
    async (atLeast) => {
      const book = await createTestBook();
      const accountId = await createCustomer(book);
      const otherAccountId = await createCustomer(book);
      await book.close();
      const answeredKeys = await postAndKill(book.path, accountId, otherAccountId, atLeast);

      const reopened = await openTestBook(book.path);
      const { entryCount } = await reopened.ask("book.info", {});
      // Sent again with its key, each of them is answered with the entry that is there, and nothing is written.
      const amount = { amountMinor: 1, currency: "USD" };
      for (const idempotencyKey of answeredKeys) {
        const adjustment = { accountId, action: "increase", ...amount, reasonCode: "courtesy" } as const;
        const accounts = { fromAccountId: accountId, toAccountId: otherAccountId };
        const entry = idempotencyKey.startsWith("add")
          ? (await reopened.ask("credits.adjust", { ...adjustment, idempotencyKey })).entry
          : (await reopened.ask("credits.transfer", { ...accounts, ...amount, idempotencyKey })).inEntry;
        expect(entry.sequence).toBeLessThanOrEqual(entryCount);
      }
      expect((await reopened.ask("book.info", {})).entryCount).toBe(entryCount);
      expect((await reopened.runJob("ledger.verify", {})).result).toMatchObject({
        ok: true,
        checkedEntries: entryCount,
      });
      // What was not answered is there as a whole, with its key, or not at all.
      await inDatabase(reopened, (database) => {
        const count = (sql: string) => database.prepare<[], number>(`SELECT count(*) FROM ${sql}`).pluck().get() ?? 0;
        const [added, moved] = [
          count("command WHERE method = 'credits.adjust'"),
          count("command WHERE method = 'credits.transfer'"),
        ];
        expect(entryCount).toBe(added + 2 * moved);
        expect(count("ledger_entry WHERE idempotency_key NOT IN (SELECT idempotency_key FROM command)")).toBe(0);
        expect(
          count(
            "(SELECT source_id FROM ledger_entry WHERE source_type <> 'grant' GROUP BY source_id HAVING count(*) <> 2)",
          ),
        ).toBe(0);
      });
    },
  );
});

/** A book as the first version wrote it: five accounts, a billing run, two invoices open, one of them paid in part. */
function firstVersionBook(): string {
  const path = join(temporaryFolder(), "book.countinghouse");
  const fixture = new URL("../../fixtures/version-1.countinghouse.gz", import.meta.url);
  writeFileSync(path, gunzipSync(readFileSync(fixture)));
  return path;
}

async function accountIdOf(book: TestBook, name: string): Promise<string> {
  const [row] = (await book.ask("accounts.list", { search: name })).rows;
  if (row?.name !== name) throw new Error(`There is no account ${name}`);
  return row.id;
}

describe("a book of the first version", () => {
  test("is brought to this one after a backup, with every figure as it was", async () => {
    const path = firstVersionBook();
    const book = await openTestBook(path);
    expect(await book.ask("book.info", {})).toMatchObject({
      schemaVersion: newestVersion,
      today: "2026-02-03",
      accountCounts: { user: 2, organization: 3 },
      entryCount: 13,
    });
    const { rows } = await book.ask("accounts.list", {});
    expect(
      rows.map((row) => [row.name, row.planName, row.creditBalanceMinor, row.nextChargeOn, row.nextChargeMinor]),
    ).toEqual([
      ["Globex Corporation", "Team", 75_05, "2026-02-05", 249_95],
      ["Hooli", "Team", 0, "2026-02-06", 249_95],
      ["Initech", "Team", 0, "2027-01-31", 2400_00],
      ["Nobody Special", "Free", null, null, null],
      ["Yuki Tanaka", "Pro", 3700, "2026-02-28", 1200],
    ]);
    for (const row of rows) {
      const { balances, nextInvoice, lastActivityOn } = await book.ask("accounts.get", { accountId: row.id });
      expect(lastActivityOn).toBe(row.name === "Nobody Special" ? null : "2026-02-03");
      const credit = balances.map(({ ledgerMinor, availableMinor }) => [ledgerMinor, availableMinor]);
      expect(credit).toEqual(row.creditBalanceMinor === null ? [] : [[row.creditBalanceMinor, row.creditBalanceMinor]]);
      expect(nextInvoice?.totalMinor ?? null).toBe(row.nextChargeMinor);
    }
    const invoices = await book.ask("invoices.list", {});
    const papers = await Promise.all(invoices.rows.map(({ id }) => book.ask("invoices.get", { invoiceId: id })));
    const figures = papers
      .toReversed()
      .map((paper) => [
        paper.number,
        paper.buyerName,
        paper.state,
        paper.totalMinor,
        paper.creditAppliedMinor,
        paper.outstandingMinor,
      ]);
    expect(figures).toEqual([
      ["INV-000001", "Globex Corporation", "paid", 249_95, 249_95, 0],
      ["INV-000002", "Hooli", "open", 249_95, 100_00, 149_95],
      ["INV-000003", "Initech", "open", 2400_00, 675_00, 1675_00],
      ["INV-000004", "Yuki Tanaka", "paid", 1200, 1200, 0],
    ]);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 13 });
    const backup = new Database(`${path}.version-1.backup`, { readonly: true });
    expect(backup.pragma("user_version", { simple: true })).toBe(1);
    backup.close();
  });

  test("has the tables, indexes and triggers of a new one", async () => {
    const schemaOf = (path: string) => {
      const database = new Database(path, { readonly: true });
      const sql = "SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name";
      const schema = database.prepare(sql).all();
      expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
      expect(database.pragma("foreign_key_check")).toEqual([]);
      database.close();
      return schema;
    };
    const upgraded = await openTestBook(firstVersionBook());
    await upgraded.ask("book.info", {});
    await upgraded.close();
    const made = await createTestBook();
    await made.close();
    expect(schemaOf(upgraded.path)).toEqual(schemaOf(made.path));
  });

  test("goes on being billed, its credit used, no period twice", async () => {
    const book = await openTestBook(firstVersionBook());
    expect(await billThrough(book, "2026-02-28")).toMatchObject({
      state: "complete",
      accountsDone: 3,
      problemCount: 0,
    });
    const globexId = await accountIdOf(book, "Globex Corporation");
    expect(await invoicesOf(book, globexId)).toMatchObject([
      { number: "INV-000001", state: "paid" },
      { number: "INV-000005", issuedOn: "2026-02-05", totalMinor: 249_95, creditAppliedMinor: 75_05, dueMinor: 174_90 },
    ]);
    expect(await creditOf(book, globexId)).toBe(0);
    expect(await creditOf(book, await accountIdOf(book, "Yuki Tanaka"), "JPY")).toBe(2500);
    expect((await billThrough(book, "2026-02-28")).accountsDone).toBe(0);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("gives back the credit of an invoice of its time that is voided, which can then be used", async () => {
    const book = await openTestBook(firstVersionBook());
    const hooliId = await accountIdOf(book, "Hooli");
    const [invoice] = await invoicesOf(book, hooliId);
    await book.ask("invoices.void", { invoiceId: invoice?.id ?? "" });
    expect(await creditOf(book, hooliId)).toBe(100_00);
    await billThrough(book, "2026-02-06");
    expect((await invoicesOf(book, hooliId))[1]).toMatchObject({ creditAppliedMinor: 100_00, dueMinor: 149_95 });
    expect(await creditOf(book, hooliId)).toBe(0);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });
});

describe("the keys of a first version's commands", () => {
  test("still stand for the same content, and are a conflict for another (BEHAVIOUR 3.2)", async () => {
    const book = await openTestBook(firstVersionBook());
    const accountId = await accountIdOf(book, "Globex Corporation");
    const { rows } = await book.ask("ledger.list", { accountId });
    const grant = rows.find(({ sourceType }) => sourceType === "grant");
    const { entryCount } = await book.ask("book.info", {});
    const first = {
      accountId,
      action: "increase" as const,
      amountMinor: 300_00,
      currency: "USD",
      reasonCode: "billing_error",
      idempotencyKey: grant?.idempotencyKey ?? "",
    };
    expect((await book.ask("credits.adjust", first)).entry.id).toBe(grant?.id);
    // What the first version could not say makes it another content.
    const terms = { priority: 10, category: null, effectiveOn: null, expiresOn: null };
    expect((await book.refusal("credits.adjust", { ...first, terms })).code).toBe("idempotency_conflict");
    expect((await book.ask("book.info", {})).entryCount).toBe(entryCount);
  });
});

describe("making a book", () => {
  test("creates it where none is, with the free plans, and refuses to do so twice", async () => {
    const book = await openTestBook(join(temporaryFolder(), "book.countinghouse"));
    await book.ask("book.create", { name: "Acme Billing", timeZone: "Asia/Kathmandu", currency: "JPY" });
    expect(await book.ask("book.info", {})).toMatchObject({
      name: "Acme Billing",
      timeZone: "Asia/Kathmandu",
      currency: "JPY",
      schemaVersion: newestVersion,
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

  test("is not disturbed by pages that look for the book meanwhile", async () => {
    for (let round = 0; round < 5; round += 1) {
      const book = await openTestBook(join(temporaryFolder(), "book.countinghouse"));
      const look = () => book.engine.dispatch("book.info", {}, { origin: "desk", operator: "Tess Tester" });
      const making = book.ask("book.create", { name: "Acme Billing", timeZone: "UTC", currency: "USD" });
      const looks = await Promise.all(Array.from({ length: 4 }, look));
      await making;
      for (const seen of [...looks, await look()]) {
        expect(seen.ok ? seen.value : seen.error.code).toMatchObject({ name: "Acme Billing" });
      }
      await book.close();
    }
  });

  test("refuses a time zone and a currency that do not exist, and leaves no file", async () => {
    const path = join(temporaryFolder(), "book.countinghouse");
    const book = await openTestBook(path);
    const input = { name: "Acme", timeZone: "UTC", currency: "USD" };
    for (const timeZone of ["Mars/Olympus", "−05:00"]) {
      expect((await book.refusal("book.create", { ...input, timeZone })).code).toBe("invalid_input");
    }
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
