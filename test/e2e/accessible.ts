import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./desk.ts";

/**
 * Expect no violation of WCAG 2.2 AA on what the page shows, as far as axe can see.
 *
 * @param within where to look, of a page that says the same things a hundred times; left out: everywhere.
 */
export async function expectAccessible(page: Page, within: readonly string[] = []): Promise<void> {
  // Fading in is over; axe measures colours as they stand.
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"));
  const axe = new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]);
  for (const selector of within) axe.include(selector);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}

/** The same in both themes, which the page follows as the system's changes. */
export async function expectAccessibleInBothThemes(page: Page, within: readonly string[] = []): Promise<void> {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await expectAccessible(page, within);
  }
}
