import type { Locator, Page } from "@playwright/test";
import { expectAccessible, expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key, setClock } from "./call.ts";
import { issueInvoice, issuePaidInvoice } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

/** Open an account's subscription as a link does. */
async function openSubscription(page: Page, accountId: string): Promise<void> {
  await page.goto(`${new URL(page.url()).origin}/#/account/${accountId}/subscription`);
  await expect(page.getByRole("tab", { name: "Subscription" })).toHaveAttribute("aria-selected", "true");
}

/** The figure beside a name, in a list of facts. */
function fact(page: Page, name: string): Locator {
  return page.getByRole("term").filter({ hasText: name }).first().locator("xpath=following-sibling::*[1]");
}

/** A plan by seats with a trial, beside those of the book. */
async function createSeatPlan(page: Page): Promise<void> {
  await call(page, "plans.create", {
    name: "Business",
    slug: "business",
    forKind: "organization",
    currency: "USD",
    monthlyMinor: 99_00,
    trialDays: 14,
    seatPrice: {
      blockSize: 1,
      tiers: [
        { startsAtBlock: 1, endsAfterBlock: 5, feePerBlockMinor: 0 },
        { startsAtBlock: 6, endsAfterBlock: null, feePerBlockMinor: 10_00 },
      ],
    },
    ...key(),
  });
}

async function choosePlan(page: Page, dialog: Locator, name: string): Promise<void> {
  await dialog.getByRole("combobox", { name: "Plan" }).click();
  await page.getByRole("option", { name }).click();
}

