import { readFileSync } from "node:fs";
import Database from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import type { EngineEvent } from "../../../src/shared/contract/events.ts";
import type { MethodInput, MethodName } from "../../../src/shared/contract/index.ts";
import type { LedgerEntry } from "../../../src/shared/contract/ledger.ts";
import type { Result } from "../../../src/shared/errors.ts";
import { createTestBook, isOnServer, openTestBook, type TestBook } from "../../support/book.ts";
import { createCustomer, creditOf } from "../../support/company.ts";
import { inDatabase } from "../../support/database.ts";

/*
 * Commands that come in while the disk is waited for share the next commit (BEHAVIOUR 3.2): for whoever asks, each is as it would be alone.
 */

const tester = { origin: "desk", operator: "Tess Tester" } as const;

interface Asked<Name extends MethodName> {
  readonly name: Name;
  readonly input: MethodInput<Name>;
}

/** Ask for all of them before any is answered. */
async function askAtOnce(book: TestBook, calls: readonly Asked<MethodName>[]): Promise<Result<unknown>[]> {
  return Promise.all(calls.map(({ name, input }) => book.engine.dispatch(name, input, tester)));
}

function adjustment(accountId: string, idempotencyKey: string, amountMinor = 1_00): Asked<"credits.adjust"> {
  const action = amountMinor > 0 ? "increase" : "decrease";
  const amount = { amountMinor: Math.abs(amountMinor), currency: "USD", reasonCode: "billing_error" };
  return { name: "credits.adjust", input: { accountId, action, ...amount, idempotencyKey } };
}

const codesOf = (results: readonly Result<unknown>[]) =>
  results.map((result) => (result.ok ? "ok" : result.error.code));
const entryOf = (result: Result<unknown> | undefined) =>
  result?.ok ? (result.value as { entry: LedgerEntry }).entry : undefined;

/** How many commits the log beside a book holds, by SQLite's format: the frame that ends one says how long the book then is. None on a server. */
function commitsInLog(path: string): number {
  if (isOnServer) return 0;
  const log = readFileSync(`${path}-wal`);
  const frameLength = 24 + log.readUInt32BE(8);
  let commits = 0;
  for (let at = 32; at + frameLength <= log.length; at += frameLength) {
    const isLive = log.subarray(at + 8, at + 16).equals(log.subarray(16, 24));
    if (isLive && log.readUInt32BE(at + 4) > 0) commits += 1;
  }
  return commits;
}

