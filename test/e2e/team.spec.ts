import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { startEngine } from "../../src/main/engine/start.ts";
import { addOperators, passphraseOf } from "../support/operators.ts";
import { expectAccessible } from "./accessible.ts";
import { buildBook } from "./book.ts";
import { call, key } from "./call.ts";
import { expect, test } from "./desk.ts";

// The authority of the test's certificate is known to no browser.
test.use({ ignoreHTTPSErrors: true, startsOn: "nothing" });

const program = fileURLToPath(new URL("../../out/main/cli.js", import.meta.url));
const tlsFile = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

/** The host of a team, in a process of its own, as IT starts it. */
async function serveTeam(bookPath: string, port = 0): Promise<{ address: string; server: ChildProcess }> {
  const door = ["--listen", `127.0.0.1:${port}`, "--tls-cert", tlsFile("host.pem"), "--tls-key", tlsFile("host.key")];
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

async function signIn(page: Page, signInName: string): Promise<void> {
  await page.getByLabel("Name to sign in by").fill(signInName);
  await page.getByRole("textbox", { name: "Passphrase" }).fill(passphraseOf(signInName));
  await page.keyboard.press("Enter");
}

test("two desks of a team: each sees what the other does, and when the host is killed both go on without signing in again", async ({
  browser,
}) => {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-team-"));
  const bookPath = join(folder, "book.countinghouse");
  await buildBook(bookPath);
  const engine = await startEngine({ bookPath, passphraseCost: { logCost: 4, blockSize: 8, parallelization: 1 } });
  await addOperators({ engine }, { ann: "clerk" });
  await engine.close();
  const { address, ...first } = await serveTeam(bookPath);
  let { server } = first;
  try {
    const [ann, bob] = await Promise.all([browser.newPage(), browser.newPage()]);
    let introductions = 0;
    ann.on("request", (request) => {
      if (request.url().endsWith("/session/page")) introductions += 1;
    });
    for (const [page, name] of [
      [ann, "ann"],
      [bob, "bob"],
    ] as const) {
      await page.goto(`${address}/#/account/org_hooli/overview`);
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      await signIn(page, name);
      await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
    }

    const adjust = ann.getByRole("dialog", { name: "Adjust credit balance" });
    await test.step("what is asked for while the host is away is done once it is back, and seen at the other desk", async () => {
      await ann.keyboard.press("a");
      await adjust.getByRole("textbox", { name: "Amount" }).fill("12.50");
      await adjust.getByRole("combobox", { name: "Reason" }).click();
      await ann.getByRole("option", { name: "Courtesy" }).click();
      const exited = once(server, "exit");
      server.kill("SIGKILL");
      await exited;
      await expect(ann.getByRole("alert").filter({ hasText: "does not answer" })).toBeVisible();
      await adjust.getByRole("button", { name: "Adjust balance" }).click();
      ({ server } = await serveTeam(bookPath, Number(new URL(address).port)));
      await expect(adjust).toBeHidden();
      for (const page of [ann, bob]) await expect(page.getByRole("main")).toContainText("$12.50");
      const { rows } = await call(bob, "ledger.list", { limit: 100 });
      expect(rows.map(({ amountMinor, operator }) => [amountMinor, operator])).toEqual([[12_50, "ANN"]]);
    });

    await test.step("an admin sees both sessions and ends one, whose desk is asked who is there", async () => {
      await bob.goto(`${address}/#/settings/operators`);
      const sessions = bob.getByRole("table", { name: /^Sessions/u });
      await expect(sessions.getByRole("row", { name: /^Bob \(this one\)/u })).toBeVisible();
      await expectAccessible(bob);
      await sessions.getByRole("button", { name: /^End the session of ANN/u }).click();
      const confirm = bob.getByRole("dialog", { name: "End the session of ANN?" });
      await confirm.getByRole("button", { name: "End session" }).click();
      await expect(confirm).toBeHidden();
      await expect(sessions.getByRole("row", { name: /^ANN/u })).toBeHidden();
      await expect(ann.getByRole("dialog", { name: "The desk is locked" })).toBeVisible();
      await signIn(ann, "ann");
      await expect(ann.getByRole("dialog", { name: "The desk is locked" })).toBeHidden();
    });

    await test.step("the page is told what others do from then on as well", async () => {
      const adjustment = { accountId: "org_hooli", action: "increase", amountMinor: 50, currency: "USD" } as const;
      await call(bob, "credits.adjust", { ...adjustment, reasonCode: "courtesy", ...key() });
      await expect(ann.getByRole("main")).toContainText("$13.00");
      expect(introductions, "the host is asked once for what only a machine's own host has").toBe(1);
    });
  } finally {
    const exited = once(server, "exit");
    server.kill("SIGTERM");
    const [exitCode] = (await exited) as [number | null];
    rmSync(folder, { recursive: true, force: true });
    expect(exitCode, "the host stops cleanly").toBe(0);
  }
});
