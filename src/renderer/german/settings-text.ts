import type { ApiKeyView } from "../../shared/contract/api-keys.ts";
import type { ApiScope } from "../../shared/contract/rights.ts";
import type { BookSettingsView } from "../../shared/contract/book.ts";
import type { settingsText as english } from "../features/settings/settings-text.ts";
import type { Translated } from "../foundation/language.ts";

const afterLastRetry: Readonly<Record<BookSettingsView["afterLastRetry"], { label: string; hint: string }>> = {
  keep: { label: "Abo behalten", hint: "Es läuft überfällig weiter, und die Rechnung bleibt offen." },
  cancel: { label: "Abo kündigen", hint: "Es wird gekündigt, und die Rechnung bleibt offen." },
  uncollectible: {
    label: "Rechnung aufgeben",
    hint: "Die Rechnung wird als uneinbringlich markiert. Sie kann weiterhin bezahlt oder storniert werden.",
  },
};

const scopes: Readonly<Record<ApiScope, { label: string; hint: string }>> = {
  read: { label: "Lesen", hint: "Alles lesen: Konten, Guthaben, Tarife, Abos und Kontoauszüge." },
  credits: { label: "Guthaben", hint: "Konten Guthaben gutschreiben und abziehen." },
  billing: {
    label: "Abrechnung",
    hint: "Benutzer, Organisationen und Preise anlegen, Abo-Einträge ändern und kündigen, Rabatte anwenden.",
  },
  admin: { label: "Admin", hint: "Alles davon. Sonst schließt kein Recht ein anderes ein." },
};

const keyStates: Readonly<Record<ApiKeyView["state"], string>> = {
  active: "Aktiv",
  expired: "Abgelaufen",
  revoked: "Widerrufen",
  suspended: "Ausgesetzt, wie sein Bearbeiter",
};

