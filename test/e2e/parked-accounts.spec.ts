import { call, key } from "./call.ts";
import { expect, openDesk, test } from "./desk.ts";

test("an account that a run had to park is tried again from the run's report, once its cause is corrected", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  // A fee that an invoice can just hold; with tax on top it is more than that (BEHAVIOUR 1.3).
  const feeMinor = 8_000_000_000_000_000;
  const { taxRateId } = await call(page, "taxRates.create", { name: "VAT", ratePartsPerMillion: 240_000, ...key() });
  const { planId } = await call(page, "plans.create", {
    name: "Everything",
    slug: "everything",
    forKind: "organization",
    currency: "USD",
    monthlyMinor: feeMinor,
    ...key(),
  });
  const accountId = "org_hooli";
  await call(page, "subscriptions.create", { accountId, planId, period: "month", startOn: "2026-03-01", ...key() });
  await call(page, "accounts.update", { accountId, taxRateId, ...key() });

  await page.keyboard.press("g");
  await page.keyboard.press("b");
  await page.getByRole("button", { name: "Dry run" }).click();
  await page
    .getByRole("button", { name: /^Run billing/u })
    .first()
    .click();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Run billing/u })
    .click();
  await page.getByRole("link", { name: "Open its report" }).click();
  await expect(page.getByRole("row", { name: /Hooli/u })).toContainText("Use a smaller amount");

  await test.step("tried again too early, it is parked again", async () => {
    await page.getByRole("button", { name: "Try parked accounts again" }).click();
    await expect(page.getByRole("main")).toContainText("Tried again: 1 account is still parked.");
    await expect(page.getByRole("row", { name: /Hooli/u })).toBeVisible();
  });

  await test.step("corrected, it is billed in the same run", async () => {
    await call(page, "accounts.update", { accountId, isTaxExempt: true, ...key() });
    await page.getByRole("button", { name: "Try parked accounts again" }).click();
    await expect(page.getByRole("main")).toContainText("every account that was parked is billed now");
    await expect(page.getByRole("main")).toContainText("No problems.");
    await expect(page.getByRole("button", { name: "Try parked accounts again" })).toHaveCount(0);
    const { rows } = await call(page, "invoices.list", { accountId });
    expect(rows.map(({ totalMinor }) => totalMinor)).toEqual([feeMinor]);
  });
});
