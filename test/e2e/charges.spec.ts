import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key } from "./call.ts";
import { goToPlace } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

test("a charge of its own is added to the next invoice and taken off again, by mouse", async ({ page, desk }) => {
  await openDesk(page, desk);
  await call(page, "taxRates.create", { name: "VAT", ratePartsPerMillion: 200_000, ...key() });
  await goToPlace(page, "preview/org_globex");
  const paper = page.getByRole("article", { name: "Invoice preview" });
  const charges = page.getByRole("table", { name: "Charges on the next invoice" });
  const dialog = page.getByRole("dialog", { name: "Add a charge" });
  await expect(paper).toContainText("$20.00");

  await test.step("what is missing is said beside its field, and nothing is lost", async () => {
    await page.getByRole("button", { name: "Add charge" }).click();
    await expect(dialog.getByRole("textbox", { name: "Description" })).toBeFocused();
    await dialog.getByRole("textbox", { name: "Quantity" }).fill("1.5");
    await dialog.getByRole("button", { name: "Add charge" }).click();
    await expect(dialog).toContainText("Say what is charged");
    await expect(dialog).toContainText("Enter a whole number");
    await expect(dialog.getByRole("textbox", { name: "Quantity" })).toHaveValue("1.5");
    await expectAccessibleInBothThemes(page);
  });

  await test.step("add three of them with a discount, taxed", async () => {
    await dialog.getByRole("textbox", { name: "Description" }).fill("Extra storage");
    await dialog.getByRole("textbox", { name: "Quantity" }).fill("3");
    await dialog.getByRole("textbox", { name: "Unit price" }).fill("4.50");
    await dialog.getByRole("textbox", { name: "Discount" }).fill("1.00");
    await dialog.getByRole("combobox", { name: "Tax" }).click();
    await page.getByRole("option", { name: "VAT" }).click();
    await dialog.getByRole("button", { name: "Add charge" }).dblclick();
    await expect(dialog).toBeHidden();
  });

  await test.step("it stands on the paper and in the list, once", async () => {
    await expect(charges.getByRole("row")).toHaveText(/Extra storage.*3 × USD\s4\.50 − USD\s1\.00 · VAT.*USD 12\.50/u);
    await expect(paper.getByRole("row", { name: /^Extra storage/u })).toContainText("−$1.00");
    await expect(paper).toContainText("$2.50");
    await expect(paper.getByRole("button", { name: /^\$35\.00, Amount due/u })).toBeVisible();
    await expect(page.getByRole("main")).toContainText(/Amount due\$35\.00Print/u);
  });

  await test.step("the audit log says what was charged as money, and not in cents", async () => {
    await goToPlace(page, "audit");
    await page.getByRole("row", { name: /Charge added/u }).dblclick();
    await expect(page.getByRole("dialog")).toContainText(/AboutChargeAbout, by id/u);
    const changes = page.getByRole("dialog").getByRole("table", { name: "Before and after" });
    await expect(changes.getByRole("row", { name: /^Unit USD\s4\.50$/u })).toBeVisible();
    await goToPlace(page, "preview/org_globex");
  });

  await test.step("taking it off is asked first; Enter alone answers no", async () => {
    await charges.getByRole("button", { name: "Remove Extra storage" }).click();
    const question = page.getByRole("dialog", { name: "Remove this charge?" });
    await expect(question.getByRole("button", { name: "Cancel" })).toBeFocused();
    await page.keyboard.press("Enter");
    await expect(question).toBeHidden();
    await charges.getByRole("button", { name: "Remove Extra storage" }).click();
    await question.getByRole("button", { name: "Remove charge" }).click();
    await expect(page.getByRole("main")).toContainText("No charge waits for the next invoice.");
    await expect(paper.getByRole("button", { name: /^\$20\.00, Amount due/u })).toBeVisible();
  });
});

test("an account without a subscription is invoiced for a charge, by keyboard", async ({ page, desk }) => {
  await openDesk(page, desk);
  const { keyboard } = page;
  await goToPlace(page, "account/org_hooli/overview");
  await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
  await keyboard.press("p");
  await expect(page.getByRole("heading", { name: "Nothing to invoice" })).toBeVisible();
  await page.getByRole("button", { name: "Add charge" }).focus();
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog").getByRole("textbox", { name: "Description" })).toBeFocused();
  await keyboard.type("Workshop");
  await keyboard.press("Tab");
  await keyboard.press("Tab");
  await keyboard.type("250");
  await keyboard.press("Enter");
  await expect(page.getByRole("dialog")).toBeHidden();
  const paper = page.getByRole("article", { name: "Invoice preview" });
  await expect(paper.getByRole("button", { name: /^\$250\.00, Amount due/u })).toBeVisible();
  await page.getByRole("button", { name: "Issue invoice now" }).focus();
  await keyboard.press("Enter");
  await expect(page.getByRole("article", { name: "Invoice INV-000001" })).toContainText("Workshop");
});
