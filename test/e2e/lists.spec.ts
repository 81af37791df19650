import { readFileSync } from "node:fs";
import type { Page, Request } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key } from "./call.ts";
import { addCredit, goToPlace } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";
import { addFilter } from "./list.ts";

/** The row that has the focus. */
const focusedRow = (page: Page) => page.locator("tr[data-index]:focus");

test("a list by keyboard alone, from the first load on", async ({ page, desk, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const sent: Request[] = [];
  page.on("requestfinished", (request) => sent.push(request));
  await openDesk(page, desk);
  const { keyboard } = page;
  const pane = page.getByRole("complementary", { name: "Selected account" });
  const dialog = page.getByRole("dialog", { name: /Adjust credit balance/u });

  await test.step("the first row has the focus, and the pane is closed until a row is chosen", async () => {
    await expect(focusedRow(page)).toContainText("Ada Lovelace");
    await expect(pane).toHaveCount(0);
    await keyboard.press("a");
    await expect(dialog).toContainText("Ada Lovelace");
    await keyboard.press("Escape");
    await expect(focusedRow(page)).toContainText("Ada Lovelace");
  });

  await test.step("no more than 350 kB of scripts and styles came before it, all of them compressed", async () => {
    const files = sent.filter((request) => ["script", "stylesheet"].includes(request.resourceType()));
    const sizes = await Promise.all(files.map(async (file) => (await file.sizes()).responseBodySize));
    expect(sizes.length).toBeGreaterThan(1);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(350_000);
  });

  await test.step("arrows, j and k, Home and End walk, and the pane goes along", async () => {
    await keyboard.press("ArrowDown");
    await expect(pane).toContainText("Globex Corporation");
    await keyboard.press("j");
    await expect(focusedRow(page)).toContainText("Grace Hopper");
    await keyboard.press("k");
    await keyboard.press("End");
    await expect(focusedRow(page)).toContainText("Initech, LLC");
    await keyboard.press("Home");
    await expect(pane).toContainText("Ada Lovelace");
    await keyboard.press("Escape");
    await expect(pane).toHaveCount(0);
  });

  await test.step("where the system gives the colours, the row with the focus and the place one is at have a line around them", async () => {
    await page.emulateMedia({ forcedColors: "active" });
    await expect(focusedRow(page)).toHaveCSS("outline-style", "solid");
    const navigation = page.getByRole("navigation", { name: "Screens" });
    await expect(navigation.getByRole("link", { name: "Accounts" })).toHaveCSS("outline-style", "solid");
    await expect(navigation.getByRole("link", { name: "Ledger" })).toHaveCSS("outline-style", "none");
    await page.emulateMedia({ forcedColors: "none", contrast: "more" });
    await expectAccessibleInBothThemes(page);
    await page.emulateMedia({ contrast: "no-preference" });
  });

  await test.step("Tab leaves the list in one step, and comes back to the same row", async () => {
    await keyboard.press("Tab");
    await expect(page.getByRole("contentinfo").locator(":focus")).toHaveCount(1);
    await keyboard.press("Shift+Tab");
    await expect(focusedRow(page)).toContainText("Ada Lovelace");
  });

  await test.step("F6 goes round the panes, and back", async () => {
    await keyboard.press("ArrowDown");
    await keyboard.press("F6");
    await expect(pane).toBeFocused();
    await keyboard.press("Shift+F6");
    await expect(focusedRow(page)).toContainText("Globex Corporation");
    await keyboard.press("Shift+F6");
    await expect(page.getByRole("link", { name: "Accounts", exact: true })).toBeFocused();
    for (let step = 0; step < 4; step += 1) await keyboard.press("F6");
    await expect(page.locator("header")).toBeFocused();
    await keyboard.press("F6");
    await expect(page.getByRole("link", { name: "Accounts", exact: true })).toBeFocused();
    await keyboard.press("F6");
    await expect(focusedRow(page)).toContainText("Globex Corporation");
  });

  await test.step("what can be done to the account is found in the palette, which gives the focus back; what cannot be done says why", async () => {
    await keyboard.press("Control+k");
    await keyboard.type("transfer");
    await expect(page.getByRole("dialog").getByText("Transfer credit")).toBeVisible();
    await keyboard.press("Escape");
    await expect(focusedRow(page)).toContainText("Globex Corporation");
    await keyboard.press("x");
    await expect(page.getByRole("alert")).toContainText("No credit is available.");
    await expect(focusedRow(page)).toContainText("Globex Corporation");
  });

  await test.step("→ goes into the row, Esc comes back, and its menu opens by its key", async () => {
    await keyboard.press("ArrowRight");
    await expect(page.getByRole("grid").getByRole("link", { name: "Globex Corporation" })).toBeFocused();
    await keyboard.press("Escape");
    await expect(focusedRow(page)).toContainText("Globex Corporation");
    await keyboard.press("Shift+F10");
    await expect(page.getByRole("menuitem", { name: "Open account" })).toBeFocused();
    await keyboard.press("Escape");
    await expect(page.getByRole("menuitem")).toHaveCount(0);
  });

  await test.step("↑ from the first row goes to the titles, which sort, and ↓ comes back", async () => {
    await page.locator("tr[data-index='0']").focus();
    await keyboard.press("ArrowUp");
    await expect(page.getByRole("columnheader", { name: "Name" })).toBeFocused();
    await keyboard.press("Enter");
    await expect(page.locator("tr[data-index='0']")).toContainText("Initech, LLC");
    await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "descending");
    await keyboard.press("ArrowDown");
    await expect(focusedRow(page)).toContainText("Initech, LLC");
  });

  await test.step("Shift selects, and Ctrl C takes the rows along as cells", async () => {
    await keyboard.press("Shift+ArrowDown");
    await expect(page.locator("tr[aria-selected=true]")).toHaveCount(2);
    await keyboard.press("Control+c");
    await expect(page.getByRole("alert").filter({ hasText: "2 rows were copied" })).toBeVisible();
    const cells = await page.evaluate(async () => (await navigator.clipboard.readText()).split(/\r?\n/u));
    expect(cells[0]).toMatch(/^Name\tE-mail or slug\tPlan\tStatus\t\tCredit balance\tNext charge\t/u);
    expect(cells[1]).toMatch(/^Initech, LLC\tinitech\tTeam\tActive\t\t\t2026-03-01\tUSD\t20\.00\tUSD\t0\.00\t/u);
    expect(cells[2]).toMatch(/^Hooli\t/u);
  });

  await test.step("a place that is gone to takes the focus and says its name", async () => {
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
    await expect(page.getByRole("main")).toBeFocused();
    await expect(page.locator("[data-announcer]")).toHaveText("Hooli");
    await page.goBack();
    await expect(focusedRow(page)).toContainText("Hooli");
  });
});

