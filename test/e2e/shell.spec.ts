import { existsSync } from "node:fs";
import { expect, type Page } from "@playwright/test";
import { expectAccessibleInBothThemes } from "./accessible.ts";
import { longJob } from "../support/frail.ts";
import { newestVersion, test } from "./shell.ts";

/** Calls a method by the page's own bridge. */
function callOfPage(page: Page, method: string, input: unknown): Promise<unknown> {
  return page.evaluate(
    ([name, given]) =>
      (
        globalThis as unknown as { countinghousePlatform: { call(method: string, input: unknown): Promise<unknown> } }
      ).countinghousePlatform.call(name, given),
    [method, input] as const,
  );
}

test("the main job through the desktop's own main process, preload and page, and the ways in and out", async ({
  shell,
}) => {
  const { page, bookPath, ask, ended } = shell;
  const look = async () =>
    (await ask({ kind: "look" })) as {
      isShown: boolean;
      questions: string[];
      options: { webPreferences: Record<string, unknown> };
      openedAddresses: string[];
    };

  await test.step("the window is isolated, and shown when it has painted", async () => {
    await expect(page.getByRole("heading", { level: 1, name: "Accounts" })).toBeVisible();
    const { options } = await look();
    expect(options.webPreferences).toMatchObject({ contextIsolation: true, sandbox: true, nodeIntegration: false });
    await expect.poll(async () => (await look()).isShown).toBe(true);
  });

  await test.step("the page has the bridge and nothing else, and its policy is at work", async () => {
    const seen = await page.evaluate(async () => ({
      ours: Object.keys((globalThis as unknown as { countinghousePlatform: object }).countinghousePlatform).toSorted(),
      others: ["require", "process", "module", "ipcRenderer", "toMain", "fromMain"].filter(
        (name) => name in globalThis,
      ),
      outside: await fetch("https://example.com/").then(
        () => "reached",
        () => "refused",
      ),
      script: await new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", ({ blockedURI, effectiveDirective }) => {
          if (blockedURI === "inline") resolve(effectiveDirective);
        });
        const script = document.createElement("script");
        script.textContent = "globalThis.injected = true";
        document.head.append(script);
      }),
    }));
    expect(seen).toEqual({
      ours: [
        "apiAddress",
        "call",
        "host",
        "onEvent",
        "onMenuCommand",
        "openExternal",
        "openSample",
        "openTeamLedger",
        "places",
        "print",
        "saveBookCopy",
        "saveExport",
        "saveFile",
        "saveTextFile",
        "tellLanguage",
      ],
      others: [],
      outside: "refused",
      script: "script-src-elem",
    });
  });

  await test.step("credit is added by mouse and keyboard, and the preview uses it", async () => {
    await page.getByRole("textbox", { name: "Search by name, e-mail, slug or ID" }).fill("globex");
    await page.getByRole("gridcell", { name: "Globex Corporation", exact: true }).dblclick();
    await expect(page.getByRole("heading", { level: 1, name: "Globex Corporation" })).toBeVisible();
    await page.keyboard.press("a");
    const dialog = page.getByRole("dialog", { name: /Adjust credit balance/u });
    await dialog.getByRole("textbox", { name: "Amount" }).fill("50.00");
    await dialog.getByRole("combobox", { name: "Reason" }).click();
    await page.getByRole("option", { name: "Courtesy" }).click();
    await page.keyboard.press("Enter");
    await expect(dialog).toBeHidden();
    await page.keyboard.press("p");
    await expect(page.getByRole("article", { name: "Invoice preview" })).toContainText(
      "Credit left on the account: $30.00",
    );
  });

  await test.step("the menu, a link and another start lead the page", async () => {
    await ask({ kind: "choose", menu: "Go", entry: "Ledger" });
    await expect(page.getByRole("heading", { level: 1, name: "Ledger" })).toBeVisible();
    await ask({ kind: "choose", menu: "Go", entry: "Differences with the upstream" });
    await expect(page.getByRole("alert")).toContainText("Link the book to an upstream first");
    await ask({ kind: "happens", to: "app", event: "open-url", what: ["countinghouse://account/org_globex"] });
    await expect(page.getByRole("heading", { level: 1, name: "Globex Corporation" })).toBeVisible();
    const start = { bookPath: null, place: "#/account/org_hooli" };
    await ask({ kind: "happens", to: "app", event: "second-instance", what: [[], "/", start] });
    await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
  });

  await test.step("a team's ledger is asked for by its address, and what is none is refused where it was typed", async () => {
    await ask({ kind: "choose", menu: "File", entry: "Open a team's ledger" });
    const dialog = page.getByRole("dialog", { name: "Open a team's ledger" });
    await expect(dialog.getByRole("textbox", { name: "Address" })).toBeFocused();
    await page.keyboard.type("ann:secret@ledger.example.com");
    await page.keyboard.press("Enter");
    await expect(dialog).toContainText("A team's host is named by https:// and its name alone.");
    await expectAccessibleInBothThemes(page);
    await page.keyboard.press("Escape");
    await expect(dialog).toBeHidden();
  });

  await test.step("a newer version that the feed names is offered", async () => {
    await ask({ kind: "choose", menu: "Help", entry: "Check for updates…" });
    await expect
      .poll(async () => (await look()).questions)
      .toEqual([`Countinghouse ${newestVersion.version} is there; this is 1.2.3.`]);
  });

  await test.step("the engine's threads die: that is said in one line, and the same screen goes on to write", async () => {
    await ask({ kind: "endThreads" });
    await expect(page.getByRole("alert").filter({ hasText: "failed and was started again" }).first()).toBeVisible();
    await page.keyboard.press("g");
    await page.keyboard.press("l");
    await expect(page.getByRole("heading", { level: 1, name: "Ledger" })).toBeVisible();
    const adjustment = { accountId: "org_globex", action: "increase", amountMinor: 43_21, currency: "USD" } as const;
    const key = { reasonCode: "courtesy", idempotencyKey: "after-the-threads" };
    expect(await callOfPage(page, "credits.adjust", { ...adjustment, ...key })).toMatchObject({ ok: true });
    await expect(page.getByRole("main")).toContainText("43.21");
  });

  await test.step("another book, and closing while work is under way, are asked about", async () => {
    await ask({ kind: "answer", button: 1 });
    await ask({ kind: "happens", to: "app", event: "open-file", what: ["/books/other.countinghouse"] });
    await expect.poll(async () => (await look()).questions.at(-1)).toBe("Open another book?");
    await ask({ kind: "answer", button: 0 });
    const closing = ask({ kind: "happens", to: "window", event: "close", what: [], whenAtWork: true });
    const started = await callOfPage(page, "accounts.import", { ...longJob, idempotencyKey: "at-work" });
    expect(started).toMatchObject({ ok: true });
    await closing;
    expect((await look()).questions.at(-1)).toBe("An import is at work.");
  });

  await test.step("the machine is turned off: the book is closed, then the program ends", async () => {
    await expect.poll(() => existsSync(`${bookPath}.running`)).toBe(true);
    void ask({ kind: "happens", to: "power", event: "shutdown", what: [] });
    expect(await ended).toBe(0);
    expect(existsSync(`${bookPath}.running`)).toBe(false);
    expect(existsSync(`${bookPath}-wal`)).toBe(false);
  });
});

test.describe("where there is no book yet", () => {
  test.use({ hasBook: false });

  test("a team's ledger can be opened in its place, and what is typed of it makes no book", async ({ shell }) => {
    const { page, bookPath } = shell;
    await page.getByRole("textbox", { name: "Name of the company" }).fill("Acme");
    await page.getByRole("button", { name: "Open a team's ledger" }).click();
    const dialog = page.getByRole("dialog", { name: "Open a team's ledger" });
    await dialog.getByRole("textbox", { name: "Address" }).fill("no address");
    await page.keyboard.press("Enter");
    await expect(dialog).toContainText("A team's host is named by https:// and its name alone.");
    await page.keyboard.press("Escape");
    await expect(page.getByRole("heading", { level: 1, name: "Welcome to Countinghouse" })).toBeVisible();
    // What was asked of the engine before is done before this is answered.
    const made = await callOfPage(page, "backups.list", {});
    expect(made).toMatchObject({ ok: true });
    expect(existsSync(bookPath)).toBe(false);
  });
});
