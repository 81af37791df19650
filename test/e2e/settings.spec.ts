import { expectAccessible, expectAccessibleInBothThemes } from "./accessible.ts";
import { onePixelPng } from "../support/logo.ts";
import { goToPlace, issueInvoice } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

test("settings: what is wrong is said beside its field, what is saved shows at once and stays", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await expect(page.getByRole("heading", { level: 1, name: "Settings" })).toBeVisible();
  const save = page.getByRole("button", { name: "Save settings" });
  const name = page.getByRole("textbox", { name: "Name of the book" });
  const terms = page.getByRole("textbox", { name: "Payment terms in days" });
  const retries = page.getByRole("textbox", { name: "Days of the retries" });
  const nextInvoice = page.getByRole("textbox", { name: "Number of the next invoice" });
  await expect(save).toBeDisabled();

  await test.step("bad values are refused under their fields, and kept as they were typed", async () => {
    await terms.fill("366");
    await retries.fill("3, 1");
    await nextInvoice.fill("2027");
    await save.click();
    await expect(page.getByRole("main")).toContainText("Enter 0 to 365 days.");
    await expect(page.getByRole("main")).toContainText("Enter rising whole numbers");
    await expect(page.getByRole("main")).toContainText("Enter a prefix that ends in a letter");
    await expect(terms).toBeFocused();
    await expect(retries).toHaveValue("3, 1");
  });

  await test.step("each part has its tab and its address, and what was typed waits in its own", async () => {
    await page.getByRole("tab", { name: "Journal" }).click();
    await expect(page).toHaveURL(/#\/settings\/journal$/u);
    await expect(page.getByRole("table", { name: "Accounts of the journal" })).toBeVisible();
    await expect(save).toBeHidden();
    await page.keyboard.press("ArrowLeft");
    await expect(page.getByRole("tab", { name: "Operators" })).toBeFocused();
    await expect(page.getByRole("table", { name: /^Operators/u })).toBeVisible();
    await page.getByRole("tab", { name: "Company" }).click();
    await expect(retries).toHaveValue("3, 1");
  });

  await test.step("good ones are saved, by Enter too", async () => {
    await name.fill("Acme Billing Ltd");
    await terms.fill("30");
    await page.getByRole("textbox", { name: "Note on the paper" }).fill("IBAN GB00 0000");
    await page.getByRole("radio", { name: "Give the invoice up" }).check();
    await retries.fill("2, 4, 8");
    await nextInvoice.fill("RE-2027-0001");
    await page.getByRole("textbox", { name: "Address" }).fill("Hauptstraße 1\n10115 Berlin");
    await page.getByRole("textbox", { name: "Tax numbers" }).fill("VAT ID DE123456789");
    await terms.press("Enter");
    await expect(page.getByRole("alert").filter({ hasText: "The settings were saved" })).toBeVisible();
    await expect(save).toBeDisabled();
    await expect(page.getByRole("navigation", { name: "Screens" })).toContainText("Acme Billing Ltd");
  });

  await test.step("they are there when one comes back, and on the paper", async () => {
    await page.reload();
    await expect(terms).toHaveValue("30");
    await expect(retries).toHaveValue("2, 4, 8");
    await expect(nextInvoice).toHaveValue("RE-2027-0001");
    await expect(page.getByRole("textbox", { name: "Number of the next credit note" })).toHaveValue("CN-000001");
    await expect(page.getByRole("radio", { name: "Give the invoice up" })).toBeChecked();
    await page.goto(`${new URL(page.url()).origin}/#/preview/org_initech`);
    const paper = page.getByRole("article", { name: "Invoice preview" });
    await expect(paper).toContainText("Acme Billing Ltd");
    await expect(paper).toContainText("Mar 31, 2026");
    await expect(paper).toContainText("IBAN GB00 0000");
    await expect(paper).toContainText("Hauptstraße 1 10115 Berlin");
    await expect(paper).toContainText("VAT ID DE123456789");
  });

  await test.step("the journal posts to the accounts that are said here, and is saved for the program that reads it", async () => {
    await page.goto(`${new URL(page.url()).origin}/#/settings/journal`);
    await page.getByRole("button", { name: "Change the account of Credit of accounts" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("textbox", { name: "Number" }).fill("1200");
    await dialog.getByRole("textbox", { name: "Name" }).press("Enter");
    await expect(dialog).toContainText("Number 1200 would be both");
    await dialog.getByRole("textbox", { name: "Number" }).fill("2110");
    await dialog.getByRole("textbox", { name: "Name" }).press("Enter");
    await expect(page.getByRole("table", { name: "Accounts of the journal" })).toContainText("2110 Customer credit");
    await page.getByRole("button", { name: "Export", exact: true }).click();
    await dialog.getByRole("combobox", { name: "For" }).click();
    await page.getByRole("option", { name: /beancount/iu }).click();
    await expectAccessible(page);
    const download = page.waitForEvent("download");
    await dialog.getByRole("button", { name: "Export" }).click();
    expect((await download).suggestedFilename()).toBe("journal.beancount");
    await expect(dialog).toBeHidden();
  });

  await test.step("a logo is saved as it is chosen, or refused, and stands on the paper", async () => {
    await page.goto(`${new URL(page.url()).origin}/#/settings`);
    const choose = async (fileName: string, content: Buffer) => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "Choose a picture" }).click();
      await (await chooser).setFiles({ name: fileName, mimeType: "image/png", buffer: content });
    };
    await choose("letter.png", Buffer.from("no picture"));
    await expect(page.getByRole("main").getByRole("alert")).toContainText("Choose a PNG or JPEG of at most 256 kB");
    await choose("logo.png", Buffer.from(onePixelPng, "base64"));
    await expect(page.getByRole("img", { name: "Logo" })).toHaveJSProperty("naturalWidth", 1);
    await page.goto(`${new URL(page.url()).origin}/#/preview/org_initech`);
    const onPaper = page.getByRole("article").getByRole("img", { name: "Acme Billing Ltd" });
    await expect(onPaper).toHaveJSProperty("naturalWidth", 1);
  });
});

