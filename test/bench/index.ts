import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { measureBillingRun } from "./billing-run.ts";
import type { Measurement } from "./harness.ts";
import { measurePosting } from "./posting.ts";
import { measureReading } from "./reading.ts";

/**
 * `npm run bench`: what the engine does beside raw better-sqlite3 doing the same rows, in the same run on the same disk. The raw
 * side has the same tables, checks and indexes, no triggers, and nothing to compute.
 */
const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const scale = values.quick ? 0.05 : 1;

console.log(`${cpus()[0]?.model.trim() ?? "unknown processor"}, ${cpus().length} cores, Node ${process.versions.node}`);
console.log(new Date().toISOString().slice(0, 10));

for (const callers of [8, 1]) report([await measurePosting(Math.round(3000 * scale), callers)]);
report([await measureBillingRun(Math.round(100_000 * scale))]);
report(await measureReading(Math.round(250_000 * scale), ["USD", "EUR", "GBP", "JPY"]));

function report(measurements: readonly Measurement[]): void {
  for (const { name, unit, engine, raw, aim } of measurements) {
    const digits = unit === "ms" ? 2 : 0;
    const ratio = unit === "ms" ? `${(engine / raw).toFixed(1)} × raw` : `${Math.round((engine / raw) * 100)} % of raw`;
    console.log(
      `${name}\n  engine ${engine.toFixed(digits)} ${unit}, raw ${raw.toFixed(digits)} ${unit}, ${ratio} (aim ${aim})`,
    );
  }
}
