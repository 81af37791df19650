import { existsSync } from "node:fs";
import { join } from "node:path";
import { inProject } from "./project.mjs";
import { withProgress } from "./progress.mjs";
import { run } from "./run.mjs";

/** Where browsers of Chromium's family usually lie, by system; the one without windows first, because it is the quickest. */
const usualPaths = {
  linux: [
    "/usr/bin/chromium-headless-shell",
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/usr/bin/google-chrome-stable",
    "/snap/bin/chromium",
  ],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: ["PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"].flatMap((variable) => {
    const folder = process.env[variable];
    return folder === undefined ? [] : [join(folder, "Google", "Chrome", "Application", "chrome.exe")];
  }),
};

/**
 * Finds a Chromium for the end-to-end tests, or installs one: from the system where this may be done, else Playwright's.
 *
 * @param {string} node a Node 24.
 * @returns {Promise<string>} the program's path.
 * @throws where none can be had, saying what to do.
 */
export async function ensureChromium(node) {
  const present = presentChromium() ?? (await playwrightChromium(node));
  if (present !== undefined) return present;
  await withProgress("Installing Chromium for the end-to-end tests", () => install(node));
  const installed = presentChromium() ?? (await playwrightChromium(node));
  if (installed === undefined) {
    throw new Error(
      "There is no Chromium, and none could be installed. Install one, or name it in PLAYWRIGHT_CHROMIUM.",
    );
  }
  return installed;
}

/** @returns {string | undefined} */
function presentChromium() {
  return [process.env.PLAYWRIGHT_CHROMIUM, ...(usualPaths[process.platform] ?? [])].find(
    (path) => path !== undefined && existsSync(path),
  );
}

/** @param {string} node */
async function playwrightChromium(node) {
  const question = `process.stdout.write(require("playwright-core").chromium.executablePath())`;
  const { code, output } = await run(node, ["--eval", question], { quiet: true });
  return code === 0 && existsSync(output) ? output : undefined;
}

/** @param {string} node */
async function install(node) {
  if (process.platform === "linux" && process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const environment = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
    await run("apt-get", ["update", "-qq"], { quiet: true, environment });
    for (const name of ["chromium-headless-shell", "chromium"]) {
      const options = ["install", "-y", "-qq", "--no-install-recommends", name];
      const { code } = await run("apt-get", options, { quiet: true, environment });
      if (code === 0) return;
    }
  }
  await run(node, [inProject("node_modules", "playwright-core", "cli.js"), "install", "chromium"], { quiet: true });
}
