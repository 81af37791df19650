import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import type { JobView } from "../../../src/shared/contract/jobs.ts";
import { apply, check, problemsOf, upload, workbook } from "../../support/batches.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { createCustomer, creditOf } from "../../support/company.ts";
import { inDatabase } from "../../support/database.ts";
import { addOperators, signedInDesk } from "../../support/operators.ts";
import { canMount, fill, smallDisk } from "../../support/small-disk.ts";

const reason = { reasonCode: "billing_error" } as const;

/** So many rows that they are applied in more than one transaction, also on a fast machine. */
const manyRows = 1500;

async function checkMany(book: TestBook, accountId: string, rows = manyRows) {
  const content = `account,amount\n${`${accountId},1.00\n`.repeat(rows)}`;
  return check(book, { content, choices: reason });
}

/** Answers with the next job of applying a batch that is over. */
function nextEnd(book: TestBook): Promise<JobView> {
  return new Promise((resolve) => {
    onTestFinished(
      book.engine.subscribe((event) => {
        if (event.type !== "job" || event.job.method !== "batches.apply") return;
        if (event.job.state !== "running") resolve(event.job);
      }),
    );
  });
}

describe("a batch", () => {
  test("with a line of a hundred megabytes has one row that is too long, and reads those around it", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const content = `account,amount\n${accountId},1.00\n${"x".repeat(100_000_000)},2.00\n${accountId},3.00\n`;
    const batch = await check(book, { content, choices: { reasonCode: "courtesy" } });
    expect(batch).toMatchObject({ rowCount: 3, readyCount: 2, badCount: 1 });
    expect(await problemsOf(book, batch.id)).toEqual(["3 row: The row is longer than a row can be."]);
    await apply(book, batch.id, "ready");
    expect(await creditOf(book, accountId)).toBe(4_00);
  });

  test.skipIf(!canMount)(
    "that fills the disk stops there, keeps what was applied, and goes on once there is room",
    async () => {
      const disk = smallDisk(16_384);
      const book = await createTestBook({ path: join(disk, "book.countinghouse") });
      const accountId = await createCustomer(book);
      const batch = await checkMany(book, accountId);
      fill(disk, 0);
      const end = nextEnd(book);
      const begun = await book.ask("batches.apply", { batchId: batch.id, rows: "all" }).catch(String);
      // Where not even the beginning found room, nothing has begun.
      if (typeof begun === "string") expect(begun).toContain("disk_full");
      else expect(await end).toMatchObject({ error: { code: "disk_full" } });
      const { appliedCount } = await book.ask("batches.get", { batchId: batch.id });
      expect(appliedCount).toBeLessThan(manyRows);
      expect((await creditOf(book, accountId)) ?? 0).toBe(appliedCount * 100);
      writeFileSync(join(disk, "ballast"), "");
      expect(await apply(book, batch.id)).toMatchObject({ state: "applied", appliedCount: manyRows });
      expect(await creditOf(book, accountId)).toBe(manyRows * 100);
      expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
    },
  );

  test.skipIf(!canMount)("whose file finds room for a part of it only is never read as that part", async () => {
    const disk = smallDisk(16_384);
    const book = await createTestBook({ path: join(disk, "book.countinghouse") });
    const accountId = await createCustomer(book);
    const lines = Array.from({ length: manyRows }, () => `${accountId},1.00`);
    const content = Buffer.from(["account,amount", ...lines, ""].join("\n"));
    const piece = { uploadId: "march-2026", fromByte: 0, base64: content.toString("base64") };
    fill(disk, 24);
    expect((await book.refusal("imports.upload", piece)).code).toBe("disk_full");
    writeFileSync(join(disk, "ballast"), "");
    expect(await book.ask("imports.upload", piece)).toEqual({ bytes: content.length });
    const choices = { columns: { account: 0, amount: 1 }, ...reason };
    const { result } = await book.runJob("batches.check", { uploadId: "march-2026", name: "march.csv", choices });
    expect(result).toMatchObject({ rowCount: manyRows, readyCount: manyRows });
  });

  test.skipIf(!canMount)(
    "whose workbook finds room for a part of its rows only is never read as that part",
    async () => {
      // Many times what the book itself may free or take meanwhile, by bringing its log into its file.
      const rowCount = 20_000;
      // In the end there is room for the book and for all that its log may come to, however few rows a commit has on a busy machine.
      const disk = smallDisk(65_536);
      const book = await createTestBook({ path: join(disk, "book.countinghouse") });
      const accountId = await createCustomer(book);
      const rows = Array.from({ length: rowCount }, () => [accountId, 1]);
      const uploadId = await upload(book, await workbook([["account", "amount"], ...rows]));
      const choices = { columns: { account: 0, amount: 1 }, ...reason };
      const asked = { uploadId, name: "march.xlsx", choices } as const;
      // Each leaves it in another place: before the first rows, within them, at the last.
      for (const kibibytes of [0, 12, 500, 1_000]) {
        writeFileSync(join(disk, "ballast"), "");
        fill(disk, kibibytes);
        await expect(book.runJob("batches.inspect", { uploadId })).rejects.toThrow("disk_full");
      }
      writeFileSync(join(disk, "ballast"), "");
      expect((await book.runJob("batches.check", asked)).result).toMatchObject({ rowCount });
    },
  );

  test("that two desks apply and then undo at once is applied and undone once", async () => {
    const rows = 200;
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: batchId } = await checkMany(book, accountId, rows);
    await Promise.all([apply(book, batchId), apply(book, batchId)]);
    expect(await book.ask("batches.get", { batchId })).toMatchObject({ state: "applied", appliedCount: rows });
    expect(await creditOf(book, accountId)).toBe(rows * 100);
    await Promise.all([book.runJob("batches.undo", { batchId }), book.runJob("batches.undo", { batchId })]);
    expect(await book.ask("batches.get", { batchId })).toMatchObject({ state: "undone", undoneCount: rows });
    expect(await creditOf(book, accountId)).toBe(0);
    expect((await book.ask("book.info", {})).entryCount).toBe(2 * rows);
    expect((await book.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("whose month is closed meanwhile is undone in the open one, and not at all while the clock stands behind it", async () => {
    const book = await createTestBook({ today: "2026-01-10" });
    const accountId = await createCustomer(book);
    const content = `account,amount\n${accountId},10.00\n${accountId},-4.00\n`;
    const { id: batchId } = await check(book, { content, choices: reason });
    await apply(book, batchId);
    await book.setToday("2026-02-10");
    await book.ask("periods.close", { month: "2026-01" });
    await inDatabase(book, (database) => {
      database.prepare("UPDATE book SET test_clock_at_ms = ?").run(Date.parse("2026-01-20T12:00:00Z"));
    });
    const behind = await openTestBook(book.path);
    expect((await behind.runJob("batches.undo", { batchId })).result).toMatchObject({ undoneCount: 0, stuckCount: 2 });
    expect(await problemsOf(behind, batchId)).toEqual([
      expect.stringMatching(/^2 row: Removing USD.10\.00 is more than the USD.6\.00 that is available\.$/u) as string,
      "3 row: 2026-01-20 lies in 2026-01, which is closed; 2026-02-01 is the first open day.",
    ]);
    await behind.setToday("2026-02-11");
    expect((await behind.runJob("batches.undo", { batchId })).result).toMatchObject({
      state: "undone",
      undoneCount: 2,
    });
    const { rows } = await behind.ask("ledger.list", { limit: 2 });
    expect(rows.map(({ effectiveOn, amountMinor }) => [effectiveOn, amountMinor])).toEqual([
      ["2026-02-11", -10_00],
      ["2026-02-11", 4_00],
    ]);
    expect((await behind.runJob("ledger.verify", {})).result.ok).toBe(true);
  });

  test("goes on to its end when the role of who began it is lowered in the middle, and no further act of theirs does", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: batchId } = await checkMany(book, accountId);
    const { admin, ids } = await addOperators(book, { ann: "clerk" });
    const clerk = await signedInDesk(book, "ann");
    const lowered = Promise.withResolvers<unknown>();
    let isLowering = false;
    onTestFinished(
      book.engine.subscribe((event) => {
        if (isLowering || event.type !== "changed" || !event.topics.includes("batches")) return;
        isLowering = true;
        lowered.resolve(admin.ask("operators.update", { operatorId: ids["ann"] ?? "", role: "viewer" }));
      }),
    );
    const end = nextEnd(book);
    await clerk.ask("batches.apply", { batchId, rows: "all", idempotencyKey: "apply" });
    await lowered.promise;
    expect(await end).toMatchObject({ state: "done" });
    expect(await clerk.code("batches.undo", { batchId, idempotencyKey: "undo" })).toBe("not_allowed");
    const { rows } = await admin.ask("ledger.list", { limit: 1 });
    expect(rows[0]).toMatchObject({ operator: "ANN", sourceId: batchId });
    expect(await admin.ask("batches.get", { batchId })).toMatchObject({ state: "applied", appliedCount: manyRows });
  });
});
