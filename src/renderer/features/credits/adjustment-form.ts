import type { CivilDate } from "../../../shared/civil-date.ts";
import type { AdjustmentAction, CreditTermsInput, ListedReason } from "../../../shared/contract/credits.ts";
import type { ErrorView } from "../../../shared/errors.ts";
import type { TypedMoney } from "../../foundation/typed-money.ts";
import { emptyTermsForm, readDay, readTerms, type TermsForm, type TermsProblems } from "./credit-terms-form.ts";
import { creditsText } from "./credits-text.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { type Told } from "../../../shared/sentences/sentence.ts";
import { toldText } from "../../foundation/refusal-text.ts";

/** The form as it stands, exactly as typed. */
export interface AdjustmentForm {
  readonly action: AdjustmentAction;
  readonly amountText: string;
  readonly currency: string;
  readonly reasonCode: string | null;
  readonly note: string;
  /** What is said about credit that is added; credit that is removed has no terms. */
  readonly terms: TermsForm;
  /** The day that the entry counts for; empty: today. */
  readonly countsOn: string;
}

/** The form as it begins for an account that is billed in a currency. */
export function beginAdjustment(currency: string): AdjustmentForm {
  return {
    action: "increase",
    amountText: "",
    currency,
    reasonCode: null,
    note: "",
    terms: emptyTermsForm,
    countsOn: "",
  };
}

/** Whether anything was filled in. */
export function isBegun(form: AdjustmentForm, begin: AdjustmentForm): boolean {
  return JSON.stringify(form) !== JSON.stringify(begin);
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
  /** The day that it counts for; null: today. */
  readonly countsOn: CivilDate | null;
}

/** What is wrong with which field. */
export interface AdjustmentProblems {
  readonly amount?: string;
  readonly reason?: string;
  readonly note?: string;
  readonly terms?: TermsProblems;
  readonly countsOn?: string;
}

/** The reasons that the engine takes for the direction. */
export function reasonsFor(action: AdjustmentAction, reasons: readonly ListedReason[]): ListedReason[] {
  return reasons.filter(({ actions }) => actions.includes(action));
}

/** Read an amount that must be above zero; the direction is a field of its own, so a sign has no place in it. */
export function readAmount(parsed: TypedMoney): TypedMoney {
  if (!parsed.ok || parsed.amountMinor > 0) return parsed;
  return { ok: false, message: creditsText.amountMustBePositive };
}

/** Read the whole form: the adjustment it means, or everything in it that cannot be read. Whether it makes sense, the engine says. */
export function readAdjustment(
  form: AdjustmentForm,
  amount: TypedMoney,
  reasons: readonly ListedReason[],
):
  | { readonly ok: true; readonly adjustment: Adjustment }
  | { readonly ok: false; readonly problems: AdjustmentProblems } {
  const reason = reasonsFor(form.action, reasons).find(({ code }) => code === form.reasonCode);
  const terms = readTerms(form.action === "increase" ? form.terms : emptyTermsForm);
  const countsOn = readDay(form.countsOn);
  if (!amount.ok || !reason || !terms.ok || countsOn === undefined) {
    return {
      ok: false,
      problems: {
        ...(!amount.ok && { amount: amount.message }),
        ...(!reason && { reason: creditsText.reasonMissing }),
        ...(!terms.ok && { terms: terms.problems }),
        ...(countsOn === undefined && { countsOn: creditsText.terms.invalidDay }),
      },
    };
  }
  const { action, currency, note } = form;
  return {
    ok: true,
    adjustment: {
      action,
      amountMinor: amount.amountMinor,
      currency,
      reasonCode: reason.code,
      note: orNothing(note),
      terms: terms.terms,
      countsOn,
    },
  };
}

/** What a refusal by the engine says is wrong with which field; nothing of one that is about something else. */
export function problemsOf(refusal: Pick<ErrorView, "details"> | null): AdjustmentProblems {
  const fields = (refusal?.details?.["fields"] ?? []) as readonly (Told & { readonly path: string })[];
  const of = (path: string) => fields.filter((field) => field.path === path).map(toldText)[0];
  const [note, countsOn, expiresOn, effectiveOn, priority] = [
    of("note"),
    of("countsOn"),
    of("terms.expiresOn"),
    of("terms.effectiveOn"),
    of("terms.priority"),
  ];
  const terms: TermsProblems = {
    ...(expiresOn !== undefined && { expiresOn }),
    ...(effectiveOn !== undefined && { effectiveOn }),
    ...(priority !== undefined && { priority }),
  };
  return {
    ...(note !== undefined && { note }),
    ...(countsOn !== undefined && { countsOn }),
    ...(Object.keys(terms).length > 0 && { terms }),
  };
}
