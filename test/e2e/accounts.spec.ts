import { expectAccessibleInBothThemes } from "./accessible.ts";
import { addCredit, goToPlace } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";
import { addFilter } from "./list.ts";

test("accounts without activity since a day are found, come back at the next start, and go with the other filters", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const since = page.getByRole("textbox", { name: "No activity since" });
  const links = page.getByRole("grid", { name: "Accounts" }).getByRole("link");
  await expect(links).toHaveCount(5);

  await test.step("only the one that was never subscribed and never had credit", async () => {
    await addFilter(page, "No activity since");
    await since.fill("2026-03-01");
    await expect(links).toHaveText(["Hooli"]);
    await expect(page.getByRole("main")).toContainText("1 row");
    await expectAccessibleInBothThemes(page);
    await since.press("Enter");
    await expect(since).toHaveCount(0);
    await expect(page.getByRole("button", { name: /^Filter No activity since/u })).toBeFocused();
  });

  await test.step("the day comes back, and goes by its own button", async () => {
    await page.reload();
    await expect(links).toHaveText(["Hooli"]);
    await page.getByRole("button", { name: "Remove the filter No activity since Mar 1, 2026" }).click();
    await expect(page.getByRole("button", { name: "Filter", exact: true })).toBeFocused();
    await expect(links).toHaveCount(5);
  });

  await test.step("typed by hand, digit by digit, it works as soon as it is a day", async () => {
    await addFilter(page, "No activity since");
    await expect(since).toBeFocused();
    await page.keyboard.type("03022026");
    await expect(since).toHaveValue("03/02/2026");
    await expect(links).toHaveCount(5);
    await page.keyboard.press("ArrowDown");
    await expect(since).toHaveValue("03/01/2026");
    await since.fill("3/2/2025");
    await expect(links).toHaveText(["Hooli"]);
    await page.keyboard.press("Enter");
  });

  await test.step("nothing found says what was looked for, and clears all of it", async () => {
    await page.getByRole("textbox", { name: "Search by name" }).fill("globex");
    const empty = page.getByRole("main");
    await expect(empty).toContainText("“globex” in name, e-mail, slug or ID; no activity since Mar 2, 2025.");
    await expectAccessibleInBothThemes(page);
    await page.getByRole("button", { name: "Clear filters" }).last().click();
    await expect(page.getByRole("textbox", { name: "Search by name" })).toBeFocused();
    await expect(page.getByRole("button", { name: /^Filter No activity since/u })).toHaveCount(0);
    await expect(links).toHaveCount(5);
  });

  await test.step("the account says when it was, and what happens now counts", async () => {
    const fact = page.getByRole("term").filter({ hasText: "Last activity" }).locator("xpath=following-sibling::*[1]");
    await goToPlace(page, "account/org_hooli/overview");
    await expect(fact).toHaveText("Never");
    await addCredit(page, "org_hooli", 5_00);
    await expect(fact).toHaveText("Mar 1, 2026");
    await goToPlace(page, "accounts");
    await addFilter(page, "No activity since");
    await since.fill("2026-03-01");
    await expect(page.getByRole("main")).toContainText("No account fits: no activity since Mar 1, 2026.");
  });
});
