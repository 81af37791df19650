import { existsSync, renameSync, rmSync } from "node:fs";
import type { BookInfo } from "../../shared/contract/book.ts";
import type { VerificationReport } from "../../shared/contract/ledger.ts";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { Engine } from "../engine/engine.ts";
import { startEngine } from "../engine/start.ts";
import { importArrivals } from "./arrivals.ts";
import { liveHistory, type HistoryProgress } from "./history.ts";
import { makeCompany, type SampleOptions } from "./company.ts";
import { SampleBook } from "./sample-book.ts";

const sampleBookName = "Lanternworks, Inc.";
export const sampleTimeZone = "America/New_York";

interface SampleResult {
  readonly info: BookInfo;
  readonly verification: VerificationReport;
}

/**
 * Make a book that holds a sample company with its history. It is made under another name beside `path` and moved there when it is
 * whole, so that an interrupted one is never mistaken for a book.
 *
 * @param operator who makes it.
 * @throws AppError `book_exists` when there is a file at the path; whatever the book refuses.
 */
export async function buildSample(
  path: string,
  options: SampleOptions,
  operator: string,
  onProgress: HistoryProgress = () => undefined,
): Promise<SampleResult> {
  if (existsSync(path)) throw new AppError("book_exists", sentence("{path} is there already.", { path }));
  const draftPath = `${path}.partial`;
  removeDraft(draftPath);
  const engine = await startEngine({ bookPath: draftPath, tellsSlowQueries: false });
  try {
    const result = await liveIn(engine, options, operator, onProgress);
    await engine.close();
    moveBook(draftPath, path);
    return { ...result, info: { ...result.info, path } };
  } finally {
    await engine.close();
    removeDraft(draftPath);
  }
}

async function liveIn(
  engine: Engine,
  options: SampleOptions,
  operator: string,
  onProgress: HistoryProgress,
): Promise<SampleResult> {
  const book = new SampleBook(engine, operator);
  const company = makeCompany(options);
  const settings = { name: sampleBookName, timeZone: sampleTimeZone, currency: "USD" };
  await book.command("book.create", { ...settings, isForTrying: true });
  await liveHistory(book, company, onProgress);
  await book.followSystemClock();
  if (company.accounts.some(({ importedOn }) => importedOn === options.todayOn)) {
    await importArrivals(book, company, options.todayOn);
  }
  await book.job("billing.run", { throughOn: options.todayOn });
  const verification = await book.job("ledger.verify", {});
  return { verification, info: await book.query("book.info", {}) };
}

/** What the book's write-ahead log still holds is part of the book, so the log moves with it, and first. */
function moveBook(fromPath: string, toPath: string): void {
  for (const suffix of ["-wal", ""]) {
    if (existsSync(fromPath + suffix)) renameSync(fromPath + suffix, toPath + suffix);
  }
}

function removeDraft(draftPath: string): void {
  for (const suffix of ["", "-wal", "-shm", ".lock"]) rmSync(draftPath + suffix, { force: true });
}
