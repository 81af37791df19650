import { z } from "zod";
import { civilDate, startOfDayMs } from "../../../../shared/calendar.ts";
import type { ListedItem } from "../../../../shared/contract/listings.ts";
import type { PlanView } from "../../../../shared/contract/plans.ts";
import type { ProrationView } from "../../../../shared/contract/subscriptions.ts";
import { moneyObject, toMoney } from "../money.ts";
import { momentMs } from "./answer-fields.ts";
import { payerObject, payerOfChangeObject, toPayer, toPayerOfChange } from "./payer-object.ts";
import { paymentMethodObject, paymentSourceObject, toPaymentMethod, toPaymentSource } from "./payment-method-object.ts";
import { planObject, planOfChangeObject, toPlan, toPlanOfChange } from "./plan-object.ts";
import {
  creditsObject,
  perUnitTotalFields,
  seatsObject,
  toCredits,
  toPerUnitTotals,
  toSeats,
  toTotals,
  totalsObject,
  type TotalsFacts,
} from "./totals-object.ts";

/** A day as the instant at which it begins where the account lives. */
export function dayMs(item: Pick<ListedItem, "timeZone">, day: string): number {
  return startOfDayMs(civilDate(day), item.timeZone);
}

const dayMsOrNull = (item: ListedItem, day: string | null): number | null => (day === null ? null : dayMs(item, day));

export const nextPaymentObject = z
  .strictObject({
    amount: moneyObject.describe("After the account's credit."),
    date: momentMs,
    ...perUnitTotalFields,
    totals: totalsObject,
  })
  .meta({ id: "CommerceNextPayment", description: "When and how much is charged next." });

const commonFields = {
  object: z.literal("commerce_subscription_item"),
  id: z.string(),
  instance_id: z.string(),
  plan_id: z.string(),
  price_id: z.string(),
  plan_period: z.enum(["month", "annual"]),
  lifetime_paid: moneyObject.describe(
    "What invoices that are paid charged for the item, by money or by credit, less what was given back of it.",
  ),
  next_payment: nextPaymentObject.nullable().describe("Null where the item is not what is billed next."),
  payer_id: z.string(),
  is_free_trial: z.boolean(),
  period_start: momentMs,
  period_end: momentMs.nullable().describe("Null for the free plan, which has no end."),
  canceled_at: momentMs.nullable(),
  past_due_at: momentMs.nullable(),
  ended_at: momentMs.nullable(),
  created_at: momentMs,
  updated_at: momentMs,
};

export const itemObject = z
  .strictObject({
    ...commonFields,
    status: z
      .enum(["active", "canceled", "expired", "ended", "past_due", "upcoming", "incomplete", "abandoned"])
      .describe("canceled is in force, and known to end."),
    credits: creditsObject.nullable(),
    plan: planObject.nullable(),
    payment_method: paymentMethodObject.optional().describe("Not there where the account pays without one on file."),
    payer: payerObject,
    seats: seatsObject.nullable().describe("Null where the price has no seats."),
  })
  .meta({ id: "CommerceSubscriptionItem", description: "A plan that an account has, has had or will have." });

/** An item as lists and subscriptions show it (`CommerceSubscriptionItem`). */
export function toItem(item: ListedItem, plan: PlanView | undefined, instanceId: string): z.output<typeof itemObject> {
  const totals = totalsFactsOf(item);
  const { paymentMethod, account } = item;
  return {
    ...common(item, instanceId),
    status: item.status,
    credits: totals && toCredits(totals),
    plan: plan ? toPlan(plan) : null,
    ...(paymentMethod ? { payment_method: toPaymentMethod(paymentMethod, account.id) } : {}),
    payer: toPayer(item, instanceId),
    seats: item.seats === null ? null : toSeats(item.seats, item.seatTotals, item.currency),
  };
}

export const itemOfChangeObject = z
  .strictObject({
    ...commonFields,
    status: z.enum(["active", "ended", "past_due", "upcoming", "incomplete", "abandoned"]),
    credit: z
      .strictObject({
        amount: moneyObject,
        cycle_remaining_percent: z.number().describe("0 to 100, for people to read."),
      })
      .meta({ id: "CommerceSubscriptionCredit", description: "What a change gave back of the period it fell in." })
      .nullable(),
    plan: planOfChangeObject.nullable(),
    payment_source_id: z.string().describe("Empty where the account pays without one on file."),
    payment_source: paymentSourceObject.nullable().describe("Null for anything but a card."),
    next_invoice: nextPaymentObject.nullable().describe("The same as next_payment."),
    payer: payerOfChangeObject,
    proration_date: z.string().describe("The day it took or takes effect, YYYY-MM-DD."),
  })
  .meta({
    id: "CommerceSubscriptionItemOfChange",
    description: "A subscription item in the older shape that changes of it answer with.",
  });

/** The same in the older shape that changes answer with (`CommerceSubscriptionItem-2`), which calls one that will end active. */
export function toItemOfChange(
  item: ListedItem,
  plan: PlanView | undefined,
  { instanceId, proration }: ChangeContext,
): z.output<typeof itemOfChangeObject> {
  const { paymentMethod, account } = item;
  const shared = common(item, instanceId);
  return {
    ...shared,
    status: item.status === "canceled" ? "active" : item.status === "expired" ? "ended" : item.status,
    credit: proration && {
      amount: toMoney(proration.amountMinor, item.currency),
      cycle_remaining_percent: proration.cycleRemainingPercent,
    },
    plan: plan ? toPlanOfChange(plan) : null,
    payment_source_id: paymentMethod?.id ?? "",
    payment_source: toPaymentSource(paymentMethod, account.id),
    next_invoice: shared.next_payment,
    payer: toPayerOfChange(item, instanceId),
    proration_date: item.startedOn,
  };
}

/** What an answer about a change knows beside the item. */
interface ChangeContext {
  readonly instanceId: string;
  readonly proration: ProrationView | null;
}

function common(item: ListedItem, instanceId: string): Pick<z.output<typeof itemObject>, keyof typeof commonFields> {
  return {
    object: "commerce_subscription_item",
    id: item.id,
    instance_id: instanceId,
    plan_id: item.planId,
    price_id: item.priceId,
    plan_period: item.period,
    lifetime_paid: toMoney(item.lifetimePaidMinor, item.currency),
    next_payment: toNextPayment(item),
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
export function toNextPayment(item: ListedItem): z.output<typeof nextPaymentObject> | null {
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
