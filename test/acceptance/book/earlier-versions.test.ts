import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../src/shared/calendar.ts";
import { loadMigrations } from "../../../src/main/storage/book/migrate.ts";
import { createTestBook, openTestBook, temporaryFolder } from "../../support/book.ts";
import { billThrough } from "../../support/company.ts";

/** What a version said of its book when it made it; see test/fixtures/README.md. */
interface Figures {
  readonly entries: number;
  readonly headHash: string;
  /** Name, plan, credit balance, day and total of the next charge. */
  readonly accounts: readonly (readonly [string, string | null, number | null, string | null, number | null])[];
  /** Number, account, state, total, credit used, what is outstanding. */
  readonly invoices: readonly (readonly [string, string, string, number, number, number])[];
}

const fixture = (name: string) => new URL(`../../fixtures/${name}`, import.meta.url);
const newestVersion = loadMigrations().at(-1)?.version ?? 0;
const versions = loadMigrations()
  .map(({ version }) => version)
  .filter((version) => version < newestVersion && existsSync(fixture(`version-${version}.json`)));

function bookOfVersion(version: number): string {
  const path = join(temporaryFolder(), "book.countinghouse");
  writeFileSync(path, gunzipSync(readFileSync(fixture(`version-${version}.countinghouse.gz`))));
  return path;
}

/** The books of versions as they were brought to this one, by version; bringing one there is most of what a test of it takes. */
const upgradedBooks = new Map<number, Buffer>();

/** A book of a version that was brought to this one, and is closed: a copy for a test of its own. */
async function upgradedBookOf(version: number): Promise<string> {
  const path = bookOfVersion(version);
  const bytes = upgradedBooks.get(version);
  if (bytes === undefined) {
    const book = await openTestBook(path);
    await book.close();
    upgradedBooks.set(version, readFileSync(path));
  } else {
    writeFileSync(path, bytes);
  }
  return path;
}

let schemaOfNew: readonly unknown[] | undefined;

/** What a new book has; looked at once. */
async function schemaOfNewBook(): Promise<readonly unknown[]> {
  if (schemaOfNew === undefined) {
    const made = await createTestBook();
    await made.close();
    schemaOfNew = schemaOf(made.path);
  }
  return schemaOfNew;
}

function schemaOf(path: string): unknown[] {
  const database = new Database(path, { readonly: true });
  try {
    expect(database.pragma("integrity_check", { simple: true })).toBe("ok");
    expect(database.pragma("foreign_key_check")).toEqual([]);
    return database.prepare("SELECT type, name, tbl_name, sql FROM sqlite_schema ORDER BY type, name").all();
  } finally {
    database.close();
  }
}

test("there is a book of every version that people may have", () => {
  expect(versions.slice(0, 12)).toEqual([1, 2, 3, 4, 5, 8, 9, 10, 11, 12, 13, 14]);
});

describe.each(versions)("a book of version %i", (version) => {
  test("is brought to this one after a backup, with every figure as it was", async () => {
    const figures = JSON.parse(readFileSync(fixture(`version-${version}.json`), "utf8")) as Figures;
    const path = bookOfVersion(version);
    const book = await openTestBook(path);
    expect(await book.ask("book.info", {})).toMatchObject({
      schemaVersion: newestVersion,
      entryCount: figures.entries,
    });
    const accounts = await book.ask("accounts.list", { limit: 500 });
    expect(
      accounts.rows.map(({ name, planName, creditBalanceMinor, nextChargeOn, nextChargeMinor }) => [
        name,
        planName,
        creditBalanceMinor,
        nextChargeOn,
        nextChargeMinor,
      ]),
    ).toEqual(figures.accounts);
    const invoices = await book.ask("invoices.list", { limit: 500 });
    expect(
      invoices.rows
        .toReversed()
        .map(({ number, accountName, state, totalMinor, creditAppliedMinor, outstandingMinor }) => [
          number,
          accountName,
          state,
          totalMinor,
          creditAppliedMinor,
          outstandingMinor,
        ]),
    ).toEqual(figures.invoices);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({
      ok: true,
      checkedEntries: figures.entries,
      headHash: figures.headHash,
    });
    const backup = new Database(`${path}.version-${version}.backup`, { readonly: true });
    expect(backup.pragma("user_version", { simple: true })).toBe(version);
    backup.close();
    await book.close();
    upgradedBooks.set(version, readFileSync(path));
  });

  test("has the tables, indexes and triggers of a new one", async () => {
    expect(schemaOf(await upgradedBookOf(version))).toEqual(await schemaOfNewBook());
  });

  test("goes on being billed, no period twice", async () => {
    const book = await openTestBook(await upgradedBookOf(version));
    const due = async (throughOn: string) =>
      (await book.ask("accounts.list", { limit: 500 })).rows.filter(
        ({ nextChargeOn }) => nextChargeOn !== null && nextChargeOn <= throughOn,
      ).length;
    const throughOn = addDays((await book.ask("book.info", {})).today, 20);
    const dueAtFirst = await due(throughOn);
    expect(dueAtFirst).toBeGreaterThan(0);
    expect(await billThrough(book, throughOn)).toMatchObject({
      state: "complete",
      accountsDone: dueAtFirst,
      problemCount: 0,
    });
    expect(await due(throughOn)).toBe(0);
    expect((await billThrough(book, throughOn)).accountsDone).toBe(0);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });
});
