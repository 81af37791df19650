import type { AccountView, SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { PlanView, PriceView } from "../../../shared/contract/plans.ts";
import { readWholeNumber } from "../../foundation/whole-number.ts";
import { subscriptionsText } from "./subscriptions-text.ts";

/** A plan, its price, how often it is billed and the seats, as they were chosen and typed. */
export interface PlanChoiceForm {
  readonly planId: string | null;
  /** Null: the first that fits. */
  readonly priceId: string | null;
  readonly period: "month" | "annual";
  readonly seats: string;
}

/** The part of a change that says which plan. */
export interface PlanChoice {
  readonly planId: string;
  readonly priceId: string;
  readonly period: "month" | "annual";
  readonly seats: number | null;
}

/** What was chosen: the choice once it is whole, and what the fields have to offer for it. */
export interface ReadPlanChoice {
  readonly choice: PlanChoice | null;
  /** The prices that the account can have. */
  readonly prices: readonly PriceView[];
  readonly price: PriceView | null;
  /** The period as it is taken: the chosen one, or the other where the price is not offered for it. */
  readonly period: "month" | "annual";
  readonly offersMonth: boolean;
  readonly offersAnnual: boolean;
  readonly seatsProblem: string | null;
}

/**
 * The plans that an account can be on: for its kind, not archived, in its currency by their default price or perhaps by another
 * one. The plan it is on stays offered, so that seats, price and period of an archived plan can still be changed, and so does one that was
 * chosen before it was archived elsewhere: what becomes of that is the preview's to say.
 *
 * @param kept the plan that it is on and the one that is chosen, as far as there are any.
 */
export function plansFor(
  account: Pick<AccountView, "kind" | "currency">,
  plans: readonly PlanView[],
  kept: readonly (string | null)[],
): PlanView[] {
  return plans.filter(
    (plan) =>
      kept.includes(plan.id) ||
      (plan.forKind === account.kind &&
        !plan.isFree &&
        !plan.isArchived &&
        (plan.currency === account.currency || plan.customPriceCount > 0)),
  );
}

/** Whether the choice is what is in force, so that nothing would change. */
export function isInForce(choice: PlanChoice, current: SubscriptionView): boolean {
  return choice.priceId === current.priceId && choice.period === current.period && choice.seats === current.seats;
}

/** @param planPrices every price of the chosen plan; empty until they are known. */
export function readPlanChoice(
  form: PlanChoiceForm,
  planPrices: readonly PriceView[],
  currency: string,
): ReadPlanChoice {
  const prices = planPrices.filter((price) => price.currency === currency && price.planId === form.planId);
  const price = prices.find(({ id }) => id === form.priceId) ?? prices[0] ?? null;
  const offersMonth = price !== null && price.monthlyMinor !== null;
  const offersAnnual = price !== null && price.annualMonthlyMinor !== null;
  const isOffered = form.period === "month" ? offersMonth : offersAnnual;
  const period = isOffered || price === null ? form.period : form.period === "month" ? "annual" : "month";
  const hasSeats = price !== null && price.seatPrice !== null;
  const seats = hasSeats ? readWholeNumber(form.seats) : null;
  const seatsProblem = hasSeats && seats === null ? subscriptionsText.choice.seatsWrong : null;
  const isWhole = form.planId !== null && price !== null && seatsProblem === null;
  return {
    choice: isWhole ? { planId: form.planId, priceId: price.id, period, seats } : null,
    prices,
    price,
    period,
    offersMonth,
    offersAnnual,
    seatsProblem,
  };
}
