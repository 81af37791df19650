import { readFileSync } from "node:fs";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { expect, openDesk, test } from "./desk.ts";

test("credit is adjusted by pasted cells, row by row, and taken back as one act", async ({ page, desk }) => {
  await openDesk(page, desk);
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await page.getByRole("tab", { name: "Credit adjustments" }).click();
  const cells =
    "Customer\tAmount\tExpires\nada@example.com\t1.250,50\t03/04/2027\ngrace@example.com\t(5,00)\t\nGlobex Corporation\t7\t\n";
  await page.getByLabel("Or paste cells from a spreadsheet").fill(cells);
  await page.getByRole("button", { name: "Read the cells" }).click();

  // The rows show what stands before the decimals, and not whether 03/04 is in March or in April.
  const preview = page.getByRole("region", { name: "The first rows as they are read" });
  await expect(preview).toContainText("USD +1,250.50");
  await expect(page.getByRole("status").filter({ hasText: "Dates are written" })).toBeVisible();
  await page.getByText("day first, 31/12").click();
  await expect(preview).toContainText("Apr 3, 2027");
  const reason = page.getByRole("combobox", { name: "Reason", exact: true });
  await reason.fill("Billing error");
  await reason.press("Enter");
  await expect(preview).not.toContainText("A reason is missing.");
  await expectAccessibleInBothThemes(page);

  await page.getByRole("button", { name: "Check all rows" }).click();
  await expect(page.getByText("2 rows ready · 1 row cannot be applied")).toBeVisible();
  await expect(page.getByRole("region", { name: "Rows with a problem" })).toContainText(
    "Removing USD 5.00 is more than",
  );
  await test.step("the rows with a problem are exported, to be corrected elsewhere", async () => {
    const saved = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export", exact: true }).first().click();
    await page.getByRole("menuitem", { name: /CSV/u }).click();
    const lines = readFileSync(await (await saved).path(), "utf8")
      .trim()
      .split("\n");
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('"grace@example.com"');
  });
  await expect(page.getByRole("table", { name: "Totals by currency and reason" })).toContainText("USD +1,257.50");
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "Apply only the 2 rows that are ready" }).click();
  await expect(page.getByText("2 rows applied · 1 row cannot be applied")).toBeVisible();

  await test.step("and the same cells, corrected, hold what was applied only where somebody wants it once more", async () => {
    await page.getByRole("link", { name: "All batches" }).click();
    await page.getByLabel("Or paste cells from a spreadsheet").fill(cells.replace("(5,00)", "5,00"));
    await page.getByRole("button", { name: "Read the cells" }).click();
    await page.getByRole("button", { name: "Check all rows" }).click();
    await expect(page.getByText("1 row ready · 2 rows applied before, by another batch")).toBeVisible();
    await expect(page.getByRole("region", { name: "Rows that another batch applied" })).toContainText(
      "Applied before, as line 2 of Pasted cells on",
    );
    await expect(page.getByRole("button", { name: "Apply only the 1 row that is ready" })).toBeVisible();
    await page.getByRole("checkbox", { name: "Apply the 2 rows again that another batch applied" }).check();
    await expect(page.getByRole("button", { name: "Apply 3 rows" })).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await page.getByRole("button", { name: "Discard" }).click();
    await page.getByRole("button", { name: "Choose another file" }).click();
    const batches = page.getByRole("table", { name: "Batches" }).getByRole("link", { name: "Pasted cells" });
    await expect(batches, "what was discarded is gone").toHaveCount(1);
    await batches.click();
  });

  await page.getByRole("button", { name: "Undo the batch" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Undo the batch" }).click();
  await expect(page.getByText("2 rows undone · 1 row cannot be applied")).toBeVisible();
  await page.getByRole("link", { name: "All batches" }).click();
  await expect(page.getByRole("table", { name: "Batches" })).toContainText("Pasted cells");
  await expect(page.getByLabel("Or paste cells from a spreadsheet")).toBeVisible();

  await test.step("and of the accounts that are selected in the list, as the same kind of batch, beside a file that is about to be checked", async () => {
    const { keyboard } = page;
    await page.getByLabel("Or paste cells from a spreadsheet").fill(cells);
    await page.getByRole("button", { name: "Read the cells" }).click();
    await expect(preview).toContainText("USD +1,250.50");
    await keyboard.press("Escape");
    await page.getByRole("link", { name: "Accounts", exact: true }).click();
    await expect(page.locator("tr[data-index]:focus")).toContainText("Ada Lovelace");
    await keyboard.press("Shift+ArrowDown");
    await keyboard.press("Shift+ArrowDown");
    await expect(page.getByRole("button", { name: "Actions for the 3 selected accounts" })).toBeVisible();
    await keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: "Adjust credit of 3 accounts" });
    await dialog.getByLabel("Amount for each account").fill("5");
    await dialog.getByRole("combobox", { name: "Reason" }).fill("Courtesy");
    await keyboard.press("Enter");
    await expectAccessibleInBothThemes(page);
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Selection of 3 accounts" })).toBeVisible();
    await expect(page.getByRole("table", { name: "Totals by currency and reason" })).toContainText("USD +15.00");
    await expect(page.getByRole("button", { name: "Discard" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Change how it is read" })).toHaveCount(0);
    await page.getByRole("button", { name: "Apply 3 rows" }).click();
    await expect(page.getByText("3 rows applied")).toBeVisible();
    await page.getByRole("link", { name: "All batches" }).click();
    await expect(preview).toContainText("USD +1,250.50");
  });
});
