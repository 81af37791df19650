import { defineConfig } from "vitest/config";

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
