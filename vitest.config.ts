import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

// Every engine that a test starts loads the sources in two threads; what they were compiled to is kept for the next one.
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL(".cache/node-compile/", import.meta.url));

export default defineConfig({
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/{acceptance,cli,api,property,security}/**/*.test.ts"],
    environment: "node",
    // Every test file opens books of its own with two threads each, and the machine has few cores.
    maxWorkers: 2,
    testTimeout: 30_000,
    restoreMocks: true,
  },
});