test("a plan by seats is made, and an organization subscribed to it with its trial, by mouse", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const dialog = page.getByRole("dialog");

  await test.step("make the plan: what is wrong is said beside its field, and nothing typed is lost", async () => {
    await page.getByRole("link", { name: "Billing" }).click();
    await page.getByRole("tab", { name: "Plans" }).click();
    await page.getByRole("button", { name: "New plan" }).click();
    await dialog.getByRole("textbox", { name: "Name" }).fill("Business");
    await expect(dialog.getByRole("textbox", { name: "Slug" })).toHaveValue("business");
    await dialog.getByRole("textbox", { name: "Base fee per month" }).fill("99");
    await dialog.getByRole("checkbox", { name: "Charges for seats" }).check();
    await dialog.getByRole("button", { name: "Add tier" }).click();
    await dialog.getByRole("textbox", { name: "Tier 1: To block" }).fill("5");
    await dialog.getByRole("textbox", { name: "Tier 1: Fee per block" }).fill("0");
    await dialog.getByRole("checkbox", { name: "Starts with a free trial" }).check();
    await dialog.getByRole("button", { name: "Add feature" }).click();
    await dialog.getByRole("textbox", { name: "Feature 1" }).fill("Single sign-on");
    await dialog.getByRole("button", { name: "Create plan" }).click();
    await expect(dialog.getByRole("textbox", { name: "Tier 2: Fee per block" })).toBeFocused();
    await expect(dialog).toContainText("Enter an amount.");
    await dialog.getByRole("textbox", { name: "Tier 2: Fee per block" }).fill("10");
    await dialog.getByRole("button", { name: "Create plan" }).dblclick();
    await expect(dialog).toBeHidden();
  });

  await test.step("the plan says what it costs, also one that charges for seats alone", async () => {
    const tier = { startsAtBlock: 1, endsAfterBlock: null, feePerBlockMinor: 15_00 };
    await call(page, "plans.create", {
      name: "Seats alone",
      slug: "seats-alone",
      forKind: "organization",
      currency: "USD",
      monthlyMinor: 0,
      seatPrice: { blockSize: 1, tiers: [tier] },
      ...key(),
    });
    const alone = page.getByRole("row", { name: /^Seats alone/u });
    await expect(alone).toContainText("USD 15.00 a seat");
    await expect(alone).not.toContainText(/\b0\.00/u);
    await page.getByRole("link", { name: "Business" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Business" })).toBeVisible();
    const price = page.getByRole("row", { name: /Standard price/u });
    await expect(price).toContainText("USD 99.00");
    await expect(price).toContainText("From seat 6 USD 10.00 a seat");
    await expect(page.getByRole("listitem").filter({ hasText: "Single sign-on" })).toBeVisible();
  });

  await test.step("subscribe with twelve seats: what it does is shown before it is done", async () => {
    await openSubscription(page, "org_hooli");
    await page.getByRole("button", { name: "Subscribe to a plan" }).click();
    await expect(dialog.getByRole("button", { name: "Subscribe" })).toBeDisabled();
    await choosePlan(page, dialog, "Business");
    await dialog.getByRole("textbox", { name: "Seats" }).fill("0");
    await expect(dialog.getByRole("alert")).toContainText("1 to 1,000,000");
    await expect(dialog.getByRole("button", { name: "Subscribe" })).toBeDisabled();
    await dialog.getByRole("textbox", { name: "Seats" }).fill("12");
    await expect(dialog.getByRole("row", { name: "Fee $169.00 a month" })).toBeVisible();
    await expect(dialog.getByRole("row", { name: "Free trial until" })).toContainText("Mar 15, 2026");
    await expect(dialog).toContainText("Nothing is charged or given back at once.");
    await expect(dialog.getByRole("row", { name: /^Amount due/u })).toContainText("$169.00");
    await expectAccessible(page);
    await dialog.getByRole("button", { name: "Subscribe" }).dblclick();
    await expect(dialog).toBeHidden();
    await expect(fact(page, "Seats")).toHaveText("12");
    await expect(fact(page, "Free trial until")).toHaveText("Mar 15, 2026");
    await expect(page.getByRole("table", { name: /^What the account was/u }).getByRole("row")).toHaveCount(2);
  });

  await test.step("the trial is extended, then ended: the first invoice is issued", async () => {
    await page.getByRole("button", { name: "Extend trial" }).click();
    await dialog.getByRole("textbox", { name: "Days to add" }).fill("400");
    await expect(dialog.getByRole("alert")).toContainText("1 to 365 days");
    await dialog.getByRole("textbox", { name: "Days to add" }).fill("7");
    await dialog.getByRole("button", { name: "Extend free trial" }).click();
    await expect(dialog).toBeHidden();
    await expect(fact(page, "Free trial until")).toHaveText("Mar 22, 2026");
    await page.getByRole("button", { name: "End trial", exact: true }).click();
    await expect(dialog.getByRole("button", { name: "Leave it" })).toBeFocused();
    await dialog.getByRole("button", { name: "End free trial" }).click();
    await expect(dialog).toBeHidden();
    await page.getByRole("link", { name: /^Invoice INV-/u }).click();
    await expect(page.getByRole("article")).toContainText("$169.00");
  });
});

test("an upgrade now: the invoice has the figures of its preview, to the cent, and is issued once", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await createSeatPlan(page);
  await issuePaidInvoice(page, "org_initech");
  await setClock(page, "2026-03-16T12:00:00Z");
  await openSubscription(page, "org_initech");
  await expect(fact(page, "Left")).toContainText("16 of 31 days");
  const dialog = page.getByRole("dialog", { name: /Change plan/u });

  await page.getByRole("button", { name: "Change plan" }).click();
  await choosePlan(page, dialog, "Business");
  await dialog.getByRole("textbox", { name: "Seats" }).fill("8");
  await expect(dialog.getByRole("radio", { name: "Standard" })).toBeChecked();
  await expect(dialog).toContainText("here, Mar 16, 2026");
  // 16 of 31 days: −20.00, +99.00 and +30.00 (BEHAVIOUR 7.1).
  await expect(dialog.getByRole("row", { name: /^Unused time/u })).toContainText("−$10.32");
  const due = dialog.getByRole("row", { name: /^Amount due/u }).first();
  await expect(due).toContainText("$56.26");
  await expectAccessible(page);

  await test.step("a figure answers why; Esc closes the answer and leaves the dialog", async () => {
    await due.getByRole("button").click();
    await expect(page.getByRole("dialog", { name: /Amount due/u })).toBeVisible();
    await page.keyboard.press("Escape");
    await expect(page.getByRole("dialog", { name: /Amount due/u })).toBeHidden();
    await expect(dialog).toBeVisible();
  });

  const amounts = await dialog.getByRole("row").filter({ hasText: "$" }).locator("td").allInnerTexts();
  await dialog.getByRole("button", { name: "Change plan" }).dblclick();
  await expect(dialog).toBeHidden();
  await expect(fact(page, "Plan")).toHaveText("Business");
  await expect(fact(page, "Seats")).toHaveText("8");

  await page.getByRole("link", { name: /^Invoice INV-/u }).click();
  const paper = page.getByRole("article");
  for (const amount of amounts.slice(0, 5)) await expect(paper).toContainText(amount.trim());
  await expect(paper).toContainText("$56.26");
  const { rows } = await call(page, "invoices.list", { accountId: "org_initech" });
  expect(rows.map(({ totalMinor }) => totalMinor)).toEqual([56_26, 20_00]);
});

