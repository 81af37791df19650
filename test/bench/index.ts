import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { measureApi } from "./api.ts";
import { measureBatches } from "./batches.ts";
import { measureBilling } from "./billing-run.ts";
import type { Finding } from "./harness.ts";
import { measurePage } from "./page.ts";
import { measurePosting } from "./posting.ts";
import { measureReading } from "./reading.ts";
import { measureStartUp } from "./start-up.ts";
import { measureWholeBook } from "./verifying.ts";
import { measureWaiting } from "./waiting.ts";

/**
 * `npm run bench`: what the engine does beside raw better-sqlite3 doing the same rows, in the same run on the same disk. The raw
 * side has the same tables, checks and indexes, no triggers, and nothing to compute. `--quick` takes a hundredth of the size, and
 * leaves the book of a million accounts out. `--page` measures what a person at the desk waits for, and nothing else.
 */
const { values } = parseArgs({
  options: { quick: { type: "boolean", default: false }, page: { type: "boolean", default: false } },
});
const scale = values.quick ? 0.01 : 1;
const billedSizes = values.quick ? [100, 1000] : [1000, 10_000, 100_000, 1_000_000];

console.log(`${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, Node ${process.versions.node}`);
console.log(new Date().toISOString().slice(0, 10));

if (values.page) {
  await reportPage();
  process.exit();
}

for (const callers of [8, 1]) report(await measurePosting(3000 * scale, callers));
for (const withWebhook of [false, true]) report(await measureApi(20_000 * scale, withWebhook));
for (const finding of await measureWaiting(100_000 * scale, 300_000 * scale)) report(finding);
for (const finding of await measureBatches(100_000 * scale)) report(finding);
await measureBilling(billedSizes, report);
for (const finding of await measureReading(250_000 * scale, ["USD", "EUR", "GBP", "JPY"])) report(finding);

for (const finding of await measureWholeBook(250_000 * scale, ["USD", "EUR", "GBP", "JPY"])) report(finding);
for (const finding of await measureStartUp(values.quick ? 200 : 2000, values.quick ? 1 : 7)) report(finding);

await reportPage();

async function reportPage(): Promise<void> {
  for (const finding of await measurePage(100_000 * scale)) report(finding);
}

function report({ name, figures, aim }: Finding): void {
  console.log(`${name}\n  ${figures}${aim === null ? "" : ` (aim ${aim})`}`);
}
