import { mkdtempSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { measureApi } from "./api.ts";
import { measureBatches } from "./batches.ts";
import { measureBilling } from "./billing-run.ts";
import type { Finding } from "./harness.ts";
import { measureMemory } from "./memory.ts";
import { millionBook, type MillionBook } from "./million.ts";
import { measurePage } from "./page.ts";
import { measurePosting } from "./posting.ts";
import { measurePulling } from "./pulling.ts";
import { measureReading } from "./reading.ts";
import { measureReports } from "./reports.ts";
import { measureServerBook } from "./server-book.ts";
import { measureStartUp } from "./start-up.ts";
import { measureWaiting } from "./waiting.ts";

import { measureRunWithWebhook } from "./webhook-run.ts";
import { measureBackup, measureExport, measureStart, measureVerifying } from "./whole-book.ts";

/**
 * `npm run bench`: what the engine does beside raw better-sqlite3 doing the same rows, in the same run on the same disk. The raw
 * side has the same tables, checks and indexes, no triggers, and nothing to compute. `--quick` takes a hundredth of the size. `--only
 * posting,api` measures those parts and nothing else. `--book` names the file of the book of a million entries, which is made where there is
 * none, and kept.
 */
const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, only: { type: "string" }, book: { type: "string" } },
});
const scale = values.quick ? 0.01 : 1;
const billedSizes = values.quick ? [100, 1000] : [1000, 10_000, 100_000, 1_000_000];
const folder = mkdtempSync(join(tmpdir(), "countinghouse-bench-"));
let million: Promise<MillionBook> | undefined;

/** The book of a million entries, made when the first part asks for it. */
function wholeBook(): Promise<MillionBook> {
  return (million ??= millionBook(values.book ?? join(folder, "million.countinghouse"), scale));
}

/** What can be measured, in the order in which it is. */
const parts: Readonly<Record<string, () => Promise<void>>> = {
  async posting() {
    for (const callers of [8, 1]) report(await measurePosting(3000 * scale, callers));
  },
  server: async () => (await measureServerBook(3000 * scale)).forEach(report),
  async api() {
    for (const withWebhook of [false, true]) report(await measureApi(20_000 * scale, withWebhook));
  },
  webhooks: async () => report(await measureRunWithWebhook(10_000 * scale)),
  pull: async () => (await measurePulling(100_000 * scale)).forEach(report),
  waiting: async () => (await measureWaiting(100_000 * scale, 300_000 * scale)).forEach(report),
  batches: async () => (await measureBatches(100_000 * scale)).forEach(report),
  billing: () => measureBilling(billedSizes, report),
  reading: async () => (await measureReading(await wholeBook())).forEach(report),
  reports: async () => (await measureReports(await wholeBook())).forEach(report),
  verify: async () => (await measureVerifying(await wholeBook())).forEach(report),
  start: async () => (await measureStart(await wholeBook())).forEach(report),
  backup: async () => (await measureBackup(await wholeBook())).forEach(report),
  export: async () => (await measureExport(await wholeBook())).forEach(report),
  memory: async () => (await measureMemory(await wholeBook(), folder, 90_000 * scale)).forEach(report),
  desktop: async () => (await measureStartUp(values.quick ? 200 : 2000, values.quick ? 1 : 7)).forEach(report),
  page: async () => (await measurePage(100_000 * scale)).forEach(report),
};

console.log(`${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, Node ${process.versions.node}`);
console.log(new Date().toISOString().slice(0, 10));

try {
  const wanted = values.only?.split(",") ?? Object.keys(parts);
  for (const name of wanted) {
    const measure = parts[name];
    if (!measure) throw new Error(`There is no part "${name}": ${Object.keys(parts).join(", ")}`);
    await measure();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
// A browser and its host may still be on their way out.
process.exit();

function report({ name, figures, aim }: Finding): void {
  console.log(`${name}\n  ${figures}${aim === null ? "" : ` (aim ${aim})`}`);
}
