import { pathToFileURL } from "node:url";
import { buildIfStale } from "./lib/build.mjs";
import { keepCompiledCode } from "./lib/compile-cache.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { findNode24 } from "./lib/node-24.mjs";
import { inProject } from "./lib/project.mjs";
import { handOver } from "./lib/run.mjs";

/*
 * `npm run bench`: what the engine does beside raw SQLite, with the threads that are shipped. See BENCHMARKS.md.
 */

try {
  await ensureInstalled();
  keepCompiledCode();
  const node = await findNode24();
  await buildIfStale(node, ["programs"]);
  process.env.COUNTINGHOUSE_COMPILED_THREAD = pathToFileURL(inProject("out", "main", "worker.js")).href;
  process.exitCode = await handOver(node, [inProject("test", "bench", "index.ts"), ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
