import type { JournalAccountType, JournalFormat, JournalRole } from "../../shared/contract/journal.ts";
import type { journalText as english } from "../features/journal/journal-text.ts";
import type { Translated } from "../foundation/language.ts";

const roles: Readonly<Record<JournalRole, string>> = {
  credit: "Guthaben der Konten",
  receivable: "Forderungen aus Rechnungen",
  carried: "Auf die nächste Rechnung übertragen",
  plan: "Gebühren der Tarife",
  charge: "Andere Posten",
  tax: "Steuer",
  gateway: "Zahlungen",
  reason: "Guthaben von Hand",
  expiry: "Verfallenes Guthaben",
  opening: "Anfangsbestände",
  transfer: "Guthaben im Übertrag",
  write_off: "Ausgebucht",
};

const types: Readonly<Record<JournalAccountType, string>> = {
  asset: "Aktiva",
  liability: "Verbindlichkeit",
  equity: "Eigenkapital",
  income: "Ertrag",
  expense: "Aufwand",
};

const formats: Readonly<Record<JournalFormat, string>> = {
  ledger: "hledger, ledger (.journal)",
  beancount: "Beancount (.beancount)",
  csv: "CSV, eine Zeile je Buchungssatz",
  xlsx: "Excel-Arbeitsmappe (.xlsx)",
  jsonl: "JSON Lines, für Programme",
};

/** Everything that is said about the journal, in German. */
export const journalText: Translated<typeof english> = {
  title: "Finanzjournal",
  explain:
    "Was Buchhaltungsprogramme lesen: jede Buchung, Rechnung, Zahlung und Korrektur als ausgeglichene Buchungssätze. Ein geändertes Sachkonto gilt für alle Tage, die nicht abgeschlossen sind.",
  caption: "Sachkonten des Finanzjournals",
  posted: "Gebucht wird",
  account: "Sachkonto",
  type: "Art",
  change: "Ändern",
  changeOf: (what) => `Sachkonto ändern: ${what}`,
  add: "Sachkonto hinzufügen",
  exportIt: "Exportieren",
  roles,
  types,
  subject: (role, name) => `${role}: ${name}`,
  edit: {
    title: "Sachkonto des Finanzjournals",
    addTitle: "Ein eigenes Sachkonto",
    what: "Was darauf gebucht wird",
    number: "Nummer",
    numberHint: "Ziffern, Großbuchstaben und Bindestriche, etwa 4010.",
    numberWrong: "Ziffern, Großbuchstaben und Bindestriche, höchstens 20.",
    name: "Name",
    nameMissing: "Angeben, wie das Sachkonto heißt.",
    type: "Art",
    save: "Speichern",
    cancel: "Abbrechen",
    asOthers: "Mit den anderen buchen",
    saved: "Das Sachkonto wurde gespeichert",
  },
  export: {
    title: "Finanzjournal exportieren",
    from: "Von",
    through: "Bis",
    hint: "Leer gelassen: von Anfang an, bis zum Ende.",
    format: "Für",
    formats,
    start: "Exportieren",
    cancel: "Abbrechen",
  },
};
