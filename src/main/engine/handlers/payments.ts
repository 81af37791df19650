import { AppError } from "../../../shared/errors.ts";
import { formatInvoiceNumber } from "../../domain/billing/invoice-number.ts";
import { updateListingActivity } from "../../storage/account-store.ts";
import {
  addInvoicePayment,
  findOverpaidCredit,
  findPayment,
  insertPayment,
  readPaidAndGivenBack,
  takePaymentBack,
  type InvoiceStanding,
} from "../../storage/payment-store.ts";
import type { HandlersOf, QueryContext } from "../handler.ts";
import { collectNow, findChargeableMethod } from "./collection.ts";
import { addCredit } from "./credit-posting.ts";
import { answerChanged, money, requireStanding, requireState, takeBackCredit } from "./standing-invoice.ts";

export const paymentHandlers: HandlersOf<"invoices.collect" | "invoices.recordPayment" | "invoices.takeBackPayment"> = {
  "invoices.collect": (context, { invoiceId }) => {
    const invoice = requireStanding(context, invoiceId);
    requireState(invoice, ["open"]);
    const method = findChargeableMethod(context, invoice);
    if (method === null) {
      throw new AppError(
        "nothing_to_collect_with",
        `There is no payment method that could be charged for invoice ${formatInvoiceNumber(invoice.number)}.`,
      );
    }
    collectNow(context, invoice, method);
    return answerChanged(context, invoice);
  },

  "invoices.recordPayment": (context, input) => {
    const { invoiceId, reference } = input;
    const { book } = context;
    const invoice = requireStanding(context, invoiceId);
    const amountMinor = input.amountMinor ?? invoice.outstandingMinor;
    const receivedOn = input.receivedOn ?? context.today;
    if (receivedOn > context.today) {
      throw new AppError("payment_in_future", `Today in the book is ${context.today}; ${receivedOn} has not come yet.`);
    }
    requireState(invoice, ["open", "uncollectible"]);
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
    const { book, today, nowMs, caller } = context;
    const payment = findPayment(book, paymentId);
    if (!payment) throw new AppError("payment_not_found", `There is no payment ${paymentId}.`);
    if (payment.gateway !== "manual" || payment.status !== "succeeded") {
      throw new AppError("payment_not_recorded", "Only a payment that an operator recorded can be taken back.");
    }
    if (payment.isTakenBack) throw new AppError("payment_was_taken_back", "The payment has been taken back before.");
    const invoice = requireStanding(context, payment.invoiceId);
    requireNotGivenBack(context, invoice, payment.amountMinor - payment.overpaidMinor);
    if (payment.overpaidMinor > 0) takeBackCredit(context, invoice, findOverpaidCredit(book, paymentId), reason);
    takePaymentBack(book, invoice.number, payment, {
      on: today,
      reason,
      operator: caller.operator,
      origin: caller.origin,
      createdAtMs: nowMs,
    });
    updateListingActivity(book, invoice.accountId, today);
    context.happened("invoice.updated", invoice.id);
    return answerChanged(context, invoice);
  },
};

/**
 * That what was given back for an invoice stays covered by what was paid for it (BEHAVIOUR 9.9, 3.12).
 *
 * @throws AppError `payment_given_back`, whose details name the shortfall.
 */
function requireNotGivenBack({ book }: QueryContext, invoice: InvoiceStanding, lessMinor: number): void {
  const { paidMinor, givenBackMinor } = readPaidAndGivenBack(book, invoice.number);
  const shortfallMinor = givenBackMinor - (paidMinor - lessMinor);
  if (shortfallMinor <= 0) return;
  const { currency } = invoice;
  throw new AppError(
    "payment_given_back",
    `${money(shortfallMinor, currency)} of the payment has been given back by notes or by later invoices.`,
    { shortfallMinor, currency },
  );
}

function refuseOverpayment({ number, outstandingMinor, currency }: InvoiceStanding): never {
  throw new AppError(
    "payment_exceeds_due",
    `Invoice ${formatInvoiceNumber(number)} has ${money(outstandingMinor, currency)} left to pay.`,
    { outstandingMinor },
  );
}
