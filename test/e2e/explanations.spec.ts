import type { Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call, key, setClock } from "./call.ts";
import { addCredit, goToPlace, issuePaidInvoice } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

/** Hooli on a plan with seats in tiers, taxed, with a discount and two blocks of credit (BEHAVIOUR 5.2, 6.1, 6.8, 8.2). */
async function prepareHooli(page: Page): Promise<void> {
  const accountId = "org_hooli";
  const { taxRateId } = await call(page, "taxRates.create", { name: "VAT", ratePartsPerMillion: 240_000, ...key() });
  const { planId } = await call(page, "plans.create", {
    name: "Scale",
    slug: "scale",
    forKind: "organization",
    currency: "USD",
    monthlyMinor: 99_00,
    seatPrice: {
      blockSize: 5,
      tiers: [
        { startsAtBlock: 1, endsAfterBlock: 2, feePerBlockMinor: 25_00 },
        { startsAtBlock: 3, endsAfterBlock: null, feePerBlockMinor: 20_00 },
      ],
    },
    ...key(),
  });
  const { discountId } = await call(page, "discounts.create", { name: "Spring", partsPerMillion: 150_000, ...key() });
  await call(page, "accounts.update", { accountId, taxRateId, ...key() });
  await addCredit(page, accountId, 25_00);
  await addCredit(page, accountId, 30_00, { priority: 10, category: "promotional", expiresOn: "2026-06-01" });
  for (const change of [
    { type: "start", planId, period: "month", seats: 17, startOn: "2026-03-01" },
    { type: "add_discount", discountId },
  ] as const) {
    const { pinnedOn, fingerprint } = await call(page, "subscriptions.previewChange", { accountId, change });
    await call(page, "subscriptions.change", { accountId, change, pinnedOn, fingerprint, ...key() });
  }
}

const answer = (page: Page) => page.getByRole("dialog", { name: /why\?$/u });

test("every figure of a preview can be asked why, by mouse, and answers with its exact steps", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  await prepareHooli(page);
  await goToPlace(page, "preview/org_hooli");
  const paper = page.getByRole("article", { name: "Invoice preview" });
  const ask = async (name: string | RegExp) => {
    await paper.getByRole("button", { name }).click();
    await expect(answer(page)).toBeVisible();
  };

  await test.step("seats: blocks, tiers and the share of the discount", async () => {
    await ask("$76.50, Scale: seats: why?");
    await expect(answer(page)).toContainText("17 seats in blocks of 5 make 4; a started block counts whole.");
    const tiers = answer(page).getByRole("table", { name: "The tiers that the blocks fall into" });
    await expect(tiers.getByRole("row").nth(1)).toHaveText(/1 to 2.*2.*\$25\.00.*\$50\.00/u);
    await expect(tiers.getByRole("row").nth(2)).toHaveText(/3 and up.*2.*\$20\.00.*\$40\.00/u);
    await expect(answer(page)).toContainText("The discount “Spring” takes 15% of $189.00 off: $28.35.");
    await expect(answer(page)).toContainText("$90.00 − $13.50 = $76.50.");
  });

  await test.step("another figure closes the answer before", async () => {
    await page.keyboard.press("Escape");
    await ask("$38.56, VAT 24%: why?");
    await expect(answer(page)).toContainText("VAT 24% on $160.65 = $38.56, rounded once, half away from zero.");
    await expectAccessibleInBothThemes(page);
    await answer(page).getByRole("button", { name: "Close" }).click();
    await expect(answer(page)).toBeHidden();
  });

  await test.step("account credit: blocks in the order in which they are used", async () => {
    await ask("−$55.00, Account credit: why?");
    await expect(answer(page)).toContainText(
      "$55.00 of credit is available for $199.21; the smaller of the two is used: $55.00.",
    );
    const uses = answer(page).getByRole("table").getByRole("row");
    await expect(uses.nth(1)).toHaveText(/Promotional.*10.*Jun 1, 2026.*\$30\.00.*\$0\.00/u);
    await expect(uses.nth(2)).toHaveText(/General.*50.*Never.*\$25\.00.*\$0\.00/u);
    await page.keyboard.press("Escape");
  });

  await test.step("what is due: from the lines to the last subtraction", async () => {
    await ask(/^\$144\.21, Amount due/u);
    await expect(answer(page)).toContainText("$84.15 + $76.50 = $160.65.");
    await expect(answer(page)).toContainText("$160.65 + $38.56 = $199.21.");
    await expect(answer(page)).toContainText("$199.21 − $55.00 = $144.21.");
  });
});

test("an issued invoice answers by keyboard: Enter asks, Esc goes back to the figure", async ({ page, desk }) => {
  await openDesk(page, desk);
  await prepareHooli(page);
  await issuePaidInvoice(page, "org_hooli");
  await setClock(page, "2026-03-16T12:00:00Z");
  const change = { type: "cancel", timing: "now", withCredit: true } as const;
  const { pinnedOn, fingerprint } = await call(page, "subscriptions.previewChange", { accountId: "org_hooli", change });
  const changed = { accountId: "org_hooli", change, pinnedOn, fingerprint };
  const { invoice } = await call(page, "subscriptions.change", { ...changed, ...key() });
  await goToPlace(page, `invoice/${invoice?.id ?? ""}`);

  const figure = page.getByRole("button", { name: "−$43.43, Unused time: Scale: why?" });
  await figure.focus();
  await page.keyboard.press("Enter");
  await expect(answer(page)).toContainText("Line 1 of INV-000001 charged $84.15 before tax");
  await expect(answer(page)).toContainText("$84.15 × 16 of 31 days = $43.43, rounded once, half away from zero.");
  await expect(answer(page).getByRole("button", { name: "Close" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(answer(page)).toBeHidden();
  await expect(figure).toBeFocused();

  const created = page.getByRole("button", { name: /Added to account credit: why\?$/u });
  await created.focus();
  await page.keyboard.press("Enter");
  await expect(answer(page)).toContainText("becomes account credit");
});
