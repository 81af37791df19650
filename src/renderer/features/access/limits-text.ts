import type { Role } from "../../../shared/contract/rights.ts";
import { operatorsText } from "./operators-text.ts";
import { inLanguage } from "../../foundation/language.ts";

/** Everything that is said about how much operators may give or take by hand. */
export const limitsText = inLanguage("limitsText", {
  list: {
    title: "Limits",
    explain:
      "How much credit an operator may give or take by hand, at the desk or by a key of theirs. What is above needs approval. A role that is not listed may without limit; of one that is, whatever is done in another currency needs approval.",
    none: "No role has a limit.",
    caption: "Limits by role and currency",
    role: "Role",
    currency: "Currency",
    perAct: "At once",
    perDay: "On a day",
    unlimited: "Any amount",
    add: "Add limit",
    menu: (role: Role, currency: string) => `Actions for ${operatorsText.roles[role].label}, ${currency}`,
    edit: "Edit",
    remove: "Remove",
  },
  form: {
    addTitle: "Add limit",
    editTitle: (role: Role, currency: string) => `Limit of ${operatorsText.roles[role].label}, ${currency}`,
    role: "Role",
    currency: "Currency",
    perAct: "At once",
    perDay: "On a day",
    hint: "Empty: any amount. 0: everything needs approval.",
    dayHint: "All that one operator does on one day of the book.",
    belowZero: "Give zero or more.",
    save: "Save",
    cancel: "Cancel",
    saved: (role: Role, currency: string) => `The limit of ${operatorsText.roles[role].label} in ${currency} was saved`,
  },
  remove: {
    title: (role: Role, currency: string) => `Remove the limit of ${operatorsText.roles[role].label} in ${currency}?`,
    last: "Nothing else is said of this role, so it may without limit from then on.",
    others: "The role has limits in other currencies, so whatever is done in this one needs approval from then on.",
    confirm: "Remove",
    cancel: "Cancel",
    done: (role: Role, currency: string) => `${operatorsText.roles[role].label} has no limit in ${currency} any more`,
  },
});