test("a number that the book refuses is refused at its field, however far it is from the end of the form", async ({
  page,
  desk,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openDesk(page, desk);
  await issueInvoice(page, "org_initech");
  await goToPlace(page, "settings");
  const main = page.getByRole("main");
  const nextInvoice = page.getByRole("textbox", { name: "Number of the next invoice" });
  const nextCreditNote = page.getByRole("textbox", { name: "Number of the next credit note" });

  await nextInvoice.fill("INV-000007");
  await page.getByRole("textbox", { name: "Name of the book" }).press("Enter");
  await expect(nextInvoice).toBeFocused();
  await expect(nextInvoice).toHaveAccessibleDescription(/^Numbers with INV- go on with INV-000002/u);
  await expect(nextCreditNote).not.toHaveAttribute("aria-invalid", "true");
  await expect(main.getByRole("alert")).toHaveCount(0);
  await expectAccessible(page);

  await nextInvoice.fill("INV-000002");
  await nextCreditNote.fill("INV-1");
  // At the lower edge of what is seen; what is said stands below it.
  await nextCreditNote.evaluate((field) => {
    field.style.scrollMargin = "0";
    field.scrollIntoView({ block: "end" });
    field.style.scrollMargin = "";
  });
  await nextCreditNote.press("Enter");
  await expect(nextCreditNote).toBeFocused();
  await expect(nextCreditNote).toHaveAccessibleDescription("Invoices and credit notes cannot both be called INV-.");
  await expect(main.getByText("Invoices and credit notes cannot both be called INV-.")).toBeInViewport({ ratio: 1 });
  await expect(nextInvoice).not.toHaveAttribute("aria-invalid", "true");

  await nextCreditNote.fill("CR-1");
  await nextCreditNote.press("Enter");
  await expect(page.getByRole("alert").filter({ hasText: "The settings were saved" })).toBeVisible();
});

test("a tax rate is added, given to an account with terms of its own, and taken off again by an exemption", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const origin = new URL(page.url()).origin;
  const dialog = page.getByRole("dialog");
  const paper = page.getByRole("article", { name: "Invoice preview" });

  await test.step("add the rate; the same one again is refused in its dialog", async () => {
    await page.goto(`${origin}/#/settings`);
    for (const isFirst of [true, false]) {
      await page.getByRole("button", { name: "Add tax rate" }).click();
      await dialog.getByRole("textbox", { name: "Name" }).fill("VAT");
      await dialog.getByRole("textbox", { name: "Rate in percent" }).fill("8.25");
      await dialog.getByRole("button", { name: "Add tax rate" }).click();
      if (!isFirst) await expect(dialog.getByRole("alert")).toContainText("Use the tax rate that is there.");
      else await expect(dialog).toBeHidden();
    }
    await expect(dialog.getByRole("textbox", { name: "Rate in percent" })).toHaveValue("8.25");
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(page.getByRole("row", { name: "VAT 8.25%" })).toHaveCount(1);
  });

  const openDetails = async () => {
    await page.goto(`${origin}/#/account/org_initech/overview`);
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menuitem", { name: "Billing details" }).click();
  };

  await test.step("give it to an account, with its own terms and note", async () => {
    await openDetails();
    await dialog.getByRole("combobox", { name: "Tax rate" }).click();
    await page.getByRole("option", { name: /VAT/u }).click();
    await dialog.getByRole("checkbox", { name: "Its own payment terms" }).check();
    await dialog.getByRole("textbox", { name: "Days until an invoice is due" }).fill("7");
    await dialog.getByRole("checkbox", { name: "Its own note on the paper" }).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toContainText("Write the note");
    await dialog.getByRole("textbox", { name: "Note on the paper" }).fill("PO 4711");
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    await page.goto(`${origin}/#/preview/org_initech`);
    await expect(paper).toContainText("$21.65");
    await expect(paper).toContainText("Mar 8, 2026");
    await expect(paper).toContainText("PO 4711");
  });

  await test.step("exempt the account: no line is taxed, whatever its rate", async () => {
    await openDetails();
    await dialog.getByRole("checkbox", { name: "Exempt from tax" }).check();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    await page.goto(`${origin}/#/preview/org_initech`);
    await expect(paper).toContainText("$20.00");
    await expect(paper).not.toContainText("$21.65");
  });
});

