import type { MethodInput } from "../../src/shared/contract/index.ts";
import { startEngine } from "../../src/main/engine/start.ts";
import { readFigures } from "./book-figures.ts";

/**
 * A process of its own that reads a book and prints every figure of it as JSON, for tests that start it in several time zones.
 * Arguments: the book's path, the changes that are previewed for every account as JSON.
 */
const [, , bookPath = "", changes = "[]"] = process.argv;
const engine = await startEngine({ bookPath });
const figures = await readFigures(
  engine,
  JSON.parse(changes) as MethodInput<"subscriptions.previewChange">["change"][],
);
const verification = await new Promise((resolve, reject) => {
  engine.subscribe((event) => {
    if (event.type === "job" && event.job.method === "ledger.verify" && event.job.state !== "running") {
      resolve(event.job.result);
    }
  });
  engine.call("ledger.verify", {}, { origin: "desk", operator: "Tess Tester" }).catch(reject);
});
await engine.close();
const minutesBehindUtc = new Date("2026-01-31").getTimezoneOffset();
process.stdout.write(JSON.stringify({ minutesBehindUtc, figures, verification }));
