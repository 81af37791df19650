import type { Page } from "@playwright/test";

/** Take a filter from a list's bar; one that is not set at once opens its field. */
export async function addFilter(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Filter", exact: true }).click();
  await page.getByRole("menuitem", { name, exact: true }).click();
}

/** Open the field of a filter that is in use. */
export async function changeFilter(page: Page, chip: string): Promise<void> {
  await page.getByRole("button", { name: `Filter ${chip}: change it`, exact: true }).click();
}