/** The texts of the settings in German. */
export const settingsText: Translated<typeof english> = {
  auditLog: "Protokoll",
  tabs: {
    label: "Teile der Einstellungen",
    company: "Unternehmen",
    operators: "Bearbeiter",
    journal: "Journal",
    backups: "Sicherungen",
    periods: "Monate",
    link: "Verknüpfung",
    "api-keys": "API",
    webhooks: "Webhooks",
  },
  title: "Einstellungen",
  saveBook: "Einstellungen speichern",
  saved: "Die Einstellungen wurden gespeichert",
  onlyRead: "Die Einstellungen werden nur gezeigt; ändern darf sie diese Rolle nicht.",
  discard: "Änderungen verwerfen",
  paper: {
    title: "Unternehmen und Rechnungen",
    name: "Name des Buchs",
    nameHint:
      "Wie es hier heißt. Ist kein anderer Name angegeben, steht er als Aussteller auf jeder Rechnung, die ab jetzt entsteht.",
    nameMissing: "Dem Buch einen Namen geben.",
    sellerName: "Name des Ausstellers auf der Rechnung",
    sellerAddress: "Adresse",
    sellerTaxNumbers: "Steuernummern",
    sellerTaxNumbersHint: "Eine je Zeile, mit Bezeichnung: USt-IdNr. DE123456789.",
    paymentDetails: "Zahlungsangaben",
    paymentDetailsHint:
      "Wohin Kunden Geld überweisen: Bank, IBAN, BIC. Die Rechnungsnummer steht als Verwendungszweck daneben.",
    language: "Sprache der Rechnung",
    tooManyLines: "Höchstens 12 Zeilen verwenden.",
    logo: "Logo",
    logoHint:
      "Ein PNG oder JPEG von höchstens 256 kB, im Kopf jeder Rechnung, die ab jetzt entsteht. Frühere behalten ihres.",
    chooseLogo: "Bild wählen",
    removeLogo: "Logo entfernen",
    logoSaved: "Das Logo wurde gespeichert",
    logoRemoved: "Das Logo wurde entfernt",
    terms: "Zahlungsziel in Tagen",
    termsHint: "Wie viele Tage nach ihrem Datum eine Rechnung fällig ist. Ein Konto kann ein eigenes haben.",
    termsWrong: "0 bis 365 Tage eingeben.",
    note: "Notiz auf der Rechnung",
    noteHint: "Etwa ein Dank. Steht auf jeder Rechnung, deren Konto keine eigene Notiz hat.",
    fixed: "Zeitzone und Währung",
    fixedHint: "Beim Anlegen des Buchs gewählt.",
  },
  numbers: {
    title: "Nummern",
    explain:
      "Was ausgestellt ist, behält seine Nummer. Ein Anfang, den es schon gab, geht ohne Lücke weiter; ein anderer beginnt, wo man will, etwa 2027-0001 mit einem neuen Jahr.",
    nextInvoiceNumber: "Nummer der nächsten Rechnung",
    nextCreditNoteNumber: "Nummer der nächsten Rechnungskorrektur",
    wrong:
      "Einen Anfang eingeben, der mit Buchstabe, Bindestrich, Punkt oder Unterstrich endet, und eine Zahl ab 1: INV-000042.",
  },
  retries: {
    title: "Wenn eine Zahlung fehlschlägt",
    explain:
      "Eine fehlgeschlagene Zahlung wird an diesen Tagen erneut versucht, gezählt ab dem Tag, an dem sie zuerst fehlschlug. Verwendetes Guthaben bleibt verwendet.",
    days: "Tage der erneuten Versuche",
    daysHint: "Aufsteigende Zahlen von 1 bis 365, durch Kommas getrennt. Leer: kein erneuter Versuch.",
    daysWrong: "Aufsteigende ganze Zahlen von 1 bis 365 eingeben, durch Kommas getrennt, höchstens zwanzig.",
    after: "Nach dem letzten Versuch",
    afterLastRetry,
  },
  taxRates: {
    title: "Steuersätze",
    explain:
      "Ein Satz wird einem Konto in seinen Rechnungsangaben oder einem einzelnen Posten gegeben. Ein Satz ändert sich nie; ein neuer kommt daneben hinzu.",
    caption: "Steuersätze, niedrigster zuerst",
    name: "Name",
    rate: "Satz",
    none: "Noch kein Steuersatz. Ohne einen wird keine Rechnung besteuert.",
    add: "Steuersatz hinzufügen",
  },
  newTaxRate: {
    title: "Steuersatz hinzufügen",
    name: "Name",
    nameHint: "Wie er auf der Rechnung steht, etwa USt 19 %.",
    nameMissing: "Dem Satz einen Namen geben.",
    rate: "Satz in Prozent",
    rateWrong: "0 bis 100 mit höchstens vier Nachkommastellen eingeben.",
    save: "Steuersatz hinzufügen",
    cancel: "Abbrechen",
    done: (name: string) => `${name} kann jetzt Konten gegeben werden`,
  },
  apiKeys: {
    title: "API-Schlüssel",
    explain:
      "Programme auf diesem Rechner nutzen die Backend-API mit einem eigenen Schlüssel. Solange es keinen Schlüssel gibt, ist die API aus.",
    address: {
      loopback: (address: string) =>
        `Ihre Adresse ist ${address}, solange die Anwendung hier bereitgestellt wird. Mit --port gestartet, hat sie jedes Mal dieselbe Adresse.`,
      desktop: (address: string) =>
        `Ihre Adresse ist ${address}, solange dieses Fenster offen ist. Mit --api-port gestartet, hat sie jedes Mal dieselbe Adresse.`,
      problem: (why: string) =>
        `Programme erreichen dieses Buch nicht: ${why}. Die Anwendung mit einem anderen --api-port oder ohne ihn neu starten.`,
    },
    docs: "Was sie annimmt und antwortet, steht unter",
    caption: "API-Schlüssel, neueste zuerst",
    name: "Name",
    scopes: "Rechte",
    created: "Erstellt",
    expires: "Läuft ab",
    never: "Nie",
    lastUsed: "Zuletzt benutzt",
    unused: "Noch nicht",
    state: "Status",
    states: keyStates,
    none: "Noch kein Schlüssel und damit keine API.",
    add: "Neuer Schlüssel",
    revoke: "Widerrufen",
    revokeNamed: (name: string) => `${name} widerrufen`,
  },
  newApiKey: {
    title: "Neuer API-Schlüssel",
    name: "Name",
    nameHint: "Wofür der Schlüssel ist. Steht als Bearbeiter an allem, was mit ihm getan wird.",
    nameMissing: "Dem Schlüssel einen Namen geben.",
    scopes: "Was er darf",
    scope: scopes,
    scopesMissing: "Mindestens ein Recht wählen.",
    expiry: "Läuft ab",
    never: "Nie",
    onDate: "An einem Datum",
    date: "Datum",
    dateHint: (timeZone: string) =>
      `Der Schlüssel endet mit dem Beginn dieses Tages in ${timeZone}, nach der Uhr des Buchs.`,
    dateWrong: (today: string) => `Ein Datum nach ${today} wählen, dem heutigen Tag nach der Uhr des Buchs.`,
    save: "Schlüssel erstellen",
    cancel: "Abbrechen",
  },
  newSecret: {
    title: (name: string) => `Der Schlüssel von ${name}`,
    once: "Den Schlüssel jetzt kopieren. Er kann nicht erneut gezeigt werden: Das Buch behält nur seine Prüfsumme.",
    copy: "Schlüssel kopieren",
    copied: "Kopiert",
    close: "Fertig",
  },
  revokeApiKey: {
    title: (name: string) => `${name} widerrufen?`,
    explain:
      "Programme mit diesem Schlüssel werden ab ihrem nächsten Aufruf abgewiesen. Das kann nicht rückgängig gemacht werden.",
    confirm: "Schlüssel widerrufen",
    cancel: "Abbrechen",
    done: (name: string) => `${name} ist widerrufen`,
  },
};
