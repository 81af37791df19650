import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Every engine that a test starts loads the same two threads: as they were compiled of the sources, by us and by V8.
process.env["COUNTINGHOUSE_COMPILED_THREAD"] = new URL("out/main/worker.js", import.meta.url).href;
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL(".cache/node-compile/", import.meta.url));

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/{acceptance,cli,api,property,security}/**/*.test.ts"],
    globalSetup: "scripts/prepare-tests.mjs",
    environment: "node",
    // Every test file opens books of its own with two threads each, and the machine has few cores.
    maxWorkers: 2,
    testTimeout: 30_000,
    restoreMocks: true,
  },
});
