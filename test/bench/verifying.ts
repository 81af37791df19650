import { hash } from "node:crypto";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { canonicalText } from "../../src/main/domain/ledger/hash-chain.ts";
import { holdSnapshot } from "../../src/main/storage/book/book-file.ts";
import { importBook } from "../../src/main/engine/handlers/book/import-book.ts";
import { recordNames } from "../../src/main/storage/book/record-tables.ts";
import { readEntriesFrom } from "../../src/main/storage/ledger/verification-store.ts";
import { buildCompany } from "./company.ts";
import {
  ask,
  finishJob,
  inTemporaryFolder,
  ratesBesideRaw,
  timeMs,
  timesBesideRaw,
  withEngine,
  type Finding,
} from "./harness.ts";

/** What a whole book costs: to start on, to verify beside hashing its entries and nothing else, to export beside reading it, and to back up beside copying its file. */
export async function measureWholeBook(accounts: number, openingCurrencies: readonly string[]): Promise<Finding[]> {
  return inTemporaryFolder(async (folder) => {
    const path = join(folder, "book.countinghouse");
    await buildCompany(path, { accounts, openingCurrencies });
    const entryCount = accounts * openingCurrencies.length;
    const size = `${entryCount.toLocaleString("en")} entries`;
    const hashedMs = await timeMs(() => hashAlone(path, entryCount));
    const copiedMs = await timeMs(() => copyFileSync(path, join(folder, "copy")));
    const readMs = await timeMs(() => readRows(path));
    let startedMs = performance.now();
    return withEngine(path, async (engine) => {
      await ask(engine, "book.info", {});
      startedMs = performance.now() - startedMs;
      const verifiedMs = await timeMs(() => finishJob(engine, "ledger.verify", {}));
      let exported = "";
      const before = process.memoryUsage.rss();
      let mostBytes = before;
      const watching = setInterval(() => (mostBytes = Math.max(mostBytes, process.memoryUsage.rss())), 50);
      const exportedMs = await timeMs(async () => {
        exported = (await finishJob(engine, "book.export", {})).path;
      });
      clearInterval(watching);
      const importedMs = await timeMs(() => importBook(join(folder, "imported.countinghouse"), exported, Date.now()));
      const backedUpMs = await timeMs(() => finishJob(engine, "book.backup", {}));
      return [
        {
          name: `from the start to the first answer (${size})`,
          figures: `${startedMs.toFixed(0)} ms`,
          aim: "≤ 800 ms",
        },
        {
          name: `verifying, with the file (${size})`,
          figures: ratesBesideRaw("entries/s", perSecond(entryCount, verifiedMs), perSecond(entryCount, hashedMs)),
          aim: "≥ 300,000 entries/s",
        },
        {
          name: `the whole book as JSON Lines (${size})`,
          figures: `${ratesBesideRaw("entries/s", perSecond(entryCount, exportedMs), perSecond(entryCount, readMs))}, ${Math.round((mostBytes - before) / 1e6)} MB more memory`,
          aim: "≥ 50 % of reading the same rows, flat memory",
        },
        { name: `a book of that, verified (${size})`, figures: `${(importedMs / 1000).toFixed(1)} s`, aim: null },
        { name: `a backup (${size})`, figures: timesBesideRaw(backedUpMs, copiedMs), aim: "≤ 2 × copying the file" },
      ];
    });
  });
}

const perSecond = (count: number, ms: number): number => (count / ms) * 1000;

/** Every row that an export holds, one after the other, as better-sqlite3 hands it over. @returns how many there are. */
function readRows(path: string): number {
  const database = new Database(path, { readonly: true });
  try {
    return recordNames
      .map((table) => Iterator.from(database.prepare(`SELECT * FROM "${table}"`).raw().iterate()))
      .reduce<number>((count, rows) => rows.reduce<number>((sum) => sum + 1, count), 0);
  } finally {
    database.close();
  }
}

/** As many hashes as there are entries, of a text as long as the first one's. */
function hashAlone(path: string, entryCount: number): void {
  const { book, release } = holdSnapshot(path);
  const [first] = readEntriesFrom(book, 1, 1);
  release();
  if (!first) throw new Error("The book has no entries");
  const bytes = Buffer.concat([first.previousHash, Buffer.from(canonicalText(first))]);
  for (let index = 0; index < entryCount; index += 1) hash("sha256", bytes, "binary");
}
