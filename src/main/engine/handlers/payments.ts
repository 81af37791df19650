import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { AppError } from "../../../shared/errors.ts";
import { formatMoney } from "../../../shared/money/format.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import { formatInvoiceNumber } from "../../domain/billing/invoice-number.ts";
import { updateListingActivity } from "../../storage/account-store.ts";
import { listHeldCredit } from "../../storage/ledger-store.ts";
import {
  addInvoicePayment,
  findCreatedCredit,
  findInvoiceStanding,
  insertPayment,
  setInvoiceUncollectible,
  setInvoiceVoid,
  type InvoiceStanding,
} from "../../storage/payment-store.ts";
import type { CommandContext, HandlersOf, QueryContext } from "../handler.ts";
import { collectNow, findChargeableMethod, refreshStanding } from "./collection.ts";
import { addCredit, returnCredit, useCredit } from "./credit-posting.ts";
import { noteOrNone } from "./note-or-none.ts";
import { requireInvoice } from "./require.ts";

export const paymentHandlers: HandlersOf<
  "invoices.void" | "invoices.markUncollectible" | "invoices.collect" | "invoices.recordPayment"
> = {
  "invoices.void": (context, { invoiceId, note }) => {
    const { book } = context;
    const invoice = requireStanding(context, invoiceId);
    const voidNote = noteOrNone(note);
    requireVoidable(invoice);
    if (invoice.state === "paid") takeCreatedCredit(context, invoice, voidNote);
    for (const held of listHeldCredit(book, invoiceId)) {
      returnCredit(
        context,
        {
          accountId: held.accountId,
          currency: held.currency,
          amountMinor: -held.amountMinor,
          sourceType: "invoice_returned",
          sourceId: invoiceId,
          note: voidNote,
          reversesEntryId: held.id,
        },
        [held],
      );
    }
    setInvoiceVoid(book, invoice.number, voidNote);
    context.happened("invoice.voided", invoiceId);
    return answerChanged(context, invoice);
  },

  "invoices.markUncollectible": (context, { invoiceId }) => {
    const invoice = requireStanding(context, invoiceId);
    requireState(invoice, ["open"]);
    setInvoiceUncollectible(context.book, invoice.number);
    context.happened("invoice.uncollectible", invoiceId);
    return answerChanged(context, invoice);
  },

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
};

function requireStanding({ book }: QueryContext, invoiceId: string): InvoiceStanding {
  const invoice = findInvoiceStanding(book, invoiceId);
  if (!invoice) throw new AppError("invoice_not_found", `There is no invoice ${invoiceId}.`);
  return invoice;
}

function requireState({ number, state }: InvoiceStanding, allowed: readonly InvoiceStanding["state"][]): void {
  if (!allowed.includes(state)) {
    throw new AppError("invoice_not_open", `Invoice ${formatInvoiceNumber(number)} is ${state}.`);
  }
}

/**
 * BEHAVIOUR 9.4, 9.5. Money that came in is not credit and cannot be returned by an entry, so an invoice that has some stays. Of
 * the paid ones only those can be voided that asked for nothing and created credit. Charges of its own that a voided invoice had
 * taken stay billed, as its periods do: what is still wanted is charged anew.
 */
function requireVoidable(invoice: InvoiceStanding): void {
  const createdOnlyCredit = invoice.state === "paid" && invoice.creditCreatedMinor > 0 && invoice.amountPaidMinor === 0;
  if (!createdOnlyCredit) requireState(invoice, ["open", "uncollectible"]);
  if (invoice.amountPaidMinor > 0) {
    throw new AppError(
      "invoice_has_payments",
      `Money was received for invoice ${formatInvoiceNumber(invoice.number)}.`,
    );
  }
}

/**
 * Undo the credit that a negative total put on the account, out of the very block that it formed (BEHAVIOUR 9.5).
 *
 * @throws AppError `credit_already_spent` when some of it has been used or has expired; the details name the shortfall.
 */
function takeCreatedCredit(context: CommandContext, invoice: InvoiceStanding, note: string | null): void {
  const { id, number, accountId, currency, creditCreatedMinor } = invoice;
  const created = findCreatedCredit(context.book, id);
  if (!created) throw new Error(`Invoice ${number} created credit without an entry`);
  const shortfallMinor = creditCreatedMinor - created.remainingMinor;
  if (shortfallMinor > 0) {
    throw new AppError(
      "credit_already_spent",
      `${money(shortfallMinor, currency)} of the ${money(creditCreatedMinor, currency)} that invoice ${formatInvoiceNumber(number)} created is spent.`,
      { shortfallMinor, currency },
    );
  }
  useCredit(
    context,
    {
      accountId,
      currency,
      amountMinor: -creditCreatedMinor,
      sourceType: "reversal",
      sourceId: created.entryId,
      note,
      reversesEntryId: created.entryId,
    },
    [{ blockId: created.blockId, amountMinor: minorUnits(creditCreatedMinor), filledOn: created.filledOn }],
  );
}

function refuseOverpayment({ number, outstandingMinor, currency }: InvoiceStanding): never {
  throw new AppError(
    "payment_exceeds_due",
    `Invoice ${formatInvoiceNumber(number)} has ${money(outstandingMinor, currency)} left to pay.`,
    { outstandingMinor },
  );
}

function money(amountMinor: number, currency: string): string {
  return formatMoney(amountMinor, currency, { locale: "en-US", currencyDisplay: "code" });
}

function answerChanged(context: CommandContext, { id, accountId }: InvoiceStanding): { invoice: InvoiceView } {
  refreshStanding(context, accountId);
  context.changed("invoices", accountId);
  return { invoice: requireInvoice(context, id).view };
}
