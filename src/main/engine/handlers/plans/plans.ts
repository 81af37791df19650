import type { ParsedInput } from "../../../../shared/contract/index.ts";
import { AppError } from "../../../../shared/errors.ts";
import { sentence } from "../../../../shared/sentences/sentence.ts";
import { requirePriceTerms } from "../../../domain/plans/price-terms.ts";
import { requireTrialDays } from "../../../domain/billing/trial-days.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import {
  findFeatureBySlug,
  insertFeature,
  replacePlanFeatures,
  updateFeature,
} from "../../../storage/plans/feature-store.ts";
import { findPlanBySlug, insertPlan, listPlans, updatePlan } from "../../../storage/plans/plan-store.ts";
import type { CommandContext, HandlersOf } from "../../handler.ts";
import { requireUnclaimed } from "../imports/require-unclaimed.ts";
import { requirePlan } from "../require.ts";

export const planHandlers: HandlersOf<"plans.list" | "plans.create" | "plans.update"> = {
  "plans.list": ({ book }) => ({ plans: listPlans(book) }),

  "plans.create": (context, input) => {
    const { book, nowMs, makeId, changed } = context;
    const { name, slug, description, forKind, currency, monthlyMinor, annualMonthlyMinor, seatPrice, trialDays } =
      input;
    requireUnclaimed(book, claims.planSlug(slug), sentence('a plan "{slug}"', { slug }));
    if (findPlanBySlug(book, slug))
      throw new AppError("plan_exists", sentence('There is a plan "{slug}" already.', { slug }));
    requirePriceTerms({ monthlyMinor, annualMonthlyMinor, seatPrice }, false);
    if (trialDays !== null) requireTrialDays(trialDays);
    const planId = makeId("plan");
    const priceId = makeId("price");
    insertPlan(book, {
      id: planId,
      name,
      slug,
      description,
      forKind,
      isFree: false,
      isArchived: false,
      trialDays,
      price: { id: priceId, currency, monthlyMinor, annualMonthlyMinor, seatPrice },
      createdAtMs: nowMs,
    });
    offerFeatures(context, planId, input.features);
    changed("plans");
    return { planId, priceId };
  },

  "plans.update": (context, input) => {
    const { book, changed } = context;
    const plan = requirePlan(book, input.planId);
    if (plan.isFree && typeof input.trialDays === "number") {
      throw new AppError(
        "plan_is_free",
        sentence('"{planName}" is free for good; there is nothing to try.', { planName: plan.name }),
      );
    }
    if (plan.isFree && input.isArchived === true) {
      throw new AppError(
        "plan_is_free",
        sentence('"{planName}" is the plan of every {kind} that pays for none.', {
          planName: plan.name,
          kind: sentence(plan.forKind),
        }),
      );
    }
    if (typeof input.trialDays === "number") requireTrialDays(input.trialDays);
    updatePlan(book, plan, {
      name: input.name ?? plan.name,
      description: input.description === undefined ? plan.description : input.description,
      trialDays: input.trialDays === undefined ? plan.trialDays : input.trialDays,
      isArchived: input.isArchived ?? plan.isArchived,
    });
    if (input.features) offerFeatures(context, plan.id, input.features);
    changed("plans");
    return { planId: plan.id };
  },
};

/** Let a plan offer just these features. They are the book's: one that is known by its slug is used again under its new name. */
function offerFeatures(
  { book, nowMs, makeId }: CommandContext,
  planId: string,
  features: ParsedInput<"plans.create">["features"],
): void {
  const featureIds = features.map((feature) => {
    const known = findFeatureBySlug(book, feature.slug);
    const id = known?.id ?? makeId("feature");
    if (known) updateFeature(book, { ...feature, id });
    else insertFeature(book, { ...feature, id }, nowMs);
    return id;
  });
  replacePlanFeatures(book, planId, featureIds);
}
