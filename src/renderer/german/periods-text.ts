import type { leftOpenText as englishLeftOpen, periodsText as english } from "../features/periods/periods-text.ts";
import type { Translated } from "../foundation/language.ts";

/** All text of closed months, in German. */
export const periodsText: Translated<typeof english> = {
  title: "Abgeschlossene Monate",
  explain:
    "In einem abgeschlossenen Monat wird nichts mehr datiert: keine Buchung, Rechnung, Zahlung oder Korrektur. Was eine Regel darin datieren würde, trägt stattdessen den ersten offenen Tag. Monate werden der Reihe nach abgeschlossen.",
  closedThrough: (day) => `Das Buch ist bis ${day} abgeschlossen.`,
  none: "Kein Monat ist abgeschlossen.",
  close: (month) => `${month} abschließen …`,
  notOver: (month, day) => `${month} ist der nächste. Abgeschlossen werden kann er, sobald der ${day} vorüber ist.`,
  caption: "Die abgeschlossenen Monate, der letzte Abschluss zuerst",
  month: "Monat",
  closed: "Abgeschlossen",
  by: "Von",
  lastEntry: "Letzte Buchung",
  state: "Status",
  standing: "Abgeschlossen",
  reopened: "Wieder geöffnet",
  reopenedBy: (operator, reason) => `von ${operator}: ${reason}`,
  savePdf: "PDF",
  savePdfOf: (month) => `Beleg für ${month} als PDF speichern`,
  saveJson: "JSON",
  saveJsonOf: (month) => `Beleg für ${month} als JSON speichern`,
  reopen: "Wieder öffnen …",
  reopenNamed: (month) => `${month} wieder öffnen`,
  closing: {
    title: (month) => `${month} abschließen?`,
    explain:
      "Das wird auf dem Beleg stehen. Ein abgeschlossener Monat kann wieder geöffnet werden, solange kein späterer abgeschlossen ist.",
    noCredit: "Bis dahin hatte kein Konto Guthaben.",
    caption: "Was der Monat ergibt",
    currency: "Währung",
    movement: "Bewegung",
    entries: "Buchungen",
    amount: "Betrag",
    opening: "Anfangsbestand",
    closing: "Endbestand",
    leavesOpen: "Es bleibt offen:",
    cancel: "Abbrechen",
    confirm: "Monat abschließen",
    done: (month) => `${month} ist abgeschlossen. Der Beleg kann aus der Liste gespeichert werden.`,
  },
  reopening: {
    title: (month) => `${month} wieder öffnen?`,
    explain:
      "Darin kann dann wieder gebucht werden. Der Abschluss bleibt mit dem angegebenen Grund in der Liste, und das Protokoll bewahrt ihn auf.",
    reason: "Grund",
    cancel: "Abbrechen",
    confirm: "Monat wieder öffnen",
    done: (month) => `${month} ist wieder offen.`,
  },
};

/** What a closing leaves undone, in German. */
export const leftOpenText: Translated<typeof englishLeftOpen> = {
  unbilled_accounts: (count) => `Konten, die nicht bis zum Monatsende abgerechnet sind: ${count}`,
  parked_accounts: (count) => `Davon von einem Abrechnungslauf zurückgestellt: ${count}`,
  unfinished_runs: (count) => `Abrechnungsläufe, die nicht beendet sind: ${count}`,
  unexpired_credit: (count) => `Guthabenblöcke, die verfallen und noch nicht ausgebucht sind: ${count}`,
  untried_payments: (count) => `Zahlungen, die erneut versucht werden sollten: ${count}`,
  waiting_approvals: (count) => `Anfragen, die auf Freigabe warten: ${count}`,
  unverified_entries: (count) => `Buchungen seit der letzten Prüfung: ${count}`,
};
