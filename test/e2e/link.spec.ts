import { readFileSync } from "node:fs";
import type { Browser, Page } from "@playwright/test";
import { makeApiKey } from "../../src/shared/api-key.ts";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key } from "./call.ts";
import { expectFits } from "./fits.ts";
import { expect, openDesk, startDesk, test as withDesk, type Desk } from "./desk.ts";

/** Another Countinghouse on this machine, which the book is linked to, and somebody at its desk. */
interface UpstreamDesk extends Desk {
  readonly page: Page;
  /** What it is called, and the secret key that lets the link in. */
  readonly name: string;
  readonly secretKey: string;
}

const test = withDesk.extend<{ upstream: UpstreamDesk }>({
  upstream: async ({ browser, hosting }, use) => {
    const desk = await startDesk(hosting);
    // In another browser, because a browser tells two hosts of one machine the same cookies.
    const page = await openElsewhere(browser, desk);
    const { keyId, secret, secretHash } = await makeApiKey(crypto, Date.now());
    const apiKey = { keyId, secretHash, name: "Link", scopes: ["admin" as const], expiresAtMs: null };
    await call(page, "apiKeys.create", { ...apiKey, ...key() });
    await use({ ...desk, page, name: new URL(desk.address).host, secretKey: secret });
    await page.context().close();
    await desk.end();
  },
});

async function openElsewhere(browser: Browser, desk: Desk): Promise<Page> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await openDesk(page, desk);
  return page;
}

/** Let the page speak a language, from its next load on. */
async function speak(page: Page, language: "de" | "en"): Promise<void> {
  await page.evaluate(
    (view) => localStorage.setItem("countinghouse.view", view),
    JSON.stringify({ state: { language }, version: 1 }),
  );
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("lang", language);
}

async function adjust(page: Page, accountId: string, amountMinor: number): Promise<void> {
  const adjustment = {
    accountId,
    action: amountMinor > 0 ? "increase" : "decrease",
    amountMinor: Math.abs(amountMinor),
    currency: "USD",
    reasonCode: "billing_error",
  } as const;
  await call(page, "credits.adjust", { ...adjustment, ...key() });
}

