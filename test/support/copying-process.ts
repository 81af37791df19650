import { runJob } from "../../src/main/hosts/run-job.ts";
import { startEngine } from "../../src/main/engine/start.ts";

/**
 * A process of its own that copies a book, or makes it what a copy holds, again and again, and says so each time it begins; for tests that
 * kill it. Arguments: the book's path, and the copy that is restored.
 */
const [, , bookPath = "", fileName] = process.argv;
const caller = { origin: "desk", operator: "Tess Tester" } as const;
const engine = await startEngine({ bookPath });
for (let round = 1; ; round += 1) {
  process.stdout.write("begun\n");
  const done = fileName
    ? await engine.call("book.restore", { fileName, replaces: true, idempotencyKey: `round-${round}` }, caller)
    : await runJob(engine, "book.backup", { isOfSeries: true }, caller);
  if (!done.ok) throw new Error(done.error.message);
}
