import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { delimiter } from "node:path";
import { parseArgs } from "node:util";
import { buildIfStale } from "./lib/build.mjs";
import { ensureChromium } from "./lib/chromium.mjs";
import { fileOnlyTests } from "./lib/file-only-tests.mjs";
import { inOrder } from "./lib/in-order.mjs";
import { ensureInstalled } from "./lib/install.mjs";
import { findNode24 } from "./lib/node-24.mjs";
import { elapsedSince } from "./lib/progress.mjs";
import { inProject } from "./lib/project.mjs";
import { run } from "./lib/run.mjs";

/*
 * `npm test`: everything that has to hold, from a fresh clone. Every step runs, whatever became of the ones before, so
 * that one run tells everything that is wrong. Several machines can share the work: with `--shard 2/3` this one takes the second of
 * three parts of the tests, and what looks at the whole project is left to the first. With `--database postgres` what works with books is
 * done on a PostgreSQL server that is started for it.
 */

const parts = ["types", "lint", "unit", "e2e"];
/** The parts that can be shared among machines. */
const shardedParts = ["unit", "e2e"];

/** What a step works with; `say` shows a text when it is the step's turn. @typedef {{ node: string, shard: string | undefined, say: (text: string) => void }} Means */
/** @typedef {{ parts: string[], title: string, run: (means: Means) => Promise<boolean> }} Step */

/** What tests are run with: nothing else is at work while it is made. @type {Step[]} */
const preparations = [
  { parts: ["unit", "e2e"], title: "Build", run: build },
  { parts: ["e2e"], title: "Browser", run: browser },
];

/**
 * What is done beside each other, because none of it keeps all processors busy from its beginning to its end: tests wait for each other and for what they
 * start. The steps of one lane follow each other. @type {Step[][]}
 */
const lanes = [
  [
    { parts: ["types"], title: "Types", run: types },
    { parts: ["lint"], title: "Format", run: tool("oxfmt", "oxfmt", "--check") },
    { parts: ["lint"], title: "Lint", run: lint },
    { parts: ["lint"], title: "Layers", run: tool("dependency-cruiser", "depcruise", "src") },
    { parts: ["lint"], title: "Dead code", run: tool("knip", "knip") },
    { parts: ["lint"], title: "Lock file", run: script("complete-lock-file.mjs", "--check") },
  ],
  [{ parts: ["unit"], title: "Unit, property, acceptance and security tests", run: unit }],
  [{ parts: ["e2e"], title: "End-to-end tests", run: endToEnd }],
];

async function main() {
  const { values } = parseArgs({
    options: { only: { type: "string", multiple: true }, shard: { type: "string" }, database: { type: "string" } },
  });
  if (values.database !== undefined && values.database !== "postgres")
    throw new Error(`"${values.database}" is no database. Use: npm test -- --database postgres`);
  // What does not work with books is the same on both, and is left to the other run.
  const chosen = values.only ?? (values.database === undefined ? parts : ["unit"]);
  if (values.database !== undefined) {
    process.env.COUNTINGHOUSE_TEST_DATABASE = values.database;
    for (const { file, reason } of fileOnlyTests) console.log(`– ${file} is left out: it ${reason}.`);
  }
  const unknown = chosen.find((part) => !parts.includes(part));
  if (unknown !== undefined) throw new Error(`"${unknown}" is no part. Use: npm test -- --only ${parts.join(" | ")}`);

  const { shard } = values;
  if (shard !== undefined && !/^[1-9]\d*\/[1-9]\d*$/u.test(shard))
    throw new Error(`"${shard}" is no shard. Use: --shard 1/3`);
  const isWhole = shard === undefined || shard.startsWith("1/");

  await ensureInstalled();
  const node = await findNode24();
  const startedMs = Date.now();
  const isMine = (/** @type {Step} */ step) =>
    step.parts.some((part) => chosen.includes(part) && (isWhole || shardedParts.includes(part)));
  const outcomes = [
    ...(await runBesideEachOther([preparations.filter(isMine)], node, shard)),
    ...(await runBesideEachOther(
      lanes.map((lane) => lane.filter(isMine)),
      node,
      shard,
    )),
  ];
  printSummary(outcomes, startedMs);
  return outcomes.every(({ passed }) => passed) ? 0 : 1;
}

/**
 * Runs the steps of each lane one after the other. What a step says stays together, and steps are read in the order in which they stand here.
 *
 * @param {Step[][]} chosenLanes @param {string} node @param {string | undefined} shard
 */
async function runBesideEachOther(chosenLanes, node, shard) {
  const turns = inOrder(chosenLanes.flat().length, (text) => process.stdout.write(text));
  const outcomes = await Promise.all(
    chosenLanes.map(async (lane, index) => {
      const firstTurn = chosenLanes.slice(0, index).flat().length;
      const ofLane = [];
      for (const [place, step] of lane.entries()) {
        const { say, end } = turns[firstTurn + place];
        ofLane.push(await runStep(step, { node, shard, say }));
        end();
      }
      return ofLane;
    }),
  );
  return outcomes.flat();
}

/** @param {Step} step @param {Means} means */
async function runStep(step, means) {
  means.say(`\n━━ ${step.title}\n`);
  const startedMs = Date.now();
  const passed = await step.run(means).catch((error) => {
    means.say(`${error.message}\n`);
    return false;
  });
  const duration = elapsedSince(startedMs);
  means.say(`${passed ? "✓" : "✗"} ${step.title}, ${duration}\n`);
  return { title: step.title, passed, duration };
}