test("a book is linked, works offline, and what was refused, differs or is doubtful is worked through by keyboard", async ({
  page,
  desk,
  upstream,
}) => {
  test.slow();
  const { name } = upstream;
  const odd = { contact: "odd", currency: "USD", timeZone: "UTC" } as const;
  await call(upstream.page, "accounts.create", { kind: "user", name: "Odd one", ...odd, ...key() });
  await adjust(upstream.page, "org_hooli", 30_00);
  await adjust(upstream.page, "org_initech", 12_00);
  await openDesk(page, desk);
  await call(page, "accounts.create", { kind: "organization", name: "Odd Limited", ...odd, ...key() });
  const origin = new URL(page.url()).origin;
  const dialog = page.getByRole("dialog");
  const status = page.getByRole("contentinfo", { name: "Status of the book" });
  const navigation = page.getByRole("navigation", { name: "Screens" });
  const away = upstream.page.locator("[data-away-banner]");

  await test.step("a first look says what is there before anything is written", async () => {
    await expect(navigation).not.toContainText("Sync");
    await page.goto(`${origin}/#/settings/link`);
    await page.getByRole("button", { name: "Link…" }).press("Enter");
    await page.keyboard.type(`${new URL(upstream.address).origin}/v1`);
    await page.keyboard.press("Tab");
    await page.keyboard.type("sk_live_not_the_key");
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("alert")).toBeVisible();
    await dialog.getByRole("textbox", { name: "Secret key" }).fill(upstream.secretKey);
    await page.keyboard.press("Enter");
    const found = dialog.getByRole("region", { name: "What is there" });
    await expect(found).toContainText("Users3Organizations3");
    await expect(found).toContainText("can be read");
    await expect(dialog).toContainText(`From then on ${name} bills.`);
    await expectAccessibleInBothThemes(page);
    await dialog.getByRole("textbox", { name: "Passphrase for the key" }).fill("correct horse battery");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(status).toContainText(`${name}: online`);
    await expect(page.getByRole("main")).toContainText("6, 1 doubtful, 0 gone");
    await expectAccessibleInBothThemes(page);
  });

  await test.step("who is doubtful is decided by keyboard", async () => {
    await expect(navigation.getByRole("link", { name: /Sync.*1 to decide/u })).toBeVisible();
    await page.keyboard.press("g");
    await page.keyboard.press("x");
    await expect(page.getByRole("heading", { level: 1, name: "Sync" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Everything has arrived");
    await page.getByRole("tab", { name: "Accounts there" }).click();
    const row = page.getByRole("row", { name: /Odd one/u });
    await expect(row).toContainText("Doubtful");
    await expectAccessibleInBothThemes(page);
    await row.press("Enter");
    await expect(dialog).toContainText("is of the other kind");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(row).toContainText("Matched");
    await expect(navigation.getByRole("link", { name: "Sync" })).not.toContainText("1");
  });

  await test.step("offline, credit is adjusted as always, and is marked wherever it is shown", async () => {
    await upstream.stop();
    await expect(away).toBeVisible();
    await page.goto(`${origin}/#/account/org_globex/overview`);
    await expect(page.getByRole("heading", { level: 1, name: "Globex Corporation" })).toBeVisible();
    await page.keyboard.press("a");
    await dialog.getByRole("textbox", { name: "Amount" }).fill("25");
    await expect(dialog).toContainText("(estimate)");
    await expect(dialog).toContainText(`Discounts there are not in it, because ${name} does not tell them.`);
    await dialog.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Courtesy" }).click();
    await dialog.getByRole("button", { name: "Adjust balance" }).click();
    await expect(page.getByRole("main").getByRole("link", { name: `+$25.00 not yet in ${name}` })).toBeVisible();
    await expect(page.getByRole("main").getByRole("row", { name: /Credit added · Courtesy/u })).toContainText(
      `Not yet in ${name}`,
    );
    await expect(page.getByRole("main")).toContainText("Discounts there are not in it");
    await expect(status).toContainText(`${name}: offline`);
    await expect(status).toContainText("1 waiting");
    await page.getByRole("tab", { name: "Ledger" }).click();
    await expect(page.getByRole("grid").getByRole("row", { name: /Credit added/u })).toContainText("Not yet");
    await expectAccessibleInBothThemes(page);
  });

  await test.step("it arrives once the upstream is back", async () => {
    await upstream.startAgain();
    // Its own page has shown the new host whose session it has.
    await expect(away).toBeHidden();
    await page.goto(`${origin}/#/link/outbox`);
    const sendAll = page.getByRole("button", { name: "Send all now" });
    await sendAll.press("Enter");
    await expect(page.getByRole("main")).toContainText("Everything has arrived");
    // Pressed twice with nothing left to send, it is said once.
    const nothingWaits = page.getByRole("alert").filter({ hasText: "Nothing waits to be sent" });
    await sendAll.press("Enter");
    await expect(nothingWaits).toHaveCount(1);
    await sendAll.press("Enter");
    await expect(sendAll).toBeEnabled();
    await expect(nothingWaits).toHaveCount(1);
    await expect(status).toContainText(`${name}: online`);
    await page.goto(`${origin}/#/ledger`);
    await expect(page.getByRole("grid").getByRole("row", { name: /Globex/u })).not.toContainText("Not yet");
  });

  await test.step("what is refused says why, and is walked through by keyboard and kept as a difference by mouse", async () => {
    // There it is used while it is still believed to be here.
    await adjust(upstream.page, "org_hooli", -25_00);
    await adjust(page, "org_hooli", -10_00);
    await expect(status).toContainText("1 refused");
    await page.keyboard.press("g");
    await page.keyboard.press("x");
    await expect(page.getByRole("heading", { level: 1, name: "Sync" })).toBeVisible();
    const row = page.getByRole("grid").getByRole("row", { name: /Hooli/u });
    await expect(row).toContainText("Refused");
    await page.keyboard.press("Enter");
    await expect(dialog).toContainText("insufficient_credit");
    await expect(dialog).toContainText("$20.00 → $30.00");
    await expectAccessibleInBothThemes(page);
    await expect(dialog.getByRole("radio", { name: "Undo it here" })).toBeFocused();
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("textbox", { name: "Amount to send" })).toBeFocused();
    await expect(dialog.getByRole("table", { name: "Tries, oldest first" })).toContainText("HTTP 422");
    await dialog.getByText("Keep it as a difference").click();
    await dialog.getByRole("button", { name: "Keep here" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("Everything has arrived");
  });

  await test.step("a difference is settled by an entry that is shown before", async () => {
    await call(page, "link.sync", {});
    await expect(status).toContainText("1 differs");
    await page.getByRole("tab", { name: "Differences" }).click();
    const row = page.getByRole("grid").getByRole("row", { name: /Hooli/u });
    await expect(row).toContainText("USD −15.00");
    await row.press("Enter");
    await expect(dialog).toContainText("This writes one entry here");
    await expectAccessibleInBothThemes(page);
    await dialog.getByRole("button", { name: "Write the entry" }).press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("Both sides have the same");
    await expect(status).not.toContainText("differs");
  });

  await test.step("what statements there explain is taken in of all at once, and what is there is a click away", async () => {
    const account = { accountId: "org_initech" };
    const { pinnedOn, fingerprint } = await call(upstream.page, "invoices.preview", account);
    await call(upstream.page, "invoices.issue", { ...account, pinnedOn, fingerprint, ...key() });
    await call(page, "link.sync", {});
    await page.getByRole("button", { name: "Settle explained (1)" }).click();
    await expect(dialog.getByRole("listitem")).toContainText(["Initech, LLC: −$12.00"]);
    await expectAccessibleInBothThemes(page);
    await dialog.getByRole("button", { name: "Write the entry" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("Both sides have the same");
    for (const [tab, row] of [
      ["Plans there", /Team.*Here.*Team/u],
      ["Subscribed there", /Grace Hopper.*Pro.*Active/u],
      ["Statements there", /Initech, LLC.*12\.00.*12\.00/u],
    ] as const) {
      await page.getByRole("tab", { name: tab }).click();
      await expect(page.getByRole("grid").getByRole("row", { name: row }).first()).toBeVisible();
    }
    await expectAccessibleInBothThemes(page);
  });

  await test.step("every list of it is saved whole", async () => {
    for (const [tab, columns] of [
      ["outbox", /^"?entry_id"?,/u],
      ["differences", /^"?account"?,/u],
      ["accounts", /^"?upstream_id"?,"?kind"?,[\s\S]*org_hooli/u],
      ["plans", /^"?upstream_id"?,"?name"?,[\s\S]*Team/u],
      ["items", /^"?upstream_id"?,[\s\S]*Grace Hopper/u],
      ["statements", /^"?upstream_id"?,"?at"?,[\s\S]*Initech, LLC/u],
    ] as const) {
      await page.goto(`${origin}/#/link/${tab}`);
      const downloading = page.waitForEvent("download");
      await page.getByRole("button", { name: "Export" }).click();
      await page.getByRole("menuitem", { name: "CSV" }).click();
      expect(readFileSync(await (await downloading).path(), "utf8"), tab).toMatch(columns);
    }
  });

  await test.step("every list of it fits a narrow window, in German, in the dark", async () => {
    await page.emulateMedia({ colorScheme: "dark" });
    await speak(page, "de");
    for (const tab of ["outbox", "differences", "accounts", "plans", "items", "statements"]) {
      await page.goto(`${origin}/#/link/${tab}`);
      await expect(page.getByRole("tab", { selected: true })).toBeVisible();
      await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
      await expectFits(page);
    }
    const bar = page.getByRole("contentinfo");
    const hiddenWidth = () => bar.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
    await expect.poll(hiddenWidth, "all of the bar").toBe(0);
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.emulateMedia({ colorScheme: null });
    await speak(page, "en");
  });

  await test.step("who bills is said instead of a refusal, and previews are estimates", async () => {
    await page.goto(`${origin}/#/billing/runs`);
    await expect(page.getByRole("main")).toContainText(`${name} bills the accounts of this book`);
    await expectAccessibleInBothThemes(page);
    await page.goto(`${origin}/#/preview/org_globex`);
    await expect(page.getByRole("main")).toContainText("Estimate, not issued");
    await page.getByRole("button", { name: "Save PDF" }).focus();
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Issue invoice now" })).toBeFocused();
    await expect(page.getByRole("tooltip")).toContainText(`${name} does this`);
  });

  await test.step("after a start the passphrase is asked for; another key and the end of the link are a confirmation away", async () => {
    await desk.stop();
    await desk.startAgain();
    await page.goto(`${origin}/#/accounts`);
    await page
      .getByRole("contentinfo")
      .getByRole("link", { name: /waits for the passphrase/u })
      .press("Enter");
    await page.getByRole("textbox", { name: "Passphrase of the key" }).fill("wrong horse battery");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("main").getByRole("alert")).toContainText("passphrase");
    await page.getByRole("textbox", { name: "Passphrase of the key" }).fill("correct horse battery");
    await page.keyboard.press("Enter");
    await expect(status).toContainText(`${name}: online`);
    await page.getByRole("button", { name: "Unlink…" }).press("Enter");
    await expect(dialog).toContainText(`${name} has everything that was done here.`);
    await dialog.getByRole("button", { name: "Unlink" }).press("Enter");
    await expect(page.getByRole("main")).toContainText("The book is linked to nothing");
    await expect(navigation).not.toContainText("Sync");
  });
});
