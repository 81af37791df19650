import { civilDate, startOfDayMs } from "../../../shared/calendar.ts";
import type { ListedItem } from "../../../shared/contract/listings.ts";
import type { PlanView } from "../../../shared/contract/plans.ts";
import type { ProrationView } from "../../../shared/contract/subscriptions.ts";
import { toMoney } from "./money.ts";
import { toPayer, toPayerOfChange } from "./payer-object.ts";
import { toPlan, toPlanOfChange } from "./plan-object.ts";
import { toCredits, toPerUnitTotals, toTotals, type TotalsFacts } from "./totals-object.ts";

/** A day as the instant at which it begins where the account lives. */
export function dayMs(item: Pick<ListedItem, "timeZone">, day: string): number {
  return startOfDayMs(civilDate(day), item.timeZone);
}

const dayMsOrNull = (item: ListedItem, day: string | null): number | null => (day === null ? null : dayMs(item, day));

/** An item as lists and subscriptions show it (`CommerceSubscriptionItem`). */
export function toItem(item: ListedItem, plan: PlanView | undefined, instanceId: string) {
  const totals = totalsFactsOf(item);
  return {
    ...common(item, instanceId),
    status: item.status,
    credits: totals && toCredits(totals),
    plan: plan ? toPlan(plan) : null,
    next_payment: toNextPayment(item),
    payer: toPayer(item.account, instanceId),
    seats: item.seats === null ? null : { quantity: item.seats },
  };
}

/** The same in the older shape that changes answer with (`CommerceSubscriptionItem-2`), which calls one that will end active. */
export function toItemOfChange(
  item: ListedItem,
  plan: PlanView | undefined,
  { instanceId, paymentMethodId, proration }: ChangeContext,
) {
  return {
    ...common(item, instanceId),
    status: item.status === "canceled" ? "active" : item.status === "expired" ? "ended" : item.status,
    credit: proration && {
      amount: toMoney(proration.amountMinor, item.currency),
      cycle_remaining_percent: proration.cycleRemainingPercent,
    },
    plan: plan ? toPlanOfChange(plan) : null,
    payment_source_id: paymentMethodId ?? "",
    next_payment: toNextPayment(item),
    payer: toPayerOfChange(item.account, instanceId),
    proration_date: item.startedOn,
  };
}

/** What an answer about a change knows beside the item. */
export interface ChangeContext {
  readonly instanceId: string;
  readonly paymentMethodId: string | null;
  readonly proration: ProrationView | null;
}

function common(item: ListedItem, instanceId: string) {
  return {
    object: "commerce_subscription_item",
    id: item.id,
    instance_id: instanceId,
    plan_id: item.planId,
    price_id: item.priceId,
    plan_period: item.period,
    payer_id: item.account.id,
    is_free_trial: item.isInTrial,
    period_start: dayMs(item, item.periodStartOn),
    period_end: dayMsOrNull(item, item.periodEndOn),
    canceled_at: item.canceledAtMs,
    past_due_at: item.status === "past_due" || item.status === "canceled" ? item.pastDueAtMs : null,
    ended_at: item.status === "ended" ? dayMsOrNull(item, item.endsOn) : null,
    created_at: item.createdAtMs,
    updated_at: Math.max(item.createdAtMs, item.canceledAtMs ?? 0, item.pastDueAtMs ?? 0),
  };
}

/** When and how much is charged next for the item; null where it is not what is billed next. */
export function toNextPayment(item: ListedItem) {
  const { nextInvoice } = item;
  const totals = totalsFactsOf(item);
  if (nextInvoice === null || totals === null) return null;
  return {
    amount: toMoney(nextInvoice.dueMinor, item.currency),
    date: dayMs(item, nextInvoice.on),
    ...toPerUnitTotals(totals),
    totals: toTotals(totals),
  };
}

function totalsFactsOf({ nextInvoice, currency }: ListedItem): TotalsFacts | null {
  return nextInvoice && { ...nextInvoice, currency, proration: null };
}
