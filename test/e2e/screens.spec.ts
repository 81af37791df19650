import { expectAccessible } from "./accessible.ts";
import { call, key } from "./call.ts";
import { expect, openDesk, test } from "./desk.ts";
import { expectFits } from "./fits.ts";

/** Every screen, by its place, with what shows that it is there, in English and in German. */
const places = [
  ["accounts", "Accounts", "Konten"],
  ["account/org_globex/overview", "Globex Corporation", "Globex Corporation"],
  ["account/org_globex/subscription", "Globex Corporation", "Globex Corporation"],
  ["account/org_globex/credit", "Globex Corporation", "Globex Corporation"],
  ["account/org_globex/ledger", "Globex Corporation", "Globex Corporation"],
  ["account/org_globex/invoices", "Globex Corporation", "Globex Corporation"],
  ["account/org_globex/activity", "Globex Corporation", "Globex Corporation"],
  ["preview/org_globex", "Preview next invoice", "Vorschau der nächsten Rechnung"],
  ["ledger", "Ledger", "Buchungen"],
  ["invoices", "Invoices", "Rechnungen"],
  ["billing", "Billing", "Abrechnung"],
  ["approvals", "Approvals", "Freigaben"],
  ["imports", "Imports", "Importe"],
  ["audit", "Audit log", "Protokoll"],
  ["settings", "Settings", "Einstellungen"],
  ["settings/operators", "Settings", "Einstellungen"],
  ["settings/journal", "Settings", "Einstellungen"],
  ["settings/backups", "Settings", "Einstellungen"],
  ["settings/periods", "Settings", "Einstellungen"],
  ["settings/api-keys", "Settings", "Einstellungen"],
] as const;

/** What the screens are looked at in: each language once, because what fits in one may not in the other. */
const looks = [
  {
    colorScheme: "light",
    language: "en",
    actions: "Actions",
    adjust: "Adjust credit balance",
    through: ["03/01/2026", "3/31/2026", "03/31/2026", "Enter a day as MM/DD/YYYY."],
  },
  {
    colorScheme: "dark",
    language: "de",
    actions: "Aktionen",
    adjust: "Guthaben anpassen",
    through: ["01.03.2026", "31.3.2026", "31.03.2026", "Einen Tag in der Form TT.MM.JJJJ eingeben."],
  },
] as const;

for (const { colorScheme, language, actions, adjust, through } of looks) {
  test(`every screen is accessible and fits 1024 × 700, ${colorScheme}, in the language ${language}`, async ({
    page,
    desk,
  }) => {
    test.slow();
    await page.setViewportSize({ width: 1024, height: 700 });
    await page.emulateMedia({ colorScheme });
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    await page.addInitScript(
      (view) => localStorage.setItem("countinghouse.view", view),
      JSON.stringify({ state: { language }, version: 1 }),
    );
    await openDesk(page, desk);
    const origin = new URL(page.url()).origin;
    await expect(page.locator("html")).toHaveAttribute("lang", language);
    await call(page, "apiKeys.create", {
      keyId: "key_01jd2x9k3mh6v8t4b7q0c5n1wz",
      secretHash: "a".repeat(64),
      name: "Revenue warehouse of the group in Amsterdam",
      scopes: ["read", "credits"],
      expiresAtMs: Date.parse("2026-03-31T12:00:00Z"),
      ...key(),
    });
    for (const [place, english, german] of places) {
      const heading = language === "de" ? german : english;
      await test.step(place, async () => {
        await page.goto(`${origin}/#/${place}`);
        await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
        await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
        await expectAccessible(page);
        await expectFits(page);
      });
    }
    await test.step("the adjust dialog", async () => {
      await page.goto(`${origin}/#/account/org_globex/overview`);
      await page.getByRole("button", { name: actions }).click();
      await page.getByRole("menuitem", { name: adjust }).click();
      await expect(page.getByRole("dialog")).toBeVisible();
      await expectAccessible(page);
    });
    await test.step("days are written and read as the desk's language has them, whatever the browser's is", async () => {
      const [today, typed, written, wrong] = through;
      await page.goto(`${origin}/#/billing`);
      const field = page.getByRole("textbox", { name: /^(Through|Bis einschließlich)/u });
      await expect(field).toHaveValue(today);
      await field.fill(typed);
      await field.blur();
      await expect(field).toHaveValue(written);
      await field.fill("31.31.2026");
      await field.blur();
      await expect(page.getByRole("main")).toContainText(wrong);
      await expect(field).toHaveValue("31.31.2026");
      await expectAccessible(page);
    });
    await test.step("what the engine names and what a file holds is said in the same language", async () => {
      await page.goto(`${origin}/#/account/org_globex/overview`);
      await expect(page.getByRole("main")).toContainText(language === "de" ? "ZahlungsartAuf Rechnung" : "By invoice");
      await page.goto(`${origin}/#/imports`);
      await page.getByRole("button", { name: /plans\.csv/u }).click();
      await expect(page.getByRole("table", { name: language === "de" ? "Tarife" : "Plans" })).toContainText(
        language === "de" ? "höchstens 100 Zeichen" : "at most 100 characters",
      );
    });
    await test.step("all columns of the plans are seen", async () => {
      await page.goto(`${origin}/#/billing/plans`);
      const table = page.getByRole("table", { name: language === "de" ? /^Tarife mit/u : /^Plans with/u });
      await expect(table).toBeVisible();
      const hiddenWidth = await table.evaluate(({ parentElement: box }) =>
        box ? box.scrollWidth - box.clientWidth : -1,
      );
      expect(hiddenWidth).toBe(0);
    });
    expect(complaints).toEqual([]);
  });
}

