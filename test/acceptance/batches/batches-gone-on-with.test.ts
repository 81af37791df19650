import { randomUUID } from "node:crypto";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { verifyClosedBook } from "../../../src/main/engine/handlers/ledger/verify-ledger.ts";
import { apply, check } from "../../support/batches.ts";
import { createTestBook, temporaryFolder } from "../../support/book.ts";
import { createCustomer } from "../../support/company.ts";
import { addOperators, signedInDoor } from "../../support/operators.ts";

/** What is found in a copy of a closed book that somebody has written to. */
function foundAfter(path: string, sql: string) {
  const copy = join(temporaryFolder(), "copy.countinghouse");
  copyFileSync(path, copy);
  const database = new Database(copy);
  database.pragma("foreign_keys = OFF");
  database.pragma("ignore_check_constraints = ON");
  database.exec(sql);
  database.close();
  const { ok, firstBroken, audit } = verifyClosedBook(copy);
  return { ok, firstBroken, inLog: audit.firstBroken };
}

test("in whose name a batch goes on that was broken off is held against the act that began it, or the request that let it through", async () => {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  const contentOf = (amount: string) => `account,amount\n${accountId},${amount}\n`;
  const own = await check(book, { content: contentOf("1.00"), choices: { reasonCode: "courtesy" } });
  await apply(book, own.id);
  const { admin, ids } = await addOperators(book, { kim: "clerk", ann: "approver" });
  await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: null });
  const [kim, ann] = [await signedInDoor(book, "kim"), await signedInDoor(book, "ann")];
  const asked = await check(kim, { content: contentOf("300.00"), choices: { reasonCode: "courtesy" } });
  const input = { batchId: asked.id, rows: "all", idempotencyKey: randomUUID() } as const;
  const { request } = await kim.ask("approvals.request", { act: { method: "batches.apply", input } });
  await ann.ask("approvals.approve", { requestId: request.id, fingerprint: request.fingerprint, comment: null });
  await expect
    .poll(async () => (await ann.ask("batches.get", { batchId: asked.id })).state, { timeout: 30_000 })
    .toBe("applied");
  const left = await check(kim, { content: contentOf("5.00"), choices: { reasonCode: "courtesy" } });
  const key = { keyId: "key_01jabcdefghjkmnpqrstvwxyz1", secretHash: "a".repeat(64), name: "Program" } as const;
  await admin.ask("apiKeys.create", { ...key, scopes: ["read"] });
  await book.close();

  const brokenOff = (state: string, batchId: string) =>
    `UPDATE adjustment_batch SET state = '${state}' WHERE id = '${batchId}';`;
  for (const state of ["applying", "undoing"]) {
    for (const { id } of [own, asked]) {
      expect(foundAfter(book.path, brokenOff(state, id))).toEqual({ ok: true, firstBroken: null, inLog: null });
    }
  }
  const byOther = "by another approval than it tells";
  const inOther = "in another name than it tells";
  const cases = [
    [own.id, `operator_id = '${ids["ann"]}'`, inOther],
    [own.id, "operator_id = NULL", inOther],
    [own.id, `approval_id = '${request.id}'`, byOther],
    [asked.id, `operator_id = '${ids["ann"]}'`, inOther],
    [asked.id, "approval_id = 'req_nobody'", byOther],
    [asked.id, "approval_id = NULL", byOther],
    // Nobody has begun it, and it would be applied with the next start.
    [left.id, "operator_id = operator_id", "does not tell in whose name"],
  ] as const;
  for (const [id, change, problem] of cases) {
    const found = foundAfter(
      book.path,
      `${brokenOff("applying", id)} UPDATE adjustment_batch SET ${change} WHERE id = '${id}'`,
    );
    expect({ change, ...found }).toEqual({
      change,
      ok: false,
      firstBroken: null,
      inLog: { sequence: expect.any(Number), problem: expect.stringContaining(problem) },
    });
  }

  await expectContentsFound(book.path);
});

/** What an act tells is read by whoever compares something with it; one that was made to tell nothing ends none of them. */
async function expectContentsFound(path: string): Promise<void> {
  for (const act of ["batches.apply", "approvals.request", "approvals.approve", "apiKeys.create"]) {
    for (const content of ["null", "7", "not JSON"]) {
      const found = foundAfter(
        path,
        `DROP TRIGGER audit_entry_is_never_updated; UPDATE audit_entry SET after = '${content}' WHERE act = '${act}'`,
      );
      const inLog = { sequence: expect.any(Number), problem: "the hash does not match the content" };
      expect({ act, content, ...found }).toEqual({ act, content, ok: false, firstBroken: null, inLog });
    }
  }
}
