import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "@playwright/test";
import { startEngine } from "../../src/main/engine/start.ts";
import { deskCaller } from "../../src/main/hosts/callers.ts";
import { startLoopbackHost } from "../../src/main/server/loopback-host.ts";
import { frailMemoryLimitMb, tooLarge } from "../support/frail.ts";
import { buildBook } from "./book.ts";

test("a part of the engine that dies is said in one line, and the desk goes on", async ({ page }) => {
  const folder = mkdtempSync(join(tmpdir(), "countinghouse-e2e-"));
  const bookPath = join(folder, "book.countinghouse");
  await buildBook(bookPath);
  const engine = await startEngine({ bookPath, threadMemoryLimitMb: frailMemoryLimitMb });
  const rendererDirectory = fileURLToPath(new URL("../../out/renderer", import.meta.url));
  const host = await startLoopbackHost({ engine, bookPath, rendererDirectory });
  try {
    await page.goto(host.address);
    await page.getByRole("link", { name: "Globex Corporation" }).first().click();
    await engine.call("accounts.import", { ...tooLarge, idempotencyKey: randomUUID() }, deskCaller());
    const line = page.getByRole("alert").filter({ hasText: "failed and was started again" });
    await expect(line).toBeVisible({ timeout: 30_000 });
    await expect(page.getByRole("heading", { level: 1, name: "Globex Corporation" })).toBeVisible();

    // The same screen goes on to write.
    const adjustment = { accountId: "org_globex", action: "increase", amountMinor: 12_34, currency: "USD" } as const;
    const key = { reasonCode: "courtesy", idempotencyKey: randomUUID() };
    expect(await engine.call("credits.adjust", { ...adjustment, ...key }, deskCaller())).toMatchObject({ ok: true });
    await expect(page.getByRole("main")).toContainText("12.34");
  } finally {
    await host.close();
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
