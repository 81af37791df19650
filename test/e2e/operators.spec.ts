import type { Route } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible.ts";
import { call } from "./call.ts";
import { expect, openDesk, test } from "./desk.ts";

const minute = 60_000;

test("two operators: the first gets a way to sign in, the second is added, and a desk that is left locks itself and keeps what was typed", async ({
  page,
  desk,
}) => {
  await page.clock.install();
  await openDesk(page, desk);
  const own = page.getByRole("dialog", { name: "Give yourself a way to sign in" });
  const add = page.getByRole("dialog", { name: "Add operator" });
  const adjust = page.getByRole("dialog", { name: /Adjust credit balance/u });
  const lock = page.getByRole("dialog", { name: "The desk is locked" });
  const signIn = async (passphrase: string) => {
    await lock.getByRole("textbox", { name: "Passphrase" }).fill(passphrase);
    await page.keyboard.press("Enter");
  };

  await test.step("whoever is alone is given a way to sign in before somebody else is added", async () => {
    await page.goto(`${new URL(page.url()).origin}/#/settings/operators`);
    await page.getByRole("button", { name: "Add operator" }).click();
    await own.getByRole("textbox", { name: "Name" }).fill("Bob Brown");
    await own.getByRole("textbox", { name: "Signs in as" }).fill("bob");
    await own.getByLabel("Passphrase").fill("short");
    await page.keyboard.press("Enter");
    await expect(own).toContainText("Use at least 8 characters.");
    await own.getByLabel("Passphrase").fill("bob and a few words");
    await page.keyboard.press("Enter");

    await add.getByRole("textbox", { name: "Name" }).fill("Vic Viewer");
    await add.getByRole("textbox", { name: "Signs in as" }).fill("vic");
    await add.getByRole("radio", { name: "Viewer" }).check();
    await add.getByLabel("First passphrase").fill("vic and a few words");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(add).toBeHidden();
    await expect(page.getByRole("table", { name: /^Operators/u })).toContainText("Vic Viewer");
    await expect(page.getByRole("contentinfo")).toContainText("At the desk: Bob Brown");
    await expect(page.getByRole("row", { name: /^Bob Brown \(this one\) Chrome, Linux 127\.0\.0\.1/u })).toBeVisible();
  });

  await test.step("what a role may give at once is said beside, and what is above is told before it is sent", async () => {
    await page.getByRole("button", { name: "Add limit" }).click();
    const limit = page.getByRole("dialog", { name: "Add limit" });
    await limit.getByRole("radio", { name: "Admin" }).check();
    await limit.getByLabel("At once").fill("100");
    await expectAccessible(page);
    await page.keyboard.press("Enter");
    await expect(page.getByRole("row", { name: /^Admin USD 100\.00 Any amount/u })).toBeVisible();
  });

  await test.step("how long it waits is theirs to say", async () => {
    await page.getByRole("combobox", { name: "The desk locks itself after" }).click();
    await page.getByRole("option", { name: "5 minutes", exact: true }).click();
  });

  await test.step("after the minutes that were chosen the desk is locked, and nothing that lies behind is in reach", async () => {
    await page.goto(`${new URL(page.url()).origin}/#/account/org_hooli/overview`);
    await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
    await page.keyboard.press("a");
    await adjust.getByRole("textbox", { name: "Amount" }).fill("123.40");
    await expect(adjust).toContainText("needs approval");
    await adjust.getByRole("textbox", { name: "Amount" }).fill("12.34");
    await page.clock.fastForward(4 * minute);
    await expect(lock).toBeHidden();
    await page.clock.fastForward(2 * minute);
    await expect(lock.getByRole("textbox", { name: "Passphrase" })).toBeFocused();
    await expect(lock.getByLabel("Sign-in name")).toHaveValue("bob");
    await expect(page.locator("main")).toBeHidden();
    await expect(adjust).toBeHidden();
    await expectAccessibleInBothThemes(page);
    await page.keyboard.press("Escape");
    await signIn("a guess");
    await expect(lock).toContainText("The name or the passphrase is not right.");
  });

  await test.step("who comes back goes on where they were", async () => {
    await signIn("bob and a few words");
    await expect(lock).toBeHidden();
    await expect(adjust.getByRole("textbox", { name: "Amount" })).toHaveValue("12.34");
  });

  await test.step("what was asked for in a session that is over is done once its operator has signed in again", async () => {
    await adjust.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Courtesy" }).click();
    const [session] = (await call(page, "sessions.list", {})).sessions;
    // Nothing of it is told to the page before the page itself asks for something.
    const end = async (route: Route) => {
      await call(page, "sessions.end", { sessionId: session?.id ?? "", idempotencyKey: "end" });
      await route.continue();
    };
    await page.route("**/rpc/credits.adjust", end, { times: 1 });
    await adjust.getByRole("button", { name: "Adjust balance" }).click();
    await signIn("bob and a few words");
    await expect(lock).toBeHidden();
    await expect(adjust).toBeHidden();
    await expect(page.getByRole("main")).toContainText("$12.34");
    await page.getByRole("button", { name: "Lock the desk" }).click();
  });

  await test.step("somebody else begins anew, and is told who could do what they may not", async () => {
    await lock.getByLabel("Sign-in name").fill("vic");
    await signIn("vic and a few words");
    await expect(page.getByRole("contentinfo")).toContainText("At the desk: Vic Viewer");
    await page.getByRole("button", { name: "Actions", exact: true }).click();
    await expect(page.getByRole("menuitem", { name: "Transfer credit" })).toContainText(
      "This takes the role clerk, approver, or admin.",
    );
    await page.keyboard.press("Escape");
    const origin = new URL(page.url()).origin;
    for (const [place, name, who] of [
      ["account/org_hooli/overview", "Adjust credit balance", "clerk, approver, or admin"],
      ["accounts", "New account", "clerk, approver, or admin"],
      ["billing/plans", "New plan", "admin"],
      ["imports", "Choose files", "approver or admin"],
      ["settings/backups", "Back up now", "admin"],
    ] as const) {
      await page.goto(`${origin}/#/${place}`);
      const button = page.getByRole("main").getByRole("button", { name, exact: true });
      await expect(button).toHaveAttribute("aria-disabled", "true");
      await button.focus();
      await expect(button).toHaveAccessibleDescription(`This takes the role ${who}.`);
      await page.keyboard.press("Enter");
      await expect(page.getByRole("dialog")).toBeHidden();
    }
    await expectAccessible(page);
    await page.goto(`${origin}/#/settings/operators`);
    await expect(page.getByRole("combobox", { name: "The desk locks itself after" })).toBeDisabled();
    await page.keyboard.press("Control+k");
    await page.keyboard.type("new acc");
    await expect(page.getByRole("button", { name: /New account/u })).toContainText("This takes the role");
    await page.keyboard.press("Escape");
  });

  await test.step("a browser that comes anew is asked before anything is shown", async () => {
    await page.getByRole("button", { name: "Lock the desk" }).click();
    await expect(lock).toBeVisible();
    await page.reload();
    await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
    await expect(page.getByLabel("Sign-in name")).toBeFocused();
    await expectAccessible(page);
    // What is missing is said by the page, not in a bubble of the browser, which speaks its own language.
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toHaveText("Fill in “Sign-in name”.");
    await page.keyboard.type("bob");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("alert")).toHaveText("Fill in “Passphrase”.");
    await expect(page.getByLabel("Passphrase")).toBeFocused();
    await expectAccessible(page);
    await page.keyboard.type("bob and a few words");
    await page.keyboard.press("Enter");
    await expect(page.getByRole("contentinfo")).toContainText("At the desk: Bob Brown");
  });
});