test("two windows: what one adjusts, the other shows, without being asked", async ({ page, desk, context }) => {
  await openDesk(page, desk);
  const origin = new URL(page.url()).origin;
  await page.goto(`${origin}/#/account/org_globex/overview`);
  await expect(page.getByRole("heading", { level: 1, name: "Globex Corporation" })).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${origin}/#/account/org_globex/overview`);
  await other.getByRole("button", { name: "Actions", exact: true }).click();
  await other.getByRole("menuitem", { name: "Adjust credit balance" }).click();
  const dialog = other.getByRole("dialog");
  await dialog.getByRole("textbox", { name: "Amount" }).fill("7.50");
  await dialog.getByRole("combobox", { name: "Reason" }).click();
  await other.getByRole("option", { name: "Goodwill" }).click();
  await dialog.getByRole("button", { name: "Adjust balance" }).click();
  await expect(page.getByRole("main")).toContainText("$7.50");

  await test.step("Undo writes a reversing entry, and both windows show it", async () => {
    await expect(other.getByRole("button", { name: "Undo" })).toBeVisible();
    await other.keyboard.press("Control+z");
    await other.getByRole("tab", { name: "Ledger" }).click();
    await expect(other.getByRole("grid").getByRole("row").filter({ hasText: "USD −7.50" })).toHaveCount(1);
    await expect(page.getByRole("main")).toContainText("$0.00");
  });
});

test("a bad amount is refused under the field, and nothing that was typed is lost", async ({ page, desk }) => {
  await openDesk(page, desk);
  await page.goto(`${new URL(page.url()).origin}/#/account/org_globex/overview`);
  await page.getByRole("button", { name: "Actions", exact: true }).click();
  await page.getByRole("menuitem", { name: "Adjust credit balance" }).click();
  const dialog = page.getByRole("dialog");
  const amount = dialog.getByRole("textbox", { name: "Amount" });
  await dialog.getByRole("textbox", { name: "Note" }).fill("Kept");
  for (const [typed, complaint] of [
    ["abc", "is not an amount"],
    ["1,2,3", "thousands separator"],
    ["12.345", "USD has 2 decimals"],
    ["0", "above zero"],
    ["-5", "above zero"],
    ["1e21", "is not an amount"],
    ["€5", "is in EUR; this amount is in USD"],
  ] as const) {
    await amount.fill(typed);
    await dialog.getByRole("button", { name: "Adjust balance" }).click();
    await expect(dialog).toContainText(complaint);
    await expect(amount).toHaveValue(typed);
  }
  await expect(dialog.getByRole("textbox", { name: "Note" })).toHaveValue("Kept");

  const balance = dialog.getByRole("row", { name: /^Credit balance/u }).getByRole("cell");
  await test.step("what people paste is read, at any size, and said with its days", async () => {
    await amount.fill("$100,000,000,000.00");
    await expect(balance.last()).toHaveText("$100,000,000,000.00");
    await dialog.getByRole("button", { name: "More" }).click();
    await dialog.getByLabel("Usable from").fill("2026-04-15");
    await expect(dialog.getByRole("row", { name: /^This credit/u })).toHaveText([
      "This creditusable from Apr 15, 2026",
      "This creditcannot be used yet on Mar 31, 2026",
    ]);
    await expectAccessible(page);
  });
  await test.step("brackets are explained once, then taken as what is removed; what is refused has no figures after", async () => {
    await amount.fill("(50)");
    await amount.press("Enter");
    await expect(dialog).toContainText("press Enter once more to remove $50.00");
    await amount.press("Enter");
    await expect(dialog.getByRole("radio", { name: "Remove" })).toBeChecked();
    await expect(amount).toHaveValue("50.00");
    await expect(dialog).toContainText("Removing USD 50.00 is more than");
    await expect(balance.last()).toHaveText("");
  });
});

test.describe("no book yet", () => {
  test.use({ startsOn: "nothing" });
  test("the welcome page makes one and opens it", async ({ page, desk }) => {
    await openDesk(page, desk);
    await expectAccessible(page);
    await page.getByRole("textbox", { name: /name/iu }).fill("Brand New Company");
    // Whoever comes back to the window has the book looked for again, and finds the form as it was left.
    const lookedFor = page.waitForResponse("**/rpc/book.info");
    await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
    await lookedFor;
    await page.getByRole("button", { name: /create/iu }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
    await expect(page.getByRole("navigation", { name: "Screens" })).toContainText("Brand New Company");
    const steps = page.getByRole("region", { name: "First steps" });
    await expect(steps.getByRole("listitem")).toHaveText([
      "Make your plans(next)",
      "Add users and organizations",
      "Import subscriptions and opening balances",
      "Make the first billing run",
    ]);
    await expectAccessible(page);
    await call(page, "accounts.create", {
      kind: "user",
      name: "Ann",
      contact: null,
      currency: "USD",
      timeZone: "UTC",
      ...key(),
    });
    await expect(steps).toContainText("Add users and organizations(done)");
    await steps.getByRole("button", { name: "Close the first steps for good" }).click();
    await page.reload();
    await expect(page.getByRole("row").filter({ hasText: "Ann" })).toBeVisible();
    await expect(steps).toBeHidden();
  });
});

test.describe("a file that is not a book", () => {
  test.use({ startsOn: "picture" });
  test("is named, with what to do, and stays as it is", async ({ page, desk }) => {
    await openDesk(page, desk);
    await expect(page.getByRole("main")).toContainText(desk.bookPath);
    await expect(page.getByRole("main")).toContainText("Choose a Countinghouse book");
    await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
    await expectAccessible(page);
  });
});
