import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "@playwright/test";
import { expect } from "./desk.ts";

/**
 * Expect no violation of WCAG 2.2 AA on what the page shows, as far as axe can see.
 *
 * @param within where to look, of a page that says the same things a hundred times; left out: everywhere.
 */
export async function expectAccessible(page: Page, within: readonly string[] = []): Promise<void> {
  await expectNoViolation(page, within, (axe) =>
    axe.withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]),
  );
}

/** The same in both themes, which the page follows as the system's changes; only what depends on colours differs between them. */
export async function expectAccessibleInBothThemes(page: Page, within: readonly string[] = []): Promise<void> {
  await page.emulateMedia({ colorScheme: "light" });
  await expectAccessible(page, within);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoViolation(page, within, (axe) => axe.withRules(["color-contrast", "link-in-text-block"]));
}

async function expectNoViolation(
  page: Page,
  within: readonly string[],
  choose: (axe: AxeBuilder) => AxeBuilder,
): Promise<void> {
  // Fading in is over; axe measures colours as they stand.
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"));
  // The page has no frames of other origins; only for those does axe need a page of its own, which costs more than the look itself.
  const axe = choose(new AxeBuilder({ page }).setLegacyMode());
  for (const selector of within) axe.include(selector);
  const { violations } = await axe.analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map((node) => node.html)])).toEqual([]);
}
