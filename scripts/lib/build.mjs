import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./project.mjs";
import { withProgress } from "./progress.mjs";
import { run } from "./run.mjs";

/** All that the build reads. */
const sources = ["src", "config", "electron.vite.config.ts", "package.json", "package-lock.json"];
const stampPath = inProject("out", "built-from.sha256");

/**
 * Builds the page and the desktop's files where their sources are not those of the last build.
 *
 * @param {string} node a Node 24.
 * @throws where the build fails, with what it said.
 */
export async function buildIfStale(node) {
  const digest = digestOf(sources.map((source) => inProject(source)));
  if (existsSync(stampPath) && readFileSync(stampPath, "utf8") === digest) return;
  const builder = inProject("node_modules", "electron-vite", "bin", "electron-vite.js");
  const ending = await withProgress("Building the application", () =>
    run(node, [builder, "build", "--logLevel", "warn"], { quiet: true }),
  );
  if (ending.code !== 0) throw new Error(`The build failed:\n${ending.output}`);
  writeFileSync(stampPath, digest);
}

/** @param {string[]} paths @returns {string} one digest over the names and contents of everything in them. */
function digestOf(paths) {
  const hash = createHash("sha256");
  for (const path of paths.flatMap(filesIn).toSorted())
    hash.update(`${path}\0`).update(readFileSync(path)).update("\0");
  return hash.digest("hex");
}

/** @param {string} path @returns {string[]} */
function filesIn(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).flatMap((name) => filesIn(join(path, name)));
}
