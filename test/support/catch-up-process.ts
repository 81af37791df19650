import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";

/**
 * A process of its own that moves a book's clock, which makes the book catch up, and says so after each batch, for tests that kill
 * it. Arguments: the book's path, the day.
 */
const [, , bookPath = "", today = ""] = process.argv;
const engine = await startEngine({ bookPath, workPath: workPathOf(bookPath) });
engine.subscribe((event) => {
  if (event.type === "changed" && event.topics.includes("invoices") && !event.topics.includes("book")) {
    process.stdout.write("batch\n");
  }
  if (event.type === "job" && event.job.state !== "running") process.stdout.write("done\n");
});
const moved = await engine.call(
  "book.setClock",
  { clock: { kind: "test", nowMs: Date.parse(`${today}T12:00:00Z`) }, idempotencyKey: "day-to-be-killed" },
  { origin: "desk", operator: "Tess Tester" },
);
if (!moved.ok) throw new Error(moved.error.message);
