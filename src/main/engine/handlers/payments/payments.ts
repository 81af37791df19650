import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { requireTakenBack } from "../../../domain/invoices/invoice-actions.ts";
import { datedOn } from "../../../domain/periods/dating.ts";
import { updateListingActivity } from "../../../storage/accounts/account-listing-store.ts";
import { addInvoicePayment, type InvoiceStanding } from "../../../storage/invoices/invoice-standing-store.ts";
import {
  findOverpaidCredit,
  findPayment,
  insertPayment,
  takePaymentBack,
} from "../../../storage/payments/payment-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { accountMethod, collectNow } from "./collection.ts";
import { addCredit } from "../credits/credit-posting.ts";
import { readInvoiceCondition, readPaymentCondition } from "../invoices/invoice-condition.ts";
import { answerChanged, requireInvoiceFor, requireStanding, takeBackCredit } from "../invoices/standing-invoice.ts";

export const paymentHandlers: HandlersOf<"invoices.collect" | "invoices.recordPayment" | "invoices.takeBackPayment"> = {
  "invoices.collect": (context, { invoiceId }) => {
    const invoice = requireInvoiceFor(context, "collect", invoiceId);
    datedOn(context.today, "hand", context.settings);
    collectNow(context, invoice, accountMethod(context, invoice.accountId));
    return answerChanged(context, invoice);
  },

  "invoices.recordPayment": (context, input) => {
    const { invoiceId, reference } = input;
    const { book } = context;
    const invoice = requireInvoiceFor(context, "recordPayment", invoiceId);
    const amountMinor = input.amountMinor ?? invoice.outstandingMinor;
    const receivedOn = input.receivedOn ?? context.today;
    if (receivedOn > context.today) {
      throw new AppError(
        "payment_in_future",
        sentence("Today in the book is {today}; {receivedOn} has not come yet.", { today: context.today, receivedOn }),
      );
    }
    datedOn(receivedOn, "hand", context.settings);
    const overpaidMinor = Math.max(0, amountMinor - invoice.outstandingMinor);
    if (overpaidMinor > 0 && input.overpayment === "refuse") refuseOverpayment(invoice);
    const paymentId = context.makeId("payment");
    insertPayment(book, {
      id: paymentId,
      invoiceNumber: invoice.number,
      gateway: "manual",
      status: "succeeded",
      amountMinor,
      overpaidMinor,
      methodLabel: null,
      paidOn: receivedOn,
      reference,
      failureReason: null,
      operator: context.caller.operator,
      createdAtMs: context.nowMs,
    });
    context.money.add({ kind: "collected", on: receivedOn, currency: invoice.currency, amountMinor });
    updateListingActivity(book, invoice.accountId, context.today);
    const isSettled = amountMinor >= invoice.outstandingMinor;
    const settled = isSettled ? ({ paidBy: "manual", paidOn: receivedOn } as const) : null;
    addInvoicePayment(book, invoice.number, amountMinor - overpaidMinor, settled);
    context.happened(isSettled ? "invoice.paid" : "invoice.updated", invoiceId);
    if (overpaidMinor > 0) {
      const { accountId, currency } = invoice;
      addCredit(context, {
        accountId,
        currency,
        amountMinor: overpaidMinor,
        sourceType: "refund_to_credit",
        sourceId: paymentId,
        note: reference,
      });
    }
    return answerChanged(context, invoice);
  },

  "invoices.takeBackPayment": (context, { paymentId, reason }) => {
    const { book, today, nowMs, caller, settings } = context;
    const payment = findPayment(book, paymentId);
    if (!payment) throw new AppError("payment_not_found", sentence("There is no payment {paymentId}.", { paymentId }));
    const invoice = requireStanding(context, payment.invoiceId);
    requireTakenBack(readPaymentCondition(context, payment), readInvoiceCondition(context, invoice));
    if (payment.overpaidMinor > 0)
      takeBackCredit(context, invoice, findOverpaidCredit(book, paymentId, context.today), reason);
    const on = datedOn(today, "hand", settings);
    takePaymentBack(book, invoice.number, payment, {
      on,
      reason,
      operator: caller.operator,
      origin: caller.origin,
      createdAtMs: nowMs,
    });
    const { currency } = invoice;
    context.money.add({ kind: "taken_back", on, currency, amountMinor: -payment.amountMinor });
    updateListingActivity(book, invoice.accountId, today);
    context.happened("invoice.updated", invoice.id);
    return answerChanged(context, invoice);
  },
};

function refuseOverpayment({ code, outstandingMinor, currency }: InvoiceStanding): never {
  throw new AppError(
    "payment_exceeds_due",
    sentence("Invoice {invoiceNumber} has {outstanding} left to pay.", {
      invoiceNumber: code,
      outstanding: { amountMinor: outstandingMinor, currency },
    }),
    { outstandingMinor },
  );
}
