import { expect, test } from "vitest";
import { KeptReads } from "./kept-reads.ts";

test("what seldom changes is asked for once, until one of its tables is written to or something is undone", () => {
  const kept = new KeptReads(() => new Set(["book", "operator", "ledger_entry", "seller"]));
  let asked = 0;
  const ask = (sql: string, ...values: (string | null)[]) =>
    kept.read(sql, values, () => ({ command: "SELECT", columns: [], rows: [[(asked += 1)]] })).rows[0]?.[0];
  const settings = "SELECT book.name FROM book JOIN seller ON seller.number = book.seller_number";
  const operator = "SELECT id FROM operator WHERE id = ?";

  expect([ask(settings), ask(operator, "a"), ask(operator, "b"), ask(operator, null)]).toEqual([1, 2, 3, 4]);
  expect([ask(settings), ask(operator, "a"), ask(operator, "b"), ask(operator, null)]).toEqual([1, 2, 3, 4]);
  // A column may be called as one of the tables is.
  kept.noteWrite("INSERT INTO ledger_entry (sequence, operator) VALUES (?, ?)");
  expect(ask(settings)).toBe(1);
  for (const [write, about, beside] of [
    ["UPDATE book SET name = ?", settings, operator],
    ["  INSERT INTO operator (id) VALUES (?)", operator, settings],
    ["DELETE FROM seller", settings, operator],
    ["WITH told AS (SELECT 1) UPDATE book SET name = ?", settings, operator],
  ] as const) {
    const [before, other] = [ask(about, null), ask(beside, null)];
    kept.noteWrite(write);
    expect([ask(about, null) === before, ask(beside, null)]).toEqual([false, other]);
  }
  const before = ask(operator, "a");
  kept.forget();
  expect(ask(operator, "a")).not.toBe(before);
  // Of what changes with every posting nothing is kept, nor of a part of it.
  for (const sql of ["SELECT max(sequence) FROM ledger_entry", "SELECT 1 FROM book, ledger_entry", "SELECT 1"])
    expect(ask(sql)).not.toBe(ask(sql));
});
