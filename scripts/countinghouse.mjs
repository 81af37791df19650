#!/usr/bin/env node
import { isFresh } from "./lib/build.mjs";
import { keepCompiledCode } from "./lib/compile-cache.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { findNode24 } from "./lib/node-24.mjs";
import { inProject } from "./lib/project.mjs";
import { handOver } from "./lib/run.mjs";
import { pathToFileURL } from "node:url";

/*
 * The `countinghouse` command, also as `npm run cli --`. It runs on Node 20 and hands over to the Node 24 that the packages bring;
 * under a Node that runs the sources itself, it is the command. What was compiled is run while it is what the sources say, else the
 * sources themselves: a command is no occasion to wait for a build.
 */

try {
  // What is said meanwhile is no result, so it must not stand in one.
  console.log = console.error;
  await ensureInstalled();
  keepCompiledCode();
  const program = isFresh("programs")
    ? inProject("out", "main", "cli.js")
    : inProject("src", "main", "cli", "index.ts");
  if (Number.parseInt(process.versions.node, 10) >= 24) await import(pathToFileURL(program).href);
  else process.exitCode = await handOver(await findNode24(), [program, ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
