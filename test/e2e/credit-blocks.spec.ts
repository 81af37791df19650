import { expectAccessibleInBothThemes } from "./accessible.ts";
import { addCredit, goToPlace, issueInvoice } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

test("credit with terms is added, used in its order and voided, by mouse", async ({ page, desk }) => {
  await openDesk(page, desk);
  await addCredit(page, "org_globex", 15_00);
  await goToPlace(page, "account/org_globex/overview");
  const dialog = page.getByRole("dialog", { name: /Adjust credit balance/u });
  const blocks = page.getByRole("table", { name: /^Blocks of credit/u });

  await test.step("the terms wait behind More, and are checked with the rest", async () => {
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menuitem", { name: "Adjust credit balance" }).click();
    await dialog.getByRole("textbox", { name: "Amount" }).fill("10");
    await dialog.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Promotion", exact: true }).click();
    await dialog.getByRole("button", { name: "More", exact: true }).click();
    await dialog.getByLabel("Expires on").fill("2026-03-01");
    await dialog.getByRole("textbox", { name: "Priority" }).fill("101");
    await dialog.getByRole("button", { name: "Adjust balance" }).click();
    await expect(dialog.getByLabel("Expires on")).toHaveAccessibleDescription(/cannot expire on Mar 1, 2026/u);
    const priority = dialog.getByRole("textbox", { name: "Priority" });
    await expect(priority).toHaveAccessibleDescription(/The priority 101 is not a whole number from 0 to 100/u);
    await expectAccessibleInBothThemes(page);
    await dialog.getByLabel("Counts for").fill("2026-03-02");
    await dialog.getByLabel("Expires on").fill("2026-06-01");
    await dialog.getByRole("textbox", { name: "Priority" }).fill("10");
    await dialog.getByRole("button", { name: "Adjust balance" }).click();
    await expect(dialog.getByLabel("Counts for")).toHaveAccessibleDescription(/Mar 2, 2026 has not come yet/u);
    await dialog.getByLabel("Counts for").fill("2026-02-27");
    await expect(dialog.getByRole("row", { name: /^Counts for/u })).toContainText("Feb 27, 2026");
    await dialog.getByRole("combobox", { name: "Kind" }).click();
    await page.getByRole("option", { name: "Promotional" }).click();
    await expect(dialog.getByRole("row", { name: /^Available/u })).toContainText("$25.00");
    await dialog.getByRole("button", { name: "Adjust balance" }).click();
    await expect(dialog).toBeHidden();
  });

  await test.step("the blocks stand in the order in which they are used", async () => {
    await page.getByRole("tab", { name: "Credit" }).click();
    await expect(blocks.getByRole("row").nth(1)).toHaveText(/^1USD 10\.00Usable10PromotionalJun 1, 2026Feb 27, 2026/u);
    await expect(blocks.getByRole("row").nth(2)).toHaveText(/^2USD 15\.00Usable50GeneralNeverMar 1, 2026/u);
    await expectAccessibleInBothThemes(page);
  });

  await test.step("an invoice uses them in that order", async () => {
    await issueInvoice(page, "org_globex");
    await expect(blocks.getByRole("row").nth(1)).toContainText("USD 5.00of USD 15.00");
    await expect(blocks.getByRole("row").nth(2)).toContainText("Used up");
  });

  await test.step("its entry names both blocks", async () => {
    await page.getByRole("tab", { name: "Ledger" }).click();
    await page
      .getByRole("grid")
      .getByRole("row")
      .filter({ hasText: "Applied to INV-000001" })
      .getByRole("link")
      .first()
      .click();
    const touched = page.getByRole("table", { name: "Blocks of credit it touched" }).getByRole("row");
    await expect(touched.nth(1)).toContainText("USD −10.00");
    await expect(touched.nth(2)).toContainText("USD −10.00");
    await page.getByRole("link", { name: "All blocks of the account" }).click();
  });

  await test.step("voiding takes what is left, after it was asked", async () => {
    await blocks.getByRole("button", { name: "Void the block with $5.00 left" }).click();
    const question = page.getByRole("dialog", { name: "Void this block of credit?" });
    await expect(question).toContainText("−$5.00");
    await expect(question).toContainText("$10.00");
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await question.getByRole("textbox", { name: "Note" }).fill("Granted twice");
    await expectAccessibleInBothThemes(page);
    await question.getByRole("button", { name: "Void block" }).click();
    await expect(question).toBeHidden();
    await expect(blocks.getByRole("row").filter({ hasText: "Voided" })).toHaveCount(1);
    await expect(page.getByRole("main")).toContainText("$0.00");
  });
});

test("credit that waits is not available, and says so beside the balance, by keyboard", async ({ page, desk }) => {
  await openDesk(page, desk);
  const { keyboard } = page;
  await goToPlace(page, "account/org_hooli/overview");
  await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
  await keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: /Adjust credit balance/u });
  await expect(dialog.getByRole("textbox", { name: "Amount" })).toBeFocused();
  await keyboard.type("40");
  await dialog.getByRole("combobox", { name: "Reason" }).focus();
  await keyboard.press("Enter");
  await keyboard.type("court");
  await keyboard.press("ArrowDown");
  await keyboard.press("Enter");
  await dialog.getByRole("button", { name: "More", exact: true }).focus();
  await keyboard.press("Enter");
  const usableFrom = dialog.getByLabel("Usable from");
  await usableFrom.focus();
  await keyboard.type("05012026");
  await expect(usableFrom).toHaveValue("05/01/2026");
  await expect(dialog.getByRole("row", { name: /^Available/u })).toContainText("$0.00");
  await dialog.getByRole("textbox", { name: "Amount" }).focus();
  await keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("main")).toContainText("$0.00 available");
  await page.getByRole("tab", { name: "Overview" }).focus();
  await keyboard.press("ArrowRight");
  await keyboard.press("ArrowRight");
  await expect(page.getByRole("row").filter({ hasText: "Not yet usable" })).toContainText("May 1, 2026");
});
