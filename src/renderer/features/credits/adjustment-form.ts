import type { AdjustmentAction, CreditTermsInput, ReasonCode } from "../../../shared/contract/credits.ts";
import type { ParsedMoney } from "../../../shared/money/parse.ts";
import { emptyTermsForm, readTerms, type TermsForm, type TermsProblems } from "./credit-terms-form.ts";
import { creditsText } from "./credits-text.ts";

/** The form as it stands, exactly as typed. */
export interface AdjustmentForm {
  readonly action: AdjustmentAction;
  readonly amountText: string;
  readonly currency: string;
  readonly reasonCode: string | null;
  readonly note: string;
  /** What is said about credit that is added; credit that is removed has no terms. */
  readonly terms: TermsForm;
}

/** An adjustment that can be sent. */
export interface Adjustment {
  readonly action: AdjustmentAction;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reasonCode: string;
  readonly note: string | null;
  /** Null: plain credit. */
  readonly terms: CreditTermsInput | null;
}

/** What is wrong with which field. */
export interface AdjustmentProblems {
  readonly amount?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly terms?: TermsProblems;
}

const maximumNoteLength = 2_000;

/** The reasons that fit the direction (BEHAVIOUR 3.9). */
export function reasonsFor(action: AdjustmentAction, reasons: readonly ReasonCode[]): ReasonCode[] {
  return reasons.filter(({ direction }) => direction === "both" || direction === action);
}

/** Read an amount that must be above zero; the direction is a field of its own, so a sign has no place in it. */
export function readAmount(parsed: ParsedMoney): ParsedMoney {
  if (!parsed.ok || parsed.amountMinor > 0) return parsed;
  return { ok: false, message: creditsText.amountMustBePositive };
}

/** Check the whole form: the adjustment it means, or every problem it has. */
export function readAdjustment(
  form: AdjustmentForm,
  amount: ParsedMoney,
  reasons: readonly ReasonCode[],
  today: string,
):
  | { readonly ok: true; readonly adjustment: Adjustment }
  | { readonly ok: false; readonly problems: AdjustmentProblems } {
  const reason = reasonsFor(form.action, reasons).find(({ code }) => code === form.reasonCode);
  const noteProblem = problemOfNote(form.note, reason?.needsNote === true);
  const terms = readTerms(form.action === "increase" ? form.terms : emptyTermsForm, today);
  if (!amount.ok || !reason || noteProblem !== null || !terms.ok) {
    return {
      ok: false,
      problems: {
        ...(!amount.ok && { amount: amount.message }),
        ...(!reason && { reason: creditsText.reasonMissing }),
        ...(noteProblem !== null && { note: noteProblem }),
        ...(!terms.ok && { terms: terms.problems }),
      },
    };
  }
  const { action, currency, note } = form;
  const keptNote = note.trim() === "" ? null : note;
  return {
    ok: true,
    adjustment: {
      action,
      amountMinor: amount.amountMinor,
      currency,
      reasonCode: reason.code,
      note: keptNote,
      terms: terms.terms,
    },
  };
}

function problemOfNote(note: string, isRequired: boolean): string | null {
  if (note.length > maximumNoteLength) return creditsText.noteTooLong(note.length.toLocaleString());
  return isRequired && note.trim() === "" ? creditsText.noteRequired : null;
}
