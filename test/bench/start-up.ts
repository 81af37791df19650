import { join } from "node:path";
import { chromium, type Browser } from "@playwright/test";
import { ensureChromium } from "../../scripts/lib/chromium.mjs";
import { buildSample } from "../../src/main/sample/build-sample.ts";
import { civilDate } from "../../src/shared/calendar.ts";
import { rehearseDesktop } from "../support/rehearsed-desktop.ts";
import { inTemporaryFolder, median, type Finding } from "./harness.ts";

/** When something was to be seen, in milliseconds from the start of the main process. */
interface StartTimes {
  readonly mainReady: number;
  readonly windowShown: number;
  readonly listPainted: number;
}

/**
 * How long a start of the desktop takes, as the shell is rehearsed: its main process and preload as they are built, and a Chromium that
 * runs already. Electron's own start is not in it.
 *
 * @param accounts how many the book has.
 * @param rounds how many starts are measured after the first one, for which V8 has compiled nothing yet.
 */
export async function measureStartUp(accounts: number, rounds: number): Promise<Finding[]> {
  return await inTemporaryFolder(async (folder) => {
    const bookPath = join(folder, "book.countinghouse");
    await buildSample(bookPath, { accounts, years: 1, todayOn: civilDate("2026-03-15"), seed: 1 }, "Benchmark");
    // Each start keeps what V8 has compiled where it does so by itself, in the profile.
    delete process.env["NODE_COMPILE_CACHE"];
    const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const browser = await chromium.launch({ executablePath: await ensureChromium(process.execPath), args });
    try {
      const first = await startOnce(browser, bookPath, folder);
      const later: StartTimes[] = [];
      for (let round = 0; round < rounds; round += 1) later.push(await startOnce(browser, bookPath, folder));
      const words = `a book of ${accounts} accounts`;
      return [
        { name: `The first start of the desktop, ${words}`, figures: inWords((each) => each(first)), aim: null },
        { name: `Further starts, ${words}`, figures: inWords((each) => median(later.map(each))), aim: null },
      ];
    } finally {
      await browser.close();
    }
  });
}

async function startOnce(browser: Browser, bookPath: string, folder: string): Promise<StartTimes> {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const startedAt = performance.now();
  let mainReady = Number.NaN;
  let windowShown = Number.NaN;
  page.once("load", () => (windowShown = performance.now() - startedAt));
  const onWindow = (): void => void (mainReady = performance.now() - startedAt);
  const desktop = await rehearseDesktop(page, { bookPath, folder, onWindow });
  await page.getByRole("gridcell").first().waitFor();
  const listPainted = performance.now() - startedAt;
  await desktop.end();
  await context.close();
  return { mainReady, windowShown, listPainted };
}

function inWords(of: (each: (times: StartTimes) => number) => number): string {
  const ms = (each: (times: StartTimes) => number): string => `${of(each).toFixed(0)} ms`;
  return [
    `main process ready ${ms(({ mainReady }) => mainReady)}`,
    `window shown ${ms(({ windowShown }) => windowShown)}`,
    `list painted ${ms(({ listPainted }) => listPainted)}`,
  ].join(", ");
}
