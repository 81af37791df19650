import type { EntrySourceType } from "../contract/ledger.ts";
import type { PaperLanguage } from "./paper-language.ts";

/** What the paper of a closed month says beside its figures. What proves the closing are the hashes, in whatever words. */
export interface ClosingWords {
  readonly title: (month: string) => string;
  readonly page: (page: string, of: string) => string;
  /** @param days from and until when, with the time zone. */
  readonly whose: (days: string) => string;
  readonly closedBy: (operator: string, at: string) => string;
  readonly noCredit: string;
  readonly opening: string;
  readonly closing: string;
  readonly movement: string;
  readonly entries: string;
  readonly amount: string;
  readonly ledgerHash: (sequence: number) => string;
  readonly auditHash: (sequence: number) => string;
  readonly attributionHash: (sequence: number) => string;
  readonly hashBefore: (sequence: number) => string;
  readonly ownHash: (sequence: number) => string;
  readonly check: (command: string) => string;
  readonly sources: Readonly<Record<EntrySourceType, string>>;
}

const english: ClosingWords = {
  title: (month) => `Closing of ${month}`,
  page: (page, of) => `Page ${page} of ${of}`,
  whose: (days) => `Credit of all accounts by effective date, ${days}`,
  closedBy: (operator, at) => `Closed by ${operator} at ${at}`,
  noCredit: "No account has had credit up to then.",
  opening: "Opening",
  closing: "Closing",
  movement: "Movement",
  entries: "Entries",
  amount: "Amount",
  ledgerHash: (sequence) => `Ledger: hash of entry ${sequence}`,
  auditHash: (sequence) => `Audit log: hash of act ${sequence}`,
  attributionHash: (sequence) => `Whose entries are: hash of attribution ${sequence}`,
  hashBefore: (sequence) => `Closing ${sequence}: hash before it`,
  ownHash: (sequence) => `Closing ${sequence}: its own hash`,
  check: (command) => `${command} compares the book with the JSON of this receipt.`,
  sources: {
    grant: "Added",
    deduction: "Removed",
    invoice_applied: "Used by invoices",
    invoice_returned: "Returned by void invoices",
    proration: "From unused time",
    refund_to_credit: "Refunded to credit",
    expiry: "Expired",
    reversal: "Reversed",
    transfer_in: "Transferred in",
    transfer_out: "Transferred out",
    opening: "Opening balances",
  },
};

const german: ClosingWords = {
  title: (month) => `Abschluss von ${month}`,
  page: (page, of) => `Seite ${page} von ${of}`,
  whose: (days) => `Guthaben aller Konten nach Wirksamkeit, ${days}`,
  closedBy: (operator, at) => `Abgeschlossen von ${operator} um ${at}`,
  noCredit: "Bis dahin hatte kein Konto Guthaben.",
  opening: "Anfangsbestand",
  closing: "Endbestand",
  movement: "Bewegung",
  entries: "Buchungen",
  amount: "Betrag",
  ledgerHash: (sequence) => `Buchungen: Hash der Buchung ${sequence}`,
  auditHash: (sequence) => `Protokoll: Hash der Handlung ${sequence}`,
  attributionHash: (sequence) => `Von wem Buchungen sind: Hash der Zuordnung ${sequence}`,
  hashBefore: (sequence) => `Abschluss ${sequence}: Hash davor`,
  ownHash: (sequence) => `Abschluss ${sequence}: eigener Hash`,
  check: (command) => `${command} vergleicht das Buch mit dem JSON dieses Belegs.`,
  sources: {
    grant: "Hinzugefügt",
    deduction: "Abgezogen",
    invoice_applied: "Mit Rechnungen verrechnet",
    invoice_returned: "Zurück aus stornierten Rechnungen",
    proration: "Aus nicht genutzter Zeit",
    refund_to_credit: "Als Guthaben erstattet",
    expiry: "Verfallen",
    reversal: "Storniert",
    transfer_in: "Übertrag von einem Konto",
    transfer_out: "Übertrag auf ein Konto",
    opening: "Anfangsbestände",
  },
};

export const closingWords: Readonly<Record<PaperLanguage, ClosingWords>> = { en: english, de: german };
