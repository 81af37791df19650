import { expect, test } from "vitest";
import { verifyClosedBook } from "../../../src/main/engine/handlers/ledger/verify-ledger.ts";
import { bookOfPapers } from "../../support/altered-book.ts";
import { alteredCopy } from "../../support/database.ts";

/** What verifying finds in an {@link alteredCopy}. */
function foundAfter(path: string, sql: string): { ok: boolean; problem: string | undefined } {
  const { ok, firstBroken } = verifyClosedBook(alteredCopy(path, sql));
  return { ok, problem: firstBroken?.problem };
}

test("what an invoice or a credit note says is found where its lines, payments and entries say otherwise", async () => {
  const path = await bookOfPapers();
  const cases: readonly (readonly [sql: string, problem: string])[] = [
    ["UPDATE invoice SET subtotal_minor = 1, total_minor = 1 WHERE number = 5", "the lines of invoice 5 do not add up"],
    ["UPDATE invoice SET tax_minor = 5 WHERE number = 1", "the lines of invoice 1 do not add up"],
    ["UPDATE invoice SET discount_minor = 5 WHERE number = 2", "the lines of invoice 2 do not add up"],
    ["UPDATE invoice_line SET net_minor = 3999 WHERE invoice_number = 4", "the lines of invoice 4 do not add up"],
    ["DELETE FROM invoice_line WHERE invoice_number = 3", "the lines of invoice 3 do not add up"],
    [
      "UPDATE invoice SET amount_paid_minor = 4000, state = 'paid', paid_by = 'manual' WHERE number = 5",
      "the payments of invoice 5 are not what it says was paid",
    ],
    [
      "UPDATE payment SET amount_minor = 900 WHERE invoice_number = 1 AND overpaid_minor = 0",
      "the payments of invoice 1",
    ],
    ["DELETE FROM payment WHERE invoice_number = 2", "the payments of invoice 2"],
    ["DELETE FROM payment_taken_back", "the payments of invoice 3"],
    ["UPDATE payment SET invoice_number = 5 WHERE invoice_number = 2", "the payments of invoice 2"],
    [
      "UPDATE payment SET overpaid_minor = 600, amount_minor = amount_minor + 100 WHERE overpaid_minor > 0",
      "what was paid beyond invoice 1 is not what entries gave for it",
    ],
    ["UPDATE invoice SET credited_minor = 4000 WHERE number = 2", "the credit notes of invoice 2"],
    ["UPDATE invoice SET reduced_minor = 100 WHERE number = 5", "the credit notes of invoice 5"],
    ["UPDATE credit_note SET net_minor = 1, tax_minor = 1499", "the lines of credit note 1 do not add up"],
    [
      "UPDATE credit_note SET to_credit_minor = to_credit_minor + 1, out_of_band_minor = out_of_band_minor - 1",
      "the credit of credit note 1 is not what entries gave for it",
    ],
    ["UPDATE invoice SET written_off_minor = 3900 WHERE number = 4", "what was written off of invoice 4"],
    ["DELETE FROM write_off", "what was written off of invoice 4"],
    ["DELETE FROM invoice WHERE number = 5; DELETE FROM invoice_line WHERE invoice_number = 5", "invoice 5 is missing"],
    ["DELETE FROM invoice WHERE number = 3", "invoice 3 is missing"],
    ["UPDATE book SET next_invoice_number = 9", "invoice 6 is missing"],
    ["UPDATE book SET next_credit_note_number = 3", "credit note 2 is missing"],
  ];
  expect(foundAfter(path, "SELECT 1")).toEqual({ ok: true, problem: undefined });
  for (const [sql, problem] of cases) {
    expect({ sql, ...foundAfter(path, sql) }).toEqual({ sql, ok: false, problem: expect.stringContaining(problem) });
  }
});
