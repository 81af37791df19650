import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";

/** Debian's and other systems' own Chromium; `npm test` finds or installs one and names it here. */
const executablePath = process.env.COUNTINGHOUSE_CHROMIUM;

// The hosts that the tests start load the sources again and again; what they were compiled to is kept for the next one.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL(".cache/node-compile/", import.meta.url));

export default defineConfig({
  testDir: "test/e2e",
  outputDir: "test-results",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: {
    locale: "en-US",
    timezoneId: "UTC",
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: [
        // Chromium refuses its sandbox to root, which is who runs containers.
        ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
        "--disable-gpu",
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
