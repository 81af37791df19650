import type { EntrySourceType, Origin } from "../../shared/contract/ledger.ts";
import type { ledgerText as english } from "../features/ledger/ledger-text.ts";
import type { Translated } from "../foundation/language.ts";

/** What made an entry (BEHAVIOUR 3.8). */
const sources: Readonly<Record<EntrySourceType, string>> = {
  grant: "Guthaben gutgeschrieben",
  deduction: "Guthaben abgezogen",
  invoice_applied: "Verrechnet mit Rechnung",
  invoice_returned: "Zurück aus Rechnung",
  proration: "Nicht genutzte Zeit",
  refund_to_credit: "Erstattung als Guthaben",
  expiry: "Verfallen",
  reversal: "Storno",
  transfer_in: "Übertrag von einem Konto",
  transfer_out: "Übertrag auf ein Konto",
  opening: "Eröffnungsbuchung",
};

/** The same where the invoice's number follows. */
const sourcesBeforeNumber: Readonly<Partial<Record<EntrySourceType, string>>> = {
  invoice_applied: "Verrechnet mit",
  invoice_returned: "Zurück aus",
};

/** Through which door an entry came. */
const origins: Readonly<Record<Origin, string>> = {
  desk: "Am Arbeitsplatz",
  api: "Über die API",
  cli: "Über die Befehlszeile",
  import: "Durch Import",
  billing: "Durch Abrechnung",
  sync: "Durch Abgleich",
};

/** The texts of the ledger in German. */
export const ledgerText: Translated<typeof english> = {
  title: "Buchungen",
  sources,
  withInvoice: (source: EntrySourceType, number: string) =>
    `${sourcesBeforeNumber[source] ?? sources[source]} ${number}`,
  origins,
  columns: {
    date: "Datum",
    account: "Konto",
    what: "Vorgang",
    reason: "Grund",
    note: "Notiz",
    operator: "Bearbeiter",
    amount: "Betrag",
    balanceAfter: "Saldo danach",
    upstream: (name) => `In ${name}`,
  },
  searchBook: "Notizen und Konten durchsuchen",
  searchAccount: "Notizen durchsuchen",
  reversed: "storniert",
  returned: "zurückgegeben",
  gridLabelBook: "Buchungen des Buchs, neueste zuerst",
  gridLabelAccount: "Buchungen des Kontos, neueste zuerst",
  emptyTitle: "Noch keine Buchungen",
  emptyBook:
    "Jede Änderung des Guthabens eines Kontos steht hier genau einmal. Ein Konto öffnen und sein Guthaben anpassen oder Anfangsbestände importieren.",
  emptyAccount: "Dieses Konto hatte nie Guthaben. Die erste Buchung entsteht, wenn sein Guthaben angepasst wird.",
  emptyFilteredTitle: "Keine Buchung gefunden",
  emptyFiltered: "Die Filter weiter fassen oder aufheben, um alle Buchungen zu sehen.",
  openAccounts: "Konten öffnen",
  filters: {
    dates: "Wertstellung",
    source: "Vorgang",
    reason: "Grund",
    chosen: (filter: string, first: string, others: number) =>
      others === 0 ? `${filter}: ${first}` : `${filter}: ${first} und ${others} mehr`,
    operator: "Bearbeiter",
    operatorIs: (name: string) => `Bearbeiter: ${name}`,
    amount: "Betrag",
    clear: "Filter aufheben",
  },
  asOf: {
    date: "Stand am",
    chip: (date: string, basis: string) => `Stand am ${date}, nach ${basis}`,
    by: "Welches Datum zählt",
    bases: { effective: "Wertstellung", recorded: "Erfassung" },
    balance: (date: string) => `Guthaben am ${date}`,
    bookBalance: (date: string) => `Guthaben aller Konten am ${date}`,
    none: "Bis dahin kein Guthaben",
    spoken: (what: string, basis: string, amounts: readonly string[]) =>
      `${what}, nach ${basis}: ${amounts.length === 0 ? "bis dahin kein Guthaben" : amounts.join("; ")}.`,
  },
  entry: {
    openOutbox: "Was daraus wurde",
    title: (sequence: string) => `Buchung ${sequence}`,
    titleLoading: "Buchung",
    balance: "Saldo",
    amount: "Betrag",
    balanceBefore: "Saldo davor",
    balanceAfter: "Saldo danach",
    account: "Konto",
    kinds: { user: "Benutzer", organization: "Organisation" },
    cause: "Ursache",
    what: "Vorgang",
    paid: "Bezahlt auf Rechnung",
    invoice: "Rechnung",
    reason: "Grund",
    note: "Notiz",
    source: "Quelle",
    reverses: "Storniert",
    reversedBy: "Storniert durch",
    openOriginal: "Ursprüngliche Buchung öffnen",
    openReversal: "Stornobuchung öffnen",
    returns: "Gibt zurück",
    returnedBy: "Zurückgegeben durch",
    openUse: "Buchung der Verwendung öffnen",
    openReturn: "Buchung der Rückgabe öffnen",
    who: "Wer und wann",
    operator: "Bearbeiter",
    approvedBy: "Freigegeben von",
    request: (number) => `Anfrage ${number}`,
    origin: "Herkunft",
    created: "Erfasst",
    effective: "Wertstellung",
    blocks: "Berührte Guthabenblöcke",
    blocksExplain: "Was die Buchung Guthabenblöcken zugeführt oder entnommen hat, in dieser Reihenfolge.",
    block: {
      amount: "Betrag",
      left: "Jetzt übrig",
      priority: "Priorität",
      expires: "Verfall",
      never: "Nie",
      id: "Block",
    },
    openBlocks: "Alle Blöcke des Kontos",
    proof: "Nachweis",
    sequence: "Laufende Nummer",
    id: "ID der Buchung",
    idempotencyKey: "Idempotenzschlüssel",
    previousHash: "Vorheriger Hash",
    hash: "Hash",
    canonicalText: "Kanonischer Text",
    recompute:
      "So lässt sich der Hash mit jedem Werkzeug nachrechnen: die 32 Byte des vorherigen Hashs nehmen, den kanonischen Text als UTF-8 anhängen und von beidem zusammen den SHA-256 berechnen.",
    copied: "Kopiert",
    copyText: "Kanonischen Text kopieren",
    none: "Keine Angabe",
    reverse: "Stornieren",
  },
  reverse: {
    title: (sequence: string) => `Buchung ${sequence} stornieren?`,
    explain:
      "Die Buchung bleibt stehen. Eine neue Buchung mit entgegengesetztem Betrag wird geschrieben und mit ihr verknüpft. Ein Storno kann selbst nicht storniert werden.",
    newEntry: "Neue Buchung",
    balance: "Saldo jetzt",
    note: "Notiz",
    noteHint: "Warum storniert wird. Bleibt bei der Buchung stehen.",
    confirm: "Buchung stornieren",
    cancel: "Abbrechen",
    done: (sequence: string) => `Storniert durch Buchung ${sequence}.`,
    doneTitle: "Buchung storniert",
  },
};
