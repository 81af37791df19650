import { createHmac } from "node:crypto";
import type { Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key } from "./call.ts";
import { expect, openDesk, test as withDesk } from "./desk.ts";
import { startReceiver, type Received, type Receiver } from "./webhook-receiver.ts";

const test = withDesk.extend<{ receiver: Receiver }>({
  receiver: async ({ page: _page }, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await receiver.close();
  },
});

/** The event of a ledger entry, as programs know it. */
const entryEvent = "ledgerEntry.created";

/** Give an account credit, which makes a ledger entry. */
async function adjust(page: Page, accountId: string, amountMinor: number): Promise<void> {
  const adjustment = {
    accountId,
    action: "increase",
    amountMinor,
    currency: "USD",
    reasonCode: "courtesy",
  } as const;
  await call(page, "credits.adjust", { ...adjustment, ...key() });
}

async function openWebhooks(page: Page): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/settings/webhooks`);
  await expect(page.getByRole("heading", { level: 2, name: "Webhooks" })).toBeInViewport();
}

/** Choose from the menu of the only webhook. */
async function choose(page: Page, action: string): Promise<void> {
  await page.getByRole("button", { name: /^Actions for http/u }).click();
  await page.getByRole("menuitem", { name: action, exact: true }).click();
}

/** What the program was told of ledger entries. */
function entriesReceived({ received }: Receiver): readonly Received[] {
  return received.filter(({ type }) => type === entryEvent);
}

/** Whether a delivery was signed with the secret, by the Standard Webhooks. */
function isSigned({ headers, text }: Received, secret: string): boolean {
  const signed = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${text}`;
  const bytes = Buffer.from(secret.slice("whsec_".length), "base64");
  const wanted = `v1,${createHmac("sha256", bytes).update(signed).digest("base64")}`;
  return String(headers["webhook-signature"]).split(" ").includes(wanted);
}