test("no figure of a list is cut, however large it is and however narrow the window", async ({ page, desk }) => {
  await openDesk(page, desk);
  await addCredit(page, "org_globex", 99_999_999_999_99);
  await call(page, "accounts.create", {
    kind: "user",
    name: "إلكترونيات الخليج للتجارة العامة والمقاولات المحدودة",
    contact: `${"long".repeat(40)}@example.com`,
    ...key(),
  });
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
    [720, 450],
    [512, 350],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const place of ["accounts", "ledger", "account/org_globex/ledger"]) {
      await test.step(`${place} at ${width} px`, async () => {
        await goToPlace(page, place);
        await expect(page.getByRole("grid")).toContainText("99,999,999,999.99");
        await expect.poll(() => cutCells(page)).toEqual([]);
        const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        await expect.poll(overflow, "nothing sticks out to the side").toBeLessThanOrEqual(0);
      });
    }
  }
  await goToPlace(page, "accounts");
  await expect(page.getByRole("grid")).toContainText("إلكترونيات");
  const address = page.getByRole("gridcell", { name: `${"long".repeat(40)}@example.com`, exact: true });
  await expect(address.locator("[aria-hidden=true]")).toHaveText(/^(?:long)+l?o?n?…ple\.com$/u);
  await expect.poll(() => cutCells(page)).toEqual([]);
  await expectAccessibleInBothThemes(page);
});

/** What is shown of figures, dates, states and titles, where it does not lie whole inside its cell and its list. */
function cutCells(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("[role=grid] td:not([data-kind=text]), th [class*=title]")]
      .filter((cell) => {
        const range = document.createRange();
        range.selectNodeContents(cell);
        const text = range.getBoundingClientRect();
        const box = cell.getBoundingClientRect();
        const list = (cell.closest("table")?.parentElement ?? cell).getBoundingClientRect();
        const left = Math.max(box.left, list.left) - 1;
        const right = Math.min(box.right, list.right) + 1;
        return text.width > 0 && (text.left < left || text.right > right);
      })
      .map((cell) => cell.textContent),
  );
}

