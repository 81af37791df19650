import { readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf } from "../../support/company.ts";

/** A closed book with three entries, of which the copy that it has holds the first. */
async function bookWithCopy({ hasCopy = true } = {}) {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 1_00);
  if (hasCopy) await book.runJob("book.backup", {});
  await adjust(book, accountId, 2_00);
  await adjust(book, accountId, 4_00);
  await book.close();
  return { path: book.path, accountId };
}

interface Page {
  readonly from: number;
  readonly to: number;
}

/** Where the page lies that a table or an index begins with. */
function pageOf(path: string, name: string): Page {
  const database = new Database(path, { readonly: true });
  const root = database.prepare("SELECT rootpage FROM sqlite_schema WHERE name = ?").pluck().get(name) as number;
  const pageSize = database.pragma("page_size", { simple: true }) as number;
  database.close();
  return { from: (root - 1) * pageSize, to: root * pageSize };
}

/** Writes over a page. @returns where it lies. */
function damage(path: string, name: string): Page {
  const page = pageOf(path, name);
  writeFileSync(path, readFileSync(path).fill(0x5a, page.from, page.to));
  return page;
}

/** Each entry of a book with its hash. */
function chainOf(path: string): unknown[] {
  const database = new Database(path, { readonly: true });
  const entries = database.prepare("SELECT * FROM ledger_entry ORDER BY sequence").all();
  database.close();
  return entries;
}

const blocksOf = async (book: TestBook, accountId: string) => (await book.ask("credits.blocks", { accountId })).blocks;

/** Whether a file still has the page that was written over. */
const isDamaged = (path: string, { from, to }: Page): boolean =>
  readFileSync(path)
    .subarray(from, to)
    .every((byte) => byte === 0x5a);

