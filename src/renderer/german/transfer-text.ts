import type { transferText as english } from "../features/credits/transfer-text.ts";
import type { Translated } from "../foundation/language.ts";

/** The texts of transferring credit in German. */
export const transferText: Translated<typeof english> = {
  title: "Guthaben übertragen",
  fromAccount: (name: string) => `von ${name}`,
  noCredit: "Dieses Konto hat kein Guthaben, das übertragen werden kann.",
  to: "Auf Konto",
  toMissing: "Das Konto wählen, das das Guthaben erhält.",
  amount: "Betrag",
  currency: "Währung",
  note: "Notiz",
  balanceOf: (name: string) => `Guthaben von ${name}`,
  cancel: "Abbrechen",
  save: "Guthaben übertragen",
  doneTitle: "Guthaben übertragen",
  done: (amount: string, from: string, to: string) => `${amount} von ${from} auf ${to}`,
};
