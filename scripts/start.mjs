import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { buildIfStale } from "./lib/build.mjs";
import { keepCompiledCode } from "./lib/compile-cache.mjs";
import { findElectron, reasonForNotRunning } from "./lib/electron.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { findNode24 } from "./lib/node-24.mjs";
import { inProject, projectDirectory } from "./lib/project.mjs";
import { handOver } from "./lib/run.mjs";
import { ensureSampleBook } from "./lib/sample.mjs";

/*
 * `npm start`: from a fresh clone to the open application. It runs before anything is installed, and on Node 20; what
 * needs more is run by the Node 24 that the packages bring.
 */

const usage = `Usage: npm start -- [--sample | --book PATH] [--host desktop | loopback] [--port NUMBER]
                    [--api-port NUMBER] [--no-open]

  --sample    open the sample company, made at the first time
  --book      open this book instead of your own
  --host      open the desktop application, or serve a browser on this machine; left out: the desktop where it can run
  --port      the port to serve the browser on; left out: one that is free
  --api-port  the port of the Backend API beside the desktop; left out: one that is free. A browser's host has it at --port
  --no-open   print the address and leave the browser alone`;

// A desktop that ends this soon, and not well, has not started: a sandbox that the system forbids, a library that is missing.
const failedStartMs = 5_000;

async function main() {
  const options = readOptions();
  if (options.help) {
    console.log(usage);
    return 0;
  }
  await ensureInstalled();
  keepCompiledCode();
  const node = await findNode24();
  await buildIfStale(node);
  const bookPath = options.sample ? await ensureSampleBook(node) : options.book;
  // npm runs scripts in the project's folder; a path is meant from where the person stands.
  const standpoint = process.env.INIT_CWD ?? process.cwd();
  const bookArguments = bookPath === undefined ? [] : ["--book", resolve(standpoint, bookPath)];

  if (options.host !== "loopback") {
    const insists = options.host === "desktop";
    const outcome = await openDesktop(node, insists, [
      ...bookArguments,
      ...(options["api-port"] === undefined ? [] : ["--api-port", options["api-port"]]),
    ]);
    if ("code" in outcome) return outcome.code;
    const { reason } = outcome;
    if (insists) throw new Error(`The desktop application cannot be opened: ${reason}.`);
    console.log(`${reason}, so a browser on this machine is served instead.`);
  }
  // Where the API was to have an address of its own choosing, it has it here too.
  const port = options.port ?? options["api-port"];
  return await handOver(node, [
    inProject("out", "main", "host.js"),
    ...bookArguments,
    ...(port === undefined ? [] : ["--port", port]),
    ...(options["no-open"] ? ["--no-open"] : []),
  ]);
}

/**
 * Runs the desktop application until it is closed.
 *
 * @param {string} node
 * @param {boolean} insists whether nothing but the desktop will do.
 * @param {string[]} desktopArguments
 * @returns {Promise<{ code: number } | { reason: string }>} how it ended, or why it could not be started.
 */
async function openDesktop(node, insists, desktopArguments) {
  const electron = await findElectron(node, { insists });
  if ("reason" in electron) return electron;
  console.log("• Opening Countinghouse");
  const startedMs = Date.now();
  const code = await handOver(electron.program, [projectDirectory, ...desktopArguments], { isToldOnce: true });
  return code !== 0 && Date.now() - startedMs < failedStartMs ? { reason: reasonForNotRunning() } : { code };
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      sample: { type: "boolean" },
      book: { type: "string" },
      host: { type: "string" },
      port: { type: "string" },
      "api-port": { type: "string" },
      "no-open": { type: "boolean" },
      help: { type: "boolean" },
    },
  });
  if (values.host !== undefined && values.host !== "desktop" && values.host !== "loopback") {
    throw new Error(`"${values.host}" is not a host.\n\n${usage}`);
  }
  if (values.sample && values.book !== undefined) throw new Error(`Either --sample or --book.\n\n${usage}`);
  return values;
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
