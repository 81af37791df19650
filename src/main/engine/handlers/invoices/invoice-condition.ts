import { allocateCredit } from "../../../domain/billing/apply-credit.ts";
import { creditableOf } from "../../../domain/invoices/line-rest.ts";
import type { InvoiceCondition, PaymentCondition } from "../../../domain/invoices/invoice-actions.ts";
import { remainingIn } from "../../../domain/credits/credit-blocks.ts";
import { findCreditNoteFacts } from "../../../storage/invoices/credit-note-store.ts";
import { creditFacts } from "../../../storage/ledger/ledger-store.ts";
import { findCreatedCredit, findOverpaidCredit, type StoredPayment } from "../../../storage/payments/payment-store.ts";
import {
  listOutstanding,
  readPaidAndGivenBack,
  type InvoiceStanding,
} from "../../../storage/invoices/invoice-standing-store.ts";
import type { QueryContext } from "../../handler.ts";
import { accountMethod } from "../payments/collection.ts";

/** What decides what can be done with an invoice, for the commands and for the record alike. */
export function readInvoiceCondition(context: QueryContext, invoice: InvoiceStanding): InvoiceCondition {
  const { book, today } = context;
  const creditable = findCreditNoteFacts(book, invoice.id);
  return {
    ...invoice,
    ...readPaidAndGivenBack(book, invoice.number),
    createdCredit: invoice.creditCreatedMinor > 0 ? (findCreatedCredit(book, invoice.id, today) ?? null) : null,
    method: accountMethod(context, invoice.accountId),
    creditShareMinor: invoice.state === "open" ? creditShareOf(context, invoice) : 0,
    creditableMinor: creditable ? creditableOf(creditable) : 0,
  };
}

/** What of the account's credit goes to the invoice where it is applied to all that are open, oldest first (BEHAVIOUR 8.7). */
function creditShareOf({ book, today }: QueryContext, { id, accountId, currency }: InvoiceStanding): number {
  const available = remainingIn(creditFacts(book, accountId, currency, today).usable);
  const allocations = allocateCredit(new Map([[currency, available]]), listOutstanding(book, accountId));
  return allocations.find(({ invoice }) => invoice.id === id)?.amountMinor ?? 0;
}

export function readPaymentCondition({ book, today }: QueryContext, payment: StoredPayment): PaymentCondition {
  const overpaidCredit = payment.overpaidMinor > 0 ? (findOverpaidCredit(book, payment.id, today) ?? null) : null;
  return { ...payment, overpaidCredit };
}
