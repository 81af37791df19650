import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { call, key, setClock } from "./call.ts";
import { expect, openDesk, test } from "./desk.ts";

/** Credit is given twice and used by invoices, and a month later some of them are past due. */
async function giveAndBill(page: Page): Promise<void> {
  const credit = { action: "increase", currency: "USD", reasonCode: "courtesy" } as const;
  for (const accountId of ["org_initech", "org_initech", "user_ada"]) {
    await call(page, "credits.adjust", { ...credit, accountId, amountMinor: 15_00, ...key() });
  }
  const terms = { expiresOn: "2026-06-15" };
  await call(page, "credits.adjust", { ...credit, accountId: "org_hooli", amountMinor: 100_00, terms, ...key() });
  await call(page, "billing.run", { throughOn: "2026-03-01", ...key() });
  await setClock(page, "2026-04-20T12:00:00Z");
}

const reports = [
  ["ageing", "Ageing"],
  ["expiring", "Expiring credit"],
  ["receivers", "Top receivers"],
  ["revenue", "Revenue"],
  ["collections", "Collections"],
  ["anomalies", "Anomalies"],
] as const;

test("reports: the roll-forward leads to its entries and into a file, and each report is accessible", async ({
  page,
  desk,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openDesk(page, desk);
  await giveAndBill(page);
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await expect(page.getByRole("heading", { level: 1, name: "Reports" })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Credit owed in USD: .* at the end of/u })).toBeVisible();
  const months = page.getByRole("region", { name: "Roll-forward" });
  const granted = months.getByRole("button").first();
  const amount = await granted.innerText();
  await granted.press("Enter");
  const made = page.getByRole("region", { name: /^What it is made of: / });
  await expect(made).toBeFocused();
  await expect(made.getByRole("link", { name: /^#/u }).first()).toBeVisible();
  expect(amount).not.toBe("");
  await expectAccessible(page);
  await page.keyboard.press("Escape");
  await expect(made).toHaveCount(0);
  await expect(granted).toBeFocused();

  await page.keyboard.press("E");
  const downloaded = page.waitForEvent("download");
  await expect(page.getByRole("menuitem", { name: "CSV" })).toBeFocused();
  await page.keyboard.press("Enter");
  const file = await downloaded;
  expect(file.suggestedFilename()).toMatch(/^roll-forward-.*\.csv$/u);
  const [header = ""] = (await readFile(await file.path(), "utf8")).split("\r\n");
  expect(header).toContain('"currency","from","through","opening","granted"');

  await page.emulateMedia({ colorScheme: "dark" });
  for (const [report, name] of reports) {
    await page.getByRole("tab", { name }).click();
    await expect(page).toHaveURL(new RegExp(`#/reports/${report}$`, "u"));
    await expect(page.getByRole("tabpanel", { name })).toBeVisible();
    await expect(page.locator("[aria-busy=true]")).toHaveCount(0);
    await expectAccessible(page);
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(overflow, "nothing sticks out to the side").toBeLessThanOrEqual(0);
  }

  // The palette leads to a part of a screen by its name, whatever is open.
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
  await page.keyboard.press("Control+k");
  await page.keyboard.type("expir rep");
  await expect(page.getByRole("dialog").getByRole("button", { name: "Expiring credit" })).toBeVisible();
  await expectAccessible(page);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/#\/reports\/expiring$/u);
  await expect(page.getByRole("main")).toBeFocused();
});