test("the billing currency is another one until there is a subscription", async ({ page, desk }) => {
  await openDesk(page, desk);
  const origin = new URL(page.url()).origin;
  const dialog = page.getByRole("dialog");
  const openDetails = async (accountId: string) => {
    await page.goto(`${origin}/#/account/${accountId}/overview`);
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await page.getByRole("menuitem", { name: "Billing details" }).click();
  };
  await openDetails("org_hooli");
  await dialog.getByRole("combobox", { name: "Billing currency" }).fill("EUR");
  await page.getByRole("option", { name: "EUR" }).click();
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  await openDetails("org_hooli");
  await expect(dialog.getByRole("combobox", { name: "Billing currency" })).toHaveValue("EUR");
  await page.keyboard.press("Escape");
  await openDetails("org_initech");
  await expect(dialog.getByRole("combobox", { name: "Billing currency" })).toBeDisabled();
  await expect(dialog).toContainText("so it stays");
});

test("a key for the API: made, shown once, good until it is revoked", async ({ page, desk, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDesk(page, desk);
  const { origin } = new URL(page.url());
  const dialog = page.getByRole("dialog");
  const row = page.getByRole("row", { name: "Billing sync" });
  const askWith = async (key: string) =>
    (await fetch(`${origin}/v1/users/count`, { headers: { authorization: `Bearer ${key}` } })).status;

  await test.step("there is no API before, and the section says so", async () => {
    await page.goto(`${origin}/#/settings/api-keys`);
    await expect(page.getByRole("main")).toContainText("No key yet, and so no API.");
    await expect(page.getByRole("main")).toContainText(`Its address is ${origin}/v1 `);
    expect(await askWith("sk_live_key")).toBe(404);
  });

  await test.step("what is missing is said in the dialog", async () => {
    await page.getByRole("button", { name: "New key" }).click();
    await dialog.getByText("On a date").click();
    await dialog.getByRole("textbox", { name: "Date" }).fill("2026-03-01");
    await dialog.getByRole("button", { name: "Make key" }).click();
    await expect(dialog.getByRole("textbox", { name: "Name" })).toBeFocused();
    for (const problem of ["Give the key a name.", "Choose at least one scope.", "Choose a date after Mar 1, 2026"]) {
      await expect(dialog).toContainText(problem);
    }
    await expectAccessibleInBothThemes(page);
  });

  const secret = await test.step("the secret is shown, copied, and nowhere once the dialog is closed", async () => {
    await dialog.getByRole("textbox", { name: "Name" }).fill("Billing sync");
    await dialog.getByRole("checkbox", { name: "Read" }).check();
    await dialog.getByRole("textbox", { name: "Date" }).fill("2026-04-01");
    await dialog.getByRole("button", { name: "Make key" }).click();
    await expect(dialog).toContainText("It cannot be shown again");
    await expect(dialog.getByRole("button", { name: "Copy key" })).toBeFocused();
    await expectAccessibleInBothThemes(page);
    const shown = await dialog.getByText(/^sk_live_/u).innerText();
    await dialog.getByRole("button", { name: "Copy key" }).click();
    await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(await page.evaluate(async () => navigator.clipboard.readText())).toBe(shown);
    await page.mouse.click(5, 5);
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toContainText("Active");
    await expect(row).toContainText("Apr 1, 2026");
    await expect(page.getByText("sk_live_")).toHaveCount(0);
    return shown;
  });

  await test.step("it lets a program in, which the list shows", async () => {
    expect(await askWith(secret)).toBe(200);
    await expect(row).not.toContainText("Not yet");
    await expectAccessibleInBothThemes(page);
  });

  await test.step("the link beside the keys opens the API's description", async () => {
    const opened = context.waitForEvent("page");
    await page.getByRole("link", { name: `${origin}/docs` }).click();
    const description = await opened;
    await expect(description.getByRole("heading", { level: 1, name: "Countinghouse Backend API" })).toBeVisible();
    const oneOperation = "#postCountinghouseAccountsAccountIdAdjustments";
    await expect(description.locator(oneOperation)).toContainText("reason_code");
    await expectAccessibleInBothThemes(description, ["nav", oneOperation]);
    await description.close();
  });

  await test.step("revoked, after a question, it does not", async () => {
    await row.getByRole("button", { name: "Revoke Billing sync" }).click();
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expectAccessibleInBothThemes(page);
    await dialog.getByRole("button", { name: "Revoke key" }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toContainText("Revoked");
    await expect(row.getByRole("button")).toHaveCount(0);
    expect(await askWith(secret)).toBe(401);
  });
});

test("the settings' dialogs are accessible and fit 1024 × 700", async ({ page, desk }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openDesk(page, desk);
  const origin = new URL(page.url()).origin;
  const dialog = page.getByRole("dialog");
  await page.goto(`${origin}/#/settings`);
  await page.getByRole("button", { name: "Add tax rate" }).click();
  await dialog.getByRole("button", { name: "Add tax rate" }).click();
  await expect(dialog).toContainText("Give the rate a name.");
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await page.goto(`${origin}/#/account/org_initech/overview`);
  await page.getByRole("button", { name: "Billing details", exact: true }).click();
  await expect(dialog.getByRole("combobox", { name: "Tax rate" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
});
