import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";

/**
 * A process of its own that applies or undoes a batch, and says after each slice how many rows are done, and "done" at the end. For tests
 * that kill it. Arguments: the book's path, the method, the batch.
 */
const [, , bookPath = "", method = "", batchId = ""] = process.argv;
const engine = await startEngine({ bookPath, workPath: workPathOf(bookPath) });
engine.subscribe((event) => {
  // A host that begins to listen to others says that everything may have changed, plans as well.
  if (event.type === "changed" && event.topics.includes("batches") && !event.topics.includes("plans"))
    process.stdout.write("slice\n");
  // What other hosts are at is told here, too.
  if (event.type === "job" && event.job.method === method && event.job.state !== "running")
    process.stdout.write("done\n");
});
const caller = { origin: "desk", operator: "Tess Tester" } as const;
const started =
  method === "batches.undo"
    ? await engine.call(method, { batchId, idempotencyKey: "undo" }, caller)
    : await engine.call("batches.apply", { batchId, rows: "all", idempotencyKey: "apply" }, caller);
if (!started.ok) throw new Error(started.error.message);
