import { randomUUID } from "node:crypto";
import { copyFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { VerificationReport } from "../../src/shared/contract/ledger.ts";
import { verifyLedger } from "../../src/main/engine/handlers/ledger/verify-ledger.ts";
import { holdSnapshot } from "../../src/main/storage/book/sqlite-book.ts";
import { applyMigrations, loadMigrations, pendingMigrations } from "../../src/main/storage/book/migrate.ts";
import { sealAttribution } from "../../src/main/domain/ledger/attribution.ts";
import { canonicalText } from "../../src/main/domain/ledger/hash-chain.ts";
import { readChainSlice, readEntriesFrom } from "../../src/main/storage/ledger/verification-store.ts";
import { createTestBook, temporaryFolder } from "../support/book.ts";
import { adjust, billThrough, createCustomer } from "../support/company.ts";
import { addOperators, signedInDoor } from "../support/operators.ts";
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

test("property 9: one changed byte in any entry is found at that entry", async () => {
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

test("property 9: one changed byte in a block of credit is found at the entry that formed it", async () => {
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
});

test("a use of credit that was moved to another day, a hash of another length, and a hole of a thousand entries are found", async () => {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 100_00);
  await adjust(book, accountId, -10_00);
  await book.close();
  const brokenAfter = (sql: string) => {
    const copy = join(temporaryFolder(), "copy.countinghouse");
    copyFileSync(book.path, copy);
    const database = new Database(copy);
    database.pragma("foreign_keys = OFF");
    database.pragma("ignore_check_constraints = ON");
    database.exec("DROP TRIGGER ledger_entry_is_never_updated");
    database.exec(sql);
    database.close();
    return reportOf(copy).firstBroken;
  };
  expect(brokenAfter("UPDATE credit_block_use SET moved_on = '2020-01-01'")).toMatchObject({
    sequence: 2,
    problem: expect.stringContaining("does not count for the day of its entry"),
  });
  const moveByte = `UPDATE ledger_entry SET hash = CAST(substr(hash, 1, 31) AS BLOB),
    previous_hash = CAST(substr(hash, 32, 1) || previous_hash AS BLOB) WHERE sequence = 2`;
  expect(brokenAfter(moveByte)?.sequence).toBe(2);
  expect(brokenAfter("UPDATE ledger_entry SET sequence = sequence + 5000 WHERE sequence = 2")).toMatchObject({
    sequence: 2,
    problem: "entry 2 is missing",
  });
});

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
  const entries = readEntriesFrom(held, 1, 100);
  const links = entries.flatMap((entry) => [
    Buffer.from("\n"),
    entry.hash,
    entry.previousHash,
    Buffer.from(canonicalText(entry)),
  ]);
  expect(entries).toHaveLength(odd.length);
  expect(readChainSlice(held, 1, 100, [])?.links).toEqual(Buffer.concat(links.slice(1)));
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

/** Five people's entries, two of whom have one name, and one of which an approval let through. */
async function bookOfSeveral() {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  await adjust(book, accountId, 1_00);
  const { admin, ids } = await addOperators(book, { kim: "clerk", lee: "clerk", ann: "approver" });
  await admin.ask("operators.update", { operatorId: ids["lee"] ?? "", name: "KIM" });
  await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 100_00, perDayMinor: null });
  const [kim, lee, ann] = [
    await signedInDoor(book, "kim"),
    await signedInDoor(book, "lee"),
    await signedInDoor(book, "ann"),
  ];
  for (const door of [kim, kim, lee, lee, kim]) await adjust(door, accountId, 2_00);
  const input = {
    accountId,
    action: "increase",
    amountMinor: 300_00,
    currency: "USD",
    reasonCode: "courtesy",
  } as const;
  const act = { method: "credits.adjust", input: { ...input, note: null, idempotencyKey: randomUUID() } } as const;
  const { request } = await kim.ask("approvals.request", { act });
  await ann.ask("approvals.approve", { requestId: request.id, fingerprint: request.fingerprint, comment: null });
  for (const door of [kim, ann, lee, kim, kim]) await adjust(door, accountId, 3_00);
  await book.close();
  return { path: book.path, ids, requestId: request.id };
}

/** Let a database tool do something to a copy of a book, going around every trigger and key. */
function copyWith(path: string, work: (database: Database.Database) => void): string {
  const copy = join(temporaryFolder(), "copy.countinghouse");
  copyFileSync(path, copy);
  const database = new Database(copy);
  database.pragma("foreign_keys = OFF");
  for (const table of ["ledger_entry", "entry_attribution"]) {
    for (const what of ["updated", "deleted"]) database.exec(`DROP TRIGGER ${table}_is_never_${what}`);
  }
  work(database);
  database.close();
  return copy;
}

