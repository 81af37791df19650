import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { type RehearsedDesktop, rehearseDesktop } from "../support/rehearsed-desktop.ts";
import { test as base } from "./desk.ts";

interface Shell extends RehearsedDesktop {
  readonly page: Page;
  readonly bookPath: string;
}

/** What the feed of updates says in the rehearsal. */
export const newestVersion = { version: "9.0.0", notes: "Everything is faster.", page: "https://example.com/9.0.0" };

/** The desktop, rehearsed, on the company of `book.ts`, or where there is no book yet. */
export const test = base.extend<{ shell: Shell; hasBook: boolean }>({
  hasBook: [true, { option: true }],
  shell: async ({ page, hasBook, hosting }, use) => {
    const folder = mkdtempSync(join(tmpdir(), "countinghouse-shell-"));
    const bookPath = join(folder, "book.countinghouse");
    if (hasBook) await hosting.prepare("company", bookPath);
    const feed = createServer((_request, response) => response.end(JSON.stringify(newestVersion)));
    await once(feed.listen(0, "127.0.0.1"), "listening");
    const updateFeed = `http://127.0.0.1:${(feed.address() as AddressInfo).port}/`;
    writeFileSync(join(folder, "settings.json"), JSON.stringify({ updateFeed }));
    const desktop = await rehearseDesktop(page, { bookPath, folder });
    await use({ ...desktop, page, bookPath });
    await desktop.end();
    feed.close();
    rmSync(folder, { recursive: true, force: true });
  },
});
