import { expect, test } from "vitest";
import { bookOfPapers, bookOfRecords } from "../../support/altered-book.ts";
import { createTestBook } from "../../support/book.ts";
import { createCustomer } from "../../support/company.ts";
import { alteredCopy } from "../../support/database.ts";
import { checkedByStranger, hasPython } from "../../support/stranger.ts";

type Case = readonly [sql: string, said: string];

/** What a stranger says of a book, and of copies of it that were altered. */
function heardOf(path: string, cases: readonly Case[]) {
  return ["SELECT 1", ...cases.map(([sql]) => sql)].map((sql) => ({
    sql,
    ...checkedByStranger(alteredCopy(path, sql)),
  }));
}

/** Nothing is wrong with the book, and of each copy it is told what is. */
const toBeHeard = (cases: readonly Case[]) => [
  { sql: "SELECT 1", status: 0, said: expect.stringContaining("hold.") },
  ...cases.map(([sql, said]) => ({ sql, status: 1, said: expect.stringContaining(said) })),
];

test.skipIf(!hasPython)("a stranger finds papers that something else contradicts", async () => {
  const path = await bookOfPapers();
  const cases: readonly Case[] = [
    ["UPDATE invoice SET subtotal_minor = 1 WHERE number = 5", "invoice 5: its lines do not add up to it"],
    ["DELETE FROM invoice_line WHERE invoice_number = 3", "invoice 3: its lines"],
    ["UPDATE invoice SET amount_paid_minor = 4000 WHERE number = 5", "invoice 5: its payments"],
    ["DELETE FROM payment_taken_back", "invoice 3: its payments"],
    ["UPDATE invoice SET credited_minor = 4000 WHERE number = 2", "invoice 2: its credit notes"],
    ["DELETE FROM write_off", "invoice 4: what was written off"],
    [
      "UPDATE payment SET overpaid_minor = 600, amount_minor = amount_minor + 100 WHERE overpaid_minor > 0",
      "invoice 1: what was paid beyond it",
    ],
    ["UPDATE credit_note SET net_minor = 1, tax_minor = 1499", "credit note 1: its lines"],
    ["UPDATE credit_note SET to_credit_minor = to_credit_minor + 1", "credit note 1: the credit that it gave"],
    [
      "DELETE FROM invoice WHERE number = 5; DELETE FROM invoice_line WHERE invoice_number = 5",
      "invoice 5: it is missing",
    ],
    ["UPDATE book SET next_invoice_number = 9", "invoice 6: it is missing"],
    ["UPDATE book SET next_credit_note_number = 3", "credit note 2: it is missing"],
    [
      "UPDATE book SET numbering = replace(numbering, 'INV-', 'XNV-')",
      'book: the audit log does not tell that "numbering" was changed',
    ],
  ];
  expect(heardOf(path, cases)).toEqual(toBeHeard(cases));
});

test.skipIf(!hasPython)(
  "a stranger finds what authority and prices hang on where it is not what was told",
  async () => {
    const { path, planId, kim, lee } = await bookOfRecords();
    const cases: readonly Case[] = [
      [`UPDATE operator SET role = 'admin' WHERE id = '${kim}'`, `"role" of ${kim} is not what it tells`],
      [`UPDATE operator SET is_suspended = 0 WHERE id = '${lee}'`, `"isSuspended" of ${lee}`],
      [
        `UPDATE operator SET passphrase_hash = passphrase_hash || 'x' WHERE id = '${kim}'`,
        `"passphraseDigest" of ${kim}`,
      ],
      [`DELETE FROM operator WHERE id = '${kim}'`, `the record ${kim} that it tells of is not there`],
      [
        "INSERT INTO operator (id, name, sign_in_name, role, created_at_ms) VALUES ('opr_new', 'New', 'new', 'admin', 1)",
        "operator opr_new: the audit log does not tell of it",
      ],
      ['UPDATE api_key SET scopes = \'["read","write"]\'', '"scopes" of'],
      ["UPDATE api_key SET secret_hash = zeroblob(32)", '"secretDigest" of'],
      ["UPDATE credit_limit SET per_act_minor = NULL WHERE currency = 'USD'", '"clerk USD" of limits'],
      ["DELETE FROM credit_limit WHERE currency = 'EUR'", '"clerk EUR" of limits'],
      ["INSERT INTO credit_limit VALUES ('clerk', 'GBP', 1, 1)", "limit clerk GBP: the audit log does not tell of it"],
      ["UPDATE book SET payment_terms_days = 90", '"paymentTermsDays" of book'],
      ["UPDATE tax_rate SET rate_parts_per_million = 70000", '"partsPerMillion" of'],
      ["UPDATE discount SET parts_per_million = 999999", '"partsPerMillion" of'],
      [`UPDATE price SET monthly_minor = 1 WHERE plan_id = '${planId}'`, '"price" of'],
      ["UPDATE webhook_endpoint SET address = 'https://elsewhere.example/'", '"address" of'],
    ];
    expect(heardOf(path, cases)).toEqual(toBeHeard(cases));
  },
);

test.skipIf(!hasPython)(
  "a stranger finds how accounts are billed and pay, and what is charged, where it is not what was told",
  async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { taxRateId } = await book.ask("taxRates.create", { name: "Standard", ratePartsPerMillion: 190_000 });
    await book.ask("accounts.update", { accountId, taxRateId, billingName: "Globex AG" });
    const card = { accountId, kind: "card", gateway: "test", token: "4242424242424242" } as const;
    const { paymentMethodId } = await book.ask("paymentMethods.add", card);
    const charge = { accountId, description: "Setup", quantity: 1, unitMinor: 90_00, currency: "USD" };
    const { chargeId } = await book.ask("invoices.addCharge", charge);
    const { chargeId: removedId } = await book.ask("invoices.addCharge", charge);
    await book.ask("invoices.removeCharge", { chargeId: removedId });
    const { paymentMethodId: goneId } = await book.ask("paymentMethods.add", card);
    await book.ask("paymentMethods.remove", { paymentMethodId: goneId });
    await book.close();
    const { path } = book;
    const cases: readonly Case[] = [
      ["UPDATE account SET tax_rate_id = NULL", `"taxRateId" of ${accountId}`],
      ["UPDATE account SET payment_terms_days = 365", `"paymentTermsDays" of ${accountId}`],
      ["UPDATE account SET billing_name = 'Me'", `"billingName" of ${accountId}`],
      [`UPDATE payment_method SET token = '1' WHERE id = '${paymentMethodId}'`, `"tokenDigest" of ${paymentMethodId}`],
      [
        `DELETE FROM payment_method WHERE id = '${paymentMethodId}'`,
        `the record ${paymentMethodId} that it tells of is not there`,
      ],
      ["UPDATE payment_method SET removed_at_ms = NULL", `the record ${goneId} that it removed is there`],
      [`UPDATE pending_charge SET unit_minor = 1 WHERE id = '${chargeId}'`, `"unitMinor" of ${chargeId}`],
      [`UPDATE pending_charge SET removed_at_ms = NULL WHERE id = '${removedId}'`, `"removedAtMs" of ${removedId}`],
    ];
    expect(heardOf(path, cases)).toEqual(toBeHeard(cases));
  },
);
