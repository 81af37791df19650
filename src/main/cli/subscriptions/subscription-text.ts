import type { Field } from "../foundation/table.ts";
import type { SubscriptionView } from "../../../shared/contract/accounts.ts";
import type { ChangeEffect } from "../../../shared/contract/subscriptions.ts";
import { assertNever } from "../../../shared/errors.ts";
import { money } from "../foundation/amounts.ts";
import { codeText, said } from "../foundation/spoken.ts";
import { count } from "../foundation/terminal.ts";

/** A subscription for people, a fact a line. */
export function subscriptionFields(subscription: SubscriptionView): Field[] {
  const { planName, period, status, feeMinor, currency, currentPeriod, discount, upcoming } = subscription;
  const { seats, nextSeats, trialEndsOn, endsOn, nextBillingOn } = subscription;
  const fields: Field[] = [
    ["Plan", planWithFee(planName, money(feeMinor, currency), period)],
    ["Status", codeText(status).replace("_", " ")],
  ];
  if (seats !== null) {
    const later = nextSeats === null ? "" : said(", {count} from the next period on", { count: count(nextSeats) });
    fields.push(["Seats", `${seats}${later}`]);
  }
  if (trialEndsOn) fields.push(["Free trial", said("until {on}", { on: trialEndsOn })]);
  if (currentPeriod) fields.push(["Period", said("{startOn} to {endOn}", currentPeriod)]);
  if (discount) {
    const { name, periodsLeft } = discount;
    const text =
      periodsLeft === null
        ? said("{name}, for good", { name })
        : said("{name}, for {count} more {count|period|periods}", { name, count: periodsLeft });
    fields.push(["Discount", text]);
  }
  if (endsOn) fields.push(["Ends", endsOn]);
  else fields.push(["Billed again", nextBillingOn]);
  if (upcoming) {
    const { planName: next, feeMinor: fee, period: by, startsOn } = upcoming;
    const { seats: nextSeatCount, discount: nextDiscount } = upcoming;
    const withSeats = nextSeatCount === null ? "" : said(", {count} {count|seat|seats}", { count: nextSeatCount });
    const withDiscount = nextDiscount === null ? "" : said(", with {name}", { name: nextDiscount.name });
    const terms = `${planWithFee(next, money(fee, currency), by)}${withSeats}${withDiscount}`;
    fields.push(["Then", said("{terms}, from {on} on", { terms, on: startsOn })]);
  }
  return fields;
}

const effectWords: Readonly<Record<ChangeEffect["effect"], string>> = {
  taken_back: said("taken back"),
  replaced: said("replaced"),
  goes_on: said("goes along"),
  set_aside: said("set aside, until it is resumed"),
  brought_back: said("waits again"),
  ends: said("ends with its plan"),
  not_given: said("not given, because the account has had one"),
};

/** What a change does to something that waited. */
export function effectField(effect: ChangeEffect): Field {
  const happens = effectWords[effect.effect];
  switch (effect.what) {
    case "cancellation":
      return ["Cancellation", said("the end on {on}: {happens}", { on: effect.on, happens })];
    case "plan":
      return ["Plan", said("{what}, from {on}: {happens}", { what: effect.planName, on: effect.on, happens })];
    case "seats":
      return ["Seats", said("{what}, from {on}: {happens}", { what: count(effect.seats), on: effect.on, happens })];
    case "discount":
      return ["Discount", `${effect.name}: ${happens}`];
    case "trial":
      return ["Free trial", said("{count} {count|day|days}: {happens}", { count: effect.days, happens })];
    default:
      return assertNever(effect);
  }
}

function planWithFee(planName: string, fee: string, period: "month" | "annual"): string {
  return period === "month"
    ? said("{planName}, {fee} a month", { planName, fee })
    : said("{planName}, {fee} a year", { planName, fee });
}
