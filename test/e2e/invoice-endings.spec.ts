import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key } from "./call.ts";
import { goToPlace, issueInvoice } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

test("an open invoice: what cannot be done is said, a note takes off what is due, the payment bounces, the rest is written off", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const { id: invoiceId, number } = await issueInvoice(page, "org_initech");
  await call(page, "invoices.recordPayment", { invoiceId, amountMinor: 12_00, receivedOn: null, ...key() });
  await goToPlace(page, `invoice/${invoiceId}`);
  const paper = page.getByRole("article", { name: `Invoice ${number}` });
  const dialog = page.getByRole("dialog");
  const more = page.getByRole("button", { name: "More actions" });

  await test.step("the menu has every action; of those that cannot be done now, the reason", async () => {
    await more.click();
    await expect(page.getByRole("menuitem", { name: "Collect now" })).toContainText("is paid by transfer");
    const voiding = page.getByRole("menuitem", { name: "Void" });
    await expect(voiding).toContainText("Money was received");
    await expectAccessibleInBothThemes(page);
    await voiding.press("Enter");
    await expect(dialog).toBeHidden();
  });

  await test.step("a credit note on what is still due asks for no destination", async () => {
    await page.getByRole("menuitem", { name: "Credit note" }).click();
    await dialog.getByRole("textbox", { name: "Credit of Team" }).fill("3.00");
    await expect(dialog.getByRole("region", { name: "The credit note" })).toContainText("Off what was due$3.00");
    await expect(dialog.getByRole("radio", { name: "Back where it came from" })).toHaveCount(0);
    await dialog.getByRole("button", { name: "Issue credit note" }).click();
    await expect(dialog).toBeHidden();
    await expect(paper).toContainText("Outstanding$5.00");
  });

  await test.step("the payment is taken back, by keyboard, with a reason", async () => {
    await page.getByRole("button", { name: /^Take back the payment of \$12\.00/u }).focus();
    await page.keyboard.press("Enter");
    await expect(dialog.getByRole("textbox", { name: "Reason" })).toBeFocused();
    await expectAccessibleInBothThemes(page);
    await page.keyboard.type("Bounced");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("Taken back on Mar 1, 2026: Bounced");
    await expect(paper).toContainText("Outstanding$17.00");
  });

  await test.step("the rest is written off", async () => {
    await more.click();
    await page.getByRole("menuitem", { name: "Write off" }).click();
    await expect(dialog).toContainText("$17.00");
    await dialog.getByRole("textbox", { name: "Reason" }).fill("Agreed on the phone");
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(paper).toContainText("Written off−$17.00");
    await expect(page.getByRole("main")).toContainText("Agreed on the phone");
  });
});

test("voiding an invoice of a period that has not begun proposes to bill it again", async ({ page, desk }) => {
  await openDesk(page, desk);
  const { id, number } = await issueInvoice(page, "org_globex");
  await goToPlace(page, `invoice/${id}`);
  await page.getByRole("button", { name: "Void", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: `Void ${number}?` });
  await expect(dialog.getByRole("radio", { name: "Bill again" })).toBeChecked();
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Void invoice" }).click();
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("article", { name: `Invoice ${number}` })).toContainText("Void");
});
