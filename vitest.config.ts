import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { fileOnlyTests, serverCoreTests } from "./scripts/lib/file-only-tests.mjs";
import { testFolder } from "./scripts/lib/test-folder.mjs";
import { findServerPrograms } from "./test/support/postgres.ts";

// Every engine that a test starts loads the same two threads: as they were compiled of the sources, by us and by V8.
process.env["COUNTINGHOUSE_COMPILED_THREAD"] = new URL("out/main/worker.js", import.meta.url).href;
process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL(".cache/node-compile/", import.meta.url));
process.env["TMPDIR"] ??= testFolder();

/** They put a double in Electron's place, which no other test may find there. */
const onDoubleOfElectron = "test/security/desktop-*.test.ts";

/** What a command is run in is read once in a process: these have one of their own. */
const inGerman = "test/cli/german*.test.ts";

/**
 * What works with books, with each on a PostgreSQL server: all of it for `npm test -- --database postgres`, else a part that shows whether the two
 * have come apart, where there is a server.
 */
const isWholeOnServer = process.env["COUNTINGHOUSE_TEST_DATABASE"] === "postgres";
const onServer = {
  extends: true as const,
  test: {
    name: "server",
    include: isWholeOnServer ? ["test/{acceptance,api,property}/**/*.test.ts"] : serverCoreTests,
    exclude: fileOnlyTests.map(({ file }) => file),
    env: { COUNTINGHOUSE_TEST_DATABASE: "postgres" },
    globalSetup: "scripts/start-test-server.mjs",
    isolate: false,
  },
};
const hasServer = findServerPrograms() !== null;
if (!hasServer) console.log("– no test has its book on a server: there is no PostgreSQL of version 15 or later here.");

export default defineConfig({
  test: {
    globalSetup: "scripts/prepare-tests.mjs",
    environment: "node",
    // Each works on a book of its own with two threads: half as many as there are cores, three where there are few, because many wait for
    // a disk, a lock or another process.
    maxWorkers: Math.max(3, Math.floor(availableParallelism() / 2)),
    // Nothing of this is waited for where all is well. A machine that is slow, or busy with other work, is no fault of the code.
    testTimeout: 360_000,
    hookTimeout: 360_000,
    expect: { poll: { timeout: 30_000 } },
    restoreMocks: true,
    projects: [
      {
        extends: true,
        test: {
          name: "countinghouse",
          include: [
            "src/**/*.test.{ts,tsx}",
            "test/{acceptance,cli,api,property,security,documents,packaging}/**/*.test.ts",
          ],
          exclude: [onDoubleOfElectron, inGerman],
          // A test leaves nothing behind in its process, so files follow each other in one, and what they import is loaded once.
          isolate: false,
        },
      },
      { extends: true, test: { name: "desktop", include: [onDoubleOfElectron] } },
      { extends: true, test: { name: "german", include: [inGerman], env: { LC_ALL: "de_DE.UTF-8" } } },
      ...(isWholeOnServer || hasServer ? [onServer] : []),
    ],
  },
});
