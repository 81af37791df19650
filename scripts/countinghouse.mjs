#!/usr/bin/env node
import { findNode24 } from "./lib/node-24.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { inProject } from "./lib/project.mjs";
import { handOver } from "./lib/run.mjs";
import { pathToFileURL } from "node:url";

/*
 * The `countinghouse` command, also as `npm run cli --`. It runs on Node 20 and hands over to the Node 24 that the packages bring;
 * under a Node that runs the sources itself, it is the command.
 */

const program = inProject("src", "main", "cli", "index.ts");

try {
  // What is said meanwhile is no result, so it must not stand in one.
  console.log = console.error;
  await ensureInstalled();
  if (Number.parseInt(process.versions.node, 10) >= 24) await import(pathToFileURL(program).href);
  else process.exitCode = await handOver(await findNode24(), [program, ...process.argv.slice(2)]);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
