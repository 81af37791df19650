import type { CreditNoteView } from "../../../../shared/contract/credit-notes.ts";
import type { InvoiceFigures, InvoiceView } from "../../../../shared/contract/invoice-view.ts";
import { paperWords } from "../../../../shared/paper/paper-words.ts";
import { gateways } from "../../../domain/payments/payment.ts";
import { creditNotePdf } from "../../../paper/credit-note-pdf.ts";
import { invoicePdf } from "../../../paper/invoice-pdf.ts";
import { findLogo } from "../../../storage/book/seller-store.ts";
import { findDefaultPaymentMethod } from "../../../storage/payments/payment-method-store.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import type { QueryContext } from "../../handler.ts";

/** A paper that was made, with the name under which people keep it. */
interface MadePaper {
  readonly fileName: string;
  readonly content: Uint8Array;
}

function logoOf(book: ReadableBook, { logoId }: InvoiceFigures): Uint8Array | null {
  return logoId === null ? null : (findLogo(book, logoId)?.content ?? null);
}

/** The paper of an invoice that is coming: nothing has become of it yet, and it has no number. */
export function makePreviewPaper(
  { book, settings, nowMs }: QueryContext,
  figures: InvoiceFigures,
  usesTestGateway: boolean,
): MadePaper {
  const invoice: InvoiceView = {
    ...figures,
    id: "draft",
    number: paperWords(figures.language, figures.wordsEdition).numberPending,
    state: "draft",
    outstandingMinor: figures.dueMinor,
    creditedMinor: 0,
    reducedMinor: 0,
    writtenOffMinor: 0,
    writtenOffOn: null,
    writeOffReason: null,
    paidBy: null,
    paidOn: null,
    isPastDue: false,
    voidNote: null,
    failedAttempts: 0,
    nextAttemptOn: null,
    createdAtMs: nowMs,
    creditEntries: [],
    billingRunId: null,
    payments: [],
    creditNotes: [],
    creditableLines: [],
    periodsIfVoided: "waive",
    actions: [],
  };
  const content = invoicePdf({
    invoice,
    logo: logoOf(book, invoice),
    bookCurrency: settings.currency,
    usesTestGateway,
  });
  return { fileName: `preview-${figures.accountId}-${figures.issuedOn}.pdf`, content };
}

/** The paper of a credit note, between the parties of its invoice. */
export function makeCreditNotePaper(
  { book, settings }: QueryContext,
  invoice: InvoiceView,
  creditNote: CreditNoteView,
): MadePaper {
  const content = creditNotePdf({ invoice, creditNote, logo: logoOf(book, invoice), bookCurrency: settings.currency });
  return { fileName: `${creditNote.number}.pdf`, content };
}

/** The paper of an invoice as it stands, with the logo that it was issued with. */
export function makeInvoicePaper({ book, settings }: QueryContext, invoice: InvoiceView): MadePaper {
  const method = findDefaultPaymentMethod(book, invoice.accountId);
  const isPaidByTest = invoice.paidBy === "test" || invoice.payments.some(({ gateway }) => gateway === "test");
  const isAskedByTest = invoice.state === "open" && method !== undefined && gateways[method.gateway].isTest;
  const content = invoicePdf({
    invoice,
    logo: logoOf(book, invoice),
    bookCurrency: settings.currency,
    usesTestGateway: isPaidByTest || isAskedByTest,
  });
  return { fileName: `${invoice.number}.pdf`, content };
}
