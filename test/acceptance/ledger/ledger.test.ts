import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { describe, expect, test } from "vitest";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { adjust, billThrough, createCustomer } from "../../support/company.ts";

/** A book with five entries: three by hand, one by an invoice, one reversal. */
async function bookWithEntries(): Promise<{ book: TestBook; accountId: string }> {
  const book = await createTestBook();
  const accountId = await createCustomer(book, { feeMinor: 20_00 });
  await adjust(book, accountId, 50_00);
  await adjust(book, accountId, -5_00);
  await billThrough(book, "2026-01-01");
  const grant = await adjust(book, accountId, 7_00);
  await book.ask("credits.reverse", { entryId: grant.id });
  return { book, accountId };
}

describe("the hash chain", () => {
  test("4.1, 4.2 can be recomputed by anybody from what ledger.get shows", async () => {
    const { book } = await bookWithEntries();
    const { rows } = await book.ask("ledger.list", {});
    let previous = "0".repeat(64);
    for (const { id } of rows.toReversed()) {
      const { entry, previousHash, hash, canonicalText } = await book.ask("ledger.get", { entryId: id });
      expect(JSON.parse(canonicalText)).toEqual([
        entry.sequence,
        entry.id,
        entry.accountId,
        entry.currency,
        entry.amountMinor,
        entry.balanceAfterMinor,
        entry.sourceType,
        entry.sourceId,
        entry.reasonCode,
        entry.note,
        entry.operator,
        entry.origin,
        entry.idempotencyKey,
        entry.reversesEntryId,
        entry.effectiveOn,
        entry.createdAtMs,
      ]);
      expect(previousHash).toBe(previous);
      const recomputed = createHash("sha256").update(Buffer.from(previous, "hex")).update(canonicalText, "utf8");
      expect(hash).toBe(recomputed.digest("hex"));
      previous = hash;
    }
  });

  test("4.3 verifies, and the book remembers when", async () => {
    const { book } = await bookWithEntries();
    const { result } = await book.runJob("ledger.verify", {});
    expect(result).toMatchObject({ ok: true, checkedEntries: 5, headSequence: 5, firstBroken: null });
    expect((await book.ask("book.info", {})).lastVerification).toEqual({
      atMs: Date.parse("2026-01-01T12:00:00Z"),
      ok: true,
      headSequence: 5,
    });
  });

  test("4.1 begins with 32 zero bytes, and an empty ledger verifies", async () => {
    const book = await createTestBook();
    const { result } = await book.runJob("ledger.verify", {});
    expect(result).toMatchObject({ ok: true, checkedEntries: 0, headHash: "0".repeat(64) });
  });
});

describe("entries are never updated or deleted (BEHAVIOUR 3.6)", () => {
  test.each([
    ["UPDATE ledger_entry SET note = 'changed' WHERE sequence = 1", "never updated"],
    ["DELETE FROM ledger_entry WHERE sequence = 1", "never deleted"],
    ["INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry WHERE sequence = 1", "without a gap"],
    ["UPDATE invoice SET total_minor = 1, subtotal_minor = 1", "never updated"],
    ["DELETE FROM invoice", "never deleted"],
    ["UPDATE price SET monthly_minor = 1", "never updated"],
  ])("the database itself refuses %s", async (sql, message) => {
    const { book } = await bookWithEntries();
    await book.close();
    const database = new Database(book.path);
    try {
      expect(() => database.exec(sql)).toThrow(message);
    } finally {
      database.close();
    }
  });
});

