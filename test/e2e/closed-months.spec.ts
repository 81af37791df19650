import { readFileSync } from "node:fs";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { setClock } from "./call.ts";
import { addCredit, goToPlace } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

test("a month is closed with its receipt, reopened for a reason, and the audit log tells of both", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await addCredit(page, "org_globex", 1_250_00);
  await setClock(page, "2026-04-02T12:00:00Z");
  const dialog = page.getByRole("dialog");
  const closings = page.getByRole("table", { name: "The months that were closed, newest closing first" });

  await test.step("what a month comes to, and what it leaves open, is shown first", async () => {
    await goToPlace(page, "settings/periods");
    await expect(page.getByText("No month is closed.")).toBeVisible();
    await page.getByRole("button", { name: /^Close [A-Z]/u }).click();
    const figures = dialog.getByRole("table", { name: "What the month comes to" });
    await expect(figures.getByRole("row", { name: /Credit added · Courtesy/u })).toContainText("+1,250.00");
    await expect(figures.getByRole("row", { name: /Closing balance/u })).toBeVisible();
    await expect(dialog.getByRole("note")).toContainText("Entries that were written since the ledger was verified: 1");
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expectAccessibleInBothThemes(page);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(dialog).toHaveCount(0);
    await expect(closings.getByRole("row")).toHaveCount(2);
    await expect(page.locator("[data-announcer]")).toHaveText("Month closed");
  });

  await test.step("its receipt is saved", async () => {
    const downloading = page.waitForEvent("download");
    await closings.getByRole("button", { name: /^Save the receipt of .+ as JSON$/u }).click();
    const receipt = JSON.parse(readFileSync(await (await downloading).path(), "utf8")) as { headSequence: number };
    expect(receipt.headSequence).toBe(1);
  });

  await test.step("it is reopened, and the list says by whom and why", async () => {
    await closings.getByRole("button", { name: /^Reopen/u }).click();
    await page.keyboard.type("The bank was late");
    await page.keyboard.press("Enter");
    await expect(closings.getByRole("row").nth(1)).toContainText(/Reopened.*: The bank was late.*2026/u);
    await expectAccessibleInBothThemes(page);
    await expect(page.getByText("No month is closed.")).toBeVisible();
  });

  await test.step("the audit log finds it by its reason, and shows it whole", async () => {
    await page.getByRole("link", { name: "Audit log" }).click();
    const list = page.getByRole("grid", { name: "Acts, newest first" });
    await page.getByRole("textbox", { name: "Search names, ids, values" }).fill("bank was late");
    await expect(list.getByText("Month reopened")).toBeVisible();
    await expect(list.getByText("Month closed")).toHaveCount(0);
    await list.getByText("Month reopened").dblclick();
    await expect(dialog.getByRole("table", { name: "Before and after" })).toContainText("The bank was late");
    await expectAccessibleInBothThemes(page);
    await page.keyboard.press("Escape");
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem", { name: "JSON Lines, for programs" }).click();
    const lines = readFileSync(await (await downloading).path(), "utf8")
      .trim()
      .split("\n");
    expect(lines.map((line) => (JSON.parse(line) as { act: string }).act)).toContain("periods.reopen");
  });
});
