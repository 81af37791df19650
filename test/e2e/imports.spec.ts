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
});
