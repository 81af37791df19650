import type { discountsText as english } from "../features/plans/discounts-text.ts";
import type { Translated } from "../foundation/language.ts";

/** The texts of discounts in German. */
export const discountsText: Translated<typeof english> = {
  title: "Rabatte",
  explain: "Ein Abo kann einen davon tragen. Er geht vor Steuern von dessen Gebühren ab; ein Tarifwechsel beendet ihn.",
  caption: "Rabatte, neueste zuerst",
  name: "Name",
  off: "Abzug",
  length: "Dauer",
  create: "Neuer Rabatt",
  emptyTitle: "Noch keine Rabatte",
  empty:
    "Ein Rabatt zieht einen Anteil oder einen Betrag von den Gebühren eines Abos ab, für einige Zeiträume oder unbefristet.",
  forGood: "Unbefristet",
  periods: (count: string) => (count === "1" ? "1 Zeitraum" : `${count} Zeiträume`),
  periodsLeft: (count: string) => (count === "1" ? "noch 1 Zeitraum" : `noch ${count} Zeiträume`),
  new: {
    title: "Neuer Rabatt",
    name: "Name",
    nameHint: "Wie ihn Kunden auf der Rechnung lesen.",
    nameMissing: "Dem Rabatt einen Namen geben.",
    kind: "Abzug",
    share: "Anteil",
    amount: "Betrag",
    sharePercent: "Anteil in Prozent",
    shareWrong: "Einen Anteil über 0 und bis 100 mit höchstens vier Nachkommastellen eingeben.",
    amountLabel: "Abzug je Abrechnung",
    amountNotAboveZero: "Einen Betrag über null eingeben.",
    currency: "Währung",
    length: "Dauer",
    forGood: "Unbefristet",
    forPeriods: "Für einige Zeiträume",
    periods: "Zeiträume",
    periodsHint: "Ein Zeitraum ist ein Monat oder ein Jahr, je nach Abrechnung des Abos.",
    periodsWrong: "Eine ganze Zahl ab 1 eingeben.",
    create: "Rabatt anlegen",
    cancel: "Abbrechen",
    done: (name: string) => `${name} wurde angelegt`,
  },
};
