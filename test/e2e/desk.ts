import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { test as base, expect, type Page } from "@playwright/test";
import { buildBook } from "./book.ts";
import { buildPicturesBook } from "./pictures-book.ts";

const serverModule = fileURLToPath(new URL("../../out/main/host.js", import.meta.url));

/** The application as a person has it: the real loopback host, in a process of its own, on a book of the test's own. */
export interface Desk {
  readonly bookPath: string;
  /** The address that the host printed; it lets one browser in. */
  readonly address: string;
  /** End the host, by the signal that a terminal sends or as if the machine had lost power. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
  /** Start it again, at the same port. */
  startAgain(): Promise<void>;
}

async function serve(bookPath: string, port = "0"): Promise<{ address: string; server: ChildProcess }> {
  const server = spawn(process.execPath, [serverModule, "--book", bookPath, "--port", port, "--no-open"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  server.stdout.setEncoding("utf8");
  let printed = "";
  for await (const text of server.stdout.iterator({ destroyOnReturn: false })) {
    printed += String(text);
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/u.exec(printed)?.[0];
    if (address !== undefined) {
      // What it prints from now on is read and dropped, so that its pipe never fills.
      server.stdout.resume();
      return { address, server };
    }
  }
  throw new Error(`The host ended without printing its address: ${printed}`);
}

/** What lies at the book's path when the host is started on it. */
const preparations = {
  /** The company of `book.ts`. */
  company: buildBook,
  pictures: buildPicturesBook,
  nothing: async () => {},
  /** A book with a page that is broken, and a copy from before that beside it. */
  damaged: async (bookPath: string) => {
    await buildBook(bookPath);
    copyFileSync(bookPath, `${bookPath}.backup-20260301T120000000Z`);
    writeFileSync(bookPath, readFileSync(bookPath).fill(0x5a, 4096));
  },
  /** A picture, which is not a book. */
  picture: async (bookPath: string) => writeFile(bookPath, Buffer.alloc(4096, "\x89PNG")),
} as const satisfies Record<string, (bookPath: string) => Promise<void>>;

interface DeskOptions {
  readonly startsOn: keyof typeof preparations;
}

/** Start the application on a book of its own. `end` stops it and takes the book away. */
export async function startDesk(startsOn: DeskOptions["startsOn"]): Promise<Desk & { end(): Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-e2e-"));
  const bookPath = join(folder, "book.countinghouse");
  await preparations[startsOn](bookPath);
  const { address, ...first } = await serve(bookPath);
  let { server } = first;
  let isStopped = false;
  const stop = async (signal: "SIGTERM" | "SIGKILL" = "SIGTERM") => {
    if (isStopped) return;
    isStopped = true;
    expect(server.signalCode ?? server.exitCode, "nobody but the test ends the host").toBeNull();
    const exited = once(server, "exit");
    server.kill(signal);
    const [exitCode] = (await exited) as [number | null];
    if (signal === "SIGTERM") expect(exitCode, "the host stops cleanly").toBe(0);
  };
  return {
    bookPath,
    address,
    stop,
    async startAgain() {
      ({ server } = await serve(bookPath, new URL(address).port));
      isStopped = false;
    },
    async end() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const test = base.extend<DeskOptions & { desk: Desk }>({
  startsOn: ["company", { option: true }],
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
  desk: async ({ startsOn }, use) => {
    const desk = await startDesk(startsOn);
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
