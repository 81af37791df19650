import type { Page } from "@playwright/test";
import { call, key } from "./call.ts";
import { addCredit, goToPlace, issueInvoice } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";
import { addFilter } from "./list.ts";

async function openInvoice(page: Page, number: string): Promise<void> {
  await page.getByRole("navigation", { name: "Screens" }).getByRole("link", { name: "Invoices" }).click();
  await page.getByRole("grid").getByRole("link", { name: number }).click();
  await expect(page.getByRole("article", { name: `Invoice ${number}` })).toBeVisible();
}

test("voiding an open invoice, by mouse: it stays as void, and the credit it used is back on the account", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await addCredit(page, "org_initech", 15_00);
  const { number } = await issueInvoice(page, "org_initech");
  const paper = page.getByRole("article", { name: `Invoice ${number}` });
  const dialog = page.getByRole("dialog", { name: `Void ${number}?` });

  await test.step("the question names what goes back, and Enter alone answers no", async () => {
    await openInvoice(page, number);
    await expect(paper).toContainText("−$15.00");
    await page.getByRole("button", { name: "Void", exact: true }).click();
    await expect(dialog).toContainText("+$15.00");
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(paper).toContainText("Open");
  });

  await test.step("void it, with a note", async () => {
    await page.getByRole("button", { name: "Void", exact: true }).click();
    await dialog.getByRole("textbox", { name: "Note" }).fill("Issued to the wrong company");
    await dialog.getByRole("button", { name: "Void invoice" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("alert")).toContainText("$15.00 of credit went back to the account.");
  });

  await test.step("the invoice is void, and offers nothing any more but its paper", async () => {
    await expect(paper).toContainText("Void");
    await expect(paper).not.toContainText("Payments");
    const returned = page.getByRole("term").filter({ hasText: "Credit returned" });
    await expect(returned.locator("xpath=following-sibling::*[1]")).toHaveText("$15.00");
    await expect(page.getByRole("button", { name: "Print" })).toBeVisible();
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: "Save PDF" }).click();
    expect((await download).suggestedFilename()).toBe(`${number}.pdf`);
    for (const name of ["Void", "Apply credit", "Record payment"]) {
      await expect(page.getByRole("button", { name, exact: true })).toHaveCount(0);
    }
  });

  await test.step("the account has its credit, and its ledger says where it came from", async () => {
    await page.getByRole("link", { name: "Initech, LLC" }).first().click();
    await expect(page.getByRole("main")).toContainText("$15.00");
    await page.getByRole("tab", { name: "Ledger" }).click();
    const grid = page.getByRole("grid");
    const returned = grid.getByRole("row").filter({ hasText: `Returned from ${number}` });
    await expect(returned).toContainText("USD +15.00");
    await expect(returned).toContainText("Issued to the wrong company");
    await expect(grid.getByRole("row").filter({ hasText: `Applied to ${number} (returned)` })).toContainText(
      "USD −15.00",
    );
    await returned.getByRole("link").first().click();
    await expect(page.getByRole("link", { name: number })).toBeVisible();
    await page.getByRole("link", { name: "Open the entry that used it" }).click();
    await expect(page.getByRole("main")).toContainText(`Applied to ${number} (returned)`);
    await expect(page.getByRole("link", { name: "Open the returning entry" })).toBeVisible();
  });

  await test.step("the list finds it under Void", async () => {
    await page.getByRole("link", { name: "Invoices", exact: true }).click();
    await addFilter(page, "Open");
    await expect(page.getByRole("main")).toContainText("No invoice matches");
    await addFilter(page, "Void");
    await expect(page.getByRole("row").filter({ hasText: number })).toContainText("Void");
  });
});