describe("commands that are asked for at once", () => {
  test("are committed together, in the order in which they were asked for", async () => {
    const book = await createTestBook();
    const accountIds = [await createCustomer(book), await createCustomer(book), await createCustomer(book)];
    const before = commitsInLog(book.path);
    const results = await askAtOnce(
      book,
      Array.from({ length: 100 }, (_each, index) => adjustment(accountIds[index % 3] ?? "", `key-${index}`, index + 1)),
    );
    expect(commitsInLog(book.path) - before).toBeLessThan(100);
    expect(results.map((result) => entryOf(result)?.sequence)).toEqual(results.map((_each, index) => index + 1));
    expect(results.map((result) => entryOf(result)?.amountMinor)).toEqual(results.map((_each, index) => index + 1));
    const credit = await Promise.all(accountIds.map((accountId) => creditOf(book, accountId)));
    expect(credit).toEqual([17_17, 16_50, 16_83]);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 100 });
  });

  test("are refused alone, and find the book as those before them left it", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const results = await askAtOnce(book, [
      adjustment(accountId, "too-early", -1),
      adjustment(accountId, "given", 5_00),
      adjustment("org_nobody", "of-nobody"),
      { name: "credits.adjust", input: { ...adjustment(accountId, "no-amount").input, amountMinor: 0 } },
      adjustment(accountId, "used", -2_00),
      adjustment(accountId, "too-much", -3_01),
      adjustment(accountId, "all", -3_00),
    ]);
    expect(codesOf(results)).toEqual([
      "insufficient_credit",
      "ok",
      "account_not_found",
      "invalid_input",
      "ok",
      "insufficient_credit",
      "ok",
    ]);
    expect(await creditOf(book, accountId)).toBe(0);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 3 });
  });

  test("under one key are done once, whether it was accepted or refused", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const results = await askAtOnce(book, [
      adjustment(accountId, "refused-first", -1_00),
      adjustment(accountId, "once"),
      adjustment(accountId, "once"),
      adjustment(accountId, "once", 2_00),
      adjustment(accountId, "refused-first", -1_00),
    ]);
    expect(codesOf(results)).toEqual(["insufficient_credit", "ok", "ok", "idempotency_conflict", "ok"]);
    expect(entryOf(results[2])).toEqual(entryOf(results[1]));
    expect(await creditOf(book, accountId)).toBe(0);
  });

  test.skipIf(isOnServer)("are kept where others are refused that had already written", async () => {
    const first = await createTestBook();
    const accountId = await createCustomer(first);
    const claimedId = await createCustomer(first);
    // An import is about to write credit of the account, so what comes out of the other one cannot go into it.
    await inDatabase(first, (database) => {
      database.pragma("foreign_keys = off");
      database.prepare("INSERT INTO import_claim (claim, import_number) VALUES (?, 1)").run(`credit ${claimedId} USD`);
    });
    const book = await openTestBook(first.path);
    const impossible = (idempotencyKey: string): Asked<"credits.transfer"> => {
      const amount = { amountMinor: 1_00, currency: "USD" };
      return {
        name: "credits.transfer",
        input: { fromAccountId: accountId, toAccountId: claimedId, ...amount, idempotencyKey },
      };
    };
    const events = eventsOf(book);
    const results = await askAtOnce(book, [
      adjustment(accountId, "first", 2_00),
      impossible("transfer-1"),
      adjustment(accountId, "second", -50),
      impossible("transfer-2"),
      adjustment(accountId, "third", -1_50),
      impossible("transfer-3"),
    ]);
    expect(codesOf(results)).toEqual([
      "ok",
      "import_in_progress",
      "ok",
      "import_in_progress",
      "ok",
      "insufficient_credit",
    ]);
    expect(await creditOf(book, accountId)).toBe(0);
    expect(await creditOf(book, claimedId)).toBeNull();
    expect(events.map((event) => event.type === "changed" && event.accountIds)).toEqual([
      [accountId],
      [accountId],
      [accountId],
    ]);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 3 });
  });

  test.skipIf(isOnServer)(
    "are refused alone where only their commit finds out that a day comes to too much",
    async () => {
      const first = await createTestBook();
      const accountId = await createCustomer(first);
      await askAtOnce(first, [adjustment(accountId, "before", 1_00)]);
      await inDatabase(first, (database) => {
        database.prepare("UPDATE ledger_day_total SET amount_minor = ?").run(2n ** 63n - 1n - 3_00n);
      });
      const book = await openTestBook(first.path);
      const results = await askAtOnce(book, [
        adjustment(accountId, "fits", 2_00),
        adjustment(accountId, "does-not", 2_00),
        adjustment(accountId, "fits-as-well", 1_00),
      ]);
      expect(codesOf(results)).toEqual(["ok", "amount_out_of_range", "ok"]);
      expect(await creditOf(book, accountId)).toBe(4_00);
    },
  );

  test("are in the figures of a month that is closed right after them", async () => {
    const book = await createTestBook({ today: "2026-01-31" });
    const accountId = await createCustomer(book);
    const nowMs = Date.parse("2026-02-01T12:00:00Z");
    const results = await askAtOnce(book, [
      adjustment(accountId, "given", 5_00),
      adjustment(accountId, "taken", -2_00),
      { name: "book.setClock", input: { clock: { kind: "test", nowMs }, idempotencyKey: "clock" } },
      { name: "periods.close", input: { month: "2026-01", idempotencyKey: "close" } },
    ]);
    expect(codesOf(results)).toEqual(["ok", "ok", "ok", "ok"]);
    const { receipt } = await book.ask("periods.receipt", { month: "2026-01" });
    expect(receipt.currencies).toMatchObject([{ currency: "USD", openingMinor: 0, closingMinor: 3_00 }]);
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 2 });
  });

  test.skipIf(isOnServer)("are told of when they are on disk, those that were accepted and no others", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const onlooker = new Database(book.path, { readonly: true });
    onTestFinished(() => void onlooker.close());
    const count = onlooker.prepare<[], number>("SELECT count(*) FROM ledger_entry").pluck();
    const found: (number | undefined)[] = [];
    onTestFinished(book.engine.subscribe((event) => void (event.type === "changed" && found.push(count.get()))));
    await askAtOnce(book, [
      ...Array.from({ length: 20 }, (_each, index) => adjustment(accountId, `key-${index}`)),
      adjustment("org_nobody", "of-nobody"),
    ]);
    expect(found).toHaveLength(20);
    for (const [index, entries] of found.entries()) expect(entries).toBeGreaterThan(index);
  });

  test("between which the clock is set happen on their days, and what the new day asks for has begun", async () => {
    const book = await createTestBook({ today: "2026-01-01" });
    const accountId = await createCustomer(book);
    const terms = { priority: 10, category: null, effectiveOn: null, expiresOn: "2026-01-15" };
    const expiring = adjustment(accountId, "expiring", 3_00);
    const nowMs = Date.parse("2026-02-01T12:00:00Z");
    const results = await askAtOnce(book, [
      { name: "credits.adjust", input: { ...expiring.input, terms } },
      { name: "book.setClock", input: { clock: { kind: "test", nowMs }, idempotencyKey: "clock" } },
      adjustment(accountId, "after", 1_00),
    ]);
    expect(codesOf(results)).toEqual(["ok", "ok", "ok"]);
    expect([entryOf(results[0])?.effectiveOn, entryOf(results[2])?.effectiveOn]).toEqual(["2026-01-01", "2026-02-01"]);
    const { jobs } = await book.ask("jobs.list", {});
    expect(jobs.map(({ method }) => method)).toContain("billing.catchUp");
    await expect.poll(() => creditOf(book, accountId)).toBe(1_00);
  });
});

function eventsOf(book: TestBook): EngineEvent[] {
  const events: EngineEvent[] = [];
  onTestFinished(book.engine.subscribe((event) => void events.push(event)));
  return events;
}
