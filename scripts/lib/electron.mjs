import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./project.mjs";
import { withProgress } from "./progress.mjs";
import { run } from "./run.mjs";

const packageDirectory = inProject("node_modules", "electron");
const failurePath = inProject(".cache", "electron-unavailable");
/** A slow line is waited for, however slow it is; one on which nothing comes is not. */
const stallLimitMs = 60_000;
const retryAfterMs = 24 * 60 * 60 * 1000;

/**
 * Finds Electron's program, getting it from the network where it is not there yet. That is tried once a day at most, so
 * that starting is not slow where it cannot be had, unless somebody insists.
 *
 * @param {string} node a Node 24.
 * @param {{ insists: boolean }} options whether to try at once, whatever became of it lately.
 * @returns {Promise<{ program: string } | { reason: string }>}
 */
export async function findElectron(node, { insists }) {
  const obstacle = obstacleToWindows();
  if (obstacle !== undefined) return { reason: obstacle };
  const present = presentProgram();
  if (present !== undefined) return { program: present };
  const failure = insists ? undefined : lateFailure();
  if (failure !== undefined) {
    return { reason: `${failure} (it is tried again tomorrow, or at once with --host desktop)` };
  }

  const { code, timedOut, output } = await withProgress("Getting Electron (once)", () =>
    run(node, [inProject("scripts", "get-electron.mjs")], {
      quiet: true,
      silenceLimitMs: stallLimitMs,
      // Node heeds HTTPS_PROXY and its kin only where it is told to.
      environment: { NODE_USE_ENV_PROXY: "1", ...process.env },
    }),
  );
  const downloaded = code === 0 ? presentProgram() : undefined;
  if (downloaded !== undefined) {
    rmSync(failurePath, { force: true });
    return { program: downloaded };
  }
  const why = timedOut ? `nothing came for ${stallLimitMs / 1000} s` : (output.trim().split("\n").at(-1) ?? "");
  const reason = `Electron cannot be downloaded here: ${why.replace(/\.$/u, "")}`;
  mkdirSync(inProject(".cache"), { recursive: true });
  writeFileSync(failurePath, reason);
  return { reason };
}

/**
 * Why Electron ended as soon as it was started, as far as that can be told.
 *
 * @param {(path: string) => string | undefined} [setting] reads one of the kernel's.
 */
export function reasonForNotRunning(setting = kernelSetting) {
  const forbidding = forbiddingSettings.find(({ path, value }) => setting(path) === value);
  if (forbidding === undefined) return "Electron does not run here";
  const name = forbidding.path.split("/").slice(3).join(".");
  return (
    `Electron does not run here, because its sandbox needs user namespaces and the system forbids them (${name} is ` +
    `${forbidding.value}). Either install Countinghouse's own package (.deb, .rpm), whose sandbox needs none, or allow them: ` +
    `sudo sysctl -w ${name}=${forbidding.allowed}`
  );
}

/** What keeps the programs of a person from making user namespaces: Ubuntu from 24.04 on, Debian as some set it up, any kernel. */
const forbiddingSettings = [
  { path: "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", value: "1", allowed: "0" },
  { path: "/proc/sys/kernel/unprivileged_userns_clone", value: "0", allowed: "1" },
  { path: "/proc/sys/user/max_user_namespaces", value: "0", allowed: "10000" },
];

/** @param {string} path @returns {string | undefined} */
function kernelSetting(path) {
  try {
    return readFileSync(path, "utf8").trim();
  } catch {
    return undefined;
  }
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

/** Why it could not be downloaded within the last day, if so. */
function lateFailure() {
  if (!existsSync(failurePath) || Date.now() - statSync(failurePath).mtimeMs >= retryAfterMs) return undefined;
  return readFileSync(failurePath, "utf8");
}