test("a payment that arrived meanwhile: voiding is refused in its dialog, and the note is still there", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await addCredit(page, "org_initech", 15_00);
  const { number } = await issueInvoice(page, "org_initech");
  await openInvoice(page, number);
  await page.getByRole("button", { name: "Void", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Void ${number}?` });
  await dialog.getByRole("textbox", { name: "Note" }).fill("Kept");
  const { rows } = await call(page, "invoices.list", { search: number });
  await call(page, "invoices.recordPayment", {
    invoiceId: rows[0]?.id ?? "",
    amountMinor: 1_00,
    receivedOn: "2026-03-01",
    ...key(),
  });
  await dialog.getByRole("button", { name: "Void invoice" }).click();
  await expect(dialog.getByRole("alert")).toContainText(`Money was received for invoice ${number}.`);
  await expect(dialog.getByRole("textbox", { name: "Note" })).toHaveValue("Kept");
  await dialog.getByRole("button", { name: "Cancel" }).click();
  await expect(page.getByRole("article")).toContainText("Open");
  await expect(page.getByRole("button", { name: "Record payment" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Void", exact: true })).toHaveCount(0);

  await test.step("recording a payment from the list gives the focus back to where it was asked for", async () => {
    await goToPlace(page, "accounts");
    const menu = page.getByRole("button", { name: "Actions for Initech, LLC" });
    await menu.press("Enter");
    await page.getByRole("menuitem", { name: "Record payment" }).press("Enter");
    await expect(page.getByRole("dialog", { name: `Record a payment for ${number}` })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(menu).toBeFocused();
  });
});

test("applying credit to open invoices, by mouse: the oldest is paid first, the notice says what was used for which", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const { number: older } = await issueInvoice(page, "org_globex");
  const { number: newer } = await issueInvoice(page, "org_globex");
  const notice = page.getByRole("alert").filter({ hasText: "Credit applied" });
  const dialog = page.getByRole("dialog", { name: "Apply credit to open invoices?" });

  await test.step("without credit, it says why it cannot be done", async () => {
    await page.getByRole("gridcell", { name: "Globex Corporation", exact: true }).dblclick();
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await expect(page.getByRole("menuitem", { name: "Adjust credit balance" })).toBeVisible();
    await expect(page.getByRole("menuitem", { name: "Apply to open invoices" })).toContainText(
      "No USD credit is available.",
    );
  });

  await test.step("who issued them stands under Activity", async () => {
    await page.keyboard.press("Escape");
    await page.getByRole("tab", { name: "Activity" }).click();
    await expect(
      page.getByRole("table", { name: "What was done, newest first" }).getByRole("row").nth(2),
    ).toContainText("Invoice issued");
    await page.getByRole("tab", { name: "Overview" }).click();
    await page.getByRole("button", { name: "Actions", exact: true }).click();
  });

  await test.step("add 30.00", async () => {
    await page.getByRole("menuitem", { name: "Adjust credit balance" }).click();
    const adjusting = page.getByRole("dialog", { name: /Adjust credit balance/u });
    await adjusting.getByRole("textbox", { name: "Amount" }).fill("30.00");
    await adjusting.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Courtesy" }).click();
    await adjusting.getByRole("button", { name: "Adjust balance" }).click();
    await expect(adjusting).toBeHidden();
  });

  await test.step("apply it, after reading what that does", async () => {
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menuitem", { name: "Apply to open invoices" }).click();
    await expect(dialog).toContainText("the oldest first");
    await expect(dialog).toContainText("$30.00");
    await expect(dialog).toContainText("2 open, $40.00");
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog.getByRole("button", { name: "Apply credit" }).click();
    await expect(dialog).toBeHidden();
    await expect(notice).toContainText(`$20.00 used for ${older}, which is paid.`);
    await expect(notice).toContainText(`$10.00 used for ${newer}; still outstanding: $10.00.`);
  });

  await test.step("the older invoice is paid by credit", async () => {
    await notice.getByRole("link", { name: older }).click();
    const paper = page.getByRole("article", { name: `Invoice ${older}` });
    await expect(paper).toContainText("Paid");
    await expect(paper).toContainText("−$20.00");
    await expect(page.getByRole("main")).toContainText("Credit paid it in full");
  });

  await test.step("the newer one takes the rest from its own page, as soon as there is credit", async () => {
    await openInvoice(page, newer);
    const paper = page.getByRole("article", { name: `Invoice ${newer}` });
    await expect(paper).toContainText("Open");
    const applyCredit = page.getByRole("button", { name: "Apply credit", exact: true });
    await expect(applyCredit).toHaveCount(0);
    await addCredit(page, "org_globex", 25_00);
    await applyCredit.click();
    await dialog.getByRole("button", { name: "Apply credit" }).click();
    await expect(notice.last()).toContainText(`$10.00 used for ${newer}, which is paid.`);
    await expect(paper).toContainText("Paid");
    await page.getByRole("link", { name: "Globex Corporation" }).first().click();
    await expect(page.getByRole("main")).toContainText("$15.00");
  });
});

test("voiding an invoice that only created credit takes the credit back, and voids an uncollectible one, by keyboard", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const { keyboard } = page;
  const accountId = "org_initech";
  const givenUp = await issueInvoice(page, "org_globex");
  await call(page, "invoices.markUncollectible", { invoiceId: givenUp.id, ...key() });
  const paid = { invoiceId: (await issueInvoice(page, accountId)).id, amountMinor: 20_00, receivedOn: "2026-03-01" };
  await call(page, "invoices.recordPayment", { ...paid, ...key() });
  const change = { type: "cancel", timing: "now", withCredit: true } as const;
  const { pinnedOn, fingerprint } = await call(page, "subscriptions.previewChange", { accountId, change });
  const changed = await call(page, "subscriptions.change", { accountId, change, pinnedOn, fingerprint, ...key() });
  const created = changed.invoice;
  if (created === null) throw new Error("Cancelling gave nothing back");

  await test.step("the question says what is taken back", async () => {
    await goToPlace(page, `invoice/${created.id}`);
    await page.getByRole("button", { name: "Void", exact: true }).focus();
    await keyboard.press("Enter");
    const dialog = page.getByRole("dialog", { name: `Void ${created.number}?` });
    await expect(dialog).toContainText("Credit that is taken back−$20.00");
    await dialog.getByRole("button", { name: "Void invoice" }).focus();
    await keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("article")).toContainText("This invoice is void. Nothing is due.");
    await expect(page.getByRole("term").filter({ hasText: "Credit taken back" })).toBeVisible();
  });

  await test.step("an uncollectible one is voided too, and its paper asks for nothing", async () => {
    await goToPlace(page, `invoice/${givenUp.id}`);
    await expect(page.getByRole("article", { name: `Invoice ${givenUp.number}` })).toContainText("Uncollectible");
    await page.getByRole("button", { name: "Void", exact: true }).focus();
    await keyboard.press("Enter");
    await page.getByRole("dialog").getByRole("button", { name: "Void invoice" }).focus();
    await keyboard.press("Enter");
    await expect(page.getByRole("article")).toContainText("No longer asked for−$20.00");
    await expect(page.getByRole("article")).toContainText("Amount due$0.00");
  });
});
