import Database from "better-sqlite3";
import { expect, test } from "vitest";
import { bookOfPapers, bookOfRecords, foundInLogAfter } from "../../support/altered-book.ts";
import { openTestBook } from "../../support/book.ts";
import { alteredCopy } from "../../support/database.ts";

test("what authority and prices hang on is found at the act that tells of it, where it was changed behind the application's back", async () => {
  const { path, planId, kim, lee } = await bookOfRecords();
  const key = "key_01jabcdefghjkmnpqrstvwxyz1";
  const differs = (field: string, of: string) => `"${field}" of ${of} is not what it tells`;
  const idOf = (table: string) => {
    const database = new Database(path, { readonly: true });
    const id = database.prepare(`SELECT id FROM ${table} ORDER BY rowid DESC`).pluck().get() as string;
    database.close();
    return id;
  };
  const priceId = idOf("price");
  const cases: readonly (readonly [sql: string, act: string, problem: string])[] = [
    [`UPDATE operator SET role = 'admin' WHERE id = '${kim}'`, "operators.create", differs("role", kim)],
    [`UPDATE operator SET is_suspended = 0 WHERE id = '${lee}'`, "operators.suspend", differs("isSuspended", lee)],
    [
      `UPDATE operator SET passphrase_hash = passphrase_hash || 'x' WHERE id = '${kim}'`,
      "operators.setPassphrase",
      differs("passphraseDigest", kim),
    ],
    [`UPDATE operator SET issuer = 'i', subject = 's' WHERE id = '${kim}'`, "operators.create", differs("issuer", kim)],
    [`DELETE FROM operator WHERE id = '${kim}'`, "operators.setPassphrase", `the record ${kim} that it tells of`],
    [
      "INSERT INTO operator (id, name, sign_in_name, role, created_at_ms) VALUES ('opr_new', 'New', 'new', 'admin', 1)",
      "operators.suspend",
      "the log does not tell of the record opr_new",
    ],
    ['UPDATE api_key SET scopes = \'["read","write"]\'', "apiKeys.create", differs("scopes", key)],
    ["UPDATE api_key SET expires_at_ms = 9999999999999", "apiKeys.create", differs("expiresAtMs", key)],
    ["UPDATE api_key SET secret_hash = zeroblob(32)", "apiKeys.create", differs("secretDigest", key)],
    [
      `INSERT INTO api_key (id, name, secret_hash, scopes, created_at_ms, operator_id)
       SELECT 'key_new', name, zeroblob(32), scopes, 1, operator_id FROM api_key`,
      "operators.suspend",
      "the log does not tell of the record key_new",
    ],
    [
      "UPDATE credit_limit SET per_act_minor = NULL WHERE currency = 'USD'",
      "limits.set",
      differs("clerk USD", "limits"),
    ],
    ["UPDATE credit_limit SET per_day_minor = 5 WHERE currency = 'EUR'", "limits.set", differs("clerk EUR", "limits")],
    ["DELETE FROM credit_limit WHERE currency = 'EUR'", "limits.set", differs("clerk EUR", "limits")],
    [
      "INSERT INTO credit_limit VALUES ('clerk', 'GBP', 1, 1)",
      "operators.suspend",
      "the log does not tell of the record clerk GBP",
    ],
    ["UPDATE book SET payment_terms_days = 90", "book.configure", differs("paymentTermsDays", "book")],
    [
      "UPDATE book SET numbering = replace(numbering, '2027-', '2028-')",
      "book.configure",
      differs("numbering", "book"),
    ],
    ["UPDATE book SET test_clock_at_ms = NULL", "book.setClock", differs("testClockAtMs", "book")],
    [
      "UPDATE tax_rate SET rate_parts_per_million = 70000",
      "taxRates.create",
      differs("partsPerMillion", idOf("tax_rate")),
    ],
    [
      "UPDATE discount SET parts_per_million = 999999",
      "discounts.create",
      differs("partsPerMillion", idOf("discount")),
    ],
    [`UPDATE price SET monthly_minor = 1 WHERE plan_id = '${planId}'`, "plans.create", differs("price", priceId)],
    [
      "UPDATE webhook_endpoint SET address = 'https://elsewhere.example/'",
      "webhooks.add",
      differs("address", idOf("webhook_endpoint")),
    ],
    ["UPDATE journal_account SET number = '9999'", "journal.setAccounts", "of journal is not what it tells"],
    ["DELETE FROM journal_account", "journal.setAccounts", "the record journal cannot be read"],
  ];
  const unchanged = [
    "UPDATE operator SET failed_sign_ins = 3",
    "UPDATE book SET test_clock_at_ms = test_clock_at_ms + 86400000",
    // As a book is that was made of an export.
    "UPDATE operator SET passphrase_hash = NULL",
    "UPDATE webhook_endpoint SET is_paused = 1",
  ];
  for (const sql of unchanged)
    expect({ sql, ...foundInLogAfter(path, sql) }).toEqual({ sql, act: undefined, problem: undefined });
  for (const [sql, act, problem] of cases) {
    const found = foundInLogAfter(path, sql);
    expect({ sql, ...found }).toEqual({ sql, act, problem: expect.stringContaining(problem) });
  }
});

test("what papers are called is found where nobody ever chose it, because that renames those that were issued", async () => {
  const path = await bookOfPapers();
  const renamed = "UPDATE book SET numbering = replace(numbering, 'INV-', 'XNV-')";
  const problem = 'the log does not tell that "numbering" of book was changed';
  expect(foundInLogAfter(path, "SELECT 1").problem).toBeUndefined();
  for (const sql of [renamed, "UPDATE book SET numbering = '[]'", "UPDATE book SET numbering = '5'"]) {
    expect({ sql, ...foundInLogAfter(path, sql) }).toMatchObject({ sql, problem });
  }

  // Nor is it hidden by somebody who chooses other numbers after that.
  const chosen = await openTestBook(alteredCopy(path, renamed));
  await chosen.ask("book.configure", { nextInvoiceNumber: "RE-1" });
  await chosen.close();
  expect(foundInLogAfter(chosen.path, "SELECT 1")).toEqual({ act: "book.configure", problem });
});
