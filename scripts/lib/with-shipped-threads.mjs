import { pathToFileURL } from "node:url";
import { buildIfStale } from "./build.mjs";
import { keepCompiledCode } from "./compile-cache.mjs";
import { ensureInstalled } from "./install.mjs";
import { findNode24 } from "./node-24.mjs";
import { inProject } from "./project.mjs";
import { handOver } from "./run.mjs";

/**
 * Run a program of the project with this process's arguments, its engines on the threads that are shipped.
 *
 * @param {...string} path of the program, from the project's folder.
 */
export async function runWithShippedThreads(...path) {
  try {
    await ensureInstalled();
    keepCompiledCode();
    const node = await findNode24();
    await buildIfStale(node);
    process.env.COUNTINGHOUSE_COMPILED_THREAD = pathToFileURL(inProject("out", "main", "worker.js")).href;
    process.exitCode = await handOver(node, [inProject(...path), ...process.argv.slice(2)]);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
