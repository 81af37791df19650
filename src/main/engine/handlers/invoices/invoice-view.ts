import { civilDateAt } from "../../../../shared/calendar.ts";
import type { InvoiceView } from "../../../../shared/contract/invoice-view.ts";
import { creditableRest } from "../../../domain/invoices/line-rest.ts";
import { invoiceActions, paymentActions, proposedPeriods } from "../../../domain/invoices/invoice-actions.ts";
import { findAccount } from "../../../storage/accounts/account-store.ts";
import { readCreditableLines } from "../../../storage/invoices/credit-note-store.ts";
import { findInvoice } from "../../../storage/invoices/invoice-store.ts";
import { findInvoiceStanding } from "../../../storage/invoices/invoice-standing-store.ts";
import { findPayment } from "../../../storage/payments/payment-store.ts";
import type { QueryContext } from "../../handler.ts";
import { readInvoiceCondition, readPaymentCondition } from "./invoice-condition.ts";

/** An invoice as it is printed, with what can be done with it and with its payments; undefined where there is none with the id. */
export function readInvoiceView(
  context: QueryContext,
  invoiceId: string,
): { readonly number: number; readonly view: InvoiceView } | undefined {
  const { book, today, nowMs } = context;
  const found = findInvoice(book, invoiceId, today);
  const standing = findInvoiceStanding(book, invoiceId);
  if (!found || !standing) return undefined;
  const { number, printed } = found;
  const condition = readInvoiceCondition(context, standing);
  const timeZone = findAccount(book, printed.accountId)?.timeZone ?? context.settings.timeZone;
  const view: InvoiceView = {
    ...printed,
    payments: printed.payments.map((payment) => {
      const stored = findPayment(book, payment.id);
      return { ...payment, actions: stored ? paymentActions(readPaymentCondition(context, stored), condition) : [] };
    }),
    creditableLines: readCreditableLines(book, number).map((line) => ({
      position: line.position,
      leftMinor: creditableRest(line),
    })),
    periodsIfVoided: proposedPeriods(printed.lines, civilDateAt(nowMs, timeZone)),
    actions: invoiceActions(condition),
  };
  return { number, view };
}