test("a webhook: added, told of a change of credit, and sent it again", async ({ page, desk, context, receiver }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openDesk(page, desk);
  const dialog = page.getByRole("dialog");
  const status = page.getByRole("contentinfo", { name: "Status of the book" });
  const row = page.getByRole("row", { name: receiver.address });

  await test.step("there is none: the section says what it is for and offers the first step", async () => {
    await openWebhooks(page);
    await expect(page.getByRole("main")).toContainText("A webhook tells a program of yours what happens in this book");
    await expect(status).not.toContainText("pending");
    await expectAccessibleInBothThemes(page);
  });

  const secret = await test.step("it is added, and its secret is shown and copied, this once", async () => {
    await page.getByRole("button", { name: "Add webhook" }).click();
    await dialog.getByText("Only these").click();
    await dialog.getByRole("button", { name: "Add webhook" }).click();
    await expect(dialog.getByRole("textbox", { name: "Address" })).toBeFocused();
    await expect(dialog).toContainText("Enter an address that begins with https:// or http://.");
    await expect(dialog).toContainText("Choose at least one event.");
    await expectAccessibleInBothThemes(page);
    await dialog.getByRole("textbox", { name: "Address" }).fill(receiver.address);
    await dialog.getByRole("textbox", { name: "Description" }).fill("Revenue sync");
    await dialog.getByRole("checkbox", { name: "A ledger entry was made" }).check();
    await dialog.getByRole("checkbox", { name: "An invoice was paid", exact: true }).check();
    await dialog.getByRole("button", { name: "Add webhook" }).click();
    await expect(dialog).toContainText("it is not shown again");
    await expect(dialog.getByRole("button", { name: "Copy secret" })).toBeFocused();
    await expectAccessibleInBothThemes(page);
    const shown = await dialog.getByText(/^whsec_/u).innerText();
    await dialog.getByRole("button", { name: "Copy secret" }).click();
    await expect(dialog.getByRole("button", { name: "Copied" })).toBeVisible();
    expect(await page.evaluate(async () => navigator.clipboard.readText())).toBe(shown);
    await page.mouse.click(5, 5);
    await dialog.getByRole("button", { name: "Done" }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toContainText("A ledger entry was made, and 1 more");
    await expect(row).toContainText("Active");
    await expect(page.getByText("whsec_")).toHaveCount(0);
    await expect(status).toContainText("Webhooks told");
    return shown;
  });

  await test.step("a change of credit arrives, signed, and is listed", async () => {
    await adjust(page, "org_globex", 25_00);
    await expect.poll(() => receiver.received.length).toBe(1);
    const [first] = receiver.received;
    expect(first && isSigned(first, secret)).toBe(true);
    await choose(page, "Show deliveries");
    await expect(dialog.getByRole("row", { name: /A ledger entry was made/u })).toContainText("Delivered");
    await expect(dialog.getByRole("row", { name: /A ledger entry was made/u })).toContainText("HTTP 204");
    await expectAccessibleInBothThemes(page);
  });

  await test.step("opened, it shows its tries and what happened, and is sent again", async () => {
    await dialog.getByRole("button", { name: "Open: A ledger entry was made" }).click();
    await expect(dialog.getByRole("table", { name: "Tries, oldest first" }).getByRole("row")).toHaveCount(2);
    await expect(dialog.getByRole("region", { name: "The data of the event, as JSON" })).toContainText(
      '"amountMinor": 2500',
    );
    await expectAccessibleInBothThemes(page);
    await dialog.getByRole("button", { name: "Send again" }).click();
    await expect.poll(() => receiver.received.length).toBe(2);
    expect(receiver.received[1]?.headers["webhook-id"]).toBe(receiver.received[0]?.headers["webhook-id"]);
    await expect(dialog.getByRole("table", { name: "Tries, oldest first" }).getByRole("row")).toHaveCount(3);
    await dialog.getByRole("button", { name: "All deliveries" }).click();
    await expect(dialog.getByRole("button", { name: "Open: A ledger entry was made" })).toBeFocused();
    await dialog.getByRole("link").click();
    await expect(page.getByRole("heading", { level: 1, name: /^Entry / })).toBeVisible();
  });
});

test("a webhook: tested, paused, changed, given another secret and removed", async ({ page, desk, receiver }) => {
  await openDesk(page, desk);
  const dialog = page.getByRole("dialog");
  const status = page.getByRole("contentinfo", { name: "Status of the book" });
  const row = page.getByRole("row", { name: receiver.address });
  const secret = `whsec_${"A".repeat(43)}=`;
  await call(page, "webhooks.add", {
    address: receiver.address,
    eventTypes: ["ledgerEntry.created"],
    secret,
    ...key(),
  });

  await test.step("a test shows what came of it, also where the program refuses", async () => {
    await openWebhooks(page);
    receiver.answerWith(500);
    await choose(page, "Send test");
    await expect(dialog).toContainText("A test was sent");
    await expect(dialog.getByRole("table", { name: "Tries, oldest first" })).toContainText("HTTP 500");
    await expect(dialog).toContainText("Pending");
    await page.keyboard.press("Escape");
    await expect(row).toContainText(/Failing.*last answer: HTTP 500/u);
    await expect(status).toContainText("1 delivery pending");
    await expectAccessibleInBothThemes(page);
  });

  await test.step("while it is paused nothing is sent; what waits is sent when it goes on", async () => {
    await choose(page, "Pause");
    await expect(row).toContainText("Paused");
    // Not before: a machine may take so long to get here that the test is sent again and arrives.
    receiver.answerWith(204);
    await adjust(page, "org_hooli", 5_00);
    await expect(status).toContainText("2 deliveries pending");
    await expect(row).toContainText("2");
    expect(entriesReceived(receiver)).toHaveLength(0);
    await choose(page, "Go on");
    await expect(row).toContainText("Active");
    await expect.poll(() => entriesReceived(receiver)).toHaveLength(1);
  });

  await test.step("what it is told is changed, and its secret", async () => {
    await choose(page, "Edit");
    await expect(dialog.getByRole("checkbox", { name: "A ledger entry was made" })).toBeChecked();
    await dialog.getByText("All", { exact: true }).click();
    await dialog.getByRole("button", { name: "Save" }).click();
    await expect(dialog).toBeHidden();
    await expect(row).toContainText("All events");
    await choose(page, "New secret");
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await dialog.getByRole("button", { name: "Make new secret" }).click();
    const next = await dialog.getByText(/^whsec_/u).innerText();
    expect(next).not.toBe(secret);
    await dialog.getByRole("button", { name: "Done" }).click();
    await adjust(page, "org_globex", 1_00);
    await expect.poll(() => entriesReceived(receiver)).toHaveLength(2);
    const [, last] = entriesReceived(receiver);
    for (const each of [secret, next]) expect(last && isSigned(last, each)).toBe(true);
  });

  await test.step("removed, after a question, it is told nothing more", async () => {
    await choose(page, "Remove");
    await expect(dialog.getByRole("button", { name: "Cancel" })).toBeFocused();
    await expectAccessibleInBothThemes(page);
    await dialog.getByRole("button", { name: "Remove webhook" }).click();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("No webhook yet.");
    await expect(status).not.toContainText("pending");
  });

  await test.step("the bar at the bottom leads to the API's keys, as often as one asks", async () => {
    for (let time = 0; time < 2; time += 1) {
      await page.getByRole("heading", { level: 1, name: "Settings" }).scrollIntoViewIfNeeded();
      await status.getByRole("link", { name: "API off" }).click();
      await expect(page.getByRole("heading", { level: 2, name: "API keys" })).toBeInViewport();
    }
  });
});

test("a webhook is added by keyboard alone, from the palette to its secret", async ({ page, desk, receiver }) => {
  await openDesk(page, desk);
  const dialog = page.getByRole("dialog");
  await page.keyboard.press("Control+k");
  await page.keyboard.type("Webhooks");
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { level: 2, name: "Webhooks" })).toBeInViewport();
  // Who was led here goes on from here.
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Add webhook" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("textbox", { name: "Address" })).toBeFocused();
  await page.keyboard.type(receiver.address);
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await expect(dialog.getByRole("checkbox", { name: "A ledger entry was made" })).toBeChecked();
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("button", { name: "Copy secret" })).toBeFocused();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await expect(dialog).toBeHidden();
  await expect(page.getByRole("row", { name: receiver.address })).toContainText("A ledger entry was made");
});

test("webhooks and their deliveries are accessible and fit 1024 × 700", async ({ page, desk, receiver }) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  await openDesk(page, desk);
  const secret = `whsec_${"A".repeat(43)}=`;
  await call(page, "webhooks.add", { address: receiver.address, secret, ...key() });
  await adjust(page, "org_globex", 25_00);
  await expect.poll(() => receiver.received.length).toBe(1);
  await openWebhooks(page);
  await expect(page.getByRole("row", { name: receiver.address })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  await choose(page, "Show deliveries");
  await expect(page.getByRole("dialog").getByRole("row", { name: /A ledger entry was made/u })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
