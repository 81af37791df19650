import type Database from "better-sqlite3";
import { fillMoneyTotals } from "../reports/money-total-store.ts";
import { defineFunctions } from "./functions.ts";

/** What follows from records: computed anew where a book is made of them, in the words of the migrations that made it first. */
const statements = [
  `DELETE FROM account_count`,
  `INSERT INTO account_count (kind, count)
     SELECT kind, (SELECT count(*) FROM account WHERE account.kind = kinds.kind)
     FROM (SELECT 'user' AS kind UNION ALL SELECT 'organization') AS kinds`,
  `DELETE FROM account_search`,
  `INSERT INTO account_search (rowid, grams)
     SELECT number, search_grams(kind, name_key, contact_search_key) FROM account_listing ORDER BY number`,
  `DELETE FROM credit_balance`,
  `INSERT INTO credit_balance (account_id, currency, ledger_minor, last_sequence)
     SELECT account_id, currency, sum(amount_minor), max(sequence) FROM ledger_entry GROUP BY account_id, currency`,
  `DELETE FROM ledger_day_total`,
  `INSERT INTO ledger_day_total (counted_by, currency, counted_on, source_type, reason_code, amount_minor, entry_count)
     SELECT 'effective', currency, effective_on, source_type, coalesce(reason_code, ''), sum(amount_minor), count(*)
     FROM ledger_entry GROUP BY currency, effective_on, source_type, coalesce(reason_code, '')`,
  `INSERT INTO ledger_day_total (counted_by, currency, counted_on, source_type, reason_code, amount_minor, entry_count)
     SELECT 'recorded', currency, recorded_on, source_type, reason_code, sum(amount_minor), count(*)
     FROM (SELECT e.currency, e.amount_minor, e.source_type, coalesce(e.reason_code, '') AS reason_code,
         day_of_record(e.created_at_ms, book.time_zone) AS recorded_on
       FROM ledger_entry e, book)
     GROUP BY currency, recorded_on, source_type, reason_code`,
  `DELETE FROM money_day_total`,
  fillMoneyTotals,
  `DELETE FROM ledger_note_search`,
  `INSERT INTO ledger_note_search (rowid, words)
     SELECT sequence, words FROM (SELECT sequence, note_words(note) AS words FROM ledger_entry WHERE note IS NOT NULL)
     WHERE words <> '' ORDER BY sequence`,
];

/** Make all that follows from the records of a book anew. */
export function makeDerivedTables(database: Database.Database): void {
  defineFunctions(database);
  database.transaction(() => {
    for (const statement of statements) database.exec(statement);
  })();
}
