import { closeSync, copyFileSync, fsyncSync, openSync } from "node:fs";
import { join } from "node:path";
import { billedOn, buildCompany } from "./company.ts";
import { finishJob, inTemporaryFolder, median, ratesBesideRaw, timeMs, withEngine, type Finding } from "./harness.ts";
import { measurePreviews } from "./previews.ts";
import { openRawBilling } from "./raw-billing.ts";

/** What billing one invoice costs in a book of a size, in microseconds. */
interface Cost {
  readonly accounts: number;
  readonly engineUs: number;
  readonly rawUs: number;
}

/**
 * Renewals of whole books of rising size, beside raw SQLite writing the same rows; how the cost of one invoice grows from the
 * smallest to the largest; and how long previews take in the largest.
 */
export async function measureBilling(sizes: readonly number[], report: (finding: Finding) => void): Promise<void> {
  const costs: Cost[] = [];
  for (const accounts of sizes) {
    const isLargest = accounts === sizes.at(-1);
    await inTemporaryFolder(async (folder) => {
      const path = join(folder, "book.countinghouse");
      const buildMs = await timeMs(() => buildCompany(path, { accounts, billed: true }));
      costs.push(await measureRenewals(path, join(folder, "raw.countinghouse"), accounts, buildMs, report));
      if (isLargest) await measurePreviews(path, accounts, monthsFor(accounts), report);
    });
  }
  const [smallest, largest] = [costs[0], costs.at(-1)];
  if (!smallest || !largest || smallest === largest) return;
  report({
    name: `cost of an invoice, ${count(smallest.accounts)} → ${count(largest.accounts)} accounts`,
    figures: `engine ${growth(smallest.engineUs, largest.engineUs)}, raw ${growth(smallest.rawUs, largest.rawUs)}`,
    aim: "engine ≤ +20 %",
  });
}

/**
 * Month after month, the engine and raw SQLite in turns, because a disk's speed drifts. Small books take more months, so that both
 * sides run long enough to be measured; the median month counts.
 */
async function measureRenewals(
  path: string,
  rawPath: string,
  accounts: number,
  buildMs: number,
  report: (finding: Finding) => void,
): Promise<Cost> {
  const months = monthsFor(accounts);
  copyToDisk(path, rawPath);
  const engineMs: number[] = [];
  const rawMs: number[] = [];
  await withEngine(path, async (engine) => {
    const raw = openRawBilling(path, rawPath);
    try {
      for (let month = 1; month <= months; month += 1) {
        const throughOn = billedOn(month);
        engineMs.push(
          await timeMs(() => finishJob(engine, "billing.run", { throughOn, idempotencyKey: `run-${month}` })),
        );
        rawMs.push(raw.repeatRun());
      }
    } finally {
      raw.close();
    }
  });
  const engineUs = (median(engineMs) / accounts) * 1000;
  const rawUs = (median(rawMs) / accounts) * 1000;
  report({
    name: `renewal run, ${count(accounts)} subscriptions with credit, tax and seats, median of ${months} ${months === 1 ? "month" : "months"}`,
    figures: `${ratesBesideRaw("invoices/s", 1e6 / engineUs, 1e6 / rawUs)}; ${engineUs.toFixed(1)} µs and ${rawUs.toFixed(1)} µs an invoice; the book was built in ${(buildMs / 1000).toFixed(1)} s`,
    aim: "≥ 40 % of raw",
  });
  return { accounts, engineUs, rawUs };
}

/** Copy a file and wait until the disk has it; otherwise the first commit into the copy would wait for all of it. */
function copyToDisk(path: string, copyPath: string): void {
  copyFileSync(path, copyPath);
  const file = openSync(copyPath, "r+");
  fsyncSync(file);
  closeSync(file);
}

function monthsFor(accounts: number): number {
  return Math.max(1, Math.min(12, Math.floor(300_000 / accounts)));
}

function count(accounts: number): string {
  return accounts.toLocaleString("en");
}

function growth(fromUs: number, toUs: number): string {
  const percent = Math.round((toUs / fromUs - 1) * 100);
  return `${fromUs.toFixed(1)} → ${toUs.toFixed(1)} µs, ${percent < 0 ? "−" : "+"}${Math.abs(percent)} %`;
}
