import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { MethodInput } from "../../src/shared/contract/index.ts";
import { createTestBook, temporaryFolder, type TestBook } from "./book.ts";
import { payBy, type testNumber } from "./collection.ts";
import { adjust, billThrough, createCustomer, creditOf, invoicesOf, type CustomerOptions } from "./company.ts";
import { balancesOf, balancesReadBy, expectTyingJournal, exportJournal, isInstalled } from "./journal.ts";
import { checkReports } from "./reports.ts";
import { checkRollForward } from "./roll-forward.ts";

type Terms = NonNullable<MethodInput<"credits.adjust">["terms"]>;
type Destination = MethodInput<"creditNotes.issue">["destination"];

/**
 * One account's money in a book of its own, said in a word for each thing that happens, so that a test reads as its figures were worked out
 * by hand: what happens, and what is there then.
 */
export class AccountLife {
  readonly book: TestBook;
  readonly accountId: string;
  readonly currency: string;

  private constructor(book: TestBook, accountId: string, currency: string) {
    this.book = book;
    this.accountId = accountId;
    this.currency = currency;
  }

  /** An account in a new book, which is subscribed from today where it has a fee. */
  static async begin({ today = "2026-01-01", ...customer }: CustomerOptions & { today?: string } = {}) {
    const { currency = "USD" } = customer;
    const book = await createTestBook({ today, currency });
    return new AccountLife(book, await createCustomer(book, { startOn: today, ...customer }), currency);
  }

  /** Another account of the same book. */
  async neighbour(customer: CustomerOptions = {}): Promise<AccountLife> {
    const { currency = this.currency } = customer;
    return new AccountLife(this.book, await createCustomer(this.book, { ...customer, currency }), currency);
  }

  /** Go on to a day, and let the book do what the calendar asks for. */
  async until(day: string): Promise<void> {
    await this.book.setToday(day);
  }

  async bill(throughOn: string): Promise<void> {
    await billThrough(this.book, throughOn);
  }

  /** Credit by hand. @returns the entry's id. */
  async grant(amountMinor: number, terms: Terms | null = null, currency = this.currency): Promise<string> {
    const given = { accountId: this.accountId, action: "increase", amountMinor, currency, terms } as const;
    return (await this.book.ask("credits.adjust", { ...given, reasonCode: "billing_error" })).entry.id;
  }

  async take(amountMinor: number, currency = this.currency): Promise<string> {
    return (await adjust(this.book, this.accountId, -amountMinor, currency)).id;
  }

  /** Pay by a number of the test gateway, or by transfer, from now on. */
  async payBy(method: keyof typeof testNumber | "transfer"): Promise<void> {
    const { book, accountId } = this;
    if (method !== "transfer") return void (await payBy(book, accountId, method));
    await book.ask("paymentMethods.add", { accountId, kind: "transfer", gateway: "manual" });
  }

  /** The invoice that was issued so many before the last one. */
  async invoice(before = 0) {
    const invoice = (await invoicesOf(this.book, this.accountId)).at(-1 - before);
    if (!invoice) throw new Error("There is no such invoice");
    return invoice;
  }

  /** Money for an invoice, the last one where none is said, all of it where no amount is. @returns the payment's id. */
  async pay(amountMinor: number | null = null, invoiceId?: string): Promise<string> {
    const id = invoiceId ?? (await this.invoice()).id;
    const payment = { invoiceId: id, amountMinor, receivedOn: null, overpayment: "to_credit" } as const;
    const { invoice } = await this.book.ask("invoices.recordPayment", payment);
    return invoice.payments.at(-1)?.id ?? "";
  }

  /** A credit note of a part of a line before its discount and tax, as it is previewed, of the last invoice where none is said. */
  async note(
    amountMinor: number,
    destination: Destination,
    { invoiceId, position = 1 }: { invoiceId?: string; position?: number } = {},
  ) {
    const id = invoiceId ?? (await this.invoice()).id;
    const wanted = { invoiceId: id, lines: [{ position, amountMinor }], destination };
    const { fingerprint, figures } = await this.book.ask("creditNotes.preview", wanted);
    const { creditNote } = await this.book.ask("creditNotes.issue", { ...wanted, fingerprint });
    expectAsPreviewed(creditNote, figures);
    const { toDueMinor, toCreditMinor, toPaymentMethodMinor, outOfBandMinor } = creditNote;
    return { toDueMinor, toCreditMinor, toPaymentMethodMinor, outOfBandMinor };
  }

  /** The refusal of a credit note of the last invoice. */
  async noteRefusal(amountMinor: number, destination: Destination): Promise<string> {
    const { id: invoiceId } = await this.invoice();
    const wanted = { invoiceId, lines: [{ position: 1, amountMinor }], destination };
    return (await this.book.refusal("creditNotes.preview", wanted)).code;
  }

  async void(periods: "waive" | "bill_again" = "waive", invoiceId?: string): Promise<void> {
    await this.book.ask("invoices.void", { invoiceId: invoiceId ?? (await this.invoice()).id, periods });
  }

  async takeBack(paymentId: string): Promise<void> {
    await this.book.ask("invoices.takeBackPayment", { paymentId, reason: "Bounced" });
  }

  /** Use credit for what is open. */
  async apply(): Promise<void> {
    await this.book.ask("credits.applyToOpenInvoices", { accountId: this.accountId });
  }

  async transfer(to: AccountLife, amountMinor: number, currency = this.currency): Promise<void> {
    const [fromAccountId, toAccountId] = [this.accountId, to.accountId];
    await this.book.ask("credits.transfer", { fromAccountId, toAccountId, amountMinor, currency });
  }

  /** The ledger balance; null where there never was credit. */
  async credit(currency = this.currency): Promise<number | null> {
    return creditOf(this.book, this.accountId, currency);
  }

  /** What each invoice still asks for, with how it stands, oldest first. */
  async standing() {
    const invoices = await invoicesOf(this.book, this.accountId);
    return invoices.map(({ state, outstandingMinor }) => [state, outstandingMinor]);
  }

  /** {@link expectTyingBook}, for the last time. */
  async end(): Promise<void> {
    await expectTyingBook(this.book);
    await this.book.close();
  }
}

/** A note says what its preview said. */
function expectAsPreviewed(note: object, figures: object): void {
  expect(note).toMatchObject(figures);
}

/** The verifier finds nothing, every report ties to the ledger, and so does the journal as a program of the field reads it. */
async function expectTyingBook(book: TestBook): Promise<void> {
  const { result } = await book.runJob("ledger.verify", {});
  expect(result).toMatchObject({ ok: true, firstBroken: null, findings: [] });
  const lifetime = { fromOn: "2025-12-01", throughOn: "2027-12-31" };
  await checkReports(book, lifetime);
  await checkRollForward(book, lifetime);
  const ours = balancesOf(await expectTyingJournal(book));
  if (!isInstalled("hledger")) return;
  const { text, fileName } = await exportJournal(book, { format: "ledger" });
  const path = join(temporaryFolder(), fileName);
  writeFileSync(path, text);
  expect(balancesReadBy("hledger", path)).toEqual(ours);
}
