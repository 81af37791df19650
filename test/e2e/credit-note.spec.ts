import type { Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key } from "./call.ts";
import { addCredit, goToPlace, issueInvoice } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";
import { addFilter } from "./list.ts";

/** An invoice of Initech over 20.00 and 100.00 + 24 %, of which 8.00 was paid by credit and the rest by transfer. */
async function paidInvoice(page: Page) {
  const accountId = "org_initech";
  const { taxRateId } = await call(page, "taxRates.create", { name: "VAT", ratePartsPerMillion: 240_000, ...key() });
  await addCredit(page, accountId, 8_00);
  await call(page, "invoices.addCharge", {
    accountId,
    description: "Data export",
    unitMinor: 100_00,
    currency: "USD",
    tax: { by: "rate", taxRateId },
    ...key(),
  });
  const { id } = await issueInvoice(page, accountId);
  const received = { invoiceId: id, amountMinor: 136_00, receivedOn: "2026-03-01" };
  return (await call(page, "invoices.recordPayment", { ...received, ...key() })).invoice;
}

test("a credit note: a part by an own split, then all the rest to where it came from, by mouse", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const { id, number } = await paidInvoice(page);
  await goToPlace(page, `invoice/${id}`);
  const dialog = page.getByRole("dialog", { name: `Credit note for ${number}` });
  const note = dialog.getByRole("region", { name: "The credit note" });
  const amountOf = (line: string) => dialog.getByRole("textbox", { name: `Credit of ${line}` });
  const issue = dialog.getByRole("button", { name: "Issue credit note" });

  await test.step("it starts with everything, and goes back the way it came", async () => {
    await page.getByRole("button", { name: "Credit note", exact: true }).click();
    await expect(amountOf("Team")).toHaveValue("20.00");
    await expect(amountOf("Data export")).toHaveValue("100.00");
    await expect(note).toContainText("$144.00");
    await expect(note).toContainText("To account credit$8.00");
    await expect(note).toContainText("Paid back outside the application$136.00");
    await expectAccessibleInBothThemes(page);
  });

  await test.step("too much of a line is said beside it", async () => {
    await amountOf("Data export").fill("100.01");
    await expect(dialog).toContainText("At most $100.00 is left.");
    await expect(issue).toBeDisabled();
    await dialog.getByRole("button", { name: "Nothing" }).click();
    await expect(note).toContainText("Choose what to credit");
  });

  await test.step("a part of one line, with its tax, by an own split that has to add up", async () => {
    await amountOf("Data export").fill("40");
    await expect(note).toContainText("$49.60");
    await dialog.getByRole("radio", { name: "Own split" }).check();
    await dialog.getByRole("textbox", { name: "To account credit" }).fill("10");
    await expect(dialog).toContainText("$10.00 too much is assigned.");
    await expect(issue).toBeDisabled();
    await dialog.getByRole("textbox", { name: "Paid back outside the application" }).fill("39.60");
    await expect(note).toContainText("To account credit$10.00");
    await dialog.getByRole("textbox", { name: "Note" }).fill("The export failed on the first day");
    await issue.dblclick();
    await expect(dialog).toBeHidden();
  });

  const first = page.getByRole("article", { name: "Credit note CN-000001" });
  await test.step("it stands below the paper, with why", async () => {
    await expect(first).toContainText("The export failed on the first day");
    await expect(first).toContainText("Paid back outside the application$39.60");
    await first.getByRole("button", { name: "$49.60, Data export: why?" }).click();
    await expect(page.getByRole("dialog")).toContainText("VAT 24% on $40.00 = $9.60.");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("term").filter({ hasText: "Taken back by credit notes" })).toBeVisible();
  });

  await test.step("the second note takes all that is left", async () => {
    await page.getByRole("button", { name: "Credit note", exact: true }).click();
    await expect(amountOf("Data export")).toHaveValue("60.00");
    await expect(note).toContainText("$94.40");
    await issue.click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("article", { name: "Credit note CN-000002" })).toContainText("$94.40");
    await expect(page.getByRole("button", { name: "Credit note", exact: true })).toHaveCount(0);
  });
});

