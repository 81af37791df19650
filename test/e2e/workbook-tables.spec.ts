import { writeXlsx } from "hucre/xlsx";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { expect, openDesk, test } from "./desk.ts";

/** A workbook whose tables have different columns. */
async function workbookOf(name: string, tables: Readonly<Record<string, (string | number)[][]>>) {
  const sheets = Object.entries(tables).map(([title, rows]) => ({ name: title, rows }));
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return { name, mimeType, buffer: Buffer.from(await writeXlsx({ sheets })) };
}

test("another table of a workbook is read by columns of its own, and one column is not two things", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const preview = page.getByRole("region", { name: "The first rows as they are read" });
  const table = page.getByRole("combobox", { name: "Table" });
  const column = (name: string) => page.getByRole("combobox", { name: `Column: ${name}` });

  await test.step("of adjustments", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.getByRole("tab", { name: "Credit adjustments" }).click();
    const tables = {
      January: [
        ["Memo", "Customer", "Amount"],
        ["Late", "ada@example.com", 5],
      ],
      February: [
        ["E-Mail", "Betrag"],
        ["grace@example.com", 12.5],
      ],
    };
    await page.locator('input[type="file"]').setInputFiles(await workbookOf("credits.xlsx", tables));
    await expect(preview).toContainText("USD +5.00");
    await table.click();
    await page.getByRole("option", { name: "February" }).click();
    await expect(preview).toContainText("USD +12.50");
    await expect(column("Account")).toHaveValue("E-Mail");
    await column("Note").click();
    await page.getByRole("option", { name: "Betrag" }).click();
    await expect(page.getByText("Chosen for Amount too.")).toBeVisible();
    await expectAccessibleInBothThemes(page);
    await page.getByRole("button", { name: "Check all rows" }).click();
    await expect(page.getByRole("alert")).toContainText("One column is chosen for Amount, Note");
    await page.getByRole("button", { name: "Choose another file" }).click();
  });

  await test.step("of accounts, what it holds is asked anew as well", async () => {
    await page.getByRole("tab", { name: "Accounts and history" }).click();
    const tables = {
      People: [
        ["name", "email"],
        ["Niels Bohr", "niels@example.com"],
      ],
      Companies: [
        ["slug", "name"],
        ["bohr", "Bohr Limited"],
      ],
    };
    await page.locator('input[type="file"]').setInputFiles(await workbookOf("customers.xlsx", tables));
    const held = page.getByRole("combobox", { name: "What customers.xlsx holds" });
    await expect(held).toHaveValue("Users");
    await table.click();
    await page.getByRole("option", { name: "Companies" }).click();
    await expect(held).toHaveValue("Organizations");
    await expect(preview).toContainText("Bohr Limited");
    await page.getByRole("button", { name: "Check files" }).click();
    await expect(page.getByText("All rows are good")).toBeVisible();
  });
});
