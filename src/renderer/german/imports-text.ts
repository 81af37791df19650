import type { ImportFileKind, ImportReport } from "../../shared/contract/account-import.ts";
import type { importsText as english } from "../features/imports/imports-text.ts";
import type { Translated } from "../foundation/language.ts";

const kinds: Readonly<Record<ImportFileKind, string>> = {
  users: "Benutzer",
  organizations: "Organisationen",
  plans: "Tarife",
  subscriptions: "Abos",
  opening_balances: "Anfangsbestände",
  ledger_entries: "Frühere Buchungen",
};

const outcomes: Readonly<Record<ImportReport["outcome"], string>> = {
  checked: "Alle Zeilen sind in Ordnung",
  written: "Alles ist importiert",
  rejected: "Nichts wurde geschrieben",
  asked: "Es wartet auf Freigabe",
};

/** Everything the imports screen says, in German. */
export const importsText: Translated<typeof english> = {
  title: "Importe",
  tabs: { label: "Was importiert wird", files: "Konten und Vorgeschichte", adjustments: "Guthabenanpassungen" },
  kinds,
  outcomes,
  explain:
    "Benutzer, Organisationen, Tarife, Abos, Anfangsbestände und frühere Buchungen aus CSV-Dateien und Excel-Arbeitsmappen, auch so, wie Stripe und Clerk sie exportieren. Zuerst wird jede Zeile geprüft; entweder werden alle geschrieben oder keine.",
  drop: {
    title: "CSV-Dateien oder Excel-Arbeitsmappen hier ablegen",
    titleMore: "Weitere oder korrigierte Dateien hier ablegen",
    choose: "Dateien auswählen",
    hint: "Auch mehrere auf einmal. Eine Datei namens users.csv, organizations.csv, plans.csv, subscriptions.csv, opening_balances.csv oder ledger_entries.csv wird am Namen erkannt.",
    label: "Zu importierende Dateien",
  },
  files: {
    caption: "Ausgewählte Dateien",
    name: "Datei",
    kind: "Enthält",
    chooseKind: "Inhalt auswählen",
    kindOf: (name) => `Was ${name} enthält`,
    size: "Größe",
    remove: "Entfernen",
    removeFile: (name) => `${name} entfernen`,
    clear: "Alle entfernen",
    tooMany: (maximum) => `Höchstens ${maximum} Dateien können auf einmal importiert werden; die anderen blieben weg.`,
    unreadable: (name) => `${name} konnte nicht gelesen werden. Prüfen, ob die Datei noch da ist.`,
    kindMissing: "Angeben, was jede Datei enthält, dann prüfen.",
  },
  reading: {
    title: (name) => `Wie ${name} gelesen wird`,
    missing: (columns) => `Angeben, welche Spalte enthält: ${columns}.`,
    mappings: {
      clerk_users: "Ein Export von Benutzern aus Clerk.",
      clerk_organizations: "Eine Liste von Organisationen aus Clerk.",
      stripe_customers: "Ein Export von Kunden aus Stripe. Jeder behält seine ID, hinter user_ oder org_.",
      stripe_balance_transactions:
        "Eine Liste von Saldobewegungen der Kunden aus Stripe. Dort ist Guthaben, was unter null liegt; hier liegt es darüber.",
    },
  },
  existing: {
    update: "Konten ändern, die das Buch schon hat",
    updateHint: "Nach ID, sonst nach E-Mail-Adresse oder Slug. Nur Spalten, die die Dateien enthalten, ändern etwas.",
    clear: "Eine leere Zelle entfernt, was da ist",
    clearHint: "Sonst ändert sie nichts. Name, Währung und Zahlungsart können nicht entfernt werden.",
  },
  sending: {
    files: "Die Dateien werden übertragen",
    file: (name: string) => `${name} wird übertragen`,
    of: (sent: string, total: string) => `${sent} von ${total}`,
    stopped: "Angehalten, bevor alles übertragen war. Nichts wurde geschrieben.",
  },
  check: "Dateien prüfen",
  checkAgain: "Erneut prüfen",
  checking: "Jede Zeile wird geprüft, nichts wird geschrieben",
  writing: "Import läuft",
  stopped: "Angehalten. Nichts wurde geschrieben.",
  report: {
    checked: "Noch ist nichts geschrieben. Das enthalten die Dateien:",
    found: (count) => (count === "1" ? "1 Problem gefunden" : `${count} Probleme gefunden`),
    rejectedCheck:
      "Die aufgeführten Zeilen korrigieren und die Dateien erneut auswählen; vorher lässt sich nichts importieren.",
    rejectedWrite:
      "Das Buch hat sich seit der Prüfung geändert, und Zeilen, die in Ordnung waren, passen nicht mehr. Die aufgeführten Zeilen korrigieren.",
    written: "Das ist jetzt im Buch:",
    asked: "Nichts wird geschrieben, bis jemand es freigibt. Das wartet:",
    openRequest: (number) => `Anfrage ${number} öffnen`,
    rows: (count) => (count === "1" ? "1 Zeile" : `${count} Zeilen`),
    opening: "Anfangsguthaben",
    importAll: "Alles importieren",
    importMore: "Andere Dateien importieren",
    newAccounts: "Neue Konten",
    changedAccounts: "Geänderte Konten",
    unchangedAccounts: "Unveränderte Konten",
    changes: (count) => `Was sich ändert (${count})`,
    changesLabel: "Was sich an vorhandenen Konten ändert",
    listedChanges: (listed, count) => `Die ersten ${listed} von ${count} Konten sind aufgeführt.`,
    account: "Konto",
    before: "Vorher",
    after: "Nachher",
    nothing: "nichts",
    openAccounts: "Konten öffnen",
    openLedger: "Buchungen öffnen",
    problems: (count) => `Probleme (${count})`,
    listed: (listed, count) => `Die ersten ${listed} von ${count} sind aufgeführt.`,
    problemsLabel: "Zeilen, die nicht importiert werden können",
    file: "Datei",
    line: "Zeile",
    column: "Spalte",
    message: "Problem",
    wholeFile: "ganze Datei",
  },
  help: {
    title: "Was die Dateien enthalten",
    explain:
      "Die erste Zeile nennt die Spalten; ihre Reihenfolge ist beliebig. Eine Datei mit anderen Namen, mit Semikolons, in anderer Kodierung oder aus Excel wird auch gelesen: Ihre Spalten werden vorgeschlagen und oben gezeigt.",
    column: "Spalte",
    required: "Nötig",
    yes: "ja",
    no: "nein",
    content: "Inhalt",
    file: (kind) => `${kind}.csv`,
    saveEmpty: (fileName) => `Leere ${fileName} speichern`,
  },
};