/** @param {{ title: string, passed: boolean, duration: string }[]} outcomes @param {number} startedMs */
function printSummary(outcomes, startedMs) {
  const width = Math.max(...outcomes.map(({ title }) => title.length));
  console.log("\n━━ Summary");
  for (const { title, passed, duration } of outcomes) {
    console.log(`${passed ? "✓" : "✗"} ${title.padEnd(width)}  ${duration.padStart(12)}`);
  }
  const failed = outcomes.filter(({ passed }) => !passed).length;
  console.log(
    `${failed === 0 ? "All passed" : `${failed} of ${outcomes.length} failed`} in ${elapsedSince(startedMs)}.`,
  );
}

/** The compiler and what lints with types are Go: of its memory they let five times as much gather as is needed before they tidy it, for an eighth less work. */
const goEnvironment = () => ({ GOGC: "400", ...process.env });

/** What is compiled for different surroundings, those first that take the longest. */
const environments = ["test", "main", "renderer", "preload", "shared"];

/**
 * As many environments side by side as there are processors, each by one checker: several of one environment check much of it twice.
 * What one says stays together.
 *
 * @param {Means} means
 */
async function types({ node, say }) {
  const waiting = [...environments];
  const outcomes = [];
  const work = async () => {
    for (let environment = waiting.shift(); environment !== undefined; environment = waiting.shift()) {
      const startedMs = Date.now();
      const compiler = inProject("node_modules", "typescript", "bin", "tsc");
      // What nothing has changed for since the last time is not checked again, and what was wrong with it then is said again.
      const known = ["--incremental", "--tsBuildInfoFile", inProject(".cache", "types", `${environment}.json`)];
      const project = ["-p", `tsconfig.${environment}.json`, "--checkers", "1", ...known];
      const { code, output } = await run(node, [compiler, ...project], { quiet: true, environment: goEnvironment() });
      say(`${output}${code === 0 ? "✓" : "✗"} ${environment}, ${elapsedSince(startedMs)}\n`);
      outcomes.push(code === 0);
    }
  };
  await Promise.all(Array.from({ length: Math.min(availableParallelism(), environments.length) }, work));
  return outcomes.every(Boolean);
}

/**
 * What lints finds for each file the environment that it belongs to by `tsconfig.json`, and takes as many checkers for each as there are processors.
 * Two check much of it twice, and other steps have a use for the processor.
 *
 * @param {Means} means
 */
function lint(means) {
  const environment = { ...goEnvironment(), ...(availableParallelism() <= 4 ? { GOMAXPROCS: "1" } : {}) };
  return runTool(means, "oxlint", "oxlint", ["--type-aware", "--deny-warnings"], environment);
}

/**
 * A step that runs a tool of an installed package under Node 24.
 *
 * @param {string} packageName @param {string} command @param {string[]} toolArguments
 */
function tool(packageName, command, ...toolArguments) {
  return (/** @type {Means} */ means) => runTool(means, packageName, command, toolArguments);
}

/** @param {Means} means @param {string} packageName @param {string} command @param {string[]} toolArguments */
async function runTool({ node, say }, packageName, command, toolArguments, environment = process.env) {
  const { bin } = JSON.parse(readFileSync(inProject("node_modules", packageName, "package.json"), "utf8"));
  const entry = inProject("node_modules", packageName, typeof bin === "string" ? bin : bin[command]);
  // What a tool starts in turn finds the same Node first.
  const path = [inProject("node_modules", ".bin"), environment.PATH].join(delimiter);
  const { code } = await run(node, [entry, ...toolArguments], { environment: { ...environment, PATH: path }, say });
  return code === 0;
}

/** A step that is a script of ours. @param {string} name @param {string[]} scriptArguments */
function script(name, ...scriptArguments) {
  return async (/** @type {Means} */ { node, say }) =>
    (await run(node, [inProject("scripts", name), ...scriptArguments], { say })).code === 0;
}

/** @param {Means} means */
async function build({ node }) {
  await buildIfStale(node);
  return true;
}

/** @param {Means} means */
async function browser({ node, say }) {
  process.env.COUNTINGHOUSE_CHROMIUM = await ensureChromium(node);
  say(`${process.env.COUNTINGHOUSE_CHROMIUM}\n`);
  return true;
}

/** @param {Means} means */
async function unit(means) {
  const onServer = process.env.COUNTINGHOUSE_TEST_DATABASE === undefined ? [] : ["--project", "server"];
  return await runTool(means, "vitest", "vitest", ["run", ...onServer, ...shardArguments(means.shard)]);
}

/** @param {Means} means */
async function endToEnd(means) {
  if (process.env.COUNTINGHOUSE_CHROMIUM === undefined) throw new Error("There is no browser for them.");
  return await runTool(means, "@playwright/test", "playwright", ["test", ...shardArguments(means.shard)]);
}

/** Both test runners understand it. @param {string | undefined} shard */
const shardArguments = (shard) => (shard === undefined ? [] : [`--shard=${shard}`]);

// What is read through a pipe, to be shown in its turn, is as colourful as where it is shown.
if (process.stdout.isTTY && process.env.NO_COLOR === undefined) process.env.FORCE_COLOR ??= "1";

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}
