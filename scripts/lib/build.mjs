import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./project.mjs";
import { withProgress } from "./progress.mjs";
import { run } from "./run.mjs";

/** What every part of the build reads. */
const everywhere = ["src/shared", "config", "electron.vite.config.ts", "package.json", "package-lock.json"];

/**
 * The parts of the build, each made anew by itself: a change of the page costs the programs nothing, and the other way round. Its
 * targets are electron-vite's; what its output was made of stands beside it, in `out/<part>.sha256`. A build begins by removing
 * that, also one that is started by hand (see electron.vite.config.ts), so that it never speaks for the output of another.
 */
const parts = {
  programs: {
    title: "Compiling the programs",
    targets: "main,preload",
    sources: [...everywhere, "src/main", "src/preload"],
  },
  page: { title: "Building the page", targets: "renderer", sources: [...everywhere, "src/renderer"] },
};

/** @typedef {keyof typeof parts} Part */

/**
 * Makes what is missing, or was made of other sources than there are now.
 *
 * @param {string} node a Node 24.
 * @param {Part[]} wanted left out: everything.
 * @throws where a build fails, with what it said.
 */
export async function buildIfStale(node, wanted = ["programs", "page"]) {
  for (const part of wanted) {
    if (isFresh(part)) continue;
    const { title, targets, sources } = parts[part];
    const digest = digestOf(sources);
    rmSync(stampPath(part), { force: true });
    const builder = inProject("node_modules", "electron-vite", "bin", "electron-vite.js");
    const environment = { ...process.env, COUNTINGHOUSE_BUILD_TARGETS: targets };
    const ending = await withProgress(title, () =>
      run(node, [builder, "build", "--logLevel", "warn"], { quiet: true, environment }),
    );
    if (ending.code !== 0) throw new Error(`The build failed:\n${ending.output}`);
    // Of what was read before the build: a file that changed meanwhile makes the output stale.
    writeFileSync(stampPath(part), digest);
  }
}

/** Whether a part's output was made of the sources as they are. @param {Part} part */
export function isFresh(part) {
  return stampOf(part) === digestOf(parts[part].sources);
}

/** @param {Part} part */
const stampPath = (part) => inProject("out", `${part}.sha256`);

/** @param {Part} part @returns {string | undefined} */
function stampOf(part) {
  try {
    return readFileSync(stampPath(part), "utf8");
  } catch {
    return undefined;
  }
}

/** @param {string[]} sources @returns {string} one digest over the names and contents of everything in them but the tests. */
function digestOf(sources) {
  const hash = createHash("sha256");
  for (const path of sources.flatMap(filesIn).toSorted()) {
    if (/\.test\.tsx?$/u.test(path)) continue;
    hash
      .update(`${path}\0`)
      .update(readFileSync(inProject(path)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** @param {string} path within the project. @returns {string[]} */
function filesIn(path) {
  if (!statSync(inProject(path)).isDirectory()) return [path];
  return readdirSync(inProject(path)).flatMap((name) => filesIn(join(path, name)));
}