describe("a damaged book is mended", () => {
  test("by its own tables where only an index is damaged, and loses nothing", async () => {
    const { path, accountId } = await bookWithCopy();
    const { from, to } = pageOf(path, "ledger_entry_account");
    const file = readFileSync(path);
    const at = file.subarray(from, to).indexOf(accountId);
    file[from + at] = (file[from + at] ?? 0) ^ 1;
    writeFileSync(path, file);
    const book = await openTestBook(path);
    const mended = await book.ask("book.mend", {});
    expect(mended).toMatchObject({ way: "rebuilt", entryCount: 3, notTakenCount: 0, missingSequences: [] });
    expect(mended.problems.join()).toContain("index ledger_entry_account");
    expect(readFileSync(mended.keptPath)[from + at]).toBe(file[from + at]);
    expect(await creditOf(book, accountId)).toBe(7_00);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 3 });
    expect(readdirSync(dirname(path)).filter((name) => name.includes("rebuilt"))).toEqual([]);
    // That it was mended is in the log of acts.
    expect((await book.ask("audit.list", {})).rows.map(({ act }) => act)).toContain("book.mend");
  });

  test("not by a table whose indexes agree with themselves, because then it is the table that is wrong", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    await billThrough(book, "2026-01-01");
    const [invoice] = await invoicesOf(book, accountId);
    const { dueOn = "" } = invoice ?? {};
    await book.runJob("book.backup", {});
    await book.close();
    const { from, to } = pageOf(book.path, "invoice");
    const file = readFileSync(book.path);
    // The day it is due, which no total and no entry of the ledger is made of.
    const at = from + file.subarray(from, to).lastIndexOf(dueOn) + dueOn.length - 1;
    file[at] = (file[at] ?? 0) ^ 1;
    writeFileSync(book.path, file);

    const again = await openTestBook(book.path);
    const mended = await again.ask("book.mend", {});
    expect(mended.problems.join()).toContain("index invoice_due");
    expect(mended).toMatchObject({ way: "fromBackup", notTakenCount: 0 });
    expect((await invoicesOf(again, accountId)).map((each) => each.dueOn)).toEqual([dueOn]);
    await again.close();
    expect(readdirSync(dirname(book.path)).filter((name) => name.includes("rebuilt"))).toEqual([]);
  });

  test("by the newest copy that proves itself where a table is damaged, which goes on with the later entries", async () => {
    const { path, accountId } = await bookWithCopy();
    const before = chainOf(path);
    const damaged = damage(path, "account");
    const book = await openTestBook(path);
    const mended = await book.ask("book.mend", {});
    expect(mended).toMatchObject({ way: "fromBackup", entryCount: 3, takenCount: 2, notTakenCount: 0 });
    expect(mended).toMatchObject({ missingSequences: [], notTakenPath: null });
    expect(basename(mended.sourcePath ?? "")).toContain(".backup-");
    expect(isDamaged(mended.keptPath, damaged)).toBe(true);
    expect(chainOf(path)).toEqual(before);
    expect(await creditOf(book, accountId)).toBe(7_00);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 3 });
  });

  test("with whatever was done by hand after the copy, and what was done under a key is not done again", async () => {
    const book = await createTestBook();
    const [payer, other] = [await createCustomer(book), await createCustomer(book)];
    await adjust(book, payer, 10_00);
    await book.runJob("book.backup", {});
    const terms = { priority: 10, category: "promotional", effectiveOn: null, expiresOn: "2026-03-20" } as const;
    const idempotencyKey = "given-once";
    const promotion = {
      accountId: payer,
      action: "increase",
      currency: "USD",
      reasonCode: "courtesy",
      note: null,
    } as const;
    const again = { ...promotion, amountMinor: 6_00, terms, idempotencyKey };
    await book.ask("credits.adjust", again);
    const taken = await adjust(book, payer, -8_00);
    const transfer = { fromAccountId: payer, toAccountId: other, amountMinor: 3_00, currency: "USD", note: null };
    await book.ask("credits.transfer", transfer);
    await book.setToday("2026-04-01");
    await book.runJob("billing.catchUp", {});
    // What it took of the block that is over comes back, and expires at once.
    await book.ask("credits.reverse", { entryId: taken.id, note: null });
    const { blocks } = await book.ask("credits.blocks", { accountId: other });
    await book.ask("credits.voidBlock", { blockId: blocks[0]?.id ?? "", note: null });
    const before = { chain: chainOf(book.path), blocks: await blocksOf(book, payer) };
    await book.close();
    damage(book.path, "account");

    const opened = await openTestBook(book.path);
    const mended = await opened.ask("book.mend", {});
    expect(mended).toMatchObject({ notTakenCount: 0, missingSequences: [], takenCount: before.chain.length - 1 });
    expect({ chain: chainOf(book.path), blocks: await blocksOf(opened, payer) }).toEqual(before);
    expect((await opened.ask("credits.blocks", { accountId: other })).blocks).toMatchObject([{ state: "voided" }]);
    expect((await opened.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
    await opened.ask("credits.adjust", again);
    expect(await creditOf(opened, payer)).toBe(10_00 - 3_00);
  });

  test("as far as entries alone go: from the first on that belongs to something else they are listed", async () => {
    const { path, accountId } = await bookWithCopy();
    const again = await openTestBook(path);
    const later = await createCustomer(again);
    await adjust(again, later, 5_00);
    await adjust(again, accountId, 8_00);
    await again.close();
    damage(path, "account_profile");
    const book = await openTestBook(path);
    const mended = await book.ask("book.mend", {});
    expect(mended).toMatchObject({ entryCount: 3, takenCount: 2, notTakenCount: 2, missingSequences: [] });
    const listed = readFileSync(mended.notTakenPath ?? "", "utf8")
      .trimEnd()
      .split("\n");
    expect(listed.map((line) => JSON.parse(line) as object)).toMatchObject([
      { sequence: 4, accountId: later, amountMinor: 5_00, currency: "USD" },
      { sequence: 5, accountId, amountMinor: 8_00, currency: "USD" },
    ]);
    // The chain goes on from the last that was taken.
    await adjust(book, accountId, 1_00);
    expect(await creditOf(book, accountId)).toBe(8_00);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 4 });
  });

  test("passes over a copy that has changed since it was made, and lists no entry that does not prove itself", async () => {
    const { path } = await bookWithCopy();
    const again = await openTestBook(path);
    const newer = (await again.runJob("book.backup", {})).result.path;
    await again.close();
    const changed = readFileSync(newer);
    changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
    writeFileSync(newer, changed);
    const file = new Database(path);
    file.exec("DROP TRIGGER ledger_entry_is_never_updated");
    file.exec("UPDATE ledger_entry SET note = 'forged' WHERE sequence = 2");
    file.close();
    const book = await openTestBook(path);
    const mended = await book.ask("book.mend", {});
    expect(mended).toMatchObject({ problems: [], way: "fromBackup", entryCount: 1, notTakenCount: 1 });
    expect(mended.missingSequences).toEqual([2]);
  });

  test("by a copy of what it is now, and not by a newer one of what a restore had given up", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 1_00);
    const { result: early } = await book.runJob("book.backup", {});
    await adjust(book, accountId, 2_00);
    await book.runJob("book.backup", {});
    await book.ask("book.restore", { fileName: basename(early.path), replaces: true });
    await adjust(book, accountId, 4_00);
    await book.close();
    const before = chainOf(book.path);
    damage(book.path, "account");

    const again = await openTestBook(book.path);
    const mended = await again.ask("book.mend", {});
    expect(mended).toMatchObject({ way: "fromBackup", sourcePath: early.path, entryCount: 2, takenCount: 1 });
    expect(chainOf(book.path)).toEqual(before);
    expect(await creditOf(again, accountId)).toBe(5_00);
  });

  test("by the copy that was restored where nothing was written since, and not by what came after it", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await adjust(book, accountId, 1_00);
    const { result: early } = await book.runJob("book.backup", {});
    await adjust(book, accountId, 2_00);
    await book.runJob("book.backup", {});
    await book.ask("book.restore", { fileName: basename(early.path), replaces: true });
    await book.close();
    damage(book.path, "account");

    const again = await openTestBook(book.path);
    expect(await again.ask("book.mend", {})).toMatchObject({ sourcePath: early.path, entryCount: 1, takenCount: 0 });
    expect(await creditOf(again, accountId)).toBe(1_00);
  });

  test("not at all where the only copy left holds other entries than it has", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { result: early } = await book.runJob("book.backup", {});
    await adjust(book, accountId, 2_00);
    await book.runJob("book.backup", {});
    await book.ask("book.restore", { fileName: basename(early.path), replaces: true });
    await adjust(book, accountId, 4_00);
    await book.close();
    rmSync(early.path);
    damage(book.path, "account");

    const again = await openTestBook(book.path);
    expect((await again.refusal("book.mend", {})).code).toBe("backup_not_found");
  });

  test("takes no later entry that was given to somebody else, nor what comes after it", async () => {
    const { path } = await bookWithCopy();
    const tampering = new Database(path);
    tampering.exec(
      "DROP TRIGGER ledger_entry_is_never_updated; UPDATE ledger_entry SET operator_id = 'opr_other' WHERE sequence = 2",
    );
    tampering.close();
    damage(path, "account");
    const mended = await (await openTestBook(path)).ask("book.mend", {});
    expect(mended).toMatchObject({ way: "fromBackup", entryCount: 1, takenCount: 0, notTakenCount: 2 });
  });

  test("not at all where no copy proves itself, and the file stays as it is", async () => {
    const { path } = await bookWithCopy({ hasCopy: false });
    const damaged = damage(path, "account");
    const before = readdirSync(dirname(path));
    const book = await openTestBook(path);
    expect((await book.refusal("book.mend", {})).code).toBe("backup_not_found");
    await book.close();
    expect(isDamaged(path, damaged)).toBe(true);
    expect(readdirSync(dirname(path)).filter((name) => !before.includes(name))).toEqual([]);
  });

  test("not where nothing is damaged, and work goes on", async () => {
    const { path, accountId } = await bookWithCopy();
    const book = await openTestBook(path);
    expect((await book.refusal("book.mend", {})).code).toBe("nothing_to_mend");
    await adjust(book, accountId, 8_00);
    expect(await creditOf(book, accountId)).toBe(15_00);
  });

  test("also where its file is no database any more", async () => {
    const { path, accountId } = await bookWithCopy();
    writeFileSync(path, Buffer.alloc(20_000, 0x5a));
    const book = await openTestBook(path);
    expect(await book.ask("book.mend", {})).toMatchObject({ way: "fromBackup", entryCount: 1, notTakenPath: null });
    expect(await creditOf(book, accountId)).toBe(1_00);
    expect(readdirSync(dirname(path)).some((name) => name.endsWith(".rebuilt"))).toBe(false);
  });
});
