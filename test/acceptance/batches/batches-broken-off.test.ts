import { describe, expect, test } from "vitest";
import { check } from "../../support/batches.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { untilAtRest } from "../../support/jobs-at-rest.ts";
import { workAndKill } from "../../support/kill.ts";
import { creditOf, createCustomer } from "../../support/company.ts";

/** So many that they are applied in many slices, also on a fast machine. */
const rowCount = 3000;

async function createLargeBatch(book: TestBook): Promise<{ readonly accountId: string; readonly batchId: string }> {
  const accountId = await createCustomer(book);
  const content = `account,amount\n${`${accountId},1.00\n`.repeat(rowCount)}`;
  const batch = await check(book, { content, choices: { reasonCode: "courtesy" } });
  expect(batch).toMatchObject({ readyCount: rowCount, badCount: 0 });
  return { accountId, batchId: batch.id };
}

describe("a batch that is broken off", () => {
  test("by kills at any moment of applying and undoing is gone on with, and every row counts once", async () => {
    const book = await createTestBook();
    const { accountId, batchId } = await createLargeBatch(book);
    await book.close();
    await workAndKill(book.path, "batches.apply", batchId, 1 + Math.floor(Math.random() * 3));
    const applied = await openTestBook(book.path);
    await untilAtRest(applied, "batches.apply");
    expect(await applied.ask("batches.get", { batchId })).toMatchObject({ state: "applied", appliedCount: rowCount });
    expect(await creditOf(applied, accountId)).toBe(rowCount * 100);
    // It was the work of who began it.
    expect((await applied.ask("ledger.list", { limit: 1 })).rows[0]).toMatchObject({
      operator: "Tess Tester",
      sourceId: batchId,
    });
    await applied.close();

    await workAndKill(book.path, "batches.undo", batchId, 1 + Math.floor(Math.random() * 3));
    const undone = await openTestBook(book.path);
    await untilAtRest(undone, "batches.undo");
    expect(await undone.ask("batches.get", { batchId })).toMatchObject({ state: "undone", undoneCount: rowCount });
    expect(await creditOf(undone, accountId)).toBe(0);
    expect((await undone.ask("book.info", {})).entryCount).toBe(2 * rowCount);
    expect((await undone.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("by whoever started it keeps what was applied, and the rest is applied or undone later", async () => {
    const book = await createTestBook();
    const { accountId, batchId } = await createLargeBatch(book);
    const cancelled = new Promise<void>((resolve) => {
      book.engine.subscribe((event) => {
        if (event.type !== "job" || event.job.method !== "batches.apply") return;
        if (event.job.state !== "running") resolve();
      });
    });
    const { jobId } = await book.ask("batches.apply", { batchId, rows: "all" });
    await book.ask("jobs.cancel", { jobId });
    await cancelled;
    const stopped = await book.ask("batches.get", { batchId });
    expect(stopped.readyCount).toBeGreaterThan(0);
    expect(stopped.readyCount + stopped.appliedCount).toBe(rowCount);
    expect((await creditOf(book, accountId)) ?? 0).toBe(stopped.appliedCount * 100);
    await book.runJob("batches.apply", { batchId, rows: "all" });
    expect(await creditOf(book, accountId)).toBe(rowCount * 100);
  });
});