test("cancel and resume, by keyboard alone: Enter does nothing before it is meant, Esc leaves", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await issueInvoice(page, "org_initech");
  await openSubscription(page, "org_initech");
  const { keyboard } = page;
  const dialog = page.getByRole("dialog");

  await test.step("c opens the change of plan, Esc leaves it", async () => {
    await page.getByRole("tab", { name: "Subscription" }).focus();
    await keyboard.press("c");
    await expect(dialog.getByRole("combobox", { name: "Plan" })).toBeFocused();
    // The first Esc closes the list of plans where that is open, as everywhere.
    await keyboard.press("Escape");
    if (await dialog.isVisible()) await keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });

  await test.step("cancel at the period's end, which is what is chosen to begin with", async () => {
    const cancel = page.getByRole("button", { name: "Cancel subscription" });
    await cancel.focus();
    await keyboard.press("Enter");
    await expect(dialog.getByRole("button", { name: "Leave it" })).toBeFocused();
    await keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(cancel).toBeFocused();
    await keyboard.press("Enter");
    await expect(dialog.getByRole("radio", { name: "At the period’s end" })).toBeChecked();
    await expect(dialog).toContainText("until Apr 1, 2026");
    await expect(dialog.getByRole("row", { name: "Ends on" })).toContainText("Apr 1, 2026");
    await expect(dialog.getByRole("button", { name: "Leave it" })).toBeFocused();
    await dialog.getByRole("radio", { name: "At the period’s end" }).focus();
    await keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(fact(page, "Ends on")).toHaveText("Apr 1, 2026");
    await expect(page.getByRole("main")).toContainText("After that the account is on the free plan.");
  });

  await test.step("resume it; who is quicker than the engine's preview reaches the button, and it waits", async () => {
    let answerPreview = () => {};
    const mayAnswer = new Promise<void>((resolve) => (answerPreview = resolve));
    await page.route("**/rpc/subscriptions.previewChange", async (route) => {
      await mayAnswer;
      await route.continue();
    });
    await page.getByRole("button", { name: "Resume" }).focus();
    await keyboard.press("Enter");
    await expect(dialog).toContainText("Team was to end on Apr 1, 2026.");
    // A dialog takes the focus when it is there, a moment after its words.
    await expect(dialog.getByRole("button", { name: "Leave it" })).toBeFocused();
    await keyboard.press("Tab");
    const resume = dialog.getByRole("button", { name: "Resume subscription" });
    await expect(resume).toBeFocused();
    await expect(resume).toBeDisabled();
    await keyboard.press("Enter");
    answerPreview();
    await expect(resume).toBeEnabled();
    await expect(resume).toBeFocused();
    await keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("term").filter({ hasText: "Ends on" })).toHaveCount(0);
    await expect(fact(page, "Next billing")).toHaveText("Apr 1, 2026");
  });
});

test("what waits is said when it is set aside and brought back, and a second trial is given on purpose only", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await openSubscription(page, "org_hooli");
  const dialog = page.getByRole("dialog");
  const confirm = async (name: string) => {
    await dialog.getByRole("button", { name, exact: true }).click();
    await expect(dialog).toBeHidden();
  };

  await test.step("subscribe with the trial, end it, and let fewer seats wait", async () => {
    await page.getByRole("button", { name: "Subscribe to a plan" }).click();
    await expect(dialog.getByRole("combobox", { name: "Plan" })).toHaveValue("Team");
    // A plan that is made elsewhere while the dialog is open can be chosen there.
    await createSeatPlan(page);
    await choosePlan(page, dialog, "Business");
    await dialog.getByRole("textbox", { name: "Seats" }).fill("12");
    await expect(dialog.getByRole("checkbox", { name: "Begin with the free trial of 14 days" })).toBeChecked();
    await confirm("Subscribe");
    await page.getByRole("button", { name: "End trial", exact: true }).click();
    await confirm("End free trial");
    await page.getByRole("button", { name: "Change seats" }).click();
    await dialog.getByRole("textbox", { name: "Seats" }).fill("6");
    await confirm("Change seats");
  });

  await test.step("a cancellation sets them aside, and resuming brings them back", async () => {
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await expect(dialog.getByRole("row", { name: /^Seats 6, from Apr 1, 2026: set aside/u })).toBeVisible();
    await expectAccessible(page);
    await confirm("Cancel subscription");
    await page.getByRole("button", { name: "Resume" }).click();
    await expect(dialog.getByRole("row", { name: /^Seats 6, from Apr 1, 2026: waits again/u })).toBeVisible();
    await confirm("Resume subscription");
    await expect(fact(page, "Seats")).toHaveText("12, 6 from the next period on");
  });

  await test.step("subscribed again, it begins without a trial unless another one is chosen", async () => {
    await page.getByRole("button", { name: "Cancel subscription" }).click();
    await dialog.getByRole("radio", { name: "Now" }).check();
    await confirm("Cancel subscription");
    await page.getByRole("button", { name: "Subscribe to a plan" }).click();
    await choosePlan(page, dialog, "Business");
    const another = dialog.getByRole("checkbox", { name: "Give another free trial of 14 days" });
    await expect(another).not.toBeChecked();
    await expect(dialog.getByRole("row", { name: "Free trial until" })).toHaveCount(0);
    await another.check();
    await expect(dialog.getByRole("row", { name: "Free trial until" })).toContainText("Mar 15, 2026");
    await confirm("Subscribe");
    await expect(fact(page, "Free trial until")).toHaveText("Mar 15, 2026");
  });
});