test("a credit note by keyboard: all of it to account credit", async ({ page, desk }) => {
  await openDesk(page, desk);
  const { id, number } = await paidInvoice(page);
  await goToPlace(page, `invoice/${id}`);
  const { keyboard } = page;
  const dialog = page.getByRole("dialog", { name: `Credit note for ${number}` });
  await page.getByRole("button", { name: "Credit note", exact: true }).focus();
  await keyboard.press("Enter");
  await expect(dialog.getByRole("textbox", { name: "Credit of Team" })).toBeFocused();
  await dialog.getByRole("radio", { name: "Back where it came from" }).focus();
  await keyboard.press("ArrowDown");
  await expect(dialog.getByRole("region", { name: "The credit note" })).toContainText("To account credit$144.00");
  await dialog.getByRole("button", { name: "Issue credit note" }).focus();
  await keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("article", { name: "Credit note CN-000001" })).toContainText("$144.00");
  await page.getByRole("link", { name: "Initech, LLC" }).first().click();
  await expect(page.getByRole("main")).toContainText("$144.00");
});

test("what is more than was due becomes credit where that is chosen", async ({ page, desk }) => {
  await openDesk(page, desk);
  const { id, number } = await issueInvoice(page, "org_initech");
  await goToPlace(page, `invoice/${id}`);
  const dialog = page.getByRole("dialog", { name: `Record a payment for ${number}` });
  await page.getByRole("button", { name: "Record payment" }).click();
  await dialog.getByRole("textbox", { name: "Amount received" }).fill("32.50");
  await dialog.getByRole("button", { name: "Record payment" }).click();
  await expect(dialog).toContainText("This is more than is outstanding.");
  await dialog.getByRole("checkbox", { name: "Let what is more become credit" }).check();
  await expect(dialog).toContainText("+$12.50");
  await expectAccessibleInBothThemes(page);
  await dialog.getByRole("button", { name: "Record payment" }).click();
  await expect(dialog).toBeHidden();
  const paper = page.getByRole("article", { name: `Invoice ${number}` });
  await expect(paper).toContainText("Paid");
  await expect(paper).toContainText("Overpaid, now account credit+$12.50");
  await page.getByRole("link", { name: "Initech, LLC" }).first().click();
  await expect(page.getByRole("main")).toContainText("$12.50");
});

test("a declined card: another method is added and collects, and one invoice is given up", async ({ page, desk }) => {
  await openDesk(page, desk);
  const declined = await issueInvoice(page, "user_ada");
  const givenUp = await issueInvoice(page, "org_initech");

  await test.step("the failed try and the next one stand on the invoice", async () => {
    await goToPlace(page, `invoice/${declined.id}`);
    await expect(page.getByRole("term").filter({ hasText: "Payments that failed" })).toBeVisible();
    await expect(page.getByRole("term").filter({ hasText: "Tried again on" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("Test gateway: no real money moves.");
  });

  await test.step("add a card that works", async () => {
    await goToPlace(page, "account/user_ada/overview");
    await page.getByRole("button", { name: "Add payment method" }).click();
    const adding = page.getByRole("dialog", { name: "Add a payment method" });
    await expect(adding).toContainText("no real money moves");
    await adding.getByRole("combobox", { name: "Card" }).click();
    await page.getByRole("option", { name: /4242/u }).click();
    await expectAccessibleInBothThemes(page);
    await adding.getByRole("button", { name: "Add payment method" }).click();
    await expect(adding).toBeHidden();
    const methods = page.getByRole("table", { name: "Payment methods" }).getByRole("row");
    await expect(methods.first()).toHaveText(/4242.*Default/u);
    await expect(methods).toHaveCount(2);
  });

  await test.step("collect with it", async () => {
    await goToPlace(page, `invoice/${declined.id}`);
    await page.getByRole("button", { name: "Collect now" }).click();
    const collecting = page.getByRole("dialog", { name: `Collect ${declined.number} now?` });
    await expect(collecting).toContainText("4242");
    await collecting.getByRole("button", { name: "Collect now" }).click();
    await expect(page.getByRole("article")).toContainText("Paid");
  });

  await test.step("give another one up; it can still be paid or voided", async () => {
    await goToPlace(page, `invoice/${givenUp.id}`);
    await page.getByRole("button", { name: "More actions" }).click();
    await page.getByRole("menuitem", { name: "Mark uncollectible" }).click();
    const question = page.getByRole("dialog", { name: `Mark ${givenUp.number} uncollectible?` });
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await question.getByRole("button", { name: "Mark uncollectible" }).click();
    await expect(page.getByRole("article")).toContainText("Uncollectible");
    await expect(page.getByRole("button", { name: "Record payment" })).toBeVisible();
    await expect(page.getByRole("button", { name: "Void", exact: true })).toBeVisible();
    await page.getByRole("link", { name: "Invoices", exact: true }).first().click();
    await addFilter(page, "Uncollectible");
    await expect(page.getByRole("row").filter({ hasText: givenUp.number })).toContainText("Uncollectible");
  });
});
