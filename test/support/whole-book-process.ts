import { join } from "node:path";
import { startEngine } from "../../src/main/engine/start.ts";
import { importBook } from "../../src/main/engine/handlers/book/import-book.ts";
import { commandLineCaller } from "../../src/main/hosts/callers.ts";
import { runJob } from "../../src/main/hosts/run-job.ts";

/**
 * A process of its own that exports a whole book, or makes books of an export, again and again, and says so each time it begins; for tests
 * that kill it. Arguments: the folder of what is made, the book's path, or in its place the export that ends with `.jsonl`.
 */
const [, , folder = "", source = ""] = process.argv;
const engine = source.endsWith(".jsonl") ? null : await startEngine({ bookPath: source });
for (let round = 1; ; round += 1) {
  const name = `${process.pid}-${round}`;
  process.stdout.write("begun\n");
  if (engine) {
    const toPath = join(folder, `${name}.jsonl`);
    const done = await runJob(engine, "book.export", { toPath }, commandLineCaller());
    if (!done.ok) throw new Error(done.error.message);
  } else {
    const path = join(folder, `${name}.countinghouse`);
    importBook({ place: path, workPath: path }, source, Date.now());
  }
}