describe("what the ledger's text search finds", () => {
  test("words of notes by how they begin, and in the book's ledger the entries of the accounts that are found", async () => {
    const book = await createTestBook();
    const [acme, other] = [await createCustomer(book), await createCustomer(book)];
    await book.ask("accounts.update", { accountId: acme, name: "Acme Outfitters" });
    await book.ask("accounts.update", { accountId: other, name: "Ōkami Trading" });
    const noted = async (accountId: string, note: string | null) => {
      const input = { accountId, currency: "USD", action: "increase", amountMinor: 1_00 } as const;
      const { entry } = await book.ask("credits.adjust", { ...input, reasonCode: "courtesy", note });
      return entry.id;
    };
    const outage = await noted(acme, "Apology for the outage of 12 May, ticket #4711");
    const cafe = await noted(other, "Café in Zürich; OUTAGE again");
    const plain = await noted(other, null);
    const kanji = await noted(other, "返金 東京");
    const odd = await noted(other, `"quoted" AND NOT (odd) * ^ -minus`);
    const found = async (search: string, accountId: string | null = null, filters: object = {}) => {
      const page = await book.ask("ledger.list", { accountId, filters: { search, ...filters } });
      expect(page.total).toEqual({ count: page.rows.length, isExact: true });
      return page.rows.map(({ id }) => id);
    };
    expect(await found("outage")).toEqual([cafe, outage]);
    expect(await found("OUT apol")).toEqual([outage]);
    expect(await found("4711")).toEqual([outage]);
    expect(await found("#47")).toEqual([outage]);
    expect(await found("cafe zurich")).toEqual([cafe]);
    expect(await found("東京")).toEqual([kanji]);
    expect(await found('NOT "')).toEqual([odd]);
    expect(await found("odd*")).toEqual([odd]);
    expect(await found("acme")).toEqual([outage]);
    expect(await found("fitters")).toEqual([outage]);
    expect(await found("okami")).toEqual([odd, kanji, plain, cafe]);
    expect(await found(other)).toEqual([odd, kanji, plain, cafe]);
    expect(await found("okami", other)).toEqual([]);
    expect(await found("outage", other)).toEqual([cafe]);
    expect(await found("outage", null, { minimumMinor: 2_00 })).toEqual([]);
    expect(await found("nothing of the kind")).toEqual([]);
    expect(await found("  ")).toHaveLength(5);
    expect(await found("?")).toEqual([]);
    expect((await book.ask("ledger.operators", {})).operators).toEqual(["Tess Tester"]);
    expect(await found("outage", null, { operator: "Tess Tester" })).toEqual([cafe, outage]);
    expect(await found("outage", null, { operator: "Tess" })).toEqual([]);
  });
});

/** What a person with a database tool could change, once the triggers are out of the way. */
const tamperings: readonly (readonly [what: string, sql: string, sequence: number])[] = [
  [
    "an amount",
    "UPDATE ledger_entry SET amount_minor = amount_minor + 1, balance_after_minor = balance_after_minor + 1 WHERE sequence = 2",
    2,
  ],
  ["a note", "UPDATE ledger_entry SET note = 'nothing happened' WHERE sequence = 1", 1],
  ["an operator", "UPDATE ledger_entry SET operator = 'Mallory' WHERE sequence = 4", 4],
  ["an instant", "UPDATE ledger_entry SET created_at_ms = created_at_ms + 1 WHERE sequence = 5", 5],
  ["an effective date", "UPDATE ledger_entry SET effective_on = '2025-12-31' WHERE sequence = 3", 3],
  ["a hash", "UPDATE ledger_entry SET hash = zeroblob(32) WHERE sequence = 2", 2],
  ["a previous hash", "UPDATE ledger_entry SET previous_hash = zeroblob(32) WHERE sequence = 3", 3],
  [
    "both balances",
    "UPDATE ledger_entry SET balance_before_minor = balance_before_minor + 1, balance_after_minor = balance_after_minor + 1 WHERE sequence = 2",
    2,
  ],
  ["an entry that is gone", "DELETE FROM ledger_entry WHERE sequence = 2", 2],
  ["the last entry gone", "DELETE FROM ledger_entry WHERE sequence = 5", 4],
  ["a cached balance", "UPDATE credit_balance SET ledger_minor = ledger_minor + 1", 5],
  ["a cached balance gone", "DELETE FROM credit_balance", 5],
  [
    "an invoice's credit",
    `UPDATE invoice SET credit_applied_minor = credit_applied_minor - 1, issued_credit_minor = issued_credit_minor - 1,
       amount_paid_minor = amount_paid_minor + 1`,
    3,
  ],
  [
    "what is left of a block",
    "UPDATE credit_block SET remaining_minor = remaining_minor - 1 WHERE entry_sequence = 1",
    1,
  ],
  [
    "a block and what is left of it",
    "UPDATE credit_block SET amount_minor = amount_minor + 1, remaining_minor = remaining_minor + 1 WHERE entry_sequence = 1",
    5,
  ],
  ["a block gone", "DELETE FROM credit_block WHERE entry_sequence = 1", 5],
  ["a use gone", "DELETE FROM credit_block_use WHERE entry_id = (SELECT id FROM ledger_entry WHERE sequence = 2)", 1],
];

