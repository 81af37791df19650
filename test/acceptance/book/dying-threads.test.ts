import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { expect, onTestFinished, test, vi } from "vitest";
import type { EngineEvent } from "../../../src/shared/contract/events.ts";
import type { JobView } from "../../../src/shared/contract/jobs.ts";
import { startEngine } from "../../../src/main/engine/start.ts";
import { claimBook } from "../../../src/main/storage/book/book-file.ts";
import { createDoor, createTestBook, openTestBook, temporaryFolder, type TestBook } from "../../support/book.ts";
import { frailMemoryLimitMb, longJob, tooLarge } from "../../support/frail.ts";
import { adjust, createCustomer, creditOf } from "../../support/company.ts";

interface FrailBook extends TestBook {
  readonly events: EngineEvent[];
  /** Resolves with the next event that fits. */
  until(fits: (event: EngineEvent) => boolean): Promise<EngineEvent>;
  /** Give the writer a job, then ask it for more than it has room for; the job as it ended. */
  killWriter(): Promise<JobView>;
}

/** A book whose threads have little room, with an account in it. */
async function createFrailBook(): Promise<{ book: FrailBook; accountId: string }> {
  const path = join(temporaryFolder(), "book.countinghouse");
  const made = await createTestBook({ path });
  const accountId = await createCustomer(made);
  await made.close();
  const engine = await startEngine({ bookPath: path, threadMemoryLimitMb: frailMemoryLimitMb });
  onTestFinished(() => engine.close());
  const door = createDoor(path, engine);
  const events: EngineEvent[] = [];
  const waiting = new Set<(event: EngineEvent) => void>();
  engine.subscribe((event) => {
    events.push(event);
    for (const tell of waiting) tell(event);
  });
  const until = (fits: (event: EngineEvent) => boolean): Promise<EngineEvent> =>
    new Promise((resolve) => {
      const tell = (event: EngineEvent): void => {
        if (!fits(event)) return;
        waiting.delete(tell);
        resolve(event);
      };
      waiting.add(tell);
    });
  const book: FrailBook = {
    ...door,
    events,
    until,
    async killWriter() {
      const over = until((event) => event.type === "job" && event.job.state !== "running");
      await door.ask("accounts.import", longJob);
      await door.refusal("accounts.import", tooLarge);
      return ((await over) as Extract<EngineEvent, { type: "job" }>).job;
    },
  };
  return { book, accountId };
}

test("a writer that runs out of memory is started again: its job fails with the reason, and work goes on", async () => {
  const { book, accountId } = await createFrailBook();
  await adjust(book, accountId, 1_00);
  const job = await book.killWriter();
  expect(job).toMatchObject({ method: "accounts.import", state: "failed", error: { code: "engine_restarted" } });
  expect(job.error?.message).toContain("memory");
  expect(await book.ask("jobs.get", { jobId: job.id })).toMatchObject({ state: "failed" });
  await adjust(book, accountId, 2_00);
  expect(await creditOf(book, accountId)).toBe(3_00);
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 2 });
  const told = book.events.filter((event) => event.type === "restarted");
  expect(told).toEqual([{ type: "restarted", part: "writer" }]);
});

test("a writer that dies while the book is opened for the first time is started again, and the book is opened by the next", async () => {
  const path = join(temporaryFolder(), "book.countinghouse");
  await (await createTestBook({ path })).close();
  const told = vi.spyOn(console, "error");
  const dying = new Worker("process.exit()", { eval: true });
  const engine = await startEngine({ bookPath: path, spareThreads: [dying] });
  onTestFinished(() => engine.close());
  const book = createDoor(path, engine);
  expect(await book.ask("book.info", {})).toMatchObject({ name: "Acme Billing" });
  await adjust(book, await createCustomer(book), 1_00);
  expect(() => claimBook(path)).toThrow(expect.objectContaining({ code: "book_locked" }) as Error);
  expect(told).not.toHaveBeenCalled();
});

test("calls under way when a thread dies are refused, and under their keys they are done once", async () => {
  const { book, accountId } = await createFrailBook();
  const dying = book.refusal("accounts.import", tooLarge);
  const keys: string[] = [];
  const refused: string[] = [];
  const give = (idempotencyKey: string) =>
    book.engine.dispatch(
      "credits.adjust",
      { accountId, action: "increase", amountMinor: 1, currency: "USD", reasonCode: "courtesy", idempotencyKey },
      { origin: "desk", operator: "Tess Tester" },
    );
  while (!book.events.some((event) => event.type === "restarted")) {
    const idempotencyKey = `key-${keys.length}`;
    keys.push(idempotencyKey);
    const result = await give(idempotencyKey);
    if (!result.ok) refused.push(result.error.code);
  }
  expect((await dying).code).toBe("engine_restarted");
  expect(refused.every((code) => code === "engine_restarted")).toBe(true);
  for (const key of keys) expect(await give(key)).toMatchObject({ ok: true });
  expect(await creditOf(book, accountId)).toBe(keys.length);
});

test("while the writer is started again nobody else can open the book", async () => {
  const { book } = await createFrailBook();
  const dying = book.refusal("accounts.import", tooLarge);
  let attempts = 0;
  while (!book.events.some((event) => event.type === "restarted")) {
    expect(() => claimBook(book.path)).toThrow(expect.objectContaining({ code: "book_locked" }) as Error);
    attempts += 1;
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(attempts).toBeGreaterThan(10);
  expect((await dying).code).toBe("engine_restarted");
  const second = await openTestBook(book.path);
  expect((await second.refusal("book.info", {})).code).toBe("book_locked");
});

test("three deaths within a minute end the engine with a clear answer, and the book stays held", async () => {
  const { book } = await createFrailBook();
  for (let death = 1; death <= 3; death += 1) {
    const job = await book.killWriter();
    expect(job.error?.code).toBe(death < 3 ? "engine_restarted" : "engine_stopped");
  }
  for (const method of ["book.info", "accounts.list", "jobs.list"] as const) {
    const refusal = await book.refusal(method, {});
    expect(refusal.code).toBe("engine_stopped");
    expect(refusal.message).toContain("three times");
  }
  expect(() => claimBook(book.path)).toThrow(expect.objectContaining({ code: "book_locked" }) as Error);
  await book.close();
  const again = await openTestBook(book.path);
  expect((await again.runJob("ledger.verify", {})).result.ok).toBe(true);
});

test("an import is larger than the writer's memory: its rows are kept where there is room", async () => {
  const { book } = await createFrailBook();
  const users = Array.from({ length: 100_000 }, (_each, index) => `User ${index},u${index}@example.com`);
  const text = `name,email\n${users.join("\n")}\n`;
  expect(
    (await book.runJob("accounts.import", { files: [{ kind: "users", name: "users.csv", text }], mode: "check" }))
      .result,
  ).toMatchObject({ outcome: "checked", counts: { users: 100_000 } });
});
