import type { MethodInput } from "../../shared/contract/index.ts";
import type { paymentsText as english } from "../features/payments/payments-text.ts";
import type { Translated } from "../foundation/language.ts";

/** How an account can pay, as the desk calls it. */
const kinds: Readonly<Record<MethodInput<"paymentMethods.add">["kind"], string>> = {
  card: "Karte",
  bank_debit: "Lastschrift",
  transfer: "Überweisung",
};

/** The texts of the payment methods in German. */
export const paymentsText: Translated<typeof english> = {
  title: "Zahlungsarten",
  kinds,
  none: "Das Konto zahlt per Überweisung: Was es schuldet, bleibt offen, bis die Zahlung erfasst ist.",
  add: "Hinzufügen",
  addLabel: "Zahlungsart hinzufügen",
  loading: "Die Zahlungsarten werden geladen",
  default: "Standard",
  test: "Test",
  makeDefault: "Als Standard",
  makeDefaultOf: (label: string) => `${label} als Standard wählen`,
  remove: "Entfernen",
  removeOf: (label: string) => `${label} entfernen`,
  nowDefault: (label: string) => `Ab jetzt wird über ${label} eingezogen.`,
  adding: {
    title: "Zahlungsart hinzufügen",
    kind: "Art",
    kinds: { card: "Testkarte", bank_debit: "Testbankkonto", transfer: "Überweisung" },
    token: { card: "Karte", bank_debit: "Bankkonto" },
    chooseToken: "Verhalten wählen",
    tokenMissing: "Eine Auswahl treffen.",
    testGateway: "Testzahlungsweg: Der Einzug wird nur vorgetäuscht, es fließt kein echtes Geld.",
    transferHint: "Was das Konto schuldet, bleibt offen, bis ein Bearbeiter die Zahlung erfasst.",
    label: "Name",
    labelHint: "Unter dem sie bekannt ist. Freiwillig.",
    becomesDefault: "Sie wird zum Standard und bei der nächsten Rechnung versucht.",
    cancel: "Abbrechen",
    confirm: "Zahlungsart hinzufügen",
    done: "Zahlungsart hinzugefügt",
  },
  removing: {
    title: "Diese Zahlungsart entfernen?",
    explain:
      "Sie wird nicht mehr versucht. Die neueste der anderen wird zum Standard; gibt es keine, zahlt das Konto per Überweisung.",
    cancel: "Abbrechen",
    confirm: "Zahlungsart entfernen",
    done: (label: string) => `${label} wurde entfernt.`,
  },
};
