import { call, key } from "./call.ts";
import { goToPlace } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

test("what a year's price is a month, and what seats cost, stand on one line each", async ({ page, desk }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openDesk(page, desk);
  const plan = { name: "Enterprise", slug: "enterprise-jpy", forKind: "organization", currency: "JPY" } as const;
  const fees = { monthlyMinor: 198_000, annualMonthlyMinor: 165_000, trialDays: null };
  const seatPrice = {
    blockSize: 5,
    tiers: [
      { startsAtBlock: 1, endsAfterBlock: 10, feePerBlockMinor: 2_500 },
      { startsAtBlock: 11, endsAfterBlock: null, feePerBlockMinor: 2_000 },
    ],
  };
  const { planId } = await call(page, "plans.create", { ...plan, ...fees, seatPrice, features: [], ...key() });
  const custom = {
    description: "Umbrella group, agreed with their procurement until the end of 2028",
    currency: "USD",
  };
  const large = { monthlyMinor: 1_250_000_00, annualMonthlyMinor: 999_999_00 };
  await call(page, "prices.create", { planId, ...custom, ...large, ...key() });
  await goToPlace(page, `plan/${planId}`);
  for (const words of ["JPY 165,000 a month", "JPY 2,500 for 5 seats"]) {
    const fee = page.getByText(words);
    await expect(fee).toBeVisible();
    const lines = await fee.evaluate((element) => {
      const text = document.createRange();
      text.selectNodeContents(element);
      return new Set([...text.getClientRects()].map(({ bottom }) => Math.round(bottom))).size;
    });
    expect(lines, words).toBe(1);
  }
});
