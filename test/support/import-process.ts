import { startEngine } from "../../src/main/engine/start.ts";
import { workPathOf } from "../../src/main/hosts/data-directory.ts";
import { largeImport } from "./large-import.ts";

/**
 * A process of its own that imports, and says what it is at: "staging" while rows are put aside, "writing" once it was accepted and
 * some of it is written, "done" at the end. For tests that kill it. Arguments: the book's path, the key, how many users there are.
 */
const [, , bookPath = "", idempotencyKey = "", userCount] = process.argv;
const engine = await startEngine({ bookPath, workPath: workPathOf(bookPath) });
engine.subscribe((event) => {
  // What other hosts are at is told here, too.
  if (event.type !== "job" || event.job.method !== "accounts.import") return;
  const { state, progress } = event.job;
  if (state !== "running") process.stdout.write("done\n");
  else if (progress.unit !== "rows") return;
  else if (progress.total === null) process.stdout.write("staging\n");
  else if (progress.done > 0) process.stdout.write("writing\n");
});
const started = await engine.call(
  "accounts.import",
  { files: largeImport(Number(userCount)), mode: "write", idempotencyKey },
  { origin: "desk", operator: "Tess Tester" },
);
if (!started.ok) throw new Error(started.error.message);
