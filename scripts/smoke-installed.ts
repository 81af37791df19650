import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { inProject } from "./lib/project.mjs";

/*
 * `node scripts/smoke-installed.ts PROGRAM BOOK`: starts an installed desktop application on a new book, waits until it serves it, and
 * asks it to quit. Ends with 1 where anything of it does not come about.
 */

const [, , program = "", book = ""] = process.argv;
const patienceMs = 60_000;
const isWindows = process.platform === "win32";

const make = ["book", "new", "--book", book, "--name", "Smoke", "--time-zone", "UTC", "--currency", "USD"];
execFileSync(process.execPath, [inProject("out", "main", "cli.js"), ...make], { stdio: "inherit" });
const application = spawn(program, [`--book=${book}`], { stdio: "inherit" });
const ended = once(application, "exit") as Promise<[number | null]>;

// The page's first good answer is what announces a book: then the window, its engine and the way between them are at work.
const startedMs = Date.now();
while (!existsSync(`${book}.running`)) {
  if (Date.now() - startedMs > patienceMs) throw new Error("It does not serve the book.");
  if (application.exitCode !== null) throw new Error(`It ended with ${application.exitCode}.`);
  await wait(200);
}
console.log(`It serves the book after ${Date.now() - startedMs} ms.`);

if (isWindows) execFileSync("taskkill", ["/pid", String(application.pid)], { stdio: "inherit" });
else application.kill("SIGTERM");
const outcome = await Promise.race([ended, wait(patienceMs, null, { ref: false })]);
if (outcome === null) throw new Error("It does not quit.");
if (outcome[0] !== 0) throw new Error(`It ended with ${outcome[0]}.`);
if (existsSync(`${book}.running`)) throw new Error("It left the book announced.");
console.log("It quit in good order.");