describe("property 9: what was changed is found, at the right sequence number", () => {
  test.each(tamperings)("%s", async (_what, sql, sequence) => {
    const { book } = await bookWithEntries();
    await book.close();
    const database = new Database(book.path);
    const triggers = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").all() as {
      name: string;
      sql: string;
    }[];
    for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
    database.pragma("foreign_keys = OFF");
    database.exec(sql);
    for (const trigger of triggers) database.exec(trigger.sql);
    database.close();

    const tampered = await openTestBook(book.path);
    const { result } = await tampered.runJob("ledger.verify", {});
    expect(result.ok).toBe(false);
    expect(result.firstBroken?.sequence).toBe(sequence);
    expect(result.firstBroken?.problem).not.toBe("");
    expect((await tampered.ask("book.info", {})).lastVerification).toMatchObject({ ok: false });
  });
});

describe("the list of entries", () => {
  test("pages by sequence number, newest first, without losing or repeating a row", async () => {
    const { book, accountId } = await bookWithEntries();
    for (const scope of [{}, { accountId }]) {
      const seen: number[] = [];
      let beforeSequence: number | null = null;
      do {
        const page: Awaited<ReturnType<typeof book.ask<"ledger.list">>> = await book.ask("ledger.list", {
          ...scope,
          beforeSequence,
          limit: 2,
        });
        seen.push(...page.rows.map((row) => row.sequence));
        beforeSequence = page.nextBeforeSequence;
        expect(page.total).toEqual({ count: 5, isExact: true });
      } while (beforeSequence !== null);
      expect(seen).toEqual([5, 4, 3, 2, 1]);
      const skipped = await book.ask("ledger.list", { ...scope, skip: 3, limit: 2 });
      expect(skipped.rows.map((row) => row.sequence)).toEqual([2, 1]);
    }
  });

  test.each([
    [{ sourceTypes: ["grant"] }, [4, 1]],
    [{ sourceTypes: ["invoice_applied", "reversal"] }, [5, 3]],
    [{ minimumMinor: 20_00 }, [3, 1]],
    [{ maximumMinor: 7_00 }, [5, 4, 2]],
    [{ reasonCodes: ["courtesy"] }, []],
    [{ currency: "EUR" }, []],
    [{ operator: "Tess Tester" }, [5, 4, 3, 2, 1]],
    [{ fromOn: "2026-01-02" }, []],
    [{ throughOn: "2026-01-01" }, [5, 4, 3, 2, 1]],
  ])("filters by %j", async (filters, sequences) => {
    const { book } = await bookWithEntries();
    const { rows } = await book.ask("ledger.list", { filters } as never);
    expect(rows.map((row) => row.sequence)).toEqual(sequences);
  });

  test("an unknown account is refused, not answered with an empty list", async () => {
    const book = await createTestBook();
    expect((await book.refusal("ledger.list", { accountId: "org_nobody" })).code).toBe("account_not_found");
  });
});

test("verifying looks at one state of the book, however much is written meanwhile", async () => {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  await Promise.all(Array.from({ length: 1000 }, () => adjust(book, accountId, 1)));
  const { jobId } = await book.ask("ledger.verify", {});
  let written = 0;
  for (;;) {
    await adjust(book, accountId, 1);
    written += 1;
    const job = await book.ask("jobs.get", { jobId });
    if (job.state === "running") continue;
    expect(job).toMatchObject({ state: "done", result: { ok: true } });
    expect((job.result as { checkedEntries: number }).checkedEntries).toBeLessThan(1000 + written);
    break;
  }
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, checkedEntries: 1000 + written });
});
