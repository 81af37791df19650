import type { importColumnsText as english } from "../features/imports/import-columns-text.ts";
import type { Translated } from "../foundation/language.ts";

const slugOfAccount = "ID, E-Mail-Adresse oder Slug eines Kontos, in diesen Dateien oder im Buch.";
const currencyCode = "ISO-4217-Code, etwa USD.";
const noteOfEntry = "Bleibt im Buch bei der Buchung. Höchstens 2.000 Zeichen.";
const partOfNote = "Wird Teil der Notiz, wo keine steht.";

/** Was die Spalten von Importdateien enthalten. */
export const importColumnsText: Translated<typeof english> = {
  plans: {
    id: "Beginnt mit cplan_. Fehlt sie, vergibt sie der Import.",
    slug: "Kleinbuchstaben, Ziffern und Bindestriche, höchstens 63. Abos nennen den Tarif damit.",
    name: "Wie Kunden ihn lesen, höchstens 100 Zeichen.",
    for: "user oder organization.",
    currency: currencyCode,
    monthlyFee: "In ganzen Währungseinheiten, über null, etwa 20.00.",
    annualMonthlyFee: "Ein Monat, wenn ein Jahr auf einmal bezahlt wird; zwölf davon werden berechnet.",
  },
  users: {
    id: "Beginnt mit user_. Fehlt sie, vergibt sie der Import.",
    email: "E-Mail-Adresse; darf neben einer ID leer sein. Andere Dateien können den Benutzer damit nennen.",
  },
  organizations: {
    id: "Beginnt mit org_. Fehlt sie, vergibt sie der Import.",
    slug: "Kleinbuchstaben, Ziffern, Binde- und Unterstriche; darf neben einer ID leer sein. Andere Dateien können die Organisation damit nennen.",
  },
  accounts: {
    name: "Höchstens 200 Zeichen.",
    currency: "ISO-4217-Code, in dem abgerechnet wird. Fehlt er, gilt die Währung des Buchs.",
    timeZone: "IANA-Name, etwa Europe/Helsinki. Fehlt er, gilt die Zeitzone des Buchs.",
    taxRatePercent: "0 bis 100 mit höchstens 4 Nachkommastellen, etwa 24 oder 8.875. Fehlt er, keine Steuer.",
    taxRateName: "Wie ein Satz heißt, den das Buch noch nicht hat, höchstens 60 Zeichen.",
    taxExempt: "yes oder no (no, wenn sie fehlt).",
    paymentMethod:
      "manual (wenn sie fehlt), test_success, test_declined, test_needs_action, test_bank_success oder test_bank_declined.",
    paymentTermsDays: "0 bis 365. Fehlt es, gilt das Zahlungsziel des Buchs.",
    invoiceNote: "Steht auf seinen Rechnungen, höchstens 2.000 Zeichen. Fehlt er, steht der Hinweis des Buchs.",
    billingName: "Sein Name auf der Rechnung, höchstens 200 Zeichen. Fehlt er, sein eigener Name.",
    billingAddress: "Steht unter dem Namen, höchstens 12 Zeilen und 1.000 Zeichen.",
    taxNumbers: "Eine je Zeile, mit Bezeichnung; höchstens 12 Zeilen und 300 Zeichen.",
    buyerReference: "Was es auf seinen Rechnungen finden will, höchstens 100 Zeichen.",
    paperLanguage: "en oder de. Fehlt sie, gilt die Sprache des Buchs.",
    createdOn: "Tag, an dem das Konto begann, JJJJ-MM-TT. Fehlt er, der Tag des Imports.",
    createdAt: "Der Zeitpunkt statt des Tags, wie ein Export ihn hat: 2026-01-31T12:00:00.000Z.",
    kind: "user oder organization, wie ein Export sie hat; die Art der Datei selbst.",
    contact: "Was ein Export für E-Mail-Adresse oder Slug schreibt. Leer, wo das Konto keine hat.",
  },
  subscriptions: {
    account: slugOfAccount,
    plan: "Slug eines Tarifs, in diesen Dateien oder im Buch.",
    period: "month oder annual.",
    startOn: "Erster Tag des Abos, JJJJ-MM-TT. Von ihm an zählen die Abrechnungszeiträume.",
    seats: "Wie viele Plätze, 1 bis 1.000.000, wo der Tarif sie berechnet. Bei anderen Tarifen leer.",
    billedThroughOn:
      "Zeiträume, die vor diesem Tag beginnen, sind anderswo abgerechnet und werden es nicht noch einmal.",
  },
  openingBalances: {
    account: slugOfAccount,
    currency: currencyCode,
    amount: "Guthaben am Anfang, in ganzen Währungseinheiten, über null, etwa 50.00.",
    note: noteOfEntry,
    effectiveOn: "Erster Tag, an dem das Guthaben verwendet werden kann, JJJJ-MM-TT. Fehlt er, heute.",
    expiresOn: "Tag, mit dessen Beginn es endet. Fehlt er, verfällt es nicht.",
    priority: "0 bis 100, die kleinere wird zuerst verwendet; 50, wenn sie fehlt.",
    category: "promotional oder paid.",
  },
  ledgerEntries: {
    sequence: "Die Reihenfolge der Buchungen. Fehlt sie, stehen die ältesten Zeilen zuerst.",
    effectiveOn: "Tag, für den die Buchung zählt, JJJJ-MM-TT; nicht nach heute, außer wo eine Rechnung so datiert ist.",
    account: slugOfAccount,
    sourceType: "Was die Buchung war. Bleibt hier als ihre Herkunft, wie ID, Grund, Rechnung und Bearbeiter.",
    currency: currencyCode,
    amount: "In ganzen Währungseinheiten: 50.00 schreibt gut, -20.00 zieht ab. Der Stand fällt nie unter null.",
    balanceAfter: "Wird geprüft, wo er steht: Eine Zeile, die fehlt oder geändert wurde, fällt auf.",
    reason: partOfNote,
    invoice: partOfNote,
    operator: "Wer sie dort vorgenommen hat: Hier ist es, wer importiert.",
    note: noteOfEntry,
    id: "Die ID der Buchung im anderen Buch, höchstens 100 Zeichen.",
    recordedAt: "Wann sie dort geschrieben wurde: 2026-01-31T12:00:00.000Z.",
    blocks: "Was sie in Guthabenblöcken bewegt hat, wie ein Export es schreibt. Ohne das verfällt Guthaben nicht.",
  },
  notRead: "Wird nicht gelesen.",
};
