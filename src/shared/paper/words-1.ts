import type { PaperLanguage } from "./paper-language.ts";

/** What the paper of an invoice says beside what people wrote. */
export interface PaperWords {
  readonly invoice: string;
  readonly preview: string;
  readonly previewStamp: string;
  readonly from: string;
  readonly billTo: string;
  readonly number: string;
  readonly numberPending: string;
  readonly issued: string;
  readonly due: string;
  readonly currency: string;
  readonly buyerReference: string;
  readonly paymentReference: string;
  readonly linesLabel: string;
  readonly description: string;
  readonly period: string;
  readonly quantity: string;
  readonly unitPrice: string;
  readonly unitInTiers: string;
  readonly discount: string;
  readonly amount: string;
  readonly noPeriod: string;
  /** Beside a line for what is left of a period after a change. */
  readonly restOfPeriod: string;
  readonly beforeDiscount: string;
  readonly subtotal: string;
  readonly noTax: string;
  readonly taxOn: string;
  readonly total: string;
  readonly creditCreated: string;
  readonly accountCredit: string;
  readonly carried: string;
  readonly voided: string;
  readonly amountDue: string;
  readonly payments: string;
  readonly overpaid: string;
  readonly reduced: string;
  readonly writtenOff: string;
  readonly outstanding: string;
  readonly creditLeft: string;
  readonly payTo: string;
  readonly voidNotice: string;
  readonly testGateway: string;
  readonly page: (page: string, of: string) => string;
  readonly states: Readonly<Record<"open" | "pastDue" | "paid" | "void" | "uncollectible", string>>;
  /** What is billed, as a line says it. It is stored with the line, so that it stays whatever becomes of these words. */
  readonly seatsOf: (plan: string) => string;
  readonly seatsAdded: (plan: string, before: number, after: number) => string;
  readonly unusedTime: (description: string) => string;
  readonly carriedFrom: (invoiceNumber: string) => string;
  readonly thisInvoice: string;
}

const english: PaperWords = {
  invoice: "Invoice",
  preview: "Invoice preview",
  previewStamp: "Preview",
  from: "From",
  billTo: "Bill to",
  number: "Number",
  numberPending: "Given when issued",
  issued: "Issued",
  due: "Due",
  currency: "Currency",
  buyerReference: "Your reference",
  paymentReference: "Payment reference",
  linesLabel: "Lines",
  description: "Description",
  period: "Period",
  quantity: "Quantity",
  unitPrice: "Unit price",
  unitInTiers: "in tiers",
  discount: "Discount",
  amount: "Amount",
  noPeriod: "—",
  restOfPeriod: "Rest of the period",
  beforeDiscount: "Before discount",
  subtotal: "Subtotal",
  noTax: "Tax",
  taxOn: "on",
  total: "Total",
  creditCreated: "Added to account credit",
  accountCredit: "Account credit",
  carried: "Carried to the next invoice",
  voided: "No longer asked for",
  amountDue: "Amount due",
  payments: "Payments",
  overpaid: "Overpaid, now account credit",
  reduced: "Credit notes",
  writtenOff: "Written off",
  outstanding: "Outstanding",
  creditLeft: "Credit left on the account",
  payTo: "Payment",
  voidNotice: "This invoice is void. Nothing is due.",
  testGateway: "Test gateway: no real money moves.",
  page: (page, of) => `Page ${page} of ${of}`,
  states: { open: "Open", pastDue: "Past due", paid: "Paid", void: "Void", uncollectible: "Uncollectible" },
  seatsOf: (plan) => `${plan}: seats`,
  seatsAdded: (plan, before, after) => `${plan}: seats, ${before} → ${after}`,
  unusedTime: (description) => `Unused time: ${description}`,
  carriedFrom: (invoiceNumber) => `Carried over from ${invoiceNumber}`,
  thisInvoice: "this invoice",
};

const german: PaperWords = {
  invoice: "Rechnung",
  preview: "Vorschau der Rechnung",
  previewStamp: "Vorschau",
  from: "Von",
  billTo: "An",
  number: "Nummer",
  numberPending: "Wird bei Ausstellung vergeben",
  issued: "Rechnungsdatum",
  due: "Fällig am",
  currency: "Währung",
  buyerReference: "Ihr Zeichen",
  paymentReference: "Verwendungszweck",
  linesLabel: "Positionen",
  description: "Beschreibung",
  period: "Zeitraum",
  quantity: "Menge",
  unitPrice: "Einzelpreis",
  unitInTiers: "gestaffelt",
  discount: "Rabatt",
  amount: "Betrag",
  noPeriod: "—",
  restOfPeriod: "Rest des Zeitraums",
  beforeDiscount: "Vor Rabatt",
  subtotal: "Zwischensumme",
  noTax: "Steuer",
  taxOn: "auf",
  total: "Gesamtbetrag",
  creditCreated: "Dem Guthaben gutgeschrieben",
  accountCredit: "Guthaben",
  carried: "Auf die nächste Rechnung übertragen",
  voided: "Nicht mehr gefordert",
  amountDue: "Zu zahlen",
  payments: "Zahlungen",
  overpaid: "Zu viel gezahlt, jetzt Guthaben",
  reduced: "Gutschriften",
  writtenOff: "Ausgebucht",
  outstanding: "Offen",
  creditLeft: "Verbleibendes Guthaben",
  payTo: "Zahlung",
  voidNotice: "Diese Rechnung ist storniert. Es ist nichts zu zahlen.",
  testGateway: "Testzahlungsweg: Es fließt kein echtes Geld.",
  page: (page, of) => `Seite ${page} von ${of}`,
  states: {
    open: "Offen",
    pastDue: "Überfällig",
    paid: "Bezahlt",
    void: "Storniert",
    uncollectible: "Uneinbringlich",
  },
  seatsOf: (plan) => `${plan}: Plätze`,
  seatsAdded: (plan, before, after) => `${plan}: Plätze, ${before} → ${after}`,
  unusedTime: (description) => `Nicht genutzte Zeit: ${description}`,
  carriedFrom: (invoiceNumber) => `Übertrag aus ${invoiceNumber}`,
  thisInvoice: "dieser Rechnung",
};

/** The first edition. It is never edited: papers that were issued with it keep it. */
export const firstEdition: Readonly<Record<PaperLanguage, PaperWords>> = { en: english, de: german };
