import { latestOf } from "../../../../shared/calendar.ts";
import { datedOn } from "../../../domain/periods/dating.ts";
import { listHeldCredit } from "../../../storage/ledger/ledger-store.ts";
import { findCreatedCredit } from "../../../storage/payments/payment-store.ts";
import {
  setInvoiceUncollectible,
  setInvoiceVoid,
  writeOffRest,
} from "../../../storage/invoices/invoice-standing-store.ts";
import type { HandlersOf } from "../../handler.ts";
import { billAgain } from "../billing/bill-again.ts";
import { returnCredit } from "../credits/credit-posting.ts";
import { noteOrNone } from "../note-or-none.ts";
import { answerChanged, requireInvoiceFor, takeBackCredit } from "./standing-invoice.ts";

/** The ways in which an invoice ends without being paid (BEHAVIOUR 9.1, 9.4, 9.8, 9.11). One that is dated ahead ends on its day. */
export const invoiceEndingHandlers: HandlersOf<"invoices.void" | "invoices.markUncollectible" | "invoices.writeOff"> = {
  "invoices.void": (context, { invoiceId, note, periods }) => {
    const { book, today, settings } = context;
    const openOn = datedOn(today, "hand", settings);
    const invoice = requireInvoiceFor(context, "void", invoiceId);
    const voidNote = noteOrNone(note);
    if (invoice.state === "paid")
      takeBackCredit(context, invoice, findCreatedCredit(book, invoiceId, context.today), voidNote);
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
    setInvoiceVoid(book, invoice.number, latestOf(openOn, invoice.issuedOn), voidNote);
    context.money.addVoided(invoice.number);
    if (periods === "bill_again") billAgain(context, invoice);
    context.happened("invoice.voided", invoiceId);
    return answerChanged(context, invoice);
  },

  "invoices.markUncollectible": (context, { invoiceId }) => {
    const invoice = requireInvoiceFor(context, "markUncollectible", invoiceId);
    setInvoiceUncollectible(context.book, invoice.number);
    context.happened("invoice.uncollectible", invoiceId);
    return answerChanged(context, invoice);
  },

  "invoices.writeOff": (context, { invoiceId, reason }) => {
    const { book, today, settings } = context;
    const invoice = requireInvoiceFor(context, "writeOff", invoiceId);
    const on = latestOf(datedOn(today, "hand", settings), invoice.issuedOn);
    writeOffRest(book, invoice.number, on, reason);
    const { currency, outstandingMinor: amountMinor } = invoice;
    context.money.add({ kind: "written_off", on, currency, amountMinor });
    const answer = answerChanged(context, invoice);
    context.happened(answer.invoice.state === "paid" ? "invoice.paid" : "invoice.uncollectible", invoiceId);
    return answer;
  },
};
