import { AppError } from "../../../shared/errors.ts";
import { formatInvoiceNumber } from "../../domain/billing/invoice-number.ts";
import { listHeldCredit } from "../../storage/ledger-store.ts";
import {
  findCreatedCredit,
  readPaidAndGivenBack,
  setInvoiceUncollectible,
  setInvoiceVoid,
  writeOffRest,
  type InvoiceStanding,
} from "../../storage/payment-store.ts";
import type { HandlersOf, QueryContext } from "../handler.ts";
import { billAgain } from "./bill-again.ts";
import { returnCredit } from "./credit-posting.ts";
import { noteOrNone } from "./note-or-none.ts";
import { answerChanged, requireStanding, requireState, takeBackCredit } from "./standing-invoice.ts";

/** The ways in which an invoice ends without being paid (BEHAVIOUR 9.1, 9.4, 9.8, 9.11). */
export const invoiceEndingHandlers: HandlersOf<"invoices.void" | "invoices.markUncollectible" | "invoices.writeOff"> = {
  "invoices.void": (context, { invoiceId, note, periods }) => {
    const { book } = context;
    const invoice = requireStanding(context, invoiceId);
    const voidNote = noteOrNone(note);
    requireVoidable(context, invoice);
    if (invoice.state === "paid") takeBackCredit(context, invoice, findCreatedCredit(book, invoiceId), voidNote);
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
    if (periods === "bill_again") billAgain(context, invoice);
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

  "invoices.writeOff": (context, { invoiceId, reason }) => {
    const { book, today } = context;
    const invoice = requireStanding(context, invoiceId);
    requireState(invoice, ["open", "uncollectible"]);
    if (invoice.outstandingMinor === 0) {
      const number = formatInvoiceNumber(invoice.number);
      throw new AppError("nothing_outstanding", `Invoice ${number} asks for nothing any more.`);
    }
    writeOffRest(book, invoice.number, today, reason);
    const answer = answerChanged(context, invoice);
    context.happened(answer.invoice.state === "paid" ? "invoice.paid" : "invoice.uncollectible", invoiceId);
    return answer;
  },
};

/**
 * BEHAVIOUR 9.4, 9.5. Money that came in is not credit and cannot be returned by an entry, so an invoice that has some stays. Of
 * the paid ones only those can be voided that asked for nothing and created credit. What later invoices gave back of its time was
 * paid, so those are voided first.
 */
function requireVoidable({ book }: QueryContext, invoice: InvoiceStanding): void {
  const createdOnlyCredit = invoice.state === "paid" && invoice.creditCreatedMinor > 0 && invoice.amountPaidMinor === 0;
  if (!createdOnlyCredit) requireState(invoice, ["open", "uncollectible"]);
  const number = formatInvoiceNumber(invoice.number);
  if (invoice.amountPaidMinor > 0) {
    throw new AppError("invoice_has_payments", `Money was received for invoice ${number}.`);
  }
  if (readPaidAndGivenBack(book, invoice.number).givenBackMinor > 0) {
    throw new AppError("invoice_gave_back", `Time of invoice ${number} that was paid has been given back.`);
  }
}
