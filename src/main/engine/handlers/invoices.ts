import type { InvoicePreview, InvoiceView } from "../../../shared/contract/invoices.ts";
import { AppError } from "../../../shared/errors.ts";
import { formatMoney } from "../../../shared/money/format.ts";
import { previewFingerprint } from "../../domain/billing/fingerprint.ts";
import { draftNextInvoice } from "../../domain/billing/invoice.ts";
import { gateways } from "../../domain/billing/payment.ts";
import { refreshListingOpenDue } from "../../storage/account-store.ts";
import { findBillingFacts, type DueAccount } from "../../storage/billing-facts-store.ts";
import {
  addInvoicePayment,
  findInvoice,
  insertPayment,
  listInvoices,
  setInvoiceVoid,
} from "../../storage/invoice-store.ts";
import { listHeldCredit } from "../../storage/ledger-store.ts";
import type { CommandContext, HandlersOf, QueryContext } from "../handler.ts";
import { entryBy } from "./entry-by.ts";
import { finalizeInvoice } from "./finalize-invoice.ts";
import { requireAccount } from "./require.ts";

export const invoiceHandlers: HandlersOf<
  "invoices.list" | "invoices.get" | "invoices.preview" | "invoices.issue" | "invoices.void" | "invoices.recordPayment"
> = {
  "invoices.list": ({ book, today }, input) => {
    if (input.accountId !== null) requireAccount(book, input.accountId);
    return listInvoices(book, input, today);
  },

  "invoices.get": (context, { invoiceId }) => requireInvoice(context, invoiceId).view,

  "invoices.preview": (context, { accountId }) => toPreview(requireDueAccount(context, accountId)),

  "invoices.issue": (context, { accountId, pinnedOn, fingerprint }) => {
    const due = requireDueAccount(context, accountId);
    const preview = toPreview(due);
    if (preview.pinnedOn !== pinnedOn || preview.fingerprint !== fingerprint) {
      throw new AppError("preview_stale", "Something that the invoice depends on has changed since the preview.", {
        preview,
      });
    }
    const { invoiceId } = finalizeInvoice(context, due.facts, draftNextInvoice(due.facts), null);
    return { invoice: requireInvoice(context, invoiceId).view };
  },

  "invoices.void": (context, { invoiceId, note }) => {
    const { book } = context;
    const { number, view } = requireInvoice(context, invoiceId);
    requireVoidable(view);
    for (const held of listHeldCredit(book, invoiceId)) {
      context.ledger.append(
        entryBy(context, {
          accountId: held.accountId,
          currency: held.currency,
          amountMinor: -held.amountMinor,
          sourceType: "invoice_returned",
          sourceId: invoiceId,
          note,
          reversesEntryId: held.id,
        }),
      );
      context.changed("ledger", held.accountId);
    }
    setInvoiceVoid(book, number);
    refreshListingOpenDue(book, view.accountId);
    context.changed("invoices", view.accountId);
    context.changed("accounts", view.accountId);
    return { invoice: requireInvoice(context, invoiceId).view };
  },

  "invoices.recordPayment": (context, { invoiceId, amountMinor, receivedOn, reference }) => {
    const { number, view } = requireInvoice(context, invoiceId);
    if (receivedOn > context.today) {
      throw new AppError("payment_in_future", `Today in the book is ${context.today}; ${receivedOn} has not come yet.`);
    }
    requirePayable(view, amountMinor);
    insertPayment(context.book, {
      id: context.makeId("payment"),
      invoiceNumber: number,
      gateway: "manual",
      status: "succeeded",
      amountMinor,
      paidOn: receivedOn,
      reference,
      failureReason: null,
      operator: context.caller.operator,
      createdAtMs: context.nowMs,
    });
    const isSettled = amountMinor === view.outstandingMinor;
    addInvoicePayment(context.book, number, amountMinor, isSettled ? { paidBy: "manual", paidOn: receivedOn } : null);
    refreshListingOpenDue(context.book, view.accountId);
    context.changed("invoices", view.accountId);
    context.changed("accounts", view.accountId);
    return { invoice: requireInvoice(context, invoiceId).view };
  },
};

function requireInvoice({ book, today }: QueryContext, invoiceId: string): { number: number; view: InvoiceView } {
  const found = findInvoice(book, invoiceId, today);
  if (!found) throw new AppError("invoice_not_found", `There is no invoice ${invoiceId}.`);
  return found;
}

/** BEHAVIOUR 9.4. Money that came in is not credit and cannot be returned by an entry, so an invoice that has some stays. */
function requireVoidable({ number, state, payments }: InvoiceView): void {
  if (state !== "open") throw new AppError("invoice_not_open", `Invoice ${number} is ${state}.`);
  if (payments.some((payment) => payment.status === "succeeded")) {
    throw new AppError("invoice_has_payments", `Money was received for invoice ${number}.`);
  }
}

function requirePayable({ number, state, outstandingMinor, currency }: InvoiceView, amountMinor: number): void {
  if (state !== "open") throw new AppError("invoice_not_open", `Invoice ${number} is ${state}.`);
  if (amountMinor > outstandingMinor) {
    const outstanding = formatMoney(outstandingMinor, currency, { locale: "en-US", currencyDisplay: "code" });
    throw new AppError("payment_exceeds_due", `Invoice ${number} has ${outstanding} left to pay.`, {
      outstandingMinor,
    });
  }
}

function requireDueAccount(context: QueryContext | CommandContext, accountId: string): DueAccount {
  const account = requireAccount(context.book, accountId);
  const due = findBillingFacts(context.book, accountId, context.settings);
  if (!due) throw new AppError("nothing_to_invoice", `${account.name} is on the free plan.`);
  return due;
}

function toPreview({ billingOn, facts }: DueAccount): InvoicePreview {
  const { taxes, lines, ...draft } = draftNextInvoice(facts);
  return {
    figures: {
      ...draft,
      lines: lines.map(
        ({ description, periodStartOn, periodEndOn, quantity, unitMinor, netMinor, taxMinor, taxRate }) => ({
          description,
          period: { startOn: periodStartOn, endOn: periodEndOn },
          quantity,
          unitMinor,
          netMinor,
          taxMinor,
          taxRateName: taxRate?.name ?? null,
        }),
      ),
      taxes: taxes.map(({ rate, baseMinor, taxMinor }) => ({
        name: rate.name,
        ratePartsPerMillion: rate.partsPerMillion,
        baseMinor,
        taxMinor,
      })),
    },
    pinnedOn: billingOn,
    fingerprint: previewFingerprint(facts, billingOn),
    usesTestGateway: gateways[facts.paymentMethod.gateway].isTest,
  };
}
