import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key } from "./call.ts";
import { expect, openDesk, test } from "./desk.ts";

const passphraseOf = (signInName: string) => `${signInName} and a few words`;

async function signIn(page: Page, signInName: string): Promise<void> {
  await call(page, "operators.signIn", { signInName, passphrase: passphraseOf(signInName) });
  await page.reload();
}

test("what is above a limit is asked for with a reason and a file, and somebody else approves it by keyboard", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const origin = new URL(page.url()).origin;
  const { operator } = await call(page, "operators.current", {});
  const operatorId = operator?.id ?? "";
  await call(page, "operators.update", { operatorId, name: "Bob Brown", signInName: "bob", ...key() });
  await call(page, "operators.setPassphrase", { operatorId, passphrase: passphraseOf("bob") });
  await call(page, "limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: null, ...key() });
  const clerk = { name: "Cleo Clerk", signInName: "cleo", role: "clerk" } as const;
  const { operator: cleo } = await call(page, "operators.create", { ...clerk, ...key() });
  await call(page, "operators.setPassphrase", { operatorId: cleo.id, passphrase: passphraseOf("cleo") });
  await signIn(page, "cleo");

  await test.step("the dialog says so while one types, and asks instead of adjusting", async () => {
    await page.goto(`${origin}/#/account/org_hooli/overview`);
    await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: /Adjust credit balance/u });
    await dialog.getByRole("textbox", { name: "Amount" }).fill("300");
    await expect(dialog.getByText("Needs approval", { exact: true })).toBeVisible();
    await expect(dialog).toContainText("Bob Brown could approve it.");
    await expect(dialog.getByRole("button", { name: "Adjust balance" })).toHaveCount(0);
    await dialog.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Courtesy" }).click();
    await dialog.getByRole("textbox", { name: "Why it is asked for" }).fill("Three weeks without service");
    await dialog
      .getByLabel("Files to give as evidence")
      .setInputFiles({ name: "mail.html", mimeType: "text/html", buffer: Buffer.from("<b>Please</b>") });
    await expect(dialog).toContainText("mail.html");
    await expectAccessible(page);
    await dialog.getByRole("textbox", { name: "Amount" }).press("Enter");
    await expect(dialog).toBeHidden();
    await page.getByRole("link", { name: "You find it under Approvals, with what becomes of it." }).click();
    const pane = page.getByRole("region", { name: "Request 1" });
    await expect(pane).toContainText(
      "It is your own request, so somebody else decides it. Bob Brown could approve it.",
    );
    await expect(pane.getByRole("button", { name: "Approve" })).toHaveCount(0);
    await expect(pane.getByRole("button", { name: "Take back" })).toBeVisible();
  });

  await test.step("who may decide sees it waiting, and approves it by keyboard", async () => {
    await signIn(page, "bob");
    await page.goto(`${origin}/#/accounts`);
    const navigation = page.getByRole("navigation", { name: "Screens" });
    await expect(navigation.getByRole("link", { name: /Approvals.*1 wait for you/u })).toBeVisible();
    await page.keyboard.press("g");
    await page.keyboard.press("v");
    await page.getByRole("link", { name: "Request 1" }).press("Enter");
    const pane = page.getByRole("region", { name: "Request 1" });
    await expect(pane).toContainText("Three weeks without service");
    await expect(pane.getByRole("row", { name: /Hooli USD \+300\.00/u })).toBeVisible();
    await expectAccessibleInBothThemes(page);
    const download = page.waitForEvent("download");
    await pane.getByRole("button", { name: "Save mail.html" }).press("Enter");
    expect(readFileSync(await (await download).path(), "utf8")).toBe("<b>Please</b>");
    await pane.getByRole("button", { name: "Reject" }).press("Enter");
    await expect(pane).toContainText("Say why it is rejected.");
    await pane.getByRole("textbox", { name: "Comment" }).fill("As agreed");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await expect(pane).toContainText("Approved");
    await expect(page.locator("[data-announcer]")).toHaveText("Request approved");
    await expect(navigation.getByRole("link", { name: "Approvals" })).not.toContainText("1");
    await pane.getByRole("link", { name: "Entry 1" }).press("Enter");
    await expect(page.getByText("Bob Brown, request 1")).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Cleo Clerk");
    await expectAccessible(page);
  });

  await test.step("what was decided is saved as a file, with by whom", async () => {
    await page.goto(`${origin}/#/approvals/decided`);
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await page.getByRole("menuitem", { name: "JSON Lines, for programs" }).click();
    expect(JSON.parse(readFileSync(await (await download).path(), "utf8"))).toMatchObject({
      number: 1,
      state: "approved",
      credit: "USD 300.00",
      operator: "Cleo Clerk",
      decided_by: "Bob Brown",
      decision: "As agreed",
      entries: 1,
    });
  });

  await test.step("an import above a limit is asked for where it is refused, and written once it is approved", async () => {
    await call(page, "limits.set", { role: "approver", currency: "USD", perActMinor: 0, perDayMinor: null, ...key() });
    const approver = { name: "Ann Approver", signInName: "ann", role: "approver" } as const;
    const { operator: ann } = await call(page, "operators.create", { ...approver, ...key() });
    await call(page, "operators.setPassphrase", { operatorId: ann.id, passphrase: passphraseOf("ann") });
    await signIn(page, "ann");
    await page.goto(`${origin}/#/imports`);
    await page.locator('input[type="file"]').setInputFiles({
      name: "opening_balances.csv",
      mimeType: "text/csv",
      buffer: Buffer.from("account,amount,currency\norg_hooli,1250.00,USD\n"),
    });
    await page.getByRole("button", { name: "Check files" }).click();
    await page.getByRole("button", { name: "Import everything" }).click();
    await page.getByRole("textbox", { name: "Why it is asked for" }).fill("Balance of the old system");
    await expectAccessibleInBothThemes(page);
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Ask for approval" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(page.getByText("It waits for approval")).toBeVisible();
    await page.getByRole("link", { name: "Open request 2" }).press("Enter");
    const pane = page.getByRole("region", { name: "Request 2" });
    await expect(pane.getByRole("row", { name: /1 entry of an import USD \+1,250\.00/u })).toBeVisible();
    await expect(pane).toContainText("opening_balances.csv");
    await signIn(page, "bob");
    await expectAccessibleInBothThemes(page);
    await pane.getByRole("button", { name: "Approve" }).press("Enter");
    await expect(pane.getByRole("link", { name: "Entry 1" })).toBeVisible();
    await expect(pane).toContainText("Balance of the old system");
  });
});