test("columns are chosen, moved and sized, come back at the next start, and go back to how they were", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const titles = page.getByRole("columnheader");
  const { keyboard } = page;

  await test.step("by keyboard, in the titles and in the menu", async () => {
    await page.getByRole("columnheader", { name: "Plan" }).focus();
    await keyboard.press("Control+ArrowLeft");
    await expect(titles.nth(1)).toHaveText("Plan");
    const before = (await titles.nth(1).boundingBox())?.width ?? 0;
    await keyboard.press("Shift+ArrowRight");
    await expect.poll(async () => (await titles.nth(1).boundingBox())?.width).toBeGreaterThan(before);
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("checkbox", { name: "E-mail or slug" }).uncheck();
    await expect(page.getByRole("checkbox", { name: "Name", exact: true })).toBeDisabled();
    await page.getByRole("checkbox", { name: "ID", exact: true }).check();
    await page.getByRole("button", { name: "Move ID up" }).click();
    await expectAccessibleInBothThemes(page);
    await keyboard.press("Escape");
    await expect(titles.filter({ hasText: "E-mail or slug" })).toHaveCount(0);
    await expect(page.getByRole("grid")).toContainText("org_globex");
  });

  await test.step("and are there at the next start", async () => {
    await page.reload();
    await expect(titles.nth(1)).toHaveText("Plan");
    await expect(page.getByRole("grid")).toContainText("org_globex");
    await page.getByRole("button", { name: "Columns" }).click();
    await page.getByRole("button", { name: "As at first" }).click();
    await expect(titles.nth(1)).toHaveText("E-mail or slug");
    await keyboard.press("Escape");
  });

  await test.step("views: those of the list, and one's own, which come back at the next start", async () => {
    await addCredit(page, "org_hooli", 5_00, { expiresOn: "2026-03-20" });
    const links = page.getByRole("grid").getByRole("link");
    const choose = async (view: string) => {
      await keyboard.press("v");
      await page.getByRole("menuitemradio", { name: view }).click();
    };
    await choose("Expiring");
    await expect(links).toHaveText(["Hooli"]);
    await choose("Needs attention");
    await expect(page.getByRole("main")).toContainText("No account fits: needs attention.");
    await choose("All");
    await expect(links).toHaveCount(5);
    await addFilter(page, "Users (2)");
    await keyboard.press("v");
    await page.getByRole("menuitem", { name: "Save as a view…" }).click();
    await page.getByRole("dialog").getByRole("textbox", { name: "Name" }).fill("People");
    await keyboard.press("Enter");
    await expect(page.getByTitle("View", { exact: true })).toHaveText("People");
    await page.getByRole("button", { name: "Clear filters" }).click();
    await expect(links).toHaveCount(5);
    await page.reload();
    await expect(links).toHaveCount(5);
    await choose("People");
    await expect(links).toHaveText(["Ada Lovelace", "Grace Hopper"]);
    await page.getByTitle("View", { exact: true }).click();
    await expectAccessibleInBothThemes(page);
    await page.getByRole("menuitem", { name: "Remove the view People" }).click();
    await expect(page.getByTitle("View", { exact: true })).toHaveText("Narrowed");
  });

  await test.step("an amount that is filtered by leaves no currency behind", async () => {
    await goToPlace(page, "ledger");
    await addFilter(page, "Amount");
    await page.getByRole("textbox", { name: "Amount from" }).fill("10");
    await keyboard.press("Enter");
    await page.getByRole("button", { name: "Remove the filter From 10 USD" }).click();
    await expect(page.getByRole("button", { name: "Clear filters" })).toHaveCount(0);
  });

  await test.step("the ledger is searched, and who posted is chosen, not typed", async () => {
    await addCredit(page, "user_ada", 5_00, null, "Apology for the outage");
    const rows = page.getByRole("grid").locator("tr[data-index]");
    // The entry arrives by itself; before that, one row alone says nothing about the search.
    await expect(rows.filter({ hasText: "Apology for the outage" })).toBeVisible();
    await page.getByRole("textbox", { name: "Search notes and accounts" }).fill("outa");
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText("Apology for the outage");
    await addFilter(page, "Operator");
    await page.getByRole("combobox", { name: "Operator" }).click();
    const [entry] = (await call(page, "ledger.list", {})).rows;
    await page.getByRole("option", { name: entry?.operator ?? "" }).click();
    await expect(page.getByRole("button", { name: `Remove the filter Operator: ${entry?.operator}` })).toBeVisible();
    await expect(rows).toHaveCount(1);
    // What is saved is what the list is narrowed to.
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: "CSV" }).click();
    const saved = readFileSync(await (await download).path(), "utf8");
    expect(saved.trim().split(/\r\n/u)).toHaveLength(2);
    expect(saved).toContain('"Apology for the outage"');
    await page.getByRole("textbox", { name: "Search notes and accounts" }).fill("nothing of the kind");
    await expect(page.getByText("No entry matches")).toBeVisible();
    await page.getByRole("main").getByRole("button", { name: "Clear filters" }).last().click();
    await expect(page.getByText("No entry matches")).toHaveCount(0);
  });

  await test.step("the subscriptions are a list of their own, found and opened by keyboard", async () => {
    await keyboard.press("Escape");
    await page.getByRole("heading", { level: 1 }).click();
    await keyboard.press("g");
    await keyboard.press("u");
    await expect(page.getByRole("tab", { name: "Subscriptions", selected: true })).toBeVisible();
    await expect(page.getByRole("grid").getByRole("link", { name: "Globex Corporation" })).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await keyboard.press("/");
    await keyboard.type("globex");
    await expect(page.getByRole("grid").locator("tr[data-index]")).toHaveCount(1);
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect(page.getByRole("tab", { name: "Subscription", selected: true })).toBeVisible();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Globex Corporation");
  });

  await test.step("an account's statement is saved as PDF, and its balance is drawn with what happened", async () => {
    await goToPlace(page, "account/user_ada/overview");
    await expect(page.getByRole("table").filter({ hasText: "Balance at the end of the day" })).toContainText(
      "Credit added",
    );
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menuitem", { name: "Export statement" }).click();
    const dialog = page.getByRole("dialog", { name: "Statement of Ada Lovelace" });
    await expect(dialog.getByText("Closing balance")).toBeVisible();
    await expectAccessibleInBothThemes(page);
    const [file] = await Promise.all([
      page.waitForEvent("download"),
      dialog.getByRole("button", { name: "Save as PDF" }).click(),
    ]);
    expect(file.suggestedFilename()).toMatch(/^statement-Ada-Lovelace-\d{4}-\d\d-01-.+\.pdf$/u);
    await expect(dialog).toHaveCount(0);
    await goToPlace(page, "accounts");
    await page.getByRole("row").filter({ hasText: "Ada Lovelace" }).click();
    const pane = page.getByRole("complementary", { name: "Selected account" });
    await expect(
      pane.getByRole("img", { name: /^Balance of the last year: \$0\.00 on .+, \$5\.00 today$/u }),
    ).toBeVisible();
    await expect(pane.getByRole("row", { name: "Credit added Courtesy USD +5.00" })).toBeVisible();
    await expect(pane).toContainText("Account credit−$5.00Amount due$4.00");
    await expectAccessible(page, ["aside"]);
    // Who never had credit has no line, and none of the account before.
    await page.getByRole("row").filter({ hasText: "Grace Hopper" }).click();
    await expect(pane).toContainText("Never had credit");
    await expect(pane.getByRole("img", { name: /^Balance of the last year/u })).toHaveCount(0);
  });
});

test("an address that names nothing says so, and an account that is not there is not loading", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await goToPlace(page, "nonsense");
  await expect(page.getByRole("main")).toContainText("No place has this address");
  await expect(page.getByRole("main")).toContainText("#/nonsense");
  await page.reload();
  await expect(page.getByRole("main")).toContainText("No place has this address");
  await page.getByRole("link", { name: "Open accounts" }).click();
  await expect(focusedRow(page)).toContainText("Ada Lovelace");

  await goToPlace(page, "account/org_nobody/overview");
  await expect(page.getByRole("alert")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Account");
  await expect(page.getByRole("main")).not.toContainText("Loading");

  await goToPlace(page, "billing/plans");
  await expect(page.getByRole("tab", { name: "Plans", selected: true })).toBeVisible();
  await page.getByRole("tab", { name: "Discounts" }).click();
  await page.reload();
  await expect(page.getByRole("tab", { name: "Discounts", selected: true })).toBeVisible();
});
