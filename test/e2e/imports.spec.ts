import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call } from "./call.ts";
import { expect, openDesk, test } from "./desk.ts";

test("a file that is longer than a request is checked and imported, while the desk goes on", async ({ page, desk }) => {
  const users = Array.from(
    { length: 15_000 },
    (_each, index) => `"User ""${index}""",${"u".repeat(60)}${index}@example.com`,
  );
  const text = `name,email\n${users.join("\n")}\n`;
  expect(text.length).toBeGreaterThan(1024 * 1024);
  await openDesk(page, desk);
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(page.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
  await page.locator('input[type="file"]').setInputFiles({
    name: "users.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(text),
  });
  await page.getByRole("button", { name: "Check files" }).click();
  const importAll = page.getByRole("button", { name: "Import everything" });
  await expect(importAll).toBeVisible({ timeout: 60_000 });
  await importAll.click();
  await expect(page.getByRole("button", { name: "Import other files" })).toBeVisible({ timeout: 60_000 });
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("main")).toContainText("15,00");

  await test.step("a file of another form is read as it is shown, and changes accounts that the book has", async () => {
    await page.keyboard.press("g");
    await page.keyboard.press("m");
    await page.getByRole("button", { name: "Import other files" }).click();
    await page.locator('input[type="file"]').setInputFiles({
      name: "kunden.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("E-Mail;Firma;USt-IdNr\nada@example.com;Ada King;DE1\nnew@example.com;Neu;DE2\n"),
    });
    await page.getByRole("combobox", { name: "What kunden.csv holds" }).click();
    await page.getByRole("option", { name: "Users", exact: true }).click();
    const reading = page.getByRole("region", { name: "The first rows as they are read" });
    await expect(reading).toContainText("DE1");
    await page.getByRole("checkbox", { name: "Change accounts that the book has" }).check();
    await page.getByRole("button", { name: "Check files" }).click();
    const changes = page.getByRole("region", { name: "What changes of accounts that the book has" });
    await expect(changes).toContainText("Ada Lovelace");
    await expect(changes).toContainText("Ada King");
    await expectAccessibleInBothThemes(page);
    await page.getByRole("button", { name: "Import everything" }).click();
    await expect(page.getByRole("button", { name: "Import other files" })).toBeVisible();
    expect(await call(page, "accounts.find", { reference: "new@example.com" })).toMatchObject({ accounts: [{}] });
  });
});

test("a check says how much it found, and all that is wrong with each row", async ({ page, desk }) => {
  await openDesk(page, desk);
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await page.locator('input[type="file"]').setInputFiles({
    name: "users.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("name,email,currency\n,nobody,usd\nBob,bob@example.org,USD\n"),
  });
  await page.getByRole("button", { name: "Check files" }).click();
  const found = page.getByRole("alert").filter({ hasText: "3 problems were found" });
  await expect(found).toContainText("Correct the rows that are listed");
  await expect(page.getByRole("main")).not.toContainText("Nothing was written");
  const problems = page.getByRole("region", { name: "Rows that cannot be imported" }).getByRole("row");
  await expect(problems).toHaveText([/File/u, /users\.csv2name/u, /users\.csv2email/u, /users\.csv2currency/u]);
  await expectAccessibleInBothThemes(page);
});

test("an import by keyboard alone, from the first load until it is written: nine keys beside the system's own dialog", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  // Asked for before any key: the browser has to have heard that the system's dialog is stood in for.
  const asked = page.waitForEvent("filechooser", { timeout: 0 });
  let keyCount = 0;
  const press = async (key: string) => {
    keyCount += 1;
    await page.keyboard.press(key);
  };
  await press("g");
  await press("m");
  await expect(page.getByRole("heading", { level: 1, name: "Imports" })).toBeVisible();
  await press("Tab");
  await press("Tab");
  await expect(page.getByRole("button", { name: "Choose files" })).toBeFocused();
  await press("Enter");
  await (
    await asked
  ).setFiles({
    name: "users.csv",
    mimeType: "text/csv",
    buffer: Buffer.from("name,email\nNora Neu,nora@example.org\n"),
  });
  await expect(page.getByRole("button", { name: "Check files" })).toBeVisible();
  await press("Tab");
  await expect(page.getByRole("button", { name: "Check files" })).toBeFocused();
  await press("Enter");
  const importAll = page.getByRole("button", { name: "Import everything" });
  await expect(importAll).toBeVisible();
  // What the check found stands before the button, and Enter alone imports nothing.
  await expect(importAll).not.toBeFocused();
  await press("Tab");
  await expect(importAll).toBeFocused();
  await press("Enter");
  await expect(page.getByRole("button", { name: "Import other files" })).toBeVisible();
  expect(keyCount).toBe(9);
  expect(await call(page, "accounts.find", { reference: "nora@example.org" })).toMatchObject({ accounts: [{}] });
});
