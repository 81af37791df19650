import { isCivilDate, type CivilDate } from "../../../shared/civil-date.ts";
import type { CreditTermsInput } from "../../../shared/contract/credits.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { creditsText } from "./credits-text.ts";

const words = creditsText.terms;

/** What can be said about credit that is added (BEHAVIOUR 5.1), exactly as typed. An empty field says nothing. */
export interface TermsForm {
  readonly expiresOn: string;
  readonly effectiveOn: string;
  readonly priority: string;
  readonly category: "none" | "promotional" | "paid";
}

export const emptyTermsForm: TermsForm = { expiresOn: "", effectiveOn: "", priority: "", category: "none" };

/** Whether anything is said of the credit. */
export function hasTerms(form: TermsForm): boolean {
  return JSON.stringify(form) !== JSON.stringify(emptyTermsForm);
}

/** What is wrong with which field. */
export type TermsProblems = Readonly<Partial<Record<keyof TermsForm, string>>>;

/** Read the terms as typed: what they mean, null where nothing is said, or what cannot be read. Whether they make sense, the engine says. */
export function readTerms(
  form: TermsForm,
):
  | { readonly ok: true; readonly terms: CreditTermsInput | null }
  | { readonly ok: false; readonly problems: TermsProblems } {
  const effectiveOn = readDay(form.effectiveOn);
  const expiresOn = readDay(form.expiresOn);
  const isPriorityTyped = form.priority.trim() !== "";
  const priority = isPriorityTyped ? readWholeNumber(form.priority) : null;
  if (effectiveOn === undefined || expiresOn === undefined || (isPriorityTyped && priority === null)) {
    return {
      ok: false,
      problems: {
        ...(expiresOn === undefined && { expiresOn: words.invalidDay }),
        ...(effectiveOn === undefined && { effectiveOn: words.invalidDay }),
        ...(isPriorityTyped && priority === null && { priority: words.badPriority }),
      },
    };
  }
  const terms = {
    ...(expiresOn !== null && { expiresOn }),
    ...(effectiveOn !== null && { effectiveOn }),
    ...(priority !== null && { priority }),
    ...(form.category !== "none" && { category: form.category }),
  };
  return { ok: true, terms: Object.keys(terms).length === 0 ? null : terms };
}

/** Null where nothing is said, undefined where it is no day. */
export function readDay(typed: string): CivilDate | null | undefined {
  if (typed === "") return null;
  return isCivilDate(typed) ? typed : undefined;
}
