import { expectAccessibleInBothThemes } from "./accessible.ts";
import { issueInvoice } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

test("in a book for trying the clock is set to any day, by keyboard, and what the move wrote is said", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await issueInvoice(page, "org_initech");
  const bar = page.getByRole("contentinfo");
  await expect(bar).toContainText("Book for trying");
  await bar.getByRole("button", { name: /^Test clock/u }).focus();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Clock of the book" });
  await dialog.getByLabel("Date").fill("2026-03-20");
  await expect(dialog).not.toContainText("real book");
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  const notice = page.getByRole("alert").filter({ hasText: "The clock stands at Mar 20, 2026" });
  await expect(notice).toContainText("Accounts that became past due: 1");
  await expect(bar).toContainText("Mar 20, 2026");
});

test.describe("a real book", () => {
  test.use({ startsOn: "nothing" });
  test("wants its name under what cannot be undone", async ({ page, desk }) => {
    await openDesk(page, desk);
    await page.getByRole("textbox", { name: "Name of the company" }).fill("Acme, Inc.");
    await expect(page.getByRole("checkbox", { name: "This is a book for trying" })).not.toBeChecked();
    await page.keyboard.press("Enter");
    const bar = page.getByRole("contentinfo");
    await bar.getByRole("button", { name: "System clock" }).click();
    const dialog = page.getByRole("dialog", { name: "Clock of the book" });
    await dialog.getByText("Test clock", { exact: true }).click();
    await expect(dialog).toContainText("cannot be undone");
    await expectAccessibleInBothThemes(page);
    const name = dialog.getByRole("textbox", { name: "Name of the book" });
    await name.fill("Acme");
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("alert").filter({ hasText: "was not made for trying" })).toBeVisible();
    await expect(name).toHaveValue("Acme");
    await expect(bar).toContainText("System clock");
    await name.fill("Acme, Inc.");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(bar).toContainText("Test clock");
    await expect(page.getByRole("alert")).toContainText("nothing was written");
  });
});
