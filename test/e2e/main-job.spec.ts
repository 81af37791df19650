import { expectAccessible, expectAccessibleInBothThemes } from "./accessible.ts";
import { expect, openDesk, test } from "./desk.ts";

test.use({ isProgram: true });
import { addFilter, changeFilter } from "./list.ts";

test("the main job, by mouse: credit is added, previewed, used by the billing run, and 30.00 are left", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await expect(page.getByRole("heading", { name: "Accounts" })).toBeVisible();
  await expect(page.getByRole("contentinfo")).toContainText("Test clock");

  await test.step("find the organization", async () => {
    await page.getByRole("textbox", { name: "Search by name, e-mail, slug or ID" }).fill("globex");
    const row = page.getByRole("row").filter({ hasText: "Globex Corporation" });
    await expect(row).toContainText("USD 20.00");
    await row.getByRole("gridcell", { name: "Globex Corporation", exact: true }).dblclick();
    await expect(page.getByRole("heading", { level: 1, name: "Globex Corporation" })).toBeVisible();
  });

  await test.step("add 50.00 as a courtesy, seeing before and after", async () => {
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menuitem", { name: "Adjust credit balance" }).click();
    const dialog = page.getByRole("dialog", { name: /Adjust credit balance/u });
    await dialog.getByRole("textbox", { name: "Amount" }).fill("50.00");
    await dialog.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Courtesy" }).click();
    await dialog.getByRole("textbox", { name: "Note" }).fill("Sorry for Tuesday 🙏");
    const effect = dialog.getByRole("row", { name: /^Account credit/u });
    await expect(effect).toContainText("−$20.00");
    await expect(dialog.getByRole("row", { name: /^Amount due/u })).toContainText("$0.00");
    await dialog.getByRole("button", { name: "Adjust balance" }).dblclick();
    await expect(dialog).toBeHidden();
  });

  await test.step("see the new balance everywhere", async () => {
    await expect(page.getByRole("main")).toContainText("$50.00");
    await expect(page.getByRole("button", { name: "Undo" })).toBeVisible();
    await page.getByRole("tab", { name: "Ledger" }).click();
    const rows = page.getByRole("grid").getByRole("row").filter({ hasText: "Courtesy" });
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText("USD +50.00");
    await expect(rows).toContainText("Sorry for Tuesday 🙏");
    await page.getByRole("link", { name: "Ledger", exact: true }).click();
    await expect(page.getByRole("row").filter({ hasText: "Globex Corporation" })).toContainText("USD +50.00");
    await page.getByRole("link", { name: "Accounts", exact: true }).first().click();
    await expect(page.getByRole("row").filter({ hasText: "Globex Corporation" })).toContainText("USD 50.00");
  });

  await test.step("preview the next invoice: charge 20.00, account credit −20.00, due 0.00, credit left 30.00", async () => {
    await page.getByRole("gridcell", { name: "Globex Corporation", exact: true }).dblclick();
    // The first click has opened the account; the second one presses nothing there.
    await expect(page.getByRole("tab", { name: "Overview" })).toHaveAttribute("aria-selected", "true");
    await page.getByRole("button", { name: "Preview", exact: true }).click();
    const paper = page.getByRole("article", { name: "Invoice preview" });
    await expect(paper).toContainText("Mar 31, 2026");
    const figure = (term: string) =>
      paper.getByRole("term").filter({ hasText: term }).locator("xpath=following-sibling::*[1]");
    await expect(figure("Total").last()).toHaveText("$20.00");
    await expect(figure("Account credit")).toHaveText("−$20.00");
    await expect(figure("Amount due")).toHaveText("$0.00");
    await expect(paper).toContainText("Credit left on the account: $30.00");
  });

  await test.step("run billing to a date, after a dry run with the same figures", async () => {
    await page.getByRole("link", { name: "Billing", exact: true }).click();
    await page.getByLabel("Through").fill("2026-03-31");
    await page.getByRole("button", { name: "Dry run" }).click();
    const totals = page.getByRole("row", { name: /^USD/u }).first();
    // Globex 20, Initech 20, two users 9 each; Globex pays by credit.
    await expect(totals).toContainText("58.00");
    await expect(totals).toContainText("20.00");
    await expect(totals).toContainText("38.00");
    await page
      .getByRole("button", { name: /^Run billing/u })
      .first()
      .click();
    const confirmation = page.getByRole("dialog");
    await expect(confirmation).toContainText("58.00");
    await confirmation.getByRole("button", { name: /^Run billing/u }).click();
    await expect(page.getByRole("row", { name: /Report of the run through Mar 31, 2026/u })).toContainText("Complete");
  });

  await test.step("see the invoice paid by credit and 30.00 left", async () => {
    await page.getByRole("link", { name: "Invoices", exact: true }).click();
    const row = page.getByRole("row").filter({ hasText: "Globex Corporation" });
    await expect(row).toContainText("Paid");
    await row.getByRole("link", { name: /INV-/u }).click();
    const paper = page.getByRole("article", { name: /Invoice INV-/u });
    await expect(paper).toContainText("Paid");
    await expect(paper).toContainText("−$20.00");
    await expect(page.getByRole("main")).toContainText(/credit/iu);
    await page.getByRole("link", { name: "Globex Corporation" }).first().click();
    await expect(page.getByRole("main")).toContainText("$30.00");
  });

  await test.step("look back: what the invoice of Mar 31 used was there until then, and was written on Mar 1", async () => {
    await page.getByRole("link", { name: "Ledger", exact: true }).click();
    const rows = page.getByRole("row").filter({ hasText: "Globex Corporation" });
    await expect(rows).toHaveCount(2);
    const then = page.getByRole("definition");
    await addFilter(page, "As of");
    await page.getByRole("textbox", { name: "As of" }).fill("2026-03-15");
    await expect(page.getByRole("term")).toHaveText("Balance of all accounts as of Mar 15, 2026");
    await expect(then).toHaveText("$50.00");
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText("USD +50.00");
    await expect(page.locator("[data-announcer]")).toHaveText(
      "Balance of all accounts as of Mar 15, 2026, by effective date: $50.00.",
    );
    await page.getByText("Date recorded").click();
    await page.getByRole("button", { name: "Done" }).click();
    await expect(then).toHaveText("$30.00");
    await expect(rows).toHaveCount(2);
    await expectAccessibleInBothThemes(page);
  });

  await test.step("the day comes back at the next start, and goes with the other filters", async () => {
    await page.reload();
    await changeFilter(page, "As of Mar 15, 2026, by date recorded");
    await expect(page.getByRole("textbox", { name: "As of" })).toHaveValue("03/15/2026");
    await expect(page.getByRole("radio", { name: "Date recorded" })).toBeChecked();
    await expect(page.getByRole("definition")).toHaveText("$30.00");
    await page.getByRole("textbox", { name: "As of" }).fill("2026-02-28");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("definition")).toHaveText("No credit by then");
    await expect(page.getByRole("main")).toContainText("No entry matches");
    await page.getByRole("button", { name: "Clear filters" }).first().click();
    await expect(page.getByRole("textbox", { name: "Search notes and accounts" })).toBeFocused();
    await expect(page.getByRole("button", { name: /^Filter As of/u })).toHaveCount(0);
    await expect(page.getByRole("definition")).toHaveCount(0);
    await expect(page.getByRole("row").filter({ hasText: "Globex Corporation" })).toHaveCount(2);
  });

  await test.step("the account's own ledger looks back as well", async () => {
    await page.getByRole("link", { name: "Globex Corporation" }).first().click();
    await page.getByRole("tab", { name: "Ledger" }).click();
    await addFilter(page, "As of");
    await page.getByRole("textbox", { name: "As of" }).fill("2026-03-30");
    await expect(page.getByRole("term")).toHaveText("Balance as of Mar 30, 2026");
    await expect(page.getByRole("definition")).toHaveText("$50.00");
    await page.getByRole("textbox", { name: "As of" }).fill("2026-03-31");
    await expect(page.getByRole("definition")).toHaveText("$30.00");
    await expectAccessible(page);
  });
});
