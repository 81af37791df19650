import type { PulledPlan, PulledPrice } from "../../../../shared/contract/link-pull.ts";
import { AppError } from "../../../../shared/errors.ts";
import { claims } from "../../../domain/imports/staged-row.ts";
import { requireTrialDays } from "../../../domain/billing/trial-days.ts";
import { requirePriceTerms } from "../../../domain/plans/price-terms.ts";
import type { StoredLink } from "../../../storage/link/link-store.ts";
import {
  findLinkedPlan,
  findLinkedPriceId,
  isLinkedPlan,
  saveLinkedPlan,
  saveLinkedPrice,
  type PlanMatch,
  type PriceMatch,
} from "../../../storage/link/linked-plan-store.ts";
import {
  findFreePlan,
  findPlan,
  findPlanBySlug,
  findPrice,
  insertPlan,
  insertPrice,
  listPrices,
  setDefaultPrice,
  updatePlan,
  type Plan,
} from "../../../storage/plans/plan-store.ts";
import type { CommandContext } from "../../handler.ts";
import { requireUnclaimed } from "../imports/require-unclaimed.ts";
import { problemText, sentence } from "../../../../shared/sentences/sentence.ts";

/**
 * Write down a plan as the upstream has it: one that is known, one that is here by its id or its slug, or a new one (BEHAVIOUR 12.2). What cannot
 * be a plan here is kept with the reason, and holds nothing else up.
 */
export function takePulledPlan(context: CommandContext, link: StoredLink, plan: PulledPlan): void {
  const match = orProblem(context, () => matchPlan(context, link, plan));
  saveLinkedPlan(context.book, link.id, plan, match, link.pullNumber);
  if ("planId" in match && match.matchedBy === "new") followPlan(context, match.planId, plan);
  context.changed("plans");
}

function matchPlan(context: CommandContext, link: StoredLink, plan: PulledPlan): PlanMatch {
  const { book } = context;
  const { upstreamId, forKind, isFree, price } = plan;
  const known = findLinkedPlan(book, link.id, upstreamId);
  if (known && known.planId !== null && known.matchedBy !== null) {
    return { planId: known.planId, matchedBy: known.matchedBy };
  }
  if (forKind === null) return { problem: problemText("It is for nobody who could have it here.") };
  if (isFree) return { planId: findFreePlan(book, forKind).id, matchedBy: "free" };
  if (price.problem !== null) return { problem: price.problem };
  const byId = findPlan(book, upstreamId);
  if (byId && byId.forKind === forKind && !byId.isFree) return { planId: byId.id, matchedBy: "id" };
  const slug = slugOf(plan);
  const bySlug = findPlanBySlug(book, slug);
  if (bySlug && bySlug.forKind === forKind && !bySlug.isFree && !isLinkedPlan(book, link.id, bySlug.id)) {
    return { planId: bySlug.id, matchedBy: "slug" };
  }
  if (byId || bySlug) return { problem: `Another plan here goes by "${bySlug ? slug : upstreamId}".` };
  requireUnclaimed(book, claims.planSlug(slug), sentence('a plan "{slug}"', { slug }));
  addPlan(context, plan, slug, forKind);
  return { planId: upstreamId, matchedBy: "new" };
}

function addPlan(context: CommandContext, plan: PulledPlan, slug: string, forKind: Plan["forKind"]): void {
  const { book, nowMs, makeId } = context;
  const { upstreamId, name, description, isArchived, trialDays, seatPrice, price } = plan;
  if (trialDays !== null) requireTrialDays(trialDays);
  const terms = termsOf(price, seatPrice);
  insertPlan(book, {
    id: upstreamId,
    name,
    slug,
    description,
    forKind,
    isFree: false,
    isArchived,
    trialDays,
    price: { id: price.upstreamId === upstreamId ? makeId("price") : freePriceId(context, price.upstreamId), ...terms },
    createdAtMs: nowMs,
  });
}

