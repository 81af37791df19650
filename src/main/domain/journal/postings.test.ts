import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { civilDate } from "../../../shared/calendar.ts";
import type { JournalAccount } from "../../../shared/contract/journal.ts";
import { createBeancountText } from "./beancount-text.ts";
import type { JournalFact, PostedLine } from "./facts.ts";
import { createLedgerText } from "./ledger-text.ts";
import { toTransaction } from "./postings.ts";

const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
const above = fc.integer({ min: 0, max: 1_000_000 });
const head = {
  on: fc.constant(civilDate("2026-01-31")),
  currency: fc.constantFrom("USD", "JPY", "KWD"),
  accountId: fc.constant("user_1"),
  code: fc.string({ minLength: 1 }),
};
const ofInvoice = { ...head, buyerName: fc.string({ unit: "binary" }) };
const lines: fc.Arbitrary<PostedLine[]> = fc.array(
  fc.record({
    kind: fc.constantFrom("fee", "seats", "prorated_fee", "unused_time", "charge", "carried"),
    planId: fc.constantFrom(null, "cplan_1", "cplan_2"),
    netMinor: amount,
    taxRateId: fc.constantFrom(null, "tax_1"),
    taxMinor: amount,
  }),
);
const fact: fc.Arbitrary<JournalFact> = fc.oneof(
  fc.record({
    ...head,
    type: fc.constant("entry" as const),
    amountMinor: amount,
    sourceType: fc.constantFrom(
      "grant",
      "deduction",
      "invoice_applied",
      "proration",
      "expiry",
      "opening",
      "transfer_in",
    ),
    isReversal: fc.boolean(),
    reasonCode: fc.constantFrom(null, "courtesy"),
  }),
  fc.record({ ...ofInvoice, type: fc.constant("invoice" as const), lines, carriedMinor: above }),
  fc.record({
    ...ofInvoice,
    type: fc.constant("void" as const),
    lines,
    writtenOffMinor: above,
    isBilledAgain: fc.boolean(),
  }),
  fc.record({
    ...ofInvoice,
    type: fc.constant("credit_note" as const),
    invoiceCode: fc.constant("INV-000001"),
    lines,
    refunds: fc.array(fc.record({ gateway: fc.constantFrom("manual", "test"), amountMinor: above })),
  }),
  fc.record({
    ...ofInvoice,
    type: fc.constantFrom("payment" as const, "payment_taken_back" as const),
    invoiceCode: fc.constant("INV-000001"),
    gateway: fc.constantFrom("manual", "test"),
    amountMinor: above,
  }),
  fc.record({ ...ofInvoice, type: fc.constant("write_off" as const), amountMinor: above }),
);

describe("what a fact posts", () => {
  test("adds up to nothing, and has each account once", () => {
    fc.assert(
      fc.property(fact, (each) => {
        const { postings } = toTransaction(each);
        expect(postings.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBe(0);
        expect(postings.every(({ amountMinor }) => amountMinor !== 0)).toBe(true);
        const accounts = postings.map(({ role, subject }) => `${role}/${subject}`);
        expect(new Set(accounts).size).toBe(accounts.length);
      }),
    );
  });

  test("is text in which no name begins a line, a comment, a posting or another account", () => {
    const account = fc.record({
      name: fc.string({ unit: "binary", minLength: 1 }),
      type: fc.constant("asset" as const),
    });
    fc.assert(
      fc.property(fact, account, (each, named) => {
        const chart = (role: string): JournalAccount => ({ ...named, number: role.toUpperCase().replaceAll("_", "-") });
        const transaction = toTransaction(each);
        const postingLine = /^ {2,4}Assets:[0-9A-Z-]+/u;
        for (const text of [createLedgerText(chart)(transaction), createBeancountText(chart)(transaction)]) {
          const written = text.split(/[\n\r\v\f\u0085\u2028\u2029]/u);
          expect(written.filter((line) => postingLine.test(line))).toHaveLength(transaction.postings.length);
          expect(written.filter((line) => /^\d{4}-\d{2}-\d{2} \*/u.test(line))).toHaveLength(1);
          const known =
            /^(?: {2,4}(?:Assets:|; account: |code: "|account: "|format )|\d{4}-\d{2}-\d{2} (?:\* |open Assets:)|account Assets:|commodity [A-Z]{3}$|tag account$|$)/u;
          expect(written.filter((line) => !known.test(line))).toEqual([]);
        }
        for (const line of createLedgerText(chart)(transaction)
          .split("\n")
          .filter((text) => postingLine.test(text))) {
          expect(line).toMatch(/^ {4}Assets:(?:(?! {2})[^;\t])+ {2}(?:USD|JPY|KWD) -?\d+(?:\.\d+)?$/u);
        }
      }),
    );
  });
});
