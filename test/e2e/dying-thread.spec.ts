import { fork } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { call, key } from "./call.ts";
import { expect, test } from "./desk.ts";

const program = fileURLToPath(new URL("../support/frail-process.ts", import.meta.url));

test("a part of the engine that dies is said in one line, and the desk goes on", async ({ page, hosting }) => {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-e2e-"));
  const bookPath = join(folder, "book.countinghouse");
  await hosting.prepare("company", bookPath);
  // Playwright's own arguments are none of its business.
  const host = fork(program, [bookPath], { execArgv: [] });
  const exited = once(host, "exit");
  try {
    const [address] = (await once(host, "message")) as [string];
    await page.goto(address);
    await page.getByRole("link", { name: "Globex Corporation" }).first().click();
    host.send("die");
    const line = page.getByRole("alert").filter({ hasText: "failed and was started again" });
    await expect(line).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("heading", { level: 1, name: "Globex Corporation" })).toBeVisible();

    // The same screen goes on to write.
    const adjustment = { accountId: "org_globex", action: "increase", amountMinor: 12_34, currency: "USD" } as const;
    await call(page, "credits.adjust", { ...adjustment, reasonCode: "courtesy", ...key() });
    await expect(page.getByRole("main")).toContainText("12.34");
  } finally {
    host.disconnect();
    await exited;
    rmSync(folder, { recursive: true, force: true });
  }
});
