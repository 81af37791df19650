import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createTestBook, openTestBook, type TestBook } from "../support/book.ts";
import { createCustomer, creditOf } from "../support/company.ts";
import { billAndKill } from "../support/kill.ts";
import { findServerPrograms, startTestServer, type TestServer } from "../support/postgres.ts";

const programs = findServerPrograms();
const tester = { origin: "desk", operator: "Tess Tester" } as const;

describe.skipIf(programs === null)("the hosts of a book on a server (BEHAVIOUR 13)", () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await startTestServer(programs ?? "");
  }, 120_000);
  afterAll(() => server.stop());

  /** Wait until a host has the book. */
  const untilOpen = (book: TestBook) =>
    expect.poll(async () => (await book.engine.call("book.info", {}, tester)).ok).toBe(true);

  test("one that is killed while it bills leaves the book to the next, which goes on with the run, and nothing is billed twice", async () => {
    const book = await createTestBook({ path: server.newPlace(), today: "2026-01-10" });
    const customers = 12;
    for (let index = 0; index < customers; index += 1)
      await createCustomer(book, { feeMinor: 30_00, startOn: "2026-01-15" });
    await book.setToday("2026-09-20");
    await book.close();
    await billAndKill(book.path, "2026-09-20");
    const next = await openTestBook(book.path);
    await untilOpen(next);
    const [run] = (await next.ask("billing.runs", {})).runs;
    expect(run).toMatchObject({ state: "interrupted" });
    // Somebody else has it open meanwhile, and is told so.
    expect((await (await openTestBook(book.path)).refusal("book.info", {})).code).toBe("book_locked");
    const { result } = await next.runJob("billing.resume", { runId: run?.id ?? "" });
    expect(result).toMatchObject({ state: "complete", problemCount: 0 });
    expect((await next.ask("invoices.list", { limit: 1 })).total.count).toBe(customers * 9);
    expect((await next.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("whose server crashes answers again once it is back: what was answered is there, and what is sent again is there once", async () => {
    const book = await createTestBook({ path: server.newPlace() });
    const accountId = await createCustomer(book);
    const [callers, each] = [4, 6];
    let answered = 0;
    const post = async (caller: number) => {
      for (let index = 0; index < each; index += 1) {
        const input = {
          accountId,
          action: "increase",
          amountMinor: 1_00,
          currency: "USD",
          reasonCode: "courtesy",
        } as const;
        const send = () =>
          book.engine.call("credits.adjust", { ...input, idempotencyKey: `${caller} ${index}` }, tester);
        await expect.poll(async () => (await send()).ok, { timeout: 60_000 }).toBe(true);
        answered += 1;
        if (answered === callers * 2) server.crash();
      }
    };
    await Promise.all(Array.from({ length: callers }, (_, caller) => post(caller)));
    expect(await creditOf(book, accountId)).toBe(callers * each * 1_00);
    expect((await book.ask("ledger.list", { accountId, limit: 1 })).total.count).toBe(callers * each);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });
});
