import Database from "better-sqlite3";
import { expect } from "vitest";
import { verifyClosedBook } from "../../src/main/engine/handlers/ledger/verify-ledger.ts";
import { createTestBook } from "./book.ts";
import { billThrough, createCustomer, invoicesOf } from "./company.ts";
import { alteredCopy } from "./database.ts";
import { addOperators } from "./operators.ts";
import { createPlan } from "./subscriptions.ts";
import { addEndpoint } from "./webhooks.ts";

/** What verifying finds of the audit log in an {@link alteredCopy}. */
export function foundInLogAfter(path: string, sql: string): { act: string | undefined; problem: string | undefined } {
  const copy = alteredCopy(path, sql);
  const { ok, firstBroken, audit } = verifyClosedBook(copy);
  expect({ sql, ok, firstBroken }).toEqual({ sql, ok: audit.firstBroken === null, firstBroken: null });
  const read = new Database(copy, { readonly: true });
  const act = read
    .prepare("SELECT act FROM audit_entry WHERE sequence = ?")
    .pluck()
    .get(audit.firstBroken?.sequence ?? 0) as string | undefined;
  read.close();
  return { act, problem: audit.firstBroken?.problem };
}

/** A book in which each kind of record is there on which authority or prices hang. */
export async function bookOfRecords() {
  const book = await createTestBook();
  await book.ask("book.configure", { paymentTermsDays: 30, nextInvoiceNumber: "2027-0001" });
  await book.ask("taxRates.create", { name: "Standard", ratePartsPerMillion: 190_000 });
  await book.ask("discounts.create", { name: "A fifth", partsPerMillion: 200_000 });
  const planId = await createPlan(book, { monthlyMinor: 20_00 });
  await addEndpoint(book);
  await book.ask("apiKeys.create", {
    keyId: "key_01jabcdefghjkmnpqrstvwxyz1",
    secretHash: "a".repeat(64),
    name: "Some program",
    scopes: ["read"],
  });
  const account = { number: "1234", name: "Owed to us", type: "asset" as const };
  await book.ask("journal.setAccounts", { accounts: [{ role: "receivable", account }] });
  const { admin, ids } = await addOperators(book, { kim: "clerk", lee: "approver" });
  await admin.ask("limits.set", { role: "clerk", currency: "USD", perActMinor: 50_00, perDayMinor: 100_00 });
  await admin.ask("limits.set", { role: "clerk", currency: "EUR", perActMinor: 1_00, perDayMinor: null });
  await admin.ask("operators.suspend", { operatorId: ids["lee"] ?? "" });
  await book.close();
  return { path: book.path, planId, kim: ids["kim"] ?? "", lee: ids["lee"] ?? "" };
}

/** Five invoices: one paid in parts and beyond, one credited, one taken back, one written off, one open. */
export async function bookOfPapers(): Promise<string> {
  const book = await createTestBook();
  const ids: string[] = [];
  for (let index = 0; index < 5; index += 1) {
    const accountId = await createCustomer(book, { feeMinor: 40_00 });
    await billThrough(book, "2026-01-01");
    ids.push((await invoicesOf(book, accountId))[0]?.id ?? "");
  }
  const [beyond = "", credited = "", returned = "", written = ""] = ids;
  const pay = (invoiceId: string, amountMinor: number) =>
    book.ask("invoices.recordPayment", { invoiceId, amountMinor, receivedOn: null, overpayment: "to_credit" });
  await pay(beyond, 10_00);
  await pay(beyond, 35_00);
  await pay(credited, 40_00);
  const note = { invoiceId: credited, lines: [{ position: 1, amountMinor: 15_00 }], destination: "credit" as const };
  const { fingerprint } = await book.ask("creditNotes.preview", note);
  await book.ask("creditNotes.issue", { ...note, fingerprint });
  const { invoice } = await pay(returned, 40_00);
  await book.ask("invoices.takeBackPayment", { paymentId: invoice.payments[0]?.id ?? "", reason: "Bounced" });
  await book.ask("invoices.writeOff", { invoiceId: written, reason: "Gone" });
  await book.close();
  return book.path;
}
