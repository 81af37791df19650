import { once } from "node:events";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { startProvider } from "../support/identity-provider.ts";
import { expectAccessible } from "./accessible.ts";
import { call, key } from "./call.ts";
import { expect, test } from "./desk.ts";
import { endTeam, makeTeamBook, serveTeam, signIn } from "./team-host.ts";

// The authority of the test's certificate is known to no browser.
test.use({ ignoreHTTPSErrors: true, startsOn: "nothing" });

test("two desks of a team: each sees what the other does, and when the host is killed both go on without signing in again", async ({
  browser,
  hosting,
}) => {
  const { folder, bookPath } = await makeTeamBook(hosting);
  const { address, ...first } = await serveTeam(bookPath);
  let { server } = first;
  try {
    const [ann, bob] = await Promise.all([browser.newPage(), browser.newPage()]);
    // The clock of one machine is a day ahead: days and moments are the host's.
    await ann.clock.setSystemTime(Date.now() + 86_400_000);
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
      const { today } = await call(bob, "book.info", {});
      expect(rows.map(({ amountMinor, operator, effectiveOn }) => [amountMinor, operator, effectiveOn])).toEqual([
        [12_50, "ANN", today],
      ]);
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
    await endTeam(server, folder);
  }
});

test("somebody signs in by single sign-on, opens a locked desk by it, and is out once suspended; who is in no group is told so", async ({
  browser,
  hosting,
}) => {
  const { folder, bookPath } = await makeTeamBook(hosting);
  const provider = await startProvider();
  const { issuer, clientId, clientSecret, name, groups } = provider.settings;
  const settingsPath = join(folder, "sign-on.json");
  writeFileSync(settingsPath, JSON.stringify({ issuer, clientId, clientSecretFile: "secret", name, groups }), {
    mode: 0o600,
  });
  writeFileSync(join(folder, "secret"), clientSecret ?? "", { mode: 0o600 });
  const { address, server } = await serveTeam(bookPath, 0, ["--sign-on", settingsPath]);
  provider.returnsTo = `${address}/sign-on/return`;
  try {
    const page = await browser.newPage();
    const other = await (await browser.newContext({ ignoreHTTPSErrors: true })).newPage();
    const button = page.getByRole("button", { name: "Sign in with Acme login" });
    const eve = provider.person;

    await test.step("they come back to the place that they were at, by the name that the provider has for them", async () => {
      await page.goto(`${address}/#/account/org_hooli/overview`);
      await expect(button).toBeVisible();
      await expectAccessible(page);
      await button.press("Enter");
      await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
      expect(page.url()).toBe(`${address}/#/account/org_hooli/overview`);
      await expect(page.getByRole("contentinfo", { name: "Status of the book" })).toContainText("Eve Adams");
    });

    await test.step("a desk that was locked keeps what was typed, and is opened from a tab of its own", async () => {
      await page.keyboard.press("a");
      const adjust = page.getByRole("dialog", { name: "Adjust credit balance" });
      await adjust.getByRole("textbox", { name: "Amount" }).fill("12.50");
      await call(page, "operators.signOut", {});
      const locked = page.getByRole("dialog", { name: "The desk is locked" });
      await expect(locked).toBeVisible();
      const opened = page.context().waitForEvent("page");
      await button.press("Enter");
      const tab = await opened;
      await expect(tab.getByRole("contentinfo", { name: "Status of the book" })).toContainText("Eve Adams");
      await expect(locked).toBeHidden();
      await expect(adjust.getByRole("textbox", { name: "Amount" })).toHaveValue("12.50");
      expect(provider.asked.filter((path) => path.startsWith("/interaction/"))).toHaveLength(2);
    });

    await test.step("who is in no group that has a role is turned back with the reason, and may sign in by passphrase", async () => {
      provider.person = { sub: "u-9", name: "Mel", preferred_username: "mel", groups: ["sales"] };
      await other.goto(`${address}/#/accounts`);
      await other.getByRole("button", { name: "Sign in with Acme login" }).press("Enter");
      await expect(other.getByRole("alert")).toContainText("The single sign-on gives you no access here.");
      await expectAccessible(other);
      await signIn(other, "bob");
      await expect(other.getByRole("contentinfo", { name: "Status of the book" })).toContainText("Bob");
    });

    await test.step("who is suspended while they work is out at once, and the provider's word brings them in no more", async () => {
      const { operator } = await call(page, "operators.current", {});
      await call(other, "operators.suspend", { operatorId: operator?.id ?? "", ...key() });
      await expect(page.getByRole("dialog", { name: "The desk is locked" })).toBeVisible();
      provider.person = eve;
      const opened = page.context().waitForEvent("page");
      await button.press("Enter");
      await expect((await opened).getByRole("alert")).toContainText("The single sign-on gives you no access here.");
      await other.context().close();
    });
  } finally {
    await endTeam(server, folder);
    await provider.stop();
  }
});
