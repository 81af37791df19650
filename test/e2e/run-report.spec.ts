import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key } from "./call.ts";
import { goToPlace } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

test("a run's report adds up, and each of its sums leads to the invoices", async ({ page, desk }) => {
  await openDesk(page, desk);
  await call(page, "billing.run", { throughOn: "2026-03-01", ...key() });
  await goToPlace(page, "billing");
  await page.getByRole("link", { name: /^Report of the run/u }).click();
  const totals = page.getByRole("row", { name: /^USD/u });
  await expect(totals).toHaveText("USD3 38.000.00 9.00 9.00 20.000.00");
  await expect(page.getByRole("main")).toContainText("3 of 3");
  await expectAccessibleInBothThemes(page);
  for (const [sum, title, customer] of [
    ["Collected", "Invoices that were collected at once", "Grace Hopper"],
    ["Failed", "Invoices whose payment failed at first", "Ada Lovelace"],
    ["Open by transfer", "Invoices left open for a transfer", "Initech, LLC"],
  ] as const) {
    await page.getByTitle(`Invoices: ${sum}`).click();
    await expect(page.getByRole("heading", { name: title })).toBeVisible();
    await expect(page.getByRole("grid").getByRole("row")).toHaveCount(2);
    await expect(page.getByRole("grid")).toContainText(customer);
    await page.goBack();
  }
  await test.step("g j tells from any screen what was done, and gives the focus back", async () => {
    const panel = page.getByRole("dialog", { name: "Jobs" });
    const link = page.getByRole("link", { name: "Billing", exact: true }).first();
    await link.focus();
    await page.keyboard.press("g");
    await page.keyboard.press("j");
    await expect(panel).toContainText("No job is running.");
    await expect(panel.getByRole("listitem")).toContainText("Billing run: done");
    await expectAccessibleInBothThemes(page);
    await page.keyboard.press("Escape");
    await expect(panel).toBeHidden();
    await expect(link).toBeFocused();
  });
});

test("cancelling asks whether the open invoices are still collected", async ({ page, desk }) => {
  await openDesk(page, desk);
  await call(page, "billing.run", { throughOn: "2026-03-01", ...key() });
  await expect.poll(async () => (await call(page, "invoices.list", { accountId: "user_ada" })).rows.length).toBe(1);
  await goToPlace(page, "account/user_ada/subscription");
  await page.getByRole("button", { name: "Cancel subscription" }).click();
  const dialog = page.getByRole("dialog");
  const isCollected = dialog.getByRole("checkbox", { name: "Go on collecting its open invoices" });
  await expect(isCollected).toBeChecked();
  await isCollected.uncheck();
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Cancel subscription" }).click();
  await expect(dialog).toBeHidden();
  const [row] = (await call(page, "invoices.list", { accountId: "user_ada" })).rows;
  expect(await call(page, "invoices.get", { invoiceId: row?.id ?? "" })).toMatchObject({
    state: "open",
    failedAttempts: 1,
    nextAttemptOn: null,
  });
});
