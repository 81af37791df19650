import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { passphraseOf } from "../support/passphrases.ts";
import { expect } from "./desk.ts";
import type { Hosting } from "./hosts.ts";

const program = fileURLToPath(new URL("../../out/main/cli.js", import.meta.url));
const tlsFile = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

/** The host of a team, in a process of its own, as IT starts it. */
export async function serveTeam(
  bookPath: string,
  port = 0,
  more: readonly string[] = [],
): Promise<{ address: string; server: ChildProcess }> {
  const door = [
    "--listen",
    `127.0.0.1:${port}`,
    "--tls-cert",
    tlsFile("host.pem"),
    "--tls-key",
    tlsFile("host.key"),
    ...more,
  ];
  const server = spawn(process.execPath, [program, "serve", "--book", bookPath, ...door], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  server.stdout.setEncoding("utf8");
  let printed = "";
  for await (const text of server.stdout.iterator({ destroyOnReturn: false })) {
    printed += String(text);
    const address = /https:\/\/localhost:\d+/u.exec(printed)?.[0];
    if (address !== undefined) {
      server.stdout.resume();
      return { address, server };
    }
  }
  throw new Error(`The host ended without printing its address: ${printed}`);
}

/** @returns where the book of `team-book.ts` lies, in a folder of its own. */
export async function makeTeamBook(hosting: Hosting): Promise<{ folder: string; bookPath: string }> {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-team-"));
  const bookPath = join(folder, "book.countinghouse");
  await hosting.prepare("team", bookPath);
  return { folder, bookPath };
}

/** Ends the host, cleanly, and removes what it worked with. */
export async function endTeam(server: ChildProcess, folder: string): Promise<void> {
  const exited = once(server, "exit");
  server.kill("SIGTERM");
  const [exitCode] = (await exited) as [number | null];
  rmSync(folder, { recursive: true, force: true });
  expect(exitCode, "the host stops cleanly").toBe(0);
}

export async function signIn(page: Page, signInName: string): Promise<void> {
  await page.getByLabel("Sign-in name").fill(signInName);
  await page.getByRole("textbox", { name: "Passphrase" }).fill(passphraseOf(signInName));
  await page.keyboard.press("Enter");
}
