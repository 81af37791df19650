import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { testFolder } from "./scripts/lib/test-folder.mjs";

/** Debian's and other systems' own Chromium; `npm test` finds or installs one and names it here. */
const executablePath = process.env.COUNTINGHOUSE_CHROMIUM;

// Every engine and host that a test starts loads the same programs: as they were compiled of the sources, by us and by V8.
process.env["COUNTINGHOUSE_COMPILED_THREAD"] = new URL("out/main/worker.js", import.meta.url).href;
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL(".cache/node-compile/", import.meta.url));
process.env["TMPDIR"] ??= testFolder();

export default defineConfig({
  globalSetup: "./scripts/prepare-tests.mjs",
  testDir: "test/e2e",
  outputDir: "test-results",
  fullyParallel: true,
  // Each has a browser and a host: half as many as there are cores, two where there are few.
  workers: Math.max(2, Math.floor(availableParallelism() / 2)),
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  // Nothing of this is waited for where all is well. A machine that is slow, or busy with other work, is no fault of the code;
  // but what never comes must not cost the other tests the time that the whole has.
  timeout: 240_000,
  expect: { timeout: 60_000, toHaveScreenshot: { pathTemplate: "docs/pictures/{arg}{ext}" } },
  use: {
    locale: "en-US",
    timezoneId: "UTC",
    actionTimeout: 60_000,
    viewport: { width: 1440, height: 900 },
    // What fades in or out is at once there or gone: a look at its colours in between would find others.
    contextOptions: { reducedMotion: "reduce" },
    // A trace costs a third of the time. Whoever wants one of a test that failed runs that test with `--trace on`.
    screenshot: "only-on-failure",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        // Chromium refuses its sandbox to root, which is who runs containers.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
        // A page of a test does not live long enough for what an optimising compiler costs: with neither of V8's, a test takes a fifth less of
        // the processor.
        "--js-flags=--no-opt,--no-maglev",
        // Letters look alike whatever the system says of them.
        "--font-render-hinting=none",
        "--disable-lcd-text",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
  projects: [
    { name: "chromium", testIgnore: "electron/**" },
    { name: "electron", testMatch: "electron/**/*.spec.ts" },
  ],
});
