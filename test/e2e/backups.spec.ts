import { readFileSync } from "node:fs";
import { generateX25519Identity, identityToRecipient } from "age-encryption";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key } from "./call.ts";
import { expect, openDesk, test } from "./desk.ts";

test("backups: one is made, saved elsewhere, restored, and taken back", async ({ page, desk }) => {
  await openDesk(page, desk);
  const status = page.getByRole("contentinfo", { name: "Status of the book" });
  const table = page.getByRole("table", { name: "Copies of the book, newest first" });
  const saved = page.getByRole("alert");
  const creditOf = async () => {
    const { balances } = await call(page, "credits.balance", { accountId: "org_hooli" });
    return balances[0]?.ledgerMinor ?? 0;
  };

  await test.step("the bar says that there is none, and leads to the place where one is made", async () => {
    await status.getByRole("link", { name: "No backup yet" }).click();
    await expect(page.getByText("No copy yet.")).toBeVisible();
    const backUp = page.getByRole("button", { name: "Back up now" });
    await backUp.focus();
    await page.keyboard.press("Enter");
    await expect(saved.filter({ hasText: "was made and checked" })).toBeVisible();
    await expect(backUp).toBeFocused();
    await expect(table.getByRole("row")).toHaveCount(2);
    await expect(status.getByRole("link", { name: "Last backup this minute" })).toBeVisible();
  });

  await test.step("how often is chosen, and stays", async () => {
    await page.getByRole("combobox", { name: "Copied by itself" }).click();
    await page.getByRole("option", { name: "Every hour" }).click();
    await expect(saved.filter({ hasText: "The backups were set" })).toBeVisible();
    expect(await call(page, "backups.plan", {})).toMatchObject({ every: "hour", isFolderNamed: false });
    await expectAccessibleInBothThemes(page);
  });

  await test.step("a copy is saved to where the browser puts it, and is the book", async () => {
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save a copy…" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe("Acme Billing.countinghouse");
    const bytes = readFileSync(await download.path());
    expect(bytes.toString("latin1", 0, 15)).toBe("SQLite format 3");
    await expect(table.getByRole("row")).toHaveCount(2);
  });

  await test.step("the whole book is exported to where the browser puts it", async () => {
    const downloading = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export the book…" }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toMatch(/\.countinghouse\.jsonl$/u);
    expect(readFileSync(await download.path(), "utf8")).toMatch(
      /^\{"record":"manifest",[^]*\{"record":"end",[^\n]*\n$/u,
    );
  });

  await test.step("restoring asks first, and is taken back by Undo", async () => {
    const input = { accountId: "org_hooli", action: "increase", amountMinor: 5_00, currency: "USD" } as const;
    await call(page, "credits.adjust", { ...input, reasonCode: "courtesy", ...key() });
    await table.getByRole("button", { name: /^Restore the copy made/u }).click();
    const dialog = page.getByRole("dialog", { name: /^Restore the copy made/u });
    await expect(dialog).toContainText("The copy holds 0 ledger entries; the book holds 1 now.");
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog.getByRole("button", { name: "Restore this copy" }).click();
    const notice = page.getByRole("group").filter({ hasText: "The book was restored." });
    await expect(notice).toBeVisible();
    await expect.poll(creditOf).toBe(0);
    await expect(table.getByRole("row").filter({ hasText: "Before a restore" })).toBeVisible();
    await notice.getByRole("button", { name: "Undo" }).click();
    await expect(notice).toContainText("The restore was taken back");
    await expect.poll(creditOf).toBe(5_00);
  });

  await test.step("copies are encrypted for a key, which is looked at when it is typed, and restored with its other half", async () => {
    const identity = await generateX25519Identity();
    const recipient = await identityToRecipient(identity);
    await page.getByRole("button", { name: "Change keys…" }).click();
    const keys = page.getByRole("dialog", { name: "Encrypt the backups" });
    const field = keys.getByRole("textbox", { name: "Public keys" });
    await field.fill(`${recipient}x`);
    await keys.getByRole("button", { name: "Save" }).click();
    await expect(keys).toContainText("is no public key of age");
    await field.fill(recipient);
    await expectAccessibleInBothThemes(page);
    await keys.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("Whoever has the secret key.")).toBeVisible();
    await page.getByRole("button", { name: "Back up now" }).click();
    const encrypted = table.getByRole("row").filter({ hasText: "Asked for, encrypted" });
    await encrypted.getByRole("button", { name: /^Restore/u }).click();
    const dialog = page.getByRole("dialog", { name: /^Restore the copy made/u });
    await dialog.getByRole("button", { name: "Restore this copy" }).click();
    await expect(dialog).toContainText("is encrypted");
    await dialog.getByLabel("Passphrase or secret key").fill(identity);
    await dialog.getByRole("button", { name: "Restore this copy" }).click();
    await expect(page.getByRole("group").filter({ hasText: "The book was restored." })).toBeVisible();
    await expect.poll(creditOf).toBe(5_00);
  });
});

test.describe("a damaged book", () => {
  test.use({ startsOn: "damaged" });

  test("is restored from one of its copies at the start", async ({ page, desk }) => {
    await openDesk(page, desk);
    await expect(page.getByRole("heading", { level: 1, name: "This book is damaged" })).toBeVisible();
    const table = page.getByRole("table", { name: "Copies of the book, newest first" });
    await table.getByRole("button", { name: /^Restore the copy made Mar 1, 2026/u }).click();
    await expectAccessibleInBothThemes(page);
    const dialog = page.getByRole("dialog", { name: /^Restore the copy made/u });
    await dialog.getByRole("button", { name: "Restore this copy" }).click();
    await expect(page.getByRole("grid").getByRole("link", { name: "Hooli" })).toBeVisible();
  });

  test("is mended at the start, and what became of it is said", async ({ page, desk }) => {
    await openDesk(page, desk);
    await page.getByRole("button", { name: "Mend…" }).click();
    const dialog = page.getByRole("dialog", { name: "Mend this book?" });
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog.getByRole("button", { name: "Mend the book" }).click();
    const notice = page.getByRole("group").filter({ hasText: "The book was mended." });
    await expect(notice).toContainText(
      "It is now what the backup book.countinghouse.backup-20260301T120000000Z holds.",
    );
    await expect(notice).toContainText("The damaged file is kept as book.countinghouse.before-restore-");
    await expect(page.getByRole("grid").getByRole("link", { name: "Hooli" })).toBeVisible();
    await expectAccessibleInBothThemes(page);
  });
});
