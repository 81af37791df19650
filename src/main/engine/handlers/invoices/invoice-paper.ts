import type { InvoiceView } from "../../../../shared/contract/invoices.ts";
import { gateways } from "../../../domain/payments/payment.ts";
import { invoicePdf } from "../../../paper/invoice-pdf.ts";
import { findLogo } from "../../../storage/book/seller-store.ts";
import { findDefaultPaymentMethod } from "../../../storage/payments/payment-method-store.ts";
import type { QueryContext } from "../../handler.ts";

/** The paper of an invoice as it stands, with the logo that it was issued with. */
export function makeInvoicePaper(
  { book, settings }: QueryContext,
  invoice: InvoiceView,
): { readonly fileName: string; readonly content: Uint8Array } {
  const method = findDefaultPaymentMethod(book, invoice.accountId);
  const isPaidByTest = invoice.paidBy === "test" || invoice.payments.some(({ gateway }) => gateway === "test");
  const isAskedByTest = invoice.state === "open" && method !== undefined && gateways[method.gateway].isTest;
  const content = invoicePdf({
    invoice,
    logo: invoice.logoId === null ? null : (findLogo(book, invoice.logoId)?.content ?? null),
    bookCurrency: settings.currency,
    usesTestGateway: isPaidByTest || isAskedByTest,
  });
  return { fileName: `${invoice.number}.pdf`, content };
}
