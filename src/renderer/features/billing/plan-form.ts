import type { PlanView } from "../../../shared/contract/billing.ts";
import { AppError } from "../../../shared/errors.ts";
import { multiplyByFraction } from "../../../shared/money/minor-units.ts";
import { parseMoney } from "../../../shared/money/parse.ts";
import { operatorLocale } from "../../app/locale.ts";
import type { InputWithoutKey } from "../../app/engine.ts";
import { billingText } from "./billing-text.ts";
import { isSlug } from "./plan-slug.ts";

/** The new-plan dialog as it was filled in; amounts as they were typed. */
export interface PlanForm {
  readonly name: string;
  readonly slug: string;
  readonly forKind: PlanView["forKind"];
  readonly currency: string;
  readonly monthly: string;
  readonly hasAnnual: boolean;
  readonly annualMonthly: string;
}

export function startPlanForm(currency: string): PlanForm {
  return { name: "", slug: "", forKind: "organization", currency, monthly: "", hasAnnual: false, annualMonthly: "" };
}

type Problems = Readonly<Partial<Record<"name" | "slug" | "monthly" | "annualMonthly", string>>>;

/** What a filled-in form means: the command's input once every field is good, else what is wrong with which. */
export interface ReadPlanForm {
  readonly input: InputWithoutKey<"plans.create"> | null;
  readonly problems: Problems;
  /** The annual charge, twelve times the monthly amount (BEHAVIOUR 6.1); null until it can be computed. */
  readonly annualMinor: number | null;
}

const words = billingText.newPlan;

export function readPlanForm(form: PlanForm, locale: string = operatorLocale): ReadPlanForm {
  const name = form.name.trim();
  const monthly = readFee(form.monthly, form.currency, locale);
  const annualMonthly = form.hasAnnual ? readFee(form.annualMonthly, form.currency, locale) : null;
  const annual = typeof annualMonthly === "number" ? yearOf(annualMonthly) : null;
  const problems: Problems = {
    ...(name === "" && { name: words.nameMissing }),
    ...(!isSlug(form.slug) && { slug: words.slugWrong }),
    ...(typeof monthly === "string" && { monthly }),
    ...(typeof annualMonthly === "string" && { annualMonthly }),
    ...(typeof annual === "string" && { annualMonthly: annual }),
  };
  const isGood = Object.keys(problems).length === 0 && typeof monthly === "number" && typeof annualMonthly !== "string";
  return {
    problems,
    annualMinor: typeof annual === "number" ? annual : null,
    input: isGood
      ? {
          name,
          slug: form.slug,
          forKind: form.forKind,
          currency: form.currency,
          monthlyMinor: monthly,
          annualMonthlyMinor: annualMonthly,
        }
      : null,
  };
}

/** A fee above zero, or the sentence that says why it is none. */
function readFee(typed: string, currency: string, locale: string): number | string {
  const parsed = parseMoney(typed, currency, locale);
  if (!parsed.ok) return parsed.message;
  return parsed.amountMinor > 0 ? parsed.amountMinor : words.notAboveZero;
}

function yearOf(monthlyMinor: number): number | string {
  try {
    return multiplyByFraction(monthlyMinor, { numerator: 12, denominator: 1 });
  } catch (error) {
    if (error instanceof AppError) return words.tooLarge;
    throw error;
  }
}
