import { expectAccessible } from "./accessible.ts";
import { expect, openDesk, test } from "./desk.ts";

test("credit is transferred to another account, with both balances shown before and after", async ({ page, desk }) => {
  await openDesk(page, desk);
  await page.goto(`${new URL(page.url()).origin}/#/account/org_globex/overview`);
  const openAction = async (name: string) => {
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menuitem", { name }).click();
    return page.getByRole("dialog");
  };

  await test.step("add 50.00 first; without credit there is nothing to transfer, and the menu says so", async () => {
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await expect(page.getByRole("menuitem", { name: "Transfer credit" })).toContainText("No credit is available.");
    await expect(page.getByRole("menuitem", { name: "Record payment" })).toContainText("There is no open invoice.");
    await expectAccessible(page);
    await page.keyboard.press("Escape");
    await expect(page.getByRole("menu")).toBeHidden();
    const dialog = await openAction("Adjust credit balance");
    await dialog.getByRole("textbox", { name: "Amount" }).fill("50");
    await dialog.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Contract" }).click();
    await dialog.getByRole("button", { name: "Adjust balance" }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("Esc leaves it, once", async () => {
    const left = await openAction("Transfer credit");
    await expect(left.getByRole("combobox", { name: "To account" })).toBeFocused();
    await page.keyboard.press("Escape");
    await expect(left).toBeHidden();
  });

  const dialog = await openAction("Transfer credit");
  await test.step("nothing chosen is said beside the field", async () => {
    await dialog.getByRole("button", { name: "Transfer credit" }).click();
    await expect(dialog).toContainText("Choose the account that receives the credit.");
  });

  await test.step("choose the receiver and an amount, and see what it does", async () => {
    await dialog.getByRole("combobox", { name: "To account" }).fill("hool");
    await page.getByRole("option", { name: /Hooli/u }).click();
    await dialog.getByRole("textbox", { name: "Amount" }).fill("50.01");
    await expect(dialog).toContainText("more than the");
    await dialog.getByRole("textbox", { name: "Amount" }).fill("12.50");
    await expect(dialog.getByRole("row", { name: /^Credit balance of Hooli/u })).toContainText("$12.50");
    await expect(dialog.getByRole("row", { name: /^Credit balance \$50/u })).toContainText("$37.50");
    await expectAccessible(page);
  });

  await test.step("transfer it, and find it on both accounts", async () => {
    await dialog.getByRole("button", { name: "Transfer credit" }).dblclick();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("$37.50");
    await page.getByRole("link", { name: "Ledger", exact: true }).click();
    const rows = page.getByRole("grid").getByRole("row");
    await expect(rows.filter({ hasText: "Hooli" })).toContainText("USD +12.50");
    await expect(rows.filter({ hasText: "USD −12.50" })).toHaveCount(1);
  });
});
