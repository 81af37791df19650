import { renameSync } from "node:fs";
import type { Locator, Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { call } from "./call.ts";
import { expect, openDesk, test } from "./desk.ts";

test.use({ isProgram: true });

/** Open a form by keyboard and fill it, without saving. */
async function fillAdjustment(page: Page): Promise<Locator> {
  await page.getByRole("grid").getByRole("link", { name: "Hooli" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
  // What is asked for when the host is away waits, and moves for as long.
  await expect(page.getByRole("main")).toContainText("No credit was ever added or used in this currency.");
  await page.keyboard.press("a");
  const dialog = page.getByRole("dialog", { name: "Adjust credit balance" });
  await dialog.getByRole("textbox", { name: "Amount" }).fill("12.50");
  await dialog.getByRole("combobox", { name: "Reason" }).click();
  await page.getByRole("option", { name: "Courtesy" }).click();
  await dialog.getByRole("textbox", { name: "Note" }).fill("Typed before");
  return dialog;
}

for (const signal of ["SIGTERM", "SIGKILL"] as const) {
  test(`the host stops (${signal}) while a form is open: the form stays, and what was typed is saved once it is back`, async ({
    page,
    desk,
  }) => {
    await openDesk(page, desk);
    const dialog = await fillAdjustment(page);

    await desk.stop(signal);
    const banner = page.getByRole("alert").filter({ hasText: "does not answer" });
    await expect(banner).toBeVisible();
    await test.step("the form is in sight, takes the keys, and is saved as soon as that can be", async () => {
      const note = dialog.getByRole("textbox", { name: "Note" });
      await note.press("End");
      await page.keyboard.type(" and after");
      await expect(note).toHaveValue("Typed before and after");
      await expect(note).toBeInViewport();
      await expectAccessibleInBothThemes(page);
      await dialog.getByRole("button", { name: "Adjust balance" }).click();
      await expect(dialog.getByRole("button", { name: "Adjust balance" })).toHaveAttribute("data-loading");
      await expect(dialog.getByRole("textbox", { name: "Amount" })).toHaveValue("12.50");
    });

    await desk.startAgain();
    await expect(banner).toBeHidden();
    await expect(dialog).toBeHidden();
    await expect(page.getByRole("main")).toContainText("$12.50");

    await test.step("the page is whole again: it hears of what others do, and the credit was given once", async () => {
      const { rows } = await call(page, "ledger.list", { limit: 100 });
      expect(rows.map(({ amountMinor, note }) => [amountMinor, note])).toEqual([[12_50, "Typed before and after"]]);
      await call(page, "credits.adjust", {
        accountId: "org_hooli",
        action: "increase",
        amountMinor: 50,
        currency: "USD",
        reasonCode: "courtesy",
        idempotencyKey: "from-elsewhere",
      });
      await expect(page.getByRole("main")).toContainText("$13.00");
    });
  });
}

test("what happens before the page hears of anything, or its first answer is there, is shown all the same", async ({
  page,
  desk,
}) => {
  const given = page.getByRole("grid").getByRole("row", { name: /Hooli/u });
  const give = (idempotencyKey: string) =>
    call(page, "credits.adjust", {
      accountId: "org_hooli",
      action: "increase",
      amountMinor: 50,
      currency: "USD",
      reasonCode: "courtesy",
      idempotencyKey,
    });

  await test.step("its stream of events begins late", async () => {
    const begin = Promise.withResolvers<void>();
    await page.route("**/events*", async (route) => {
      await begin.promise;
      await route.continue();
    });
    await openDesk(page, desk);
    await page.getByRole("link", { name: "Ledger" }).click();
    await expect(page.getByRole("grid")).toBeVisible();
    await expect(given).toHaveCount(0);
    await give("before the stream");
    begin.resolve();
    await expect(given).toHaveCount(1);
    await page.unroute("**/events*");
  });

  await test.step("its stream of events is refused at first", async () => {
    await page.route("**/events*", (route) => route.abort());
    await page.reload();
    await expect(given).toHaveCount(1);
    await give("while it is refused");
    await page.unroute("**/events*");
    await expect(given).toHaveCount(2);
  });

  await test.step("an answer from before a change comes after the news of the change", async () => {
    const answered = Promise.withResolvers<void>();
    const arrive = Promise.withResolvers<void>();
    await page.route(
      "**/rpc/plans.list",
      async (route) => {
        const response = await route.fetch();
        answered.resolve();
        await arrive.promise;
        await route.fulfill({ response });
      },
      { times: 1 },
    );
    await page.getByRole("link", { name: "Billing" }).click();
    await page.getByRole("tab", { name: "Plans" }).click();
    await answered.promise;
    // Another stream of the page, begun after its own, hears of it no sooner.
    const news = page.evaluate(
      () =>
        new Promise<void>((resolve) => {
          const stream = new EventSource("/events");
          stream.addEventListener("open", () => document.body.setAttribute("data-listens", ""));
          stream.addEventListener("message", ({ data }) => {
            if (!String(data).includes("plans")) return;
            stream.close();
            resolve();
          });
        }),
    );
    await page.locator("body[data-listens]").waitFor();
    await call(page, "plans.create", {
      name: "Business",
      slug: "business",
      forKind: "organization",
      currency: "USD",
      monthlyMinor: 99_00,
      idempotencyKey: "from elsewhere",
    });
    await news;
    arrive.resolve();
    await expect(page.getByRole("row", { name: /Business/u })).toBeVisible();
  });
});

test("the book's file is moved away while a form is open: the banner says what to do, and the form is saved once it is back", async ({
  page,
  desk,
}) => {
  await openDesk(page, desk);
  const dialog = await fillAdjustment(page);
  const save = dialog.getByRole("button", { name: "Adjust balance" });
  renameSync(desk.bookPath, `${desk.bookPath}.moved`);
  await save.click();
  const banner = page.locator("[data-away-banner]");
  await expect(banner).toContainText("no longer at");
  await expect(banner).toContainText("Put the book's file back where it was and start the application again");
  await expect(dialog.getByRole("alert")).toContainText("no longer at");
  await expect(dialog.getByRole("textbox", { name: "Note" })).toHaveValue("Typed before");
  await expectAccessibleInBothThemes(page);

  await desk.stop();
  renameSync(`${desk.bookPath}.moved`, desk.bookPath);
  await desk.startAgain();
  await expect(banner).toBeHidden();
  await save.click();
  await expect(dialog).toBeHidden();
  const { rows } = await call(page, "ledger.list", { limit: 100 });
  expect(rows.map(({ amountMinor }) => amountMinor)).toEqual([12_50]);
});
