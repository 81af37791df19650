import { once } from "node:events";
import { fork } from "node:child_process";
import { expect, test } from "vitest";
import { startTestApi } from "../support/api.ts";
import { createCustomer, creditOf } from "../support/company.ts";

test("a second process adjusts and reads at once: nothing is lost, nothing twice, and the desk hears of it", async () => {
  const api = await startTestApi();
  const accountIds = [];
  for (let each = 0; each < 10; each += 1) accountIds.push(await createCustomer(api.book));
  const told = new Set<string>();
  api.book.engine.subscribe((event) => {
    if (event.type === "changed" && event.topics.includes("ledger"))
      for (const id of event.accountIds ?? []) told.add(id);
  });
  const adjustmentsEach = 40;
  const child = fork(new URL("../support/api-load-process.ts", import.meta.url), {
    env: { ...process.env, LOAD: JSON.stringify({ address: api.origin, key: api.key, accountIds, adjustmentsEach }) },
  });
  const messages: unknown[] = [];
  child.on("message", (message) => messages.push(message));
  const [exitCode] = (await once(child, "exit")) as [number | null];
  expect(exitCode).toBe(0);
  // Each key was sent twice, as a program does that heard no answer: 200 both times, and the same entry.
  const calls = accountIds.length * adjustmentsEach;
  expect(messages).toMatchObject(["begun", { statuses: { 200: calls * 4 }, entries: calls }]);
  for (const accountId of accountIds) expect(await creditOf(api.book, accountId)).toBe(adjustmentsEach);
  expect(told).toEqual(new Set(accountIds));
  const verified = await api.book.runJob("ledger.verify", {});
  expect(verified.result).toMatchObject({ ok: true, checkedEntries: calls });
});
