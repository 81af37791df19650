import { copyFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { VerificationReport } from "../../src/shared/contract/ledger.ts";
import { verifyLedger } from "../../src/main/engine/handlers/ledger/verify-ledger.ts";
import { holdSnapshot } from "../../src/main/storage/book/sqlite-book.ts";
import { canonicalText } from "../../src/main/domain/ledger/hash-chain.ts";
import { readChainSlice, readEntriesFrom } from "../../src/main/storage/ledger/verification-store.ts";
import { createTestBook, temporaryFolder } from "../support/book.ts";
import { adjust, billThrough, createCustomer } from "../support/company.ts";
import { runThrough } from "../support/run-through.ts";

/** The text columns of an entry in which one byte can be changed without the table's own checks noticing. */
const columns = ["id", "account_id", "source_id", "note", "operator", "idempotency_key"] as const;

/** Change one byte of one column of one entry, going around every trigger and foreign key. */
function changeOneByte(path: string, sequence: number, column: string, position: number, mask: number): boolean {
  const database = new Database(path);
  try {
    database.pragma("foreign_keys = OFF");
    database.exec("DROP TRIGGER ledger_entry_is_never_updated");
    const read = database.prepare(`SELECT CAST(${column} AS BLOB) AS bytes FROM ledger_entry WHERE sequence = ?`);
    const { bytes } = read.get(sequence) as { bytes: Buffer | null };
    if (!bytes || bytes.length === 0) return false;
    const changed = Buffer.from(bytes);
    const index = position % changed.length;
    changed[index] = (changed[index] ?? 0) ^ mask;
    database.prepare(`UPDATE ledger_entry SET ${column} = CAST(? AS TEXT) WHERE sequence = ?`).run(changed, sequence);
    return true;
  } catch (error) {
    // The byte turned one entry's key into another's, which the unique index noticed before the verifier could.
    if (error instanceof Database.SqliteError && error.code === "SQLITE_CONSTRAINT_UNIQUE") return false;
    throw error;
  } finally {
    database.close();
  }
}

/** As the job does it, but for the file itself. */
function reportOf(path: string): VerificationReport {
  const checkFile = () => ({
    isOver: () => true,
    wait: async () => undefined,
    problem: () => null,
    end: () => undefined,
  });
  const caller = { origin: "desk", operator: "Tess Tester" } as const;
  return runThrough(
    verifyLedger(
      {
        caller,
        read: () => {
          throw new Error("The verifier reads what it holds");
        },
        holdSnapshot: () => holdSnapshot(path),
        checkFile,
        isCancelRequested: () => false,
        isClosing: () => false,
      },
      { receipt: null },
    ),
  );
}

function firstBrokenSequence(path: string): number | null {
  return reportOf(path).firstBroken?.sequence ?? null;
}

test("property 9: one changed byte in any entry is found at that entry", { timeout: 120_000 }, async () => {
  const book = await createTestBook();
  const accountId = await createCustomer(book, { feeMinor: 20_00 });
  for (let index = 1; index <= 8; index += 1) await adjust(book, accountId, index * 10_00);
  await billThrough(book, "2026-03-01");
  const entryCount = (await book.ask("book.info", {})).entryCount;
  await book.close();
  expect(firstBrokenSequence(book.path)).toBeNull();

  const folder = temporaryFolder();
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: entryCount }),
      fc.constantFrom(...columns),
      fc.nat(),
      fc.integer({ min: 1, max: 127 }),
      (sequence, column, position, mask) => {
        const copy = join(folder, "copy.countinghouse");
        copyFileSync(book.path, copy);
        fc.pre(changeOneByte(copy, sequence, column, position, mask));
        expect(firstBrokenSequence(copy)).toBe(sequence);
      },
    ),
    { numRuns: 60 },
  );
});

/** Change one byte of a block's text, or one of its amounts, going around every check; the sequence of the block's entry. */
function changeOneBlock(path: string, pick: number, change: BlockChange): number | null {
  const database = new Database(path);
  try {
    database.pragma("foreign_keys = OFF");
    database.pragma("ignore_check_constraints = ON");
    const blocks = database.prepare("SELECT id, entry_sequence AS sequence FROM credit_block ORDER BY id").all() as {
      id: string;
      sequence: number;
    }[];
    const block = blocks[pick % blocks.length];
    if (!block) return null;
    if (change.kind === "amount") {
      database
        .prepare(`UPDATE credit_block SET ${change.column} = ${change.column} + ? WHERE id = ?`)
        .run(change.addedMinor, block.id);
      return block.sequence;
    }
    const { bytes } = database
      .prepare(`SELECT CAST(${change.column} AS BLOB) AS bytes FROM credit_block WHERE id = ?`)
      .get(block.id) as { bytes: Buffer };
    const changed = Buffer.from(bytes);
    const index = change.position % changed.length;
    changed[index] = (changed[index] ?? 0) ^ change.mask;
    database.prepare(`UPDATE credit_block SET ${change.column} = CAST(? AS TEXT) WHERE id = ?`).run(changed, block.id);
    return block.sequence;
  } finally {
    database.close();
  }
}

type BlockChange =
  | { readonly kind: "amount"; readonly column: "amount_minor" | "remaining_minor"; readonly addedMinor: number }
  | {
      readonly kind: "text";
      readonly column: "account_id" | "currency" | "entry_id";
      readonly position: number;
      readonly mask: number;
    };

