import { join } from "node:path";
import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../../../test/support/book.ts";
import { accountsContract } from "../../../shared/contract/accounts.ts";
import { createBook } from "../../engine/create-book.ts";
import { createDispatcher } from "../../engine/dispatcher.ts";
import type { SqlValue } from "../book/book-handle.ts";
import { SqliteBook } from "../book/sqlite-book.ts";

/** A book that keeps how SQLite goes about each statement that it is asked. */
class ExplainedBook extends SqliteBook {
  readonly steps: string[] = [];

  override all<Row>(sql: string, ...values: SqlValue[]): Row[] {
    const steps = this.database.prepare<SqlValue[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`).all(...values);
    this.steps.push(...steps.map(({ detail }) => detail));
    return super.all(sql, ...values);
  }
}

const { by: sorts } = accountsContract["accounts.list"].input.shape.sort.unwrap().shape;

// With an index that begins with the currency, SQLite went through all invoices in it for each row: 16 s for 267,000 of them.
test("lists and searches of accounts read of the invoices those of each account, however they are sorted", () => {
  const path = join(temporaryFolder(), "book.countinghouse");
  createBook(path, 0, { name: "Acme", timeZone: "UTC", currency: "USD", isForTrying: false });
  const book = new ExplainedBook(new Database(path, { readonly: true }));
  const dispatcher = createDispatcher(book, () => undefined, false);
  const caller = { origin: "desk", operator: "Ann" } as const;
  for (const search of ["", "li", "ann lee"]) {
    for (const by of sorts.options) {
      book.steps.length = 0;
      const input = { search, sort: { by, direction: "descending" } };
      expect(dispatcher.dispatch({ method: "accounts.list", input, caller })).toMatchObject({ ok: true });
      const ofInvoices = book.steps.filter((step) => /\binvoice\b/u.test(step));
      expect(ofInvoices.length).toBeGreaterThan(0);
      for (const step of ofInvoices) {
        expect(step).toMatch(/^SEARCH invoice USING INDEX invoice_account \(account_id=\?/u);
      }
    }
  }
  book.close();
});