test("a preview that went stale unseen: nothing is done, the fresh one says what was, and nothing typed is lost", async ({
  page,
  desk,
}) => {
  // The page hears of no change, as when its connection is lost and it does not know yet. A stream that ended would be asked for again, and
  // each time the page asks for what it shows.
  await page.route("**/events*", () => undefined);
  await openDesk(page, desk);
  await createSeatPlan(page);
  await issuePaidInvoice(page, "org_initech");
  await openSubscription(page, "org_initech");
  await page.reload();
  await page.getByRole("button", { name: "Change plan" }).click();
  const dialog = page.getByRole("dialog", { name: /Change plan/u });
  await choosePlan(page, dialog, "Business");
  await dialog.getByRole("textbox", { name: "Seats" }).fill("8");
  const due = dialog.getByRole("row", { name: /^Amount due/u }).first();
  await expect(due).toContainText("$109.00");
  await call(page, "credits.adjust", {
    accountId: "org_initech",
    action: "increase",
    amountMinor: 9_00,
    currency: "USD",
    reasonCode: "courtesy",
    ...key(),
  });
  await dialog.getByRole("button", { name: "Change plan" }).click();
  await expect(dialog.getByRole("alert")).toContainText("Nothing was done");
  await expect(due).toContainText("$100.00");
  await expect(due).toContainText("was $109.00");
  await expect(dialog.getByRole("textbox", { name: "Seats" })).toHaveValue("8");
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "Change plan" }).click();
  await expect(dialog).toBeHidden();
  const { rows } = await call(page, "invoices.list", { accountId: "org_initech" });
  expect(rows.map(({ totalMinor, creditAppliedMinor }) => [totalMinor, creditAppliedMinor])).toEqual([
    [109_00, 9_00],
    [20_00, 0],
  ]);
});

test("every dialog of a subscription is accessible and fits 1024 × 700", async ({ page, desk }) => {
  test.slow();
  await page.setViewportSize({ width: 1024, height: 700 });
  await openDesk(page, desk);
  await createSeatPlan(page);
  await call(page, "discounts.create", { name: "Early bird", partsPerMillion: 100_000, periods: 3, ...key() });
  await issueInvoice(page, "org_initech");
  const dialog = page.getByRole("dialog");
  const look = async (action: string) => {
    await test.step(action, async () => {
      await page.getByRole("button", { name: action, exact: true }).click();
      await expect(dialog).toBeVisible();
      await expect(dialog.locator("[aria-busy=true]")).toHaveCount(0);
      await expectAccessibleInBothThemes(page);
      await page.keyboard.press("Escape");
      await expect(dialog).toBeHidden();
    });
  };
  await openSubscription(page, "org_initech");
  await expectAccessibleInBothThemes(page);
  for (const action of ["Change plan", "Add discount", "Cancel subscription"]) await look(action);
  await openSubscription(page, "org_hooli");
  await look("Subscribe to a plan");
  const origin = new URL(page.url()).origin;
  const { plans } = await call(page, "plans.list", {});
  await page.goto(`${origin}/#/plan/${plans.find(({ slug }) => slug === "business")?.id}`);
  await expect(page.getByRole("heading", { level: 1, name: "Business" })).toBeVisible();
  await expectAccessibleInBothThemes(page);
  for (const action of ["Edit plan", "New price", "Archive"]) await look(action);
  await page.getByRole("link", { name: "Billing" }).first().click();
  await page.getByRole("tab", { name: "Plans" }).click();
  await expectAccessibleInBothThemes(page);
  await page.getByRole("button", { name: "New plan" }).click();
  await dialog.getByRole("checkbox", { name: "Charges for seats" }).check();
  await dialog.getByRole("checkbox", { name: "Starts with a free trial" }).check();
  await dialog.getByRole("button", { name: "Create plan" }).click();
  await expectAccessibleInBothThemes(page);
  await page.keyboard.press("Escape");
  await page.getByRole("tab", { name: "Discounts" }).click();
  await expect(page.getByRole("row", { name: /Early bird/u })).toContainText("3 periods");
  await expectAccessibleInBothThemes(page);
  await look("New discount");
});
