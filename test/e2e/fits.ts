import type { Page } from "@playwright/test";
import { expect } from "./desk.ts";

const narrow = { width: 1024, height: 700 };
/** As large as a window of 1440 × 900 at 200 % zoom. */
const zoomed = { width: 720, height: 450 };

/** Nothing of a screen sticks out to its side, at 1024 × 700 and at 200 % zoom, and the bar at the bottom is one line. */
export async function expectFits(page: Page): Promise<void> {
  await page.setViewportSize(narrow);
  await expectNothingSticksOut(page, "nothing sticks out to the side");
  const bar = page.getByRole("contentinfo");
  await expect
    .poll(async () => (await bar.boundingBox())?.height, "the bar at the bottom is one line")
    .toBeLessThan(40);
  await page.setViewportSize(zoomed);
  await expectNothingSticksOut(page, "nothing sticks out to the side at 200 %");
  await page.setViewportSize(narrow);
}

/** The page hears of its window's new size a moment after the window has it: the navigation folds, and panels leave, only then. */
async function expectNothingSticksOut(page: Page, message: string): Promise<void> {
  await expect.poll(() => sticksOut(page), message).toEqual([]);
}

/** Headings, buttons, figures and words beyond the side of the window that do not scroll into it in a box of their own. */
function sticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>("main :is(h1, h2, button, p, time, td, th), nav [class*=Badge-root]")]
      .filter((element) => element.checkVisibility() && element.closest("[role=grid], .visually-hidden") === null)
      .filter((element) => {
        const box = element.closest("[class*=scrollContainer], [data-scroll-box]") ?? element;
        const { left, right } = box.getBoundingClientRect();
        return left < 0 || right > window.innerWidth + 1;
      })
      .map(({ textContent }) => textContent),
  );
}