/** A plan that was made of one of the upstream says what that one says. */
function followPlan(
  context: CommandContext,
  planId: string,
  { name, description, trialDays, isArchived }: PulledPlan,
): void {
  const plan = findPlan(context.book, planId);
  if (plan) updatePlan(context.book, plan, { name, description, trialDays, isArchived });
}

/** Write down a price of a plan as the upstream has it; prices never change (BEHAVIOUR 6.2). */
export function takePulledPrice(context: CommandContext, link: StoredLink, price: PulledPrice): void {
  const { book } = context;
  if (findLinkedPriceId(book, link.id, price.upstreamId) === null) {
    saveLinkedPrice(
      book,
      link.id,
      price,
      orProblem(context, () => matchPrice(context, link, price)),
    );
  }
  followDefault(context, link, price);
}

function matchPrice(context: CommandContext, link: StoredLink, price: PulledPrice): PriceMatch {
  const { book, nowMs } = context;
  const { upstreamId, upstreamPlanId, description } = price;
  if (price.problem !== null) return { problem: price.problem };
  const planId = findLinkedPlan(book, link.id, upstreamPlanId)?.planId ?? null;
  const plan = planId === null ? undefined : findPlan(book, planId);
  if (!plan) return { problem: problemText("Its plan is none here.") };
  if (plan.isFree) return { priceId: plan.price.id };
  // Of a plan's prices only the default one says what seats cost, so they cost the same with each.
  const terms = termsOf(price, plan.price.seatPrice);
  const isSame = (other: Omit<typeof terms, "seatPrice">): boolean =>
    other.currency === terms.currency &&
    other.monthlyMinor === terms.monthlyMinor &&
    other.annualMonthlyMinor === terms.annualMonthlyMinor;
  const byId = findPrice(book, upstreamId);
  if (byId?.planId === plan.id && isSame(byId.price)) return { priceId: upstreamId };
  const sameTerms = listPrices(book, plan.id).find(isSame);
  if (sameTerms) return { priceId: sameTerms.id };
  const priceId = freePriceId(context, upstreamId);
  insertPrice(book, { price: { id: priceId, ...terms }, planId: plan.id, description, createdAtMs: nowMs });
  return { priceId };
}

/** The default price of a plan that was made of one of the upstream is the one that is the default there. */
function followDefault({ book }: CommandContext, link: StoredLink, price: PulledPrice): void {
  const plan = findLinkedPlan(book, link.id, price.upstreamPlanId);
  const priceId = findLinkedPriceId(book, link.id, price.upstreamId);
  if (price.isDefault && plan?.matchedBy === "new" && plan.planId !== null && priceId !== null) {
    setDefaultPrice(book, plan.planId, priceId);
  }
}

/** @throws AppError where it cannot be charged. */
function termsOf(
  { currency, monthlyMinor, annualMonthlyMinor }: PulledPrice,
  seatPrice: Plan["price"]["seatPrice"],
): Omit<Plan["price"], "id"> {
  const terms = { monthlyMinor, annualMonthlyMinor, seatPrice };
  requirePriceTerms(terms, true);
  if (currency === null) throw new Error("A price without a currency has a problem");
  return { currency, ...terms };
}

/** The id that the upstream has for it, unless something here has it. */
function freePriceId({ book, makeId }: CommandContext, upstreamId: string): string {
  return findPrice(book, upstreamId) ? makeId("price") : upstreamId;
}

/** A slug as plans here have them. */
function slugOf({ slug, upstreamId }: PulledPlan): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/gu, "-")
      .replaceAll(/^-+|-+$/gu, "")
      .slice(0, 63);
  return plain(slug) || plain(upstreamId);
}

/** What the book refuses is the reason that is kept, and nothing of it is written. */
export function orProblem<Match>(context: CommandContext, match: () => Match): Match | { readonly problem: string } {
  try {
    return context.attempt(match);
  } catch (error) {
    if (error instanceof AppError) return { problem: error.message };
    throw error;
  }
}
