import type { limitsText as english } from "../features/access/limits-text.ts";
import type { Translated } from "../foundation/language.ts";
import { operatorsText } from "./operators-text.ts";

/** Everything that is said about how much operators may give or take by hand, in German. */
export const limitsText: Translated<typeof english> = {
  list: {
    title: "Grenzen",
    explain:
      "Wie viel Guthaben ein Bearbeiter von Hand gutschreiben oder abziehen darf, hier oder mit einem eigenen Schlüssel. Was darüber liegt, braucht eine Freigabe. Eine Rolle, die nicht aufgeführt ist, darf unbegrenzt; bei einer aufgeführten braucht alles in einer anderen Währung eine Freigabe.",
    none: "Keine Rolle hat eine Grenze.",
    caption: "Grenzen nach Rolle und Währung",
    role: "Rolle",
    currency: "Währung",
    perAct: "Auf einmal",
    perDay: "Am Tag",
    unlimited: "Jeder Betrag",
    add: "Grenze hinzufügen",
    menu: (role, currency) => `Aktionen für ${operatorsText.roles[role].label}, ${currency}`,
    edit: "Bearbeiten",
    remove: "Entfernen",
  },
  form: {
    addTitle: "Grenze hinzufügen",
    editTitle: (role, currency) => `Grenze: ${operatorsText.roles[role].label}, ${currency}`,
    role: "Rolle",
    currency: "Währung",
    perAct: "Auf einmal",
    perDay: "Am Tag",
    hint: "Leer: jeder Betrag. 0: alles braucht eine Freigabe.",
    dayHint: "Alles, was ein Bearbeiter an einem Tag des Buches tut.",
    belowZero: "Null oder mehr angeben.",
    save: "Speichern",
    cancel: "Abbrechen",
    saved: (role, currency) => `Die Grenze für ${operatorsText.roles[role].label} in ${currency} wurde gespeichert`,
  },
  remove: {
    title: (role, currency) => `Die Grenze für ${operatorsText.roles[role].label} in ${currency} entfernen?`,
    last: "Sonst ist für diese Rolle nichts festgelegt, sie darf dann unbegrenzt.",
    others: "Die Rolle hat Grenzen in anderen Währungen, also braucht in dieser dann alles eine Freigabe.",
    confirm: "Entfernen",
    cancel: "Abbrechen",
    done: (role, currency) => `${operatorsText.roles[role].label} hat in ${currency} keine Grenze mehr`,
  },
};