const blockChange: fc.Arbitrary<BlockChange> = fc.oneof(
  fc.record({
    kind: fc.constant("amount" as const),
    column: fc.constantFrom("amount_minor" as const, "remaining_minor" as const),
    addedMinor: fc.integer({ min: -5_00, max: 5_00 }).filter((added) => added !== 0),
  }),
  fc.record({
    kind: fc.constant("text" as const),
    column: fc.constantFrom("account_id" as const, "currency" as const, "entry_id" as const),
    position: fc.nat(),
    mask: fc.integer({ min: 1, max: 127 }),
  }),
);

test(
  "property 9: one changed byte in a block of credit is found at the entry that formed it",
  { timeout: 120_000 },
  async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 20_00 });
    for (let index = 1; index <= 5; index += 1) await adjust(book, accountId, index * 10_00);
    await billThrough(book, "2026-03-01");
    await book.close();

    const folder = temporaryFolder();
    fc.assert(
      fc.property(fc.nat(), blockChange, (pick, change) => {
        const copy = join(folder, "copy.countinghouse");
        copyFileSync(book.path, copy);
        const sequence = changeOneBlock(copy, pick, change);
        expect(sequence).not.toBeNull();
        expect(firstBrokenSequence(copy)).toBe(sequence);
      }),
      { numRuns: 60 },
    );
  },
);

test("4.2 SQLite puts entries into words as the rule does, whatever stands in them", async () => {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  const odd = ['"quoted" \\ and / slashed', "a\tb\nc\u0001\u001f\u007f", "zoë 🧾 \u2028 \ufeff", "[null,1]", "'"];
  for (const note of odd) {
    const given = { accountId, action: "increase", amountMinor: 1, currency: "USD", reasonCode: "courtesy" } as const;
    await book.ask("credits.adjust", { ...given, note });
  }
  await book.close();
  const { book: held, release } = holdSnapshot(book.path);
  const lines = readChainSlice(held, 1, 100)?.texts.toString("utf8").split("\n");
  expect(lines).toEqual(readEntriesFrom(held, 1, 100).map(canonicalText));
  expect(lines).toHaveLength(odd.length);
  release();
});

/** Two months that are closed, whatever is done to the closings behind the application's back, where and how it is found. */
test("what was done to a closing is found at that closing", async () => {
  const book = await createTestBook({ today: "2026-01-10" });
  await adjust(book, await createCustomer(book), 100_00);
  await book.setToday("2026-03-10");
  for (const month of ["2026-01", "2026-02"]) await book.ask("periods.close", { month });
  await book.close();
  const content = "the hash does not match the content";
  const cases: readonly (readonly [sql: string, sequence: number, problem: string])[] = [
    ["UPDATE period_act SET figures = replace(figures, '10000', '10001') WHERE sequence = 1", 1, content],
    ["UPDATE period_act SET month = '2026-03' WHERE sequence = 1", 1, content],
    ["UPDATE period_act SET operator = 'Somebody' WHERE sequence = 2", 2, content],
    ["UPDATE period_act SET operator_id = 'x' WHERE sequence = 1", 1, content],
    ["UPDATE period_act SET book_name = 'Other' WHERE sequence = 2", 2, content],
    ["UPDATE period_act SET time_zone = 'Asia/Tokyo' WHERE sequence = 2", 2, content],
    ["UPDATE period_act SET at_ms = at_ms + 1 WHERE sequence = 2", 2, content],
    ["UPDATE period_act SET head_sequence = 0 WHERE sequence = 2", 2, content],
    ["UPDATE period_act SET audit_head_sequence = 1 WHERE sequence = 2", 2, content],
    ["UPDATE period_act SET head_hash = zeroblob(32) WHERE sequence = 1", 1, content],
    ["UPDATE period_act SET hash = zeroblob(32) WHERE sequence = 1", 1, content],
    [
      "UPDATE period_act SET previous_hash = randomblob(32) WHERE sequence = 2",
      2,
      "the previous hash is not the hash of",
    ],
    ["UPDATE period_act SET kind = 'reopened', reason = '', figures = NULL WHERE sequence = 2", 2, content],
    ["DELETE FROM period_act WHERE sequence = 1", 1, "closing 1 is missing"],
    ["DELETE FROM period_act WHERE sequence = 2", 1, "the book says that it is closed up to 2026-02-28"],
    ["DELETE FROM period_act", 1, "its closings up to no day"],
    ["UPDATE book SET closed_through_on = NULL", 2, "the book says that it is closed up to no day"],
  ];
  const folder = temporaryFolder();
  expect(reportOf(book.path)).toMatchObject({ ok: true, closings: { checkedActs: 2, firstBroken: null } });
  for (const [sql, sequence, problem] of cases) {
    const copy = join(folder, "copy.countinghouse");
    copyFileSync(book.path, copy);
    const database = new Database(copy);
    database.exec("DROP TRIGGER period_act_is_never_updated; DROP TRIGGER period_act_is_never_deleted");
    database.exec(sql);
    database.close();
    const { ok, firstBroken, closings } = reportOf(copy);
    const found = { sql, ok, firstBroken, sequence: closings.firstBroken?.sequence };
    expect(found).toEqual({ sql, ok: false, firstBroken: null, sequence });
    expect(closings.firstBroken?.problem).toContain(problem);
  }
});
