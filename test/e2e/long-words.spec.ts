import type { Page } from "@playwright/test";
import { call, key } from "./call.ts";
import { goToPlace, issueInvoice } from "./company.ts";
import { expect, openDesk, test } from "./desk.ts";

/** Words without a place to break, as long as their fields let them be. */
const link = `https://example.com/${"statement-of-work/".repeat(11)}`.slice(0, 200);
const planName = "Enterprise".repeat(10);
const accountName = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2);
const taxName = "Mehrwertsteuer".repeat(4);

/**
 * Every figure, date and button of the page that does not lie whole inside all that clips or frames it. What scrolls sideways counts as
 * cutting: a figure that has to be scrolled to is not there.
 */
async function cutFigures(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const frames = "body, main, article, section, table, [role=dialog]";
    return [...document.querySelectorAll<HTMLElement>("[class*=money], time, main button, h1")]
      .filter((figure) => figure.checkVisibility() && figure.closest('[role="grid"]') === null)
      .filter((figure) => {
        const { left, right } = figure.getBoundingClientRect();
        for (let frame = figure.closest(frames); frame; frame = frame.parentElement?.closest(frames) ?? null) {
          const bounds = frame.getBoundingClientRect();
          if (left < bounds.left - 1 || right > bounds.right + 1) return true;
        }
        return false;
      })
      .map((figure) => figure.textContent);
  });
}

test("words without a place to break push no figure off the screen, nor off the paper", async ({ page, desk }) => {
  await openDesk(page, desk);
  const { accountId } = await call(page, "accounts.create", {
    kind: "organization",
    name: accountName,
    contact: "long-words",
    ...key(),
  });
  const { taxRateId } = await call(page, "taxRates.create", { name: taxName, ratePartsPerMillion: 190_000, ...key() });
  await call(page, "accounts.update", { accountId, taxRateId, invoiceNote: link, ...key() });
  const plan = { name: planName, slug: "long-words", forKind: "organization", currency: "USD" } as const;
  const { planId } = await call(page, "plans.create", {
    ...plan,
    monthlyMinor: 1_234_567_89,
    annualMonthlyMinor: null,
    ...key(),
  });
  await call(page, "subscriptions.create", { accountId, planId, period: "month", startOn: "2026-03-01", ...key() });
  const addCharge = () =>
    call(page, "invoices.addCharge", {
      accountId,
      description: link,
      quantity: 1_000_000,
      unitMinor: 45_67,
      currency: "USD",
      discountMinor: 100,
      ...key(),
    });
  await addCharge();
  const { id: invoiceId, number } = await issueInvoice(page, accountId);
  await call(page, "invoices.recordPayment", {
    invoiceId,
    amountMinor: 100,
    receivedOn: null,
    reference: link,
    ...key(),
  });
  await addCharge();

  const places: [place: string, shows: string][] = [
    [`invoice/${invoiceId}`, number],
    [`preview/${accountId}`, "Invoice preview"],
    [`account/${accountId}/overview`, planName],
    [`account/${accountId}/subscription`, planName],
    [`plan/${planId}`, planName],
    ["settings", taxName],
  ];
  for (const width of [1440, 1024]) {
    await page.setViewportSize({ width, height: width === 1440 ? 900 : 700 });
    await goToPlace(page, "billing");
    await page.getByRole("tab", { name: "Plans" }).click();
    await expect(page.getByRole("tabpanel")).toContainText(planName);
    await expect.poll(() => cutFigures(page), `plans at ${width} px`).toEqual([]);
    for (const [place, shows] of places) {
      await goToPlace(page, place);
      await expect(page.getByRole("main")).toContainText(shows);
      await expect.poll(() => cutFigures(page), `${place} at ${width} px`).toEqual([]);
    }
  }

  await test.step("the paper, as wide as A4 between its margins", async () => {
    await goToPlace(page, `invoice/${invoiceId}`);
    const paper = page.getByRole("article", { name: `Invoice ${number}` });
    await expect(paper).toBeVisible();
    await page.setViewportSize({ width: 672, height: 950 });
    await page.emulateMedia({ media: "print" });
    await expect.poll(() => cutFigures(page)).toEqual([]);
    // Not by making the description a column of single letters.
    const description = paper.getByRole("cell", { name: link, exact: true });
    expect((await description.boundingBox())?.width).toBeGreaterThan(100);
  });
});
