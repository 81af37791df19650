import { call, key } from "./call.ts";
import { goToPlace } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

test("what a year's price is a month stands on one line", async ({ page, desk }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openDesk(page, desk);
  const plan = { name: "Enterprise", slug: "enterprise-jpy", forKind: "organization", currency: "JPY" } as const;
  const fees = { monthlyMinor: 198_000, annualMonthlyMinor: 165_000, trialDays: null };
  const { planId } = await call(page, "plans.create", { ...plan, ...fees, features: [], ...key() });
  await goToPlace(page, `plan/${planId}`);
  const monthly = page.getByText("JPY 165,000 a month");
  await expect(monthly).toBeVisible();
  const lines = await monthly.evaluate((element) => {
    const text = document.createRange();
    text.selectNodeContents(element);
    return new Set([...text.getClientRects()].map(({ top }) => Math.round(top))).size;
  });
  expect(lines).toBe(1);
});
