import { expectAccessible } from "./accessible.ts";
import { expect, openDesk, test } from "./desk.ts";

test("the main job, by keyboard alone", async ({ page, desk }) => {
  await openDesk(page, desk);
  const { keyboard } = page;

  await test.step("g a opens accounts, / searches, the arrows walk, Enter opens", async () => {
    await keyboard.press("g");
    await keyboard.press("l");
    await expect(page.getByRole("heading", { level: 1, name: "Ledger" })).toBeVisible();
    await keyboard.press("g");
    await keyboard.press("a");
    await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
    await keyboard.press("/");
    await expect(page.getByRole("textbox", { name: "Search by name, e-mail, slug or ID" })).toBeFocused();
    // Faster than the list can follow: what is opened is still what was searched for, not what was there before.
    await keyboard.type("globex");
    await keyboard.press("ArrowDown");
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Globex Corporation" })).toBeVisible();
  });

  await test.step("a adjusts, Esc leaves without writing and keeps what was typed, seven keys beside amount and note save", async () => {
    await keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: /Adjust credit balance/u });
    await expect(dialog.getByRole("textbox", { name: "Amount" })).toBeFocused();
    await keyboard.type("12.345");
    await keyboard.press("Escape");
    await expect(dialog).toBeHidden();

    await keyboard.press("a");
    await expect(dialog.getByRole("textbox", { name: "Amount" })).toHaveValue("12.345");
    await expect(dialog).toContainText("This is what you left here before it was saved.");
    await keyboard.press("Escape");
    await expect(dialog).toBeHidden();

    // Typed on at once, as people do who know the keys: nothing of it goes astray.
    await keyboard.press("a");
    await keyboard.type("50");
    await expect(dialog.getByRole("textbox", { name: "Amount" })).toHaveValue("50");
    await keyboard.press("Tab");
    await expect(dialog.getByRole("combobox", { name: "Currency" })).toBeFocused();
    await expect(page.getByRole("option")).toHaveCount(0);
    await keyboard.press("Tab");
    await keyboard.type("o");
    await keyboard.press("Enter");
    await expect(dialog.getByRole("combobox", { name: "Reason" })).toHaveValue("Other");
    await keyboard.press("Tab");
    await keyboard.type("For Tuesday");
    await expect(dialog.getByRole("row", { name: /^Amount due/u })).toContainText("$0.00");
    await keyboard.press("Enter");
    await expect(dialog).toBeHidden();

    // What was saved is no draft any more.
    await keyboard.press("a");
    await expect(dialog.getByRole("textbox", { name: "Amount" })).toHaveValue("");
    await keyboard.press("Escape");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("status").filter({ hasText: "$50.00" }).first()).toBeAttached();
  });

  await test.step("p previews the next invoice", async () => {
    await keyboard.press("p");
    await expect(page.getByRole("article", { name: "Invoice preview" })).toContainText(
      "Credit left on the account: $30.00",
    );
  });

  await test.step("g b runs billing to a date", async () => {
    await keyboard.press("g");
    await keyboard.press("b");
    const date = page.getByLabel("Through");
    await date.focus();
    await keyboard.type("03312026");
    await expect(date).toHaveValue("03/31/2026");
    await keyboard.press("Enter");
    const run = page.getByRole("button", { name: /^Run billing/u }).first();
    await expect(run).toBeVisible();
    // Whoever went on by Enter is still where they were, and one key from each button.
    await expect(date).toBeFocused();
    await keyboard.press("Tab");
    await expect(page.getByRole("button", { name: "Dry run again" })).toBeFocused();
    await run.focus();
    await keyboard.press("Enter");
    const confirm = page.getByRole("dialog").getByRole("button", { name: /^Run billing/u });
    await confirm.focus();
    await keyboard.press("Enter");
    await expect(page.getByRole("row", { name: /Report of the run through Mar 31, 2026/u })).toContainText("Complete");
  });

  await test.step("Ctrl K finds the account again, with 30.00 left", async () => {
    await keyboard.press("Control+k");
    await keyboard.type("globex");
    await expect(page.getByRole("dialog").getByText("Globex Corporation").first()).toBeVisible();
    await expectAccessible(page);
    await keyboard.press("Enter");
    await expect(page.getByRole("heading", { level: 1, name: "Globex Corporation" })).toBeVisible();
    await expect(page.getByRole("main")).toContainText("$30.00");
  });

  await test.step("? shows all shortcuts", async () => {
    await keyboard.press("?");
    await expect(page.getByRole("dialog")).toContainText("Adjust credit balance");
  });
});
