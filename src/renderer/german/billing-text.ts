import type { BillingRunView } from "../../shared/contract/billing.ts";
import type { billingText as english } from "../features/billing/billing-text.ts";
import type { Translated } from "../foundation/language.ts";
import type { RunInvoices } from "../foundation/router.ts";

const runStates: Readonly<Record<BillingRunView["state"], string>> = {
  running: "Läuft",
  interrupted: "Unterbrochen",
  stopped: "Angehalten",
  complete: "Abgeschlossen",
};

const runInvoiceTitles: Readonly<Record<RunInvoices, string>> = {
  all: "Rechnungen des Laufs",
  nothing_due: "Rechnungen, auf die nichts zu zahlen war",
  by_credit: "Rechnungen, die Guthaben verwendet haben",
  collected: "Rechnungen, die sofort eingezogen wurden",
  failed: "Rechnungen, deren Zahlung zuerst fehlschlug",
  open: "Rechnungen, die für eine Überweisung offen blieben",
  carried: "Auf die nächste übertragene Rechnungen",
};

/** The texts of the screens of billing in German. */
export const billingText: Translated<typeof english> = {
  title: "Abrechnung",
  tabs: {
    label: "Teile der Abrechnung",
    runs: "Abrechnungslauf",
    subscriptions: "Abos",
    plans: "Tarife",
    discounts: "Rabatte",
  },
  runStates,
  totals: {
    caption: "Summen je Währung",
    pictureOf: (currency: string) => `Wohin die in ${currency} berechneten Beträge gehen`,
    currency: "Währung",
    invoices: "Rechnungen",
    invoiced: "Berechnet",
    creditToBeUsed: "Guthaben zu verwenden",
    toBeCharged: "Zu zahlen",
    toBeCarried: "Zu übertragen",
    creditUsed: "Guthaben verwendet",
    collected: "Eingezogen",
    failed: "Fehlgeschlagen",
    open: "Offen per Überweisung",
    carried: "Übertragen",
    invoicesOf: (sum: string) => `Rechnungen: ${sum}`,
    none: "Keine Rechnung",
  },
  problems: {
    title: (count: string) => `Probleme (${count})`,
    none: "Keine Probleme.",
    explain: "Diese Konten werden ausgelassen. Die Ursache beheben; der nächste Lauf rechnet sie ab.",
    account: "Konto",
    problem: "Problem",
    remedy: "Was zu tun ist",
    listed: (listed: string, count: string) => `Aufgeführt sind die ersten ${listed} von ${count}.`,
    label: "Konten, die nicht abgerechnet werden konnten",
  },
  soFar: "Bisher",
  runInvoices: { titles: runInvoiceTitles },
  run: {
    title: "Bis zu einem Datum abrechnen",
    explain:
      "Erstellt jede Rechnung, die bis zum Datum fällig ist, verwendet zuerst Guthaben und zieht den Rest über die Zahlungsarten ein.",
    through: "Bis einschließlich",
    throughHint: (today: string) => `Heute ist im Buch der ${today}.`,
    invalidDate: "Einen Kalendertag eingeben.",
    future: (date: string, today: string) =>
      `Der ${date} liegt nach heute (${today}). Rechnungen würden jetzt für Zeiträume ausgestellt, die noch nicht begonnen haben, und in die Zukunft datiert.`,
    dryRun: "Probelauf",
    dryRunAgain: "Probelauf wiederholen",
    dryRunning: "Probelauf: Rechnungen werden berechnet, nichts wird geschrieben",
    dryRunTitle: (date: string) => `Probelauf bis ${date}`,
    dryRunMade: (moment: string) => `Stand: ${moment}. Ein Probelauf schreibt nichts.`,
    dryRunStopped: "Der Probelauf wurde angehalten. Nichts wurde geschrieben.",
    nothingDue: (date: string) => `Bis ${date} ist kein Konto fällig.`,
    nothingDueHint: "Ein späteres Datum wählen oder zuerst Abos für Konten beginnen.",
    run: "Abrechnen …",
    export: "Als CSV exportieren",
    running: "Abrechnungslauf",
    doneTitle: "Abrechnungslauf abgeschlossen",
    stoppedTitle: "Abrechnungslauf angehalten",
    stoppedHint: "Was erledigt ist, bleibt erledigt. Den Lauf in seinem Bericht fortsetzen, um den Rest abzurechnen.",
    openReport: "Bericht öffnen",
    close: "Schließen",
    confirmTitle: (date: string) => `Bis ${date} abrechnen?`,
    confirmLead: (moment: string) => `Laut Probelauf (${moment}) wird geschrieben:`,
    confirmLeftOut: (count: string) =>
      count === "1"
        ? "1 Konto wird wegen eines Problems ausgelassen."
        : `${count} Konten werden wegen Problemen ausgelassen.`,
    confirmFinal:
      "Ausgestellte Rechnungen sind endgültig. Der Lauf kann zwischen Stapeln angehalten und fortgesetzt werden.",
    confirm: "Abrechnen",
    cancel: "Abbrechen",
    interrupted: (date: string) => `Der Lauf bis ${date} wurde unterbrochen.`,
    interruptedHint:
      "Die Anwendung wurde geschlossen, bevor alles abgerechnet war. Nichts ging verloren; den Lauf in seinem Bericht fortsetzen.",
  },
  past: {
    title: "Frühere Läufe",
    caption: "Abrechnungsläufe, neueste zuerst",
    through: "Bis",
    state: "Status",
    started: "Begonnen",
    operator: "Von",
    accounts: "Konten",
    invoices: "Rechnungen",
    invoiced: "Berechnet",
    problems: "Probleme",
    open: (date: string) => `Bericht des Laufs bis ${date}`,
    empty: "Noch kein Abrechnungslauf. Oben ein Datum wählen und mit einem Probelauf beginnen.",
    of: (done: string, total: string) => `${done} von ${total}`,
  },
  report: {
    title: (date: string) => `Abrechnungslauf bis ${date}`,
    state: "Status",
    through: "Bis",
    started: "Begonnen",
    ended: "Beendet",
    operator: "Von",
    accounts: "Erledigte Konten",
    invoices: "Erstellte Rechnungen",
    id: "ID des Laufs",
    notEnded: "noch nicht",
    titleLoading: "Abrechnungslauf",
    of: (done: string, total: string) => `${done} von ${total}`,
    retry: "Zurückgestellte erneut versuchen",
    retryHint: (count: string) =>
      count === "1"
        ? "1 Konto wurde zurückgestellt. Das unten Genannte beheben, dann erneut versuchen."
        : `${count} Konten wurden zurückgestellt. Das unten Genannte beheben, dann erneut versuchen.`,
    retriedAll: "Erneut versucht: Alle zurückgestellten Konten sind jetzt abgerechnet.",
    retriedSome: (count: string) =>
      count === "1"
        ? "Erneut versucht: 1 Konto ist noch zurückgestellt."
        : `Erneut versucht: ${count} Konten sind noch zurückgestellt.`,
    resume: "Lauf fortsetzen",
    resumeHint:
      "Es sind noch Konten abzurechnen. Der Lauf geht dort weiter, wo er aufhörte; kein Zeitraum wird zweimal abgerechnet.",
    facts: "Lauf",
    outcome: "Ergebnis",
  },
};
