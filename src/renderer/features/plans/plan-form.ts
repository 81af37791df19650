import type { PlanView } from "../../../shared/contract/plans.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import type { InputWithoutKey } from "../../foundation/engine.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { readFeatures, type FeatureForm, type ReadFeatures } from "./feature-form.ts";
import { plansText } from "./plans-text.ts";
import { isSlug } from "./plan-slug.ts";
import { readPriceForm, startPriceForm, type PriceForm, type PriceInput, type ReadPriceForm } from "./price-form.ts";

/** What a plan says of itself, as it was filled in. */
export interface PlanDetailsForm {
  readonly name: string;
  readonly description: string;
  readonly hasTrial: boolean;
  readonly trialDays: string;
  readonly features: readonly FeatureForm[];
}

/** The new-plan dialog as it was filled in. */
export interface PlanForm extends PlanDetailsForm {
  readonly slug: string;
  readonly forKind: PlanView["forKind"];
  readonly price: PriceForm;
}

export function startPlanForm(currency: string): PlanForm {
  return {
    name: "",
    slug: "",
    description: "",
    forKind: "organization",
    hasTrial: false,
    trialDays: "14",
    features: [],
    price: startPriceForm(currency),
  };
}

/** What a plan says of itself now, to be changed. */
export function planDetailsForm(plan: PlanView): PlanDetailsForm {
  return {
    name: plan.name,
    description: plan.description ?? "",
    hasTrial: plan.trialDays !== null,
    trialDays: String(plan.trialDays ?? 14),
    features: plan.features.map(({ name, slug }) => ({ name, slug })),
  };
}

type DetailsProblems = Readonly<Partial<Record<"name" | "trialDays", string>>>;

interface PlanDetails {
  readonly name: string;
  readonly description: string | null;
  readonly trialDays: number | null;
  readonly features: NonNullable<ReadFeatures["features"]>;
}

/** What filled-in details mean: the details once every field is good, else what is wrong with which. */
export interface ReadPlanDetails {
  readonly details: PlanDetails | null;
  readonly problems: DetailsProblems;
  readonly features: ReadFeatures;
}

const words = plansText.newPlan;

/** @param known the plan's features as they are now, where there is a plan. */
export function readPlanDetails(form: PlanDetailsForm, known: PlanView["features"] = []): ReadPlanDetails {
  const name = form.name.trim();
  const description = form.description.trim();
  const trialDays = form.hasTrial ? readWholeNumber(form.trialDays) : null;
  const isTrialWrong = form.hasTrial && (trialDays === null || trialDays < 1 || trialDays > 365);
  const features = readFeatures(form.features, known);
  const problems: DetailsProblems = {
    ...(name === "" && { name: words.nameMissing }),
    ...(isTrialWrong && { trialDays: words.trialDaysWrong }),
  };
  const isGood = Object.keys(problems).length === 0 && features.features !== null;
  return {
    problems,
    features,
    details: isGood
      ? {
          name,
          description: description === "" ? null : description,
          trialDays,
          features: features.features,
        }
      : null,
  };
}

/** What a filled-in form means: the command's input once every field is good, else what is wrong with which. */
export interface ReadPlanForm {
  readonly input: InputWithoutKey<"plans.create"> | null;
  readonly problems: DetailsProblems & Readonly<Partial<Record<"slug" | "price", string>>>;
  readonly features: ReadFeatures;
  readonly price: ReadPriceForm;
}

export function readPlanForm(form: PlanForm, locale: string = operatorLocale): ReadPlanForm {
  const { details, problems, features } = readPlanDetails(form);
  // A plan's own price is offered by the month always; other prices of it need not be.
  const price = readPriceForm({ ...form.price, hasMonthly: true }, locale);
  const isSlugGood = isSlug(form.slug);
  const isCharged = price.price === null || chargesSomething(price.price);
  const isGood = details !== null && isSlugGood && isCharged && price.price !== null;
  return {
    features,
    price,
    problems: {
      ...problems,
      ...(!isSlugGood && { slug: words.slugWrong }),
      ...(!isCharged && { price: words.withoutCharge }),
    },
    input: isGood
      ? {
          ...details,
          slug: form.slug,
          forKind: form.forKind,
          currency: price.price.currency,
          monthlyMinor: price.price.monthlyMinor ?? 0,
          annualMonthlyMinor: price.price.annualMonthlyMinor,
          seatPrice: price.price.seatPrice,
          features: [...details.features],
        }
      : null,
  };
}

function chargesSomething({ monthlyMinor, annualMonthlyMinor, seatPrice }: PriceInput): boolean {
  return monthlyMinor !== 0 || (annualMonthlyMinor ?? 0) !== 0 || seatPrice !== null;
}
