import { readFileSync } from "node:fs";
import { inProject } from "./project.mjs";
import { withProgress } from "./progress.mjs";
import { run } from "./run.mjs";

/**
 * Installs the packages of the lock file where what is there differs from it.
 *
 * @throws where npm cannot, with what npm said.
 */
export async function ensureInstalled() {
  if (isInstalled()) return;
  // No install script of any package runs (see .npmrc): what is installed is what the lock file says, and nothing else.
  const ending = await withProgress("Installing the packages of the lock file (about a minute)", () => npm("ci"));
  if (ending.code !== 0) throw new Error(`npm ci failed:\n${ending.output}`);
}

/** Whether every package that the lock file asks for on this machine is there in its version. */
function isInstalled() {
  const wanted = packagesOf(inProject("package-lock.json"));
  const present = packagesOf(inProject("node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === "" || present[path]?.version === version) return true;
    // Packages for other systems are optional, and are not there.
    return optional === true && present[path] === undefined;
  });
}

/** @param {string} path @returns {Record<string, { version?: string, optional?: boolean }>} nothing where there is no such file. */
function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return {};
  }
}

/** @param {string} command */
function npm(command) {
  const options = ["--no-audit", "--no-fund", "--loglevel=error"];
  // When npm runs this script, it says where it lies; that works on Windows too, where `npm` is no program.
  const npmScript = process.env.npm_execpath;
  if (npmScript?.endsWith(".js")) return run(process.execPath, [npmScript, command, ...options], { quiet: true });
  return run("npm", [command, ...options], { quiet: true, useShell: process.platform === "win32" });
}
