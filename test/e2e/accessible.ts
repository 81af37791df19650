import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type axeCore from "axe-core";
import type { RunOptions } from "axe-core";
import { expect } from "./desk.ts";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/**
 * Expect no violation of WCAG 2.2 AA on what the page shows, as far as axe can see.
 *
 * @param within where to look, of a page that says the same things a hundred times; left out: everywhere.
 */
export async function expectAccessible(page: Page, within: readonly string[] = []): Promise<void> {
  await expectNoViolation(page, within, {
    type: "tag",
    values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
  });
}

/** The same in both themes, which the page follows as the system's changes; only what depends on colours differs between them. */
export async function expectAccessibleInBothThemes(page: Page, within: readonly string[] = []): Promise<void> {
  await showIn(page, "light");
  await expectAccessible(page, within);
  await showIn(page, "dark");
  await expectNoViolation(page, within, { type: "rule", values: ["color-contrast", "link-in-text-block"] });
}

/** The system's theme changes, and the page has followed it: at once, unless it is one of the desk's, which says so. */
async function showIn(page: Page, colorScheme: "light" | "dark"): Promise<void> {
  await page.emulateMedia({ colorScheme });
  const followed = page.locator(
    `html:is(:not([data-mantine-color-scheme]), [data-mantine-color-scheme=${colorScheme}])`,
  );
  await expect(followed).toHaveCount(1);
}

async function expectNoViolation(
  page: Page,
  within: readonly string[],
  runOnly: NonNullable<RunOptions["runOnly"]>,
): Promise<void> {
  // Fading in is over; axe measures colours as they stand.
  await page.waitForFunction(() => document.getAnimations().every((animation) => animation.playState !== "running"));
  // Once for each document: reading its half a megabyte takes longer than a look.
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axeSource);
  const violations = await page.evaluate(
    async ([selectors, options]) => {
      const { axe } = globalThis as unknown as { readonly axe: typeof axeCore };
      const result = await axe.run(
        selectors.length === 0 ? document : { include: selectors.map((each) => [each]) },
        options,
      );
      return result.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    },
    [within, { runOnly, resultTypes: ["violations"] } satisfies RunOptions] as const,
  );
  expect(violations).toEqual([]);
}
