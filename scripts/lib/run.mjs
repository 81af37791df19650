import { spawn } from "node:child_process";
import { projectDirectory } from "./project.mjs";

/** How a program ended. @typedef {{ code: number, timedOut: boolean, output: string }} Ending */

/**
 * Runs a program to its end.
 *
 * @param {string} program
 * @param {string[]} programArguments
 * @param {{ quiet?: boolean, say?: (text: string) => void, timeoutMs?: number, silenceLimitMs?: number, environment?: NodeJS.ProcessEnv, useShell?: boolean }} [options]
 *   `quiet` keeps what the program says instead of showing it, `say` is told of it instead; `silenceLimitMs` ends one that has said nothing for so
 *   long, and is for these two only.
 * @returns {Promise<Ending>} A program that cannot be started, or that a signal ended, has a code other than 0 as well.
 */
export function run(program, programArguments, options = {}) {
  const { quiet = false, say, timeoutMs, silenceLimitMs, environment = process.env, useShell = false } = options;
  return new Promise((resolve) => {
    const shown = quiet || say !== undefined ? "pipe" : "inherit";
    const child = spawn(program, programArguments, {
      cwd: projectDirectory,
      env: environment,
      shell: useShell,
      stdio: ["inherit", shown, shown],
    });
    let output = "";
    let timedOut = false;
    const endAfter = (durationMs) =>
      durationMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill("SIGKILL");
          }, durationMs);
    const limit = endAfter(timeoutMs);
    const silence = endAfter(silenceLimitMs);
    const take = (text) => {
      if (say === undefined) output += text;
      else say(text);
      silence?.refresh();
    };
    child.stdout?.setEncoding("utf8").on("data", take);
    child.stderr?.setEncoding("utf8").on("data", take);
    const end = (code) => {
      clearTimeout(limit);
      clearTimeout(silence);
      resolve({ code, timedOut, output });
    };
    child.once("error", (error) => {
      output += error.message;
      end(127);
    });
    child.once("close", (code) => end(code ?? 1));
  });
}

const parentCheckMs = 500;

/**
 * Hands the terminal over to a program and ends as it ends. A stop that is asked for (Ctrl+C, SIGTERM) is passed on, as is
 * the end of whoever started this process, and the program is given the time that it takes.
 *
 * @param {string} program
 * @param {string[]} programArguments
 * @param {{ isToldOnce?: boolean }} [options] `isToldOnce` is for a program that a second request would kill while it follows the
 *   first: it is told once, and stands in a group of its own, so that a Ctrl+C in the terminal does not reach it beside us.
 * @returns {Promise<number>} its exit code.
 */
export function handOver(program, programArguments, { isToldOnce = false } = {}) {
  return new Promise((resolve) => {
    const hasOwnGroup = isToldOnce && process.platform !== "win32";
    let isTold = false;
    const passOn = () => {
      if (isTold && isToldOnce) return;
      isTold = true;
      child.kill("SIGTERM");
    };
    // Listened for before the program is there: a signal that came in between would end us and leave the program running.
    const signals = ["SIGINT", "SIGTERM", ...(hasOwnGroup ? ["SIGHUP"] : [])];
    for (const signal of signals) process.on(signal, passOn);
    const child = spawn(program, programArguments, { stdio: "inherit", detached: hasOwnGroup });
    // npm's shell ends without passing a signal on; then nobody is left to stop what was started.
    const parent = process.ppid;
    const watch = setInterval(() => process.ppid !== parent && passOn(), parentCheckMs);
    const end = (code) => {
      clearInterval(watch);
      for (const signal of signals) process.off(signal, passOn);
      resolve(code);
    };
    child.once("error", (error) => {
      console.error(`${program}: ${error.message}`);
      end(127);
    });
    child.once("close", (code) => end(code ?? 1));
  });
}
