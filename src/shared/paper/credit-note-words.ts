import type { PaperLanguage } from "./paper-language.ts";

/** What the paper of a credit note says beside what its invoice's says. */
export interface CreditNoteWords {
  readonly creditNote: string;
  readonly forInvoice: string;
  readonly net: string;
  readonly tax: string;
  readonly toDue: string;
  readonly toCredit: string;
  readonly toPaymentMethod: string;
  readonly outOfBand: string;
}

const english: CreditNoteWords = {
  creditNote: "Credit note",
  forInvoice: "For invoice",
  net: "Net",
  tax: "Tax",
  toDue: "Taken off what was due",
  toCredit: "Added to account credit",
  toPaymentMethod: "Refunded to the payment method",
  outOfBand: "Paid back by other means",
};

const german: CreditNoteWords = {
  creditNote: "Rechnungskorrektur",
  forInvoice: "Zu Rechnung",
  net: "Netto",
  tax: "Steuer",
  toDue: "Vom offenen Betrag abgezogen",
  toCredit: "Dem Guthaben gutgeschrieben",
  toPaymentMethod: "Auf das Zahlungsmittel erstattet",
  outOfBand: "Auf anderem Weg erstattet",
};

/** A credit note is written with the words of its invoice's edition; these are those of the first, and are never edited. */
export const creditNoteWords: Readonly<Record<PaperLanguage, CreditNoteWords>> = { en: english, de: german };
