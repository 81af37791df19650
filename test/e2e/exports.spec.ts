import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible } from "./accessible.ts";
import { call, key } from "./call.ts";
import { goToPlace } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

/** Saves a list as the only button of its kind offers it. */
async function exported(page: Page, format: string): Promise<{ name: string; text: string }> {
  const downloading = page.waitForEvent("download");
  await page.getByRole("button", { name: "Export", exact: true }).click();
  await page.getByRole("menuitem", { name: format }).click();
  const file = await downloading;
  return { name: file.suggestedFilename(), text: readFileSync(await file.path(), "utf8") };
}

test("what a book is set up with is saved as a file from where it is listed", async ({ page, desk }) => {
  await openDesk(page, desk);
  await call(page, "taxRates.create", { name: "=VAT", ratePartsPerMillion: 190_000, ...key() });
  await call(page, "discounts.create", { name: "Partner", partsPerMillion: 200_000, ...key() });
  await call(page, "limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: null, ...key() });
  await call(page, "webhooks.add", {
    address: "https://example.com/events",
    secret: `whsec_${"A".repeat(32)}`,
    ...key(),
  });

  for (const [place, name, held] of [
    ["billing/plans", "plans", '"slug","name","for"'],
    ["billing/discounts", "discounts", '"Partner",20,'],
    ["settings", "tax-rates", `"'=VAT",19,`],
    ["settings/webhooks", "webhooks", '"https://example.com/events"'],
  ] as const) {
    await goToPlace(page, place);
    const file = await exported(page, "CSV");
    expect(file.name).toBe(`${name}.csv`);
    expect(file.text).toContain(held);
  }
  await expectAccessible(page);

  await test.step("the operators by their own button, and the limits by theirs", async () => {
    await goToPlace(page, "settings/operators");
    const buttons = page.getByRole("button", { name: "Export", exact: true });
    await expect(buttons).toHaveCount(2);
    // The key is for what stands first.
    await page.keyboard.press("E");
    await expect(buttons.first()).toHaveAttribute("aria-expanded", "true");
    await page.keyboard.press("Escape");
    const downloading = page.waitForEvent("download");
    await buttons.last().click();
    await page.getByRole("menuitem", { name: "JSON Lines, for programs" }).click();
    const file = await downloading;
    expect(JSON.parse(readFileSync(await file.path(), "utf8"))).toEqual({
      role: "clerk",
      currency: "USD",
      per_act: "100.00",
      per_day: null,
    });
  });
});
