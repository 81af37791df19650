import type { EntrySourceType } from "../contract/ledger.ts";
import type { PaperLanguage } from "./paper-language.ts";

/**
 * What the paper of an account statement says. A statement is made anew whenever it is asked for and is not kept, so its words have no
 * editions.
 */
export interface StatementWords {
  readonly statement: string;
  readonly account: string;
  readonly span: string;
  readonly opening: string;
  readonly added: string;
  readonly taken: string;
  readonly closing: string;
  readonly movements: string;
  readonly noMovements: string;
  readonly date: string;
  readonly what: string;
  readonly amount: string;
  readonly balance: string;
  readonly invoices: string;
  readonly credit: string;
  readonly outstanding: string;
  readonly total: string;
  readonly state: string;
  readonly asOfToday: string;
  readonly sources: Readonly<Record<EntrySourceType, string>>;
}

const english: StatementWords = {
  statement: "Account statement",
  account: "Account",
  span: "Period",
  opening: "Opening balance",
  added: "Credit added",
  taken: "Credit used",
  closing: "Closing balance",
  movements: "Movements of the account credit",
  noMovements: "There were no movements in this period.",
  date: "Date",
  what: "What",
  amount: "Amount",
  balance: "Balance",
  invoices: "Invoices issued in this period",
  credit: "Account credit",
  outstanding: "Outstanding",
  total: "Total",
  state: "State",
  asOfToday: "Invoices are shown as they stand on the day on which this statement was made.",
  sources: {
    grant: "Credit added",
    deduction: "Credit removed",
    invoice_applied: "Applied to invoice",
    invoice_returned: "Returned from invoice",
    proration: "Unused time",
    refund_to_credit: "Refund to credit",
    expiry: "Expired",
    reversal: "Reversal",
    transfer_in: "Transfer in",
    transfer_out: "Transfer out",
    opening: "Opening entry",
  },
};

const german: StatementWords = {
  statement: "Kontoauszug",
  account: "Konto",
  span: "Zeitraum",
  opening: "Anfangsbestand",
  added: "Guthaben hinzugefügt",
  taken: "Guthaben verwendet",
  closing: "Endbestand",
  movements: "Bewegungen des Guthabens",
  noMovements: "In diesem Zeitraum gab es keine Bewegungen.",
  date: "Datum",
  what: "Vorgang",
  amount: "Betrag",
  balance: "Bestand",
  invoices: "In diesem Zeitraum ausgestellte Rechnungen",
  credit: "Guthaben",
  outstanding: "Offen",
  total: "Gesamtbetrag",
  state: "Stand",
  asOfToday: "Rechnungen sind so aufgeführt, wie sie am Tag der Erstellung dieses Auszugs stehen.",
  sources: {
    grant: "Guthaben hinzugefügt",
    deduction: "Guthaben abgezogen",
    invoice_applied: "Verrechnet mit Rechnung",
    invoice_returned: "Zurück aus Rechnung",
    proration: "Nicht genutzte Zeit",
    refund_to_credit: "Erstattung als Guthaben",
    expiry: "Verfallen",
    reversal: "Stornierung",
    transfer_in: "Übertrag von einem Konto",
    transfer_out: "Übertrag auf ein Konto",
    opening: "Eröffnungsbuchung",
  },
};

export const statementWords: Readonly<Record<PaperLanguage, StatementWords>> = { en: english, de: german };
