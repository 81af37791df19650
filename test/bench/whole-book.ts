import { spawnSync } from "node:child_process";
import { hash } from "node:crypto";
import { copyFileSync, rmSync } from "node:fs";
import Database from "better-sqlite3";
import { canonicalText } from "../../src/main/domain/ledger/hash-chain.ts";
import { importBook } from "../../src/main/engine/handlers/book/import-book.ts";
import { verifyClosedBook } from "../../src/main/engine/handlers/ledger/verify-ledger.ts";
import { holdSnapshot } from "../../src/main/storage/book/sqlite-book.ts";
import { recordNames } from "../../src/main/storage/book/record-tables.ts";
import { readEntriesFrom } from "../../src/main/storage/ledger/verification-store.ts";
import {
  ask,
  finishJob,
  median,
  processorUs,
  ratesBesideRaw,
  timeMs,
  timesBesideRaw,
  withEngine,
  type Finding,
} from "./harness.ts";
import type { MillionBook } from "./million.ts";

const starts = 5;

const sizeOf = ({ entryCount }: MillionBook): string => `${entryCount.toLocaleString("en")} entries`;

/** Verifying: the job, whose file is checked on another thread meanwhile, and without the file, beside hashing the entries and nothing else. */
export async function measureVerifying(book: MillionBook): Promise<Finding[]> {
  const { path, entryCount } = book;
  const hashedMs = (await processorUs(() => hashAlone(path, entryCount))) / 1000;
  const walkedMs = (await processorUs(() => verifyClosedBook(path))) / 1000;
  const [jobMs, jobProcessorUs] = await withEngine(path, async (engine) => {
    let clockMs = 0;
    const usedUs = await processorUs(async () => {
      clockMs = await timeMs(() => finishJob(engine, "ledger.verify", {}));
    });
    return [clockMs, usedUs];
  });
  return [
    {
      name: `verifying without the file (${sizeOf(book)}), by processor time`,
      figures: ratesBesideRaw("entries/s", perSecond(entryCount, walkedMs), perSecond(entryCount, hashedMs)),
      aim: "≥ 300,000 entries/s",
    },
    {
      name: `verifying, with the file on a thread beside it (${sizeOf(book)})`,
      figures: `${perSecond(entryCount, jobMs).toFixed(0)} entries/s on the clock, ${(jobProcessorUs / 1e6).toFixed(1)} s of the processor`,
      aim: "≥ 300,000 entries/s",
    },
  ];
}

/** From the start of an engine to its first answer after a clean close, beside opening the file; and a command of the command line. */
export async function measureStart(book: MillionBook): Promise<Finding[]> {
  const clock: number[] = [];
  const processor: number[] = [];
  const raw: number[] = [];
  const command: number[] = [];
  for (let round = 0; round < starts; round += 1) {
    processor.push(
      await processorUs(async () => {
        const startedAt = performance.now();
        await withEngine(book.path, async (engine) => {
          await ask(engine, "book.info", {});
          clock.push(performance.now() - startedAt);
        });
      }),
    );
    raw.push(await timeMs(() => openRaw(book.path)));
    command.push(await timeMs(() => runCommand(book.path)));
  }
  return [
    {
      name: `from the start to the first answer (${sizeOf(book)}), median of ${starts}`,
      figures: `${timesBesideRaw(median(clock), median(raw))}, with its close ${(median(processor) / 1000).toFixed(0)} ms of the processor`,
      aim: "≤ 800 ms",
    },
    {
      name: `a command of the command line (${sizeOf(book)}), median of ${starts}`,
      figures: `${median(command).toFixed(0)} ms`,
      aim: "≤ 400 ms",
    },
  ];
}

/** A backup, which is proved, beside copying the file. */
export async function measureBackup(book: MillionBook): Promise<Finding[]> {
  const copyPath = `${book.path}.copy`;
  const copiedMs = await timeMs(() => copyFileSync(book.path, copyPath));
  rmSync(copyPath);
  let processor = 0;
  let madePath = "";
  const backedUpMs = await withEngine(book.path, (engine) =>
    timeMs(async () => {
      processor = await processorUs(async () => {
        madePath = (await finishJob(engine, "book.backup", {})).path;
      });
    }),
  );
  rmSync(madePath);
  return [
    {
      name: `a backup (${sizeOf(book)})`,
      figures: `${timesBesideRaw(backedUpMs, copiedMs)}, ${(processor / 1e6).toFixed(1)} s of the processor`,
      aim: "≤ 2 × copying the file",
    },
  ];
}

/** The whole book as JSON Lines beside reading its rows, and a book that is made of that. */
export async function measureExport(book: MillionBook): Promise<Finding[]> {
  const { path, entryCount } = book;
  const readMs = await timeMs(() => readRows(path));
  return withEngine(path, async (engine) => {
    let exported = "";
    const before = process.memoryUsage.rss();
    let mostBytes = before;
    const watching = setInterval(() => (mostBytes = Math.max(mostBytes, process.memoryUsage.rss())), 50);
    const exportedMs = await timeMs(async () => {
      exported = (await finishJob(engine, "book.export", {})).path;
    });
    clearInterval(watching);
    const importedPath = `${path}.imported`;
    const importedMs = await timeMs(() =>
      importBook({ place: importedPath, workPath: importedPath }, exported, Date.now()),
    );
    for (const each of [exported, importedPath]) rmSync(each);
    return [
      {
        name: `the whole book as JSON Lines (${sizeOf(book)})`,
        figures: `${ratesBesideRaw("entries/s", perSecond(entryCount, exportedMs), perSecond(entryCount, readMs))}, ${Math.round((mostBytes - before) / 1e6)} MB more memory`,
        aim: "≥ 50 % of reading the same rows, flat memory",
      },
      {
        name: `a book of that, verified (${sizeOf(book)})`,
        figures: `${(importedMs / 1000).toFixed(1)} s`,
        aim: null,
      },
    ];
  });
}

const perSecond = (count: number, ms: number): number => (count / ms) * 1000;

function openRaw(path: string): void {
  const database = new Database(path, { readonly: true });
  database.prepare("SELECT name FROM book").get();
  database.close();
}

function runCommand(path: string): void {
  const program = new URL("../../out/main/cli.js", import.meta.url).pathname;
  const { status, stderr } = spawnSync(process.execPath, [program, "book", "info", "--book", path], {
    encoding: "utf8",
  });
  if (status !== 0) throw new Error(`The command ended with ${status}: ${stderr}`);
}

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
