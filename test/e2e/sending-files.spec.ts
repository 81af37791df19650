import type { Page } from "@playwright/test";
import { call } from "./call.ts";
import { expect, openDesk, test } from "./desk.ts";

const lineCount = 30_000;
const users = `name,email\n${Array.from({ length: lineCount }, (_each, index) => `User ${index},${"u".repeat(60)}${index}@example.com`).join("\n")}\n`;
const pieceBytes = 96 * 1024;

/** Let a host take so many pieces of a file, and the next ones only when it is told to. */
async function holdPieces(page: Page, count: number): Promise<() => void> {
  let sent = 0;
  let release = (): void => undefined;
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/rpc/imports.upload", async (route) => {
    sent += 1;
    if (sent > count) await released;
    await route.continue();
  });
  return release;
}

test("a large file shows how much of it is sent, and is no longer sent once it is stopped", async ({ page, desk }) => {
  await openDesk(page, desk);
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  const file = { name: "users.csv", mimeType: "text/csv", buffer: Buffer.from(users) };
  const sending = page.getByText("Sending users.csv", { exact: true });
  const release = await holdPieces(page, 11);
  await page.locator('input[type="file"]').setInputFiles(file);
  await expect(sending).toBeVisible();
  const sentText = `${((11 * pieceBytes) / 1e6).toFixed(1)} MB of ${(file.buffer.length / 1e6).toFixed(1)} MB`;
  await expect(page.getByText(sentText)).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  release();
  await expect(sending).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Check files" })).toHaveCount(0);

  await test.step("while it is checked as well, and nothing is written then", async () => {
    const goOn = await holdPieces(page, 3);
    await page.locator('input[type="file"]').setInputFiles(file);
    await expect(sending).toBeVisible();
    await page.getByRole("button", { name: "Check files" }).click();
    await expect(page.getByText("Sending the files", { exact: true })).toBeVisible();
    const all = page.getByText("Sending the files", { exact: true }).locator("..");
    await all.getByRole("button", { name: "Stop", exact: true }).click();
    goOn();
    await expect(page.getByText("Stopped before everything was sent. Nothing was written.")).toBeVisible();
    await expect(page.getByText("Sending the files", { exact: true })).toHaveCount(0);
    expect((await call(page, "jobs.list", {})).jobs.map(({ method }) => method)).not.toContain("accounts.import");
  });

  await test.step("and then goes on from where it was", async () => {
    await page.getByRole("button", { name: "Check files" }).click();
    await expect(page.getByRole("button", { name: "Import everything" })).toBeVisible({ timeout: 60_000 });
  });
});

test("a file of adjustments shows it too, also after another screen was looked at", async ({ page, desk }) => {
  await openDesk(page, desk);
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  const open = async () => await page.getByRole("tab", { name: "Credit adjustments" }).click();
  await open();
  const rows = Array.from({ length: lineCount }, (_each, index) => `ada@example.com,1.00,${"n".repeat(60)}${index}`);
  const release = await holdPieces(page, 5);
  await page.locator('input[type="file"]').setInputFiles({
    name: "credits.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`account,amount,note\n${rows.join("\n")}\n`),
  });
  await expect(page.getByText("Sending credits.csv", { exact: true })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("a");
  await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await open();
  await expect(page.getByText("Sending credits.csv", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Stop", exact: true }).click();
  release();
  await expect(page.getByText("Sending credits.csv", { exact: true })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Choose a file" })).toBeEnabled();
  expect((await call(page, "batches.list", {})).batches).toEqual([]);
});
