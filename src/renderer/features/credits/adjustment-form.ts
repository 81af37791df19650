import type { AdjustmentAction, ReasonCode } from "../../../shared/contract/credits.ts";
import type { ParsedMoney } from "../../../shared/money/parse.ts";
import { creditsText } from "./credits-text.ts";

/** The form as it stands, exactly as typed. */
export interface AdjustmentForm {
  readonly action: AdjustmentAction;
  readonly amountText: string;
  readonly currency: string;
  readonly reasonCode: string | null;
  readonly note: string;
}

/** An adjustment that can be sent. */
export interface Adjustment {
  readonly action: AdjustmentAction;
  readonly amountMinor: number;
  readonly currency: string;
  readonly reasonCode: string;
  readonly note: string | null;
}

/** What is wrong with which field. */
export interface AdjustmentProblems {
  readonly amount?: string;
  readonly reason?: string;
  readonly note?: string;
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
):
  | { readonly ok: true; readonly adjustment: Adjustment }
  | { readonly ok: false; readonly problems: AdjustmentProblems } {
  const reason = reasonsFor(form.action, reasons).find(({ code }) => code === form.reasonCode);
  const noteProblem = problemOfNote(form.note, reason?.needsNote === true);
  if (!amount.ok || !reason || noteProblem !== null) {
    return {
      ok: false,
      problems: {
        ...(!amount.ok && { amount: amount.message }),
        ...(!reason && { reason: creditsText.reasonMissing }),
        ...(noteProblem !== null && { note: noteProblem }),
      },
    };
  }
  const { action, currency, note } = form;
  const keptNote = note.trim() === "" ? null : note;
  return {
    ok: true,
    adjustment: { action, amountMinor: amount.amountMinor, currency, reasonCode: reason.code, note: keptNote },
  };
}

function problemOfNote(note: string, isRequired: boolean): string | null {
  if (note.length > maximumNoteLength) return creditsText.noteTooLong(note.length.toLocaleString());
  return isRequired && note.trim() === "" ? creditsText.noteRequired : null;
}