test("whose an entry is, and which approval let it through, is found where it was changed", async () => {
  const { path, ids, requestId } = await bookOfSeveral();
  const read = (file: string, sql: string) => {
    const database = new Database(file, { readonly: true });
    const rows = database.prepare(sql).raw().all();
    database.close();
    return rows as unknown[][];
  };
  const attributed =
    "SELECT entry_sequence, operator, operator_id, approval_id FROM entry_attribution ORDER BY sequence";
  const [, kim, lee, ann] = Object.values(ids);
  expect(read(path, attributed).slice(1)).toEqual([
    [2, "KIM", kim, null],
    [4, "KIM", lee, null],
    [6, "KIM", kim, null],
    [7, "KIM", kim, requestId],
    [8, "KIM", kim, null],
    [9, "ANN", ann, null],
    [10, "KIM", lee, null],
    [11, "KIM", kim, null],
  ]);
  const entries = read(path, "SELECT sequence, operator_id, approval_id FROM ledger_entry ORDER BY sequence");
  expect(reportOf(path)).toMatchObject({ ok: true, firstBroken: null });

  const otherId = fc.constantFrom(...Object.values(ids), "opr_nobody", null);
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 12 }), otherId, fc.boolean(), (sequence, id, isApproval) => {
      const column = isApproval ? "approval_id" : "operator_id";
      const changed = isApproval && id !== null ? requestId : id;
      fc.pre(entries[sequence - 1]?.[isApproval ? 2 : 1] !== changed);
      const copy = copyWith(path, (database) =>
        database.prepare(`UPDATE ledger_entry SET ${column} = ? WHERE sequence = ?`).run(changed, sequence),
      );
      expect(reportOf(copy).firstBroken).toEqual({
        sequence,
        problem: `the ${isApproval ? "approval" : "operator's id"} is not the one that it is attributed to`,
      });
    }),
    { numRuns: 40 },
  );

  const ofAttribution: readonly (readonly [sql: string, sequence: number, problem: string])[] = [
    ["UPDATE entry_attribution SET operator_id = 'opr_nobody' WHERE sequence = 3", 4, "the hash of attribution 3"],
    ["UPDATE entry_attribution SET approval_id = NULL WHERE sequence = 5", 7, "the hash of attribution 5"],
    ["UPDATE entry_attribution SET operator = 'ANN' WHERE sequence = 3", 4, "the hash of attribution 3"],
    ["UPDATE entry_attribution SET entry_sequence = 5 WHERE sequence = 3", 4, "the operator's id is not the one"],
    ["UPDATE entry_attribution SET previous_hash = zeroblob(32) WHERE sequence = 4", 6, "the previous hash of"],
    ["DELETE FROM entry_attribution WHERE sequence = 4", 6, "the operator's id is not the one"],
    ["DELETE FROM entry_attribution WHERE sequence = 1", 1, "it is attributed to nobody"],
    ["DELETE FROM entry_attribution", 1, "it is attributed to nobody"],
    [
      "DELETE FROM ledger_entry WHERE sequence = 12; UPDATE entry_attribution SET entry_sequence = 12 WHERE sequence = 9",
      11,
      "the operator's id is not",
    ],
    ["UPDATE entry_attribution SET entry_sequence = 13 WHERE sequence = 9", 11, "the operator's id is not the one"],
  ];
  for (const [sql, sequence, problem] of ofAttribution) {
    const { ok, firstBroken } = reportOf(copyWith(path, (database) => database.exec(sql)));
    expect({ sql, ok, firstBroken }).toEqual({
      sql,
      ok: false,
      firstBroken: { sequence, problem: expect.stringContaining(problem) },
    });
  }

  // Also where somebody has written the chain anew from their change on, which gives an entry another attribution and none of its own.
  const appended = copyWith(path, (database) => {
    const { hash } = database.prepare("SELECT hash FROM entry_attribution ORDER BY sequence DESC LIMIT 1").get() as {
      hash: Buffer;
    };
    const draft = {
      entrySequence: 13,
      operator: "KIM",
      origin: "desk" as const,
      operatorId: lee ?? null,
      approvalId: null,
    };
    const sealed = sealAttribution(draft, { sequence: 9, hash });
    database
      .prepare("INSERT INTO entry_attribution VALUES (10, 13, 'KIM', 'desk', ?, NULL, ?, ?)")
      .run(lee, sealed.previousHash, sealed.hash);
  });
  expect(reportOf(appended).firstBroken).toEqual({
    sequence: 13,
    problem: "attribution 10 is of an entry that is not there",
  });

  // A book that was made before attributions is given those that it would have had.
  const anew = copyWith(path, (database) => database.exec("DROP TABLE entry_attribution; PRAGMA user_version = 36"));
  const database = new Database(anew);
  database.exec("DELETE FROM migration WHERE version > 36");
  // What came later is there.
  const migrations = loadMigrations().slice(0, 37);
  applyMigrations(database, pendingMigrations(database, migrations), Date.now());
  database.close();
  const rows = "SELECT * FROM entry_attribution ORDER BY sequence";
  expect(read(anew, rows)).toEqual(read(path, rows));
});
