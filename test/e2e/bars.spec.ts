import { expectAccessible, expectAccessibleInBothThemes } from "./accessible.ts";
import { expect, openDesk, test } from "./desk.ts";

test("the bar above a list stays one line at 1024 × 700 with a filter and a selection, and what is about the whole list never leaves it", async ({
  page,
  desk,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openDesk(page, desk);
  const bar = page.getByRole("search");
  const columns = bar.getByRole("button", { name: "Columns" });
  const heading = page.getByRole("heading", { level: 1, name: "Accounts" });
  const heightOf = async () => Math.round((await bar.boundingBox())?.height ?? 0);
  const isBesideHeading = async () => {
    const [button, title] = [await columns.boundingBox(), await heading.boundingBox()];
    return button !== null && title !== null && button.y < title.y + title.height;
  };
  await expect(page.getByRole("row").nth(1)).toBeVisible();
  const bare = await heightOf();

  // Nor while its rows are on their way, which is said there.
  const answered = Promise.withResolvers<undefined>();
  await page.route("**/rpc/accounts.list", async (route) => {
    await answered.promise;
    await route.continue();
  });
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("menuitem", { name: "Has credit" }).click();
  await expect(bar.getByRole("button", { name: /^Remove/u })).toBeVisible();
  await expect(bar).toContainText("Loading");
  expect(await heightOf()).toBe(bare);
  answered.resolve(undefined);
  await expect(bar).not.toContainText("Loading");
  expect(await heightOf()).toBe(bare);
  await bar.getByRole("button", { name: /^Remove/u }).click();

  await page.getByRole("row").nth(1).click();
  await page
    .getByRole("row")
    .nth(3)
    .click({ modifiers: ["Shift"] });
  await expect(page.getByRole("button", { name: "3 selected" })).toBeVisible();
  expect(await heightOf()).toBe(bare);
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("menuitem", { name: "Past due" }).click();
  expect(await isBesideHeading()).toBe(true);
});

test("Verify in the bar at the bottom keeps the focus while it works and after it", async ({ page, desk }) => {
  await openDesk(page, desk);
  const verify = page.getByRole("contentinfo").getByRole("button", { name: "Verify" });
  await verify.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("contentinfo")).toContainText("Ledger verified");
  await expect(verify).toBeFocused();
});

test("the navigation folds to icons by its key, stays so at the next start, and the bar says which book it is meanwhile", async ({
  page,
  desk,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openDesk(page, desk);
  const navigation = page.getByRole("navigation", { name: "Screens" });
  const status = page.getByRole("contentinfo", { name: "Status of the book" });
  const widthOf = async () => (await navigation.boundingBox())?.width ?? 0;
  await expect(page.getByRole("row").nth(1)).toBeFocused();
  const wide = await widthOf();
  await expect(status).not.toContainText("Acme Billing");

  await page.keyboard.press("t");
  await page.keyboard.press("n");
  await expect(navigation.getByText("Ledger")).toBeHidden();
  expect(await widthOf()).toBeLessThan(wide / 2);
  await expect(status).toContainText("Acme Billing");
  await page.reload();
  await expect(page.getByRole("row").nth(1)).toBeFocused();
  await expect(navigation.getByRole("link", { name: "Ledger" })).toBeVisible();
  await expect(navigation.getByText("Ledger")).toBeHidden();
  await expectAccessibleInBothThemes(page);

  await page.getByRole("button", { name: "View options" }).press("Enter");
  await expectAccessible(page);
  await page.getByRole("menuitemcheckbox", { name: "Navigation folded to icons", checked: true }).press("Enter");
  await page.keyboard.press("Escape");
  await expect(navigation.getByText("Ledger")).toBeVisible();
  expect(await widthOf()).toBe(wide);
  await expect(status).not.toContainText("Acme Billing");
});
