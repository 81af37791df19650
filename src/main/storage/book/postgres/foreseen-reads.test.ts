import { expect, test } from "vitest";
import type { SqlValue } from "../book-handle.ts";
import { ForeseenReads } from "./foreseen-reads.ts";

const brought = { command: "SELECT", columns: [], rows: [] };
const balance = "SELECT ledger_minor AS ledgerMinor FROM credit_balance WHERE account_id = ? AND currency = ?";
const setBalance = `INSERT INTO credit_balance (account_id, currency, ledger_minor) VALUES (?, ?, ?)
  ON CONFLICT (account_id, currency) DO UPDATE SET ledger_minor = excluded.ledger_minor`;

/** Whether the answer to a question that was asked ahead is known still after a statement. */
function isKept(
  question: readonly [sql: string, ...values: SqlValue[]],
  write: readonly [sql: string, ...values: SqlValue[]],
): boolean {
  const foreseen = new ForeseenReads();
  const [[sql, ...values], [writing, ...written]] = [question, write];
  foreseen.add({ sql, values }, brought);
  foreseen.noteWrite(writing, written);
  return foreseen.find(sql, values) !== undefined;
}

test("an answer holds until its table is written to, and longer only where the row is surely another one", () => {
  const ofOrg = [balance, "org_1", "USD"] as const;
  expect(isKept(ofOrg, ["INSERT INTO invoice (number) VALUES (?)", 1])).toBe(true);
  expect(isKept(ofOrg, [setBalance, "org_1", "USD", 5])).toBe(false);
  expect(isKept(ofOrg, [setBalance, "org_2", "USD", 5])).toBe(true);
  expect(isKept(ofOrg, [setBalance, "org_1", "EUR", 5])).toBe(true);

  const plain = "INSERT INTO credit_balance (account_id, currency, ledger_minor) VALUES (?, ?, ?)";
  expect(isKept(["SELECT 1 FROM credit_balance WHERE ledger_minor = ?", 4], [plain, "org_1", "USD", 5])).toBe(true);
  // The row may have been there, with another amount.
  expect(isKept(["SELECT 1 FROM credit_balance WHERE ledger_minor = ?", 4], [setBalance, "org_1", "USD", 5])).toBe(
    false,
  );
  // What it is found by is changed.
  const moved = setBalance.replace("ledger_minor = excluded.ledger_minor", "currency = 'USD'");
  expect(isKept(ofOrg, [moved, "org_1", "EUR", 5])).toBe(false);
});

test("nothing is sure of a value that may be the same in other words, of a question for more than rows of one table, and of another statement", () => {
  const plain = "INSERT INTO credit_balance (account_id, currency) VALUES (?, ?)";
  for (const value of [null, 1, new Uint8Array([1])])
    expect(isKept([balance, "org_1", "USD"], [plain, value, "USD"])).toBe(false);
  for (const sql of [
    "SELECT 1 FROM credit_balance WHERE account_id = ? OR currency = ?",
    "SELECT 1 FROM credit_balance WHERE account_id = ? AND currency > ?",
    "SELECT 1 FROM credit_balance WHERE account_id = ? AND currency = ? LIMIT 1",
    "SELECT (SELECT count(*) FROM credit_balance), 1 FROM account WHERE account_id = ? AND currency = ?",
    "SELECT 1 FROM account JOIN credit_balance ON 1 = 1 WHERE account_id = ? AND currency = ?",
    "SELECT 1 FROM account, credit_balance WHERE account_id = ? AND currency = ?",
  ])
    expect(isKept([sql, "org_1", "USD"], [plain, "org_2", "USD"])).toBe(false);
  for (const write of [
    "UPDATE credit_balance SET account_id = ? WHERE currency = ?",
    "DELETE FROM credit_balance WHERE account_id = ? AND currency = ?",
    "INSERT INTO credit_balance (account_id, currency) VALUES (lower(?), ?)",
    "INSERT INTO credit_balance (account_id, currency) SELECT ?, ?",
    "WITH given AS (SELECT 1) UPDATE credit_balance SET account_id = ?, currency = ?",
  ])
    expect(isKept([balance, "org_1", "USD"], [write, "org_2", "USD"])).toBe(false);
});
