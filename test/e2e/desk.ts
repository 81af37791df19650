import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import type { BookKind } from "./books.ts";
import { type Host, type Hosting, startHosting, startProgram } from "./hosts.ts";

/** The application as a person has it: the real loopback host on a book of the test's own. */
export interface Desk {
  readonly bookPath: string;
  /** The address that the host printed; it lets one browser in. */
  readonly address: string;
  /** End the host, by the signal that a terminal sends or as if the machine had lost power. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Start it again, at the same port. */
  startAgain(): Promise<void>;
}

/** Start the application on a book of its own. `end` stops it and takes the book away. */
export async function startDesk(
  hosting: Hosting,
  startsOn: BookKind = "company",
  startHost = hosting.startHost,
): Promise<Desk & { end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-e2e-"));
  const bookPath = join(folder, "book.countinghouse");
  await hosting.prepare(startsOn, bookPath);
  const first = await startHost(bookPath, 0);
  const { address } = first;
  let host: Host | null = first;
  const stop = async (signal: "SIGTERM" | "SIGKILL" = "SIGTERM") => {
    const stopped = host;
    host = null;
    await stopped?.stop(signal);
  };
  return {
    bookPath,
    address,
    stop,
    async startAgain() {
      host = await startHost(bookPath, Number(new URL(address).port));
    },
    async end() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface DeskOptions {
  readonly startsOn: BookKind;
  /** Whether the host is a program of its own, which can be killed, and not one that shares the process that the worker has for its hosts. */
  readonly isProgram: boolean;
}

export const test = base.extend<DeskOptions & { desk: Desk }, { hosting: Hosting }>({
  startsOn: ["company", { option: true }],
  isProgram: [false, { option: true }],
  hosting: [
    // eslint-disable-next-line no-empty-pattern -- Playwright wants one.
    async ({}, use) => {
      const hosting = startHosting();
      await use(hosting);
      await hosting.end();
    },
    { scope: "worker" },
  ],
  page: async ({ page }, use, testInfo) => {
    const failed: string[] = [];
    page.on("requestfailed", (request) => {
      failed.push(`${new Date().toISOString()} ${request.method()} ${request.url()} ${request.failure()?.errorText}`);
    });
    await use(page);
    // A page that lost its host says so, and not why.
    if (testInfo.status === testInfo.expectedStatus || failed.length === 0) return;
    await testInfo.attach("requests without an answer", { body: failed.join("\n"), contentType: "text/plain" });
  },
  desk: async ({ hosting, startsOn, isProgram }, use) => {
    const desk = await startDesk(hosting, startsOn, isProgram ? startProgram : hosting.startHost);
    await use(desk);
    await desk.end();
  },
});

export { expect };

/** Open a place of the application; the first time, with the address that lets the browser in. */
export async function openDesk(page: Page, desk: Desk): Promise<void> {
  await page.goto(desk.address);
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
}
