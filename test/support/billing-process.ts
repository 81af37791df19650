import { startEngine } from "../../src/main/engine/start.ts";

/**
 * A process of its own that bills a book and says so after each batch, for tests that kill it. Arguments: the book's path, the
 * cut-off date.
 */
const [, , bookPath = "", throughOn = ""] = process.argv;
const engine = await startEngine({ bookPath });
engine.subscribe((event) => {
  if (event.type === "changed" && event.topics.includes("invoices")) process.stdout.write("batch\n");
  if (event.type === "job" && event.job.state !== "running") process.stdout.write("done\n");
});
const started = await engine.call(
  "billing.run",
  { throughOn, idempotencyKey: "run-to-be-killed" },
  { origin: "desk", operator: "Tess Tester" },
);
if (!started.ok) throw new Error(started.error.message);
