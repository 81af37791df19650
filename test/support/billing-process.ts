import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";

/**
 * A process of its own that bills a book, or goes on with a run, and says so after each batch, for tests that kill it. Arguments:
 * the book's path, then `run` and the cut-off date, or `resume` and the run's id.
 */
const [, , bookPath = "", what = "", dateOrRunId = ""] = process.argv;
const tester = { origin: "desk", operator: "Tess Tester" } as const;
const engine = await startEngine({ bookPath, workPath: workPathOf(bookPath) });
engine.subscribe((event) => {
  // A host that begins to listen to others says that everything may have changed, plans as well.
  if (event.type === "changed" && event.topics.includes("invoices") && !event.topics.includes("plans"))
    process.stdout.write("batch\n");
  // What other hosts are at is told here, too.
  if (event.type === "job" && event.job.method === `billing.${what}` && event.job.state !== "running")
    process.stdout.write("done\n");
});
const started =
  what === "resume"
    ? await engine.call("billing.resume", { runId: dateOrRunId, idempotencyKey: `resume-${process.pid}` }, tester)
    : await engine.call("billing.run", { throughOn: dateOrRunId, idempotencyKey: "run-to-be-killed" }, tester);
if (!started.ok) throw new Error(started.error.message);
