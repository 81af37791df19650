import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./project.mjs";
import { withProgress } from "./progress.mjs";
import { run } from "./run.mjs";

const packageDirectory = inProject("node_modules", "electron");
const failurePath = inProject(".cache", "electron-unavailable");
const downloadTimeoutMs = 60_000;
const retryAfterMs = 24 * 60 * 60 * 1000;

/**
 * Finds Electron's program, getting it from the network where it is not there yet. That is tried once a day at most, so
 * that starting is not slow where it cannot be had.
 *
 * @param {string} node a Node 24.
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function findElectron(node) {
  const obstacle = obstacleToWindows();
  if (obstacle !== undefined) return { reason: obstacle };
  const present = presentProgram();
  if (present !== undefined) return { program: present };
  if (hasFailedLately()) return { reason: "Electron could not be downloaded lately; it is tried again tomorrow" };

  const { code } = await withProgress("Getting Electron (once)", () =>
    run(node, [join(packageDirectory, "install.js")], { quiet: true, timeoutMs: downloadTimeoutMs }),
  );
  const downloaded = code === 0 ? presentProgram() : undefined;
  if (downloaded !== undefined) {
    rmSync(failurePath, { force: true });
    return { program: downloaded };
  }
  mkdirSync(inProject(".cache"), { recursive: true });
  writeFileSync(failurePath, `${new Date().toISOString()}\n`);
  return { reason: "Electron cannot be downloaded here" };
}

/** Why no window can be opened on this machine, if so. */
function obstacleToWindows() {
  if (process.platform !== "linux") return undefined;
  if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return "There is no screen here";
  // Electron runs as root only without its sandbox, and the sandbox is not given up.
  if (process.getuid?.() === 0) return "Electron does not run as root";
  return undefined;
}

/** @returns {string | undefined} */
function presentProgram() {
  try {
    const program = join(packageDirectory, "dist", readFileSync(join(packageDirectory, "path.txt"), "utf8"));
    return existsSync(program) ? program : undefined;
  } catch {
    return undefined;
  }
}

function hasFailedLately() {
  return existsSync(failurePath) && Date.now() - statSync(failurePath).mtimeMs < retryAfterMs;
}
