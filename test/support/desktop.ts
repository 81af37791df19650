import { EventEmitter } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ErrorOutput } from "../../src/main/desktop/log-file.ts";
import { runDesktop } from "../../src/main/desktop/desktop.ts";
import { requestFor } from "../../src/main/desktop/start-request.ts";
import { nameTheProgram } from "../../src/main/desktop/profile.ts";
import { useProfile } from "./desktop-profile.ts";
import { electronState, resetElectron, type WindowDouble } from "./electron-double.ts";
import { createFakeEngine, type FakeEngine } from "./fake-engine.ts";
import { makePageDirectory } from "./page-directory.ts";

export interface DesktopUnderTest {
  readonly engine: FakeEngine;
  readonly window: WindowDouble;
  readonly userDataDirectory: string;
  /** Where the system's requests to end arrive. */
  readonly signals: EventEmitter;
  /** Where the program says what goes wrong. */
  readonly errorOutput: ErrorOutput;
  remove(): void;
}

/**
 * Starts the whole desktop host on the double of Electron, with a page and an engine of the test's own.
 *
 * @param place where the start asks to begin.
 * @param bookPath what it opens.
 * @param policy what whoever looks after the machine has decided, as it stands in its file; left out: there is none.
 */
export async function startDesktop(
  place: string | null = null,
  bookPath = "/books/acme.countinghouse",
  policy?: string,
): Promise<DesktopUnderTest> {
  resetElectron();
  const page = makePageDirectory();
  const engine = createFakeEngine();
  const userDataDirectory = mkdtempSync(join(tmpdir(), "countinghouse-desktop-"));
  useProfile(userDataDirectory);
  const signals = new EventEmitter();
  const errorOutput: ErrorOutput = { write: () => true };
  if (policy !== undefined) writeFileSync(join(userDataDirectory, "policy.json"), policy);
  nameTheProgram();
  await runDesktop({
    request: requestFor({ place }),
    bookPath,
    signals,
    errorOutput,
    openBook: () => Promise.resolve({ engine, api: { address: "http://127.0.0.1:4010/v1" } }),
    ensureSample: (onProgress) => {
      onProgress({ daysDone: 1, daysTotal: 2 });
      return Promise.resolve("/books/sample.sqlite");
    },
    preloadPath: "/preload.cjs",
    rendererDirectory: page.directory,
    policyPath: join(userDataDirectory, "policy.json"),
    recentBooksPath: join(userDataDirectory, "recent-books.json"),
  });
  const [window] = electronState.windows;
  if (window === undefined) throw new Error(`No window was opened: ${electronState.errorBoxes.join("; ")}`);
  return {
    engine,
    window,
    userDataDirectory,
    signals,
    errorOutput,
    remove() {
      page.remove();
      rmSync(userDataDirectory, { recursive: true });
    },
  };
}
