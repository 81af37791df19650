import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { rehearseDesktop } from "../support/rehearsed-desktop.ts";
import { call } from "./call.ts";
import { expect, test } from "./desk.ts";
import { endTeam, makeTeamBook, serveTeam, signIn } from "./team-host.ts";

// The authority of the test's certificate is known to no browser; what the desktop makes of one is in `desktop-team.test.ts`.
test.use({ ignoreHTTPSErrors: true, startsOn: "nothing" });

test("the desktop shows a team's ledger as its host does, and is still signed in at its next start", async ({
  page,
  hosting,
}) => {
  const { folder, bookPath } = await makeTeamBook(hosting);
  const profile = mkdtempSync(join(tmpdir(), "countinghouse-profile-"));
  const { address, server } = await serveTeam(bookPath);
  const start = () => rehearseDesktop(page, { bookPath: address, folder: profile });
  let desktop = await start();
  try {
    const status = page.getByRole("contentinfo", { name: "Status of the book" });

    await test.step("the page is the host's, asks who is there, and has nothing of the program", async () => {
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeVisible();
      expect(new URL(page.url()).origin).toBe(address);
      const ofProgram = ["countinghousePlatform", "require", "process", "ipcRenderer", "toMain"];
      expect(await page.evaluate((names) => names.filter((name) => name in globalThis), ofProgram)).toEqual([]);
      await signIn(page, "ann");
      await expect(status).toContainText("ANN");
    });

    await test.step("credit is added as the person who signed in", async () => {
      await page.goto(`${address}/#/account/org_hooli/overview`);
      await expect(page.getByRole("heading", { level: 1, name: "Hooli" })).toBeVisible();
      await page.keyboard.press("a");
      const adjust = page.getByRole("dialog", { name: "Adjust credit balance" });
      await adjust.getByRole("textbox", { name: "Amount" }).fill("12.50");
      await adjust.getByRole("combobox", { name: "Reason" }).click();
      await page.getByRole("option", { name: "Courtesy" }).click();
      await adjust.getByRole("button", { name: "Adjust balance" }).click();
      await expect(adjust).toBeHidden();
      await expect(page.getByRole("main")).toContainText("$12.50");
      const { rows } = await call(page, "ledger.list", { limit: 100 });
      expect(rows.map(({ amountMinor, operator }) => [amountMinor, operator])).toEqual([[12_50, "ANN"]]);
    });

    await test.step("it ends in good order, and the next start goes on with the session", async () => {
      await page.goto("about:blank");
      await desktop.end();
      expect(await desktop.ended).toBe(0);
      desktop = await start();
      await expect(status).toContainText("ANN");
      await expect(page.getByRole("heading", { name: "Sign in" })).toBeHidden();
    });
  } finally {
    await desktop.end();
    rmSync(profile, { recursive: true, force: true });
    await endTeam(server, folder);
  }
});
