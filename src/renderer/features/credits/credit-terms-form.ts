import { isCivilDate, type CivilDate } from "../../../shared/calendar.ts";
import type { CreditTermsInput } from "../../../shared/contract/credits.ts";
import { readWholeNumber } from "../../app/whole-number.ts";
import { creditsText } from "./credits-text.ts";

const words = creditsText.terms;
const highestPriority = 100;

/** What can be said about credit that is added (BEHAVIOUR 5.1), exactly as typed. An empty field says nothing. */
export interface TermsForm {
  readonly expiresOn: string;
  readonly effectiveOn: string;
  readonly priority: string;
  readonly category: "none" | "promotional" | "paid";
}

export const emptyTermsForm: TermsForm = { expiresOn: "", effectiveOn: "", priority: "", category: "none" };

/** What is wrong with which field. */
export type TermsProblems = Readonly<Partial<Record<keyof TermsForm, string>>>;

/**
 * Check the terms: what they mean, null where nothing is said, or every problem they have.
 *
 * @param today the book's day, on which credit takes effect where no other is given.
 */
export function readTerms(
  form: TermsForm,
  today: string,
):
  | { readonly ok: true; readonly terms: CreditTermsInput | null }
  | { readonly ok: false; readonly problems: TermsProblems } {
  const effectiveOn = readDay(form.effectiveOn);
  const expiresOn = readDay(form.expiresOn);
  const priority = form.priority.trim() === "" ? null : readWholeNumber(form.priority);
  const isPriorityGood = form.priority.trim() === "" || (priority !== null && priority <= highestPriority);
  const expiryProblem = problemOfExpiry(expiresOn, effectiveOn, today);
  if (effectiveOn === undefined || expiresOn === undefined || expiryProblem !== null || !isPriorityGood) {
    return {
      ok: false,
      problems: {
        ...(expiryProblem !== null && { expiresOn: expiryProblem }),
        ...(effectiveOn === undefined && { effectiveOn: words.invalidDay }),
        ...(!isPriorityGood && { priority: words.badPriority }),
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
type Day = CivilDate | null | undefined;

function readDay(typed: string): Day {
  if (typed === "") return null;
  return isCivilDate(typed) ? typed : undefined;
}

/** It expires after it takes effect and after today, or it could never be used. */
function problemOfExpiry(expiresOn: Day, effectiveOn: Day, today: string): string | null {
  if (expiresOn === null) return null;
  if (expiresOn === undefined) return words.invalidDay;
  if (expiresOn <= today) return words.expiryPast;
  return effectiveOn && expiresOn <= effectiveOn ? words.expiryTooEarly : null;
}
