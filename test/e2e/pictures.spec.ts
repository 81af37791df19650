import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "@playwright/test";
import { call } from "./call.ts";
import { goToPlace } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";
import { takenAt } from "./taken-at.ts";

/** Which browser made the pictures in docs/pictures: another one draws letters a little differently. */
const madeByPath = fileURLToPath(new URL("../../docs/pictures/made-by.json", import.meta.url));
const isRenewal = process.env["COUNTINGHOUSE_RENEW_PICTURES"] !== undefined;

/** A pixel may differ by as much as letters do at their edges, and one of a thousand pixels by more. */
const tolerance = { threshold: 0.2, maxDiffPixelRatio: 0.001 };

/** One id for all, because ids are made at random. */
const stableStyle = `
  code { font-size: 0 !important; }
  code > span { display: none !important; }
  code::after { font-size: 0.75rem; content: "01kz5w7hq3n8d2vyx4cjr9tb6m"; }
`;

const wide = { width: 1440, height: 900 };
const narrow = { width: 1024, height: 700 };
type Theme = "light" | "dark";

test.use({ startsOn: "pictures" });

test("every screen looks as it does on its pictures, at two sizes and in both themes", async ({
  page,
  desk,
  browser,
}) => {
  test.slow();
  const program = basename(process.env["COUNTINGHOUSE_CHROMIUM"] ?? "playwright's own");
  const madeBy = { program, version: browser.version().split(".")[0], system: process.platform };
  if (isRenewal) writeFileSync(madeByPath, `${JSON.stringify(madeBy, null, 2)}\n`);
  const known = existsSync(madeByPath) ? (JSON.parse(readFileSync(madeByPath, "utf8")) as unknown) : null;
  test.skip(
    JSON.stringify(known) !== JSON.stringify(madeBy),
    `The pictures were made by ${JSON.stringify(known)}, and this is ${JSON.stringify(madeBy)}: npm run pictures`,
  );
  await page.clock.setFixedTime(takenAt);
  await page.setViewportSize(wide);
  await openDesk(page, desk);
  await page.addStyleTag({ content: stableStyle });
  const { rows } = await call(page, "accounts.list", { filters: { hasCredit: true }, limit: 500 });
  const { rows: entries } = await call(page, "ledger.list", { limit: 500 });
  const entryCount = (accountId: string) => entries.filter((entry) => entry.accountId === accountId).length;
  // Whose story is the longest, of those who have credit and are charged next.
  const [account] = rows
    .filter(({ nextChargeMinor }) => nextChargeMinor !== null)
    .toSorted((one, other) => entryCount(other.id) - entryCount(one.id));
  const accountId = account?.id ?? "";
  const ledger = await call(page, "ledger.list", { accountId, limit: 1 });
  const invoices = await call(page, "invoices.list", { accountId, limit: 1 });
  const { runs } = await call(page, "billing.runs", {});

  /** Both pictures of a place: wide in one theme, narrow in the other. */
  const picture = async (name: string, theme: Theme, place: string, prepare?: (page: Page) => Promise<void>) => {
    await test.step(name, async () => {
      await page.emulateMedia({ colorScheme: theme });
      await goToPlace(page, place);
      await settle(page);
      await prepare?.(page);
      // Nobody points at anything: a row under the mouse has another ground.
      await page.mouse.move(0, 0);
      await compare(page, `${name}.png`);
      await page.setViewportSize(narrow);
      await page.emulateMedia({ colorScheme: theme === "light" ? "dark" : "light" });
      await settle(page);
      await compare(page, `${name}-narrow.png`);
      await page.setViewportSize(wide);
    });
  };

  await picture("accounts", "light", "accounts", async () => {
    // Who has the most credit comes first. Columns are as wide as the rows that were seen need, so those of each order are waited for.
    const byCredit = page.getByRole("columnheader", { name: "Credit balance" });
    await byCredit.click();
    await expect(byCredit).toHaveAttribute("aria-sort", "ascending");
    await settle(page);
    await byCredit.click();
    await expect(byCredit).toHaveAttribute("aria-sort", "descending");
    // The rows move as others go; what is clicked is where it stays.
    await settle(page);
    await page
      .getByRole("row")
      .filter({ hasText: account?.name ?? "" })
      .click();
    await expect(page.getByRole("img", { name: /^Balance of the last year/u })).toBeVisible();
    await settle(page);
  });
  await picture("account", "dark", `account/${accountId}/overview`);
  await picture("adjust", "light", `account/${accountId}/credit`, async () => {
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Amount" }).fill("50.00");
    await expect(
      dialog
        .getByRole("row", { name: /^Credit balance/u })
        .getByRole("cell")
        .last(),
    ).not.toBeEmpty();
  });
  await page.keyboard.press("Escape");
  await picture("subscription", "light", `account/${accountId}/subscription`);
  await picture("preview", "dark", `preview/${accountId}`);
  await picture("ledger", "dark", "ledger");
  await picture("entry", "light", `entry/${ledger.rows[0]?.id ?? ""}`);
  await picture("invoices", "dark", "invoices");
  await picture("invoice", "light", `invoice/${invoices.rows[0]?.id ?? ""}`);
  await picture("run", "light", `run/${runs.find(({ totals }) => totals.length > 2)?.id ?? ""}`);
  await picture("billing", "dark", "billing/runs");
  await picture("subscriptions", "light", "billing/subscriptions");
  await picture("plans", "dark", "billing/plans");
  await picture("imports", "light", "imports");
  await picture("approvals", "light", "approvals");
  await picture("credit-owed", "light", "reports/roll-forward");
  await picture("revenue", "dark", "reports/revenue");
  await picture("ageing", "light", "reports/ageing");
  await picture("settings", "dark", "settings");
  await picture("audit", "dark", "audit", async () => {
    // Of runs it says the ids.
    await page.getByPlaceholder("Search names, ids, values").fill("recordPayment");
    await expect(page.getByRole("row").nth(1)).toContainText("Payment recorded");
    await settle(page);
  });
});

/** Nothing is on its way any more, and the letters of our own type are there. */
async function settle(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await expect(page.locator("[aria-busy=true], .mantine-Skeleton-root")).toHaveCount(0);
  await page.evaluate(() => document.fonts.ready);
}

/** A screen that is still on its way is looked at again. */
async function compare(page: Page, name: string): Promise<void> {
  await expect(page).toHaveScreenshot(name, tolerance);
}
