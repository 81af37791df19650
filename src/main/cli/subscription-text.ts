import type { Field } from "./table.ts";
import type { SubscriptionView } from "../../shared/contract/accounts.ts";
import type { ChangeEffect } from "../../shared/contract/subscriptions.ts";
import { assertNever } from "../../shared/errors.ts";
import { money } from "./amounts.ts";

/** A subscription for people, a fact a line. */
export function subscriptionFields(subscription: SubscriptionView): Field[] {
  const { planName, period, status, feeMinor, currency, currentPeriod, discount, upcoming } = subscription;
  const { seats, nextSeats, trialEndsOn, endsOn, nextBillingOn } = subscription;
  const fields: Field[] = [
    ["Plan", `${planName}, ${money(feeMinor, currency)} a ${periodName(period)}`],
    ["Status", status.replace("_", " ")],
  ];
  if (seats !== null) {
    const later = nextSeats === null ? "" : `, ${nextSeats} from the next period on`;
    fields.push(["Seats", `${seats}${later}`]);
  }
  if (trialEndsOn) fields.push(["Free trial", `until ${trialEndsOn}`]);
  if (currentPeriod) fields.push(["Period", `${currentPeriod.startOn} to ${currentPeriod.endOn}`]);
  if (discount) {
    const left = discount.periodsLeft === null ? "for good" : `for ${discount.periodsLeft} more periods`;
    fields.push(["Discount", `${discount.name}, ${left}`]);
  }
  if (endsOn) fields.push(["Ends", endsOn]);
  else fields.push(["Billed again", nextBillingOn]);
  if (upcoming) {
    const { planName: next, feeMinor: fee, period: by, startsOn } = upcoming;
    const { seats: nextSeatCount, discount: nextDiscount } = upcoming;
    const withSeats = nextSeatCount === null ? "" : `, ${nextSeatCount} seats`;
    const withDiscount = nextDiscount === null ? "" : `, with ${nextDiscount.name}`;
    const terms = `${next}, ${money(fee, currency)} a ${periodName(by)}${withSeats}${withDiscount}`;
    fields.push(["Then", `${terms}, from ${startsOn} on`]);
  }
  return fields;
}

const effectWords: Readonly<Record<ChangeEffect["effect"], string>> = {
  taken_back: "taken back",
  replaced: "replaced",
  goes_on: "goes along",
  set_aside: "set aside, until it is resumed",
  brought_back: "waits again",
  ends: "ends with its plan",
  not_given: "not given, because the account has had one",
};

/** What a change does to something that waited. */
export function effectField(effect: ChangeEffect): Field {
  const happens = effectWords[effect.effect];
  switch (effect.what) {
    case "cancellation":
      return ["Cancellation", `the end on ${effect.on}: ${happens}`];
    case "plan":
      return ["Plan", `${effect.planName}, from ${effect.on}: ${happens}`];
    case "seats":
      return ["Seats", `${effect.seats}, from ${effect.on}: ${happens}`];
    case "discount":
      return ["Discount", `${effect.name}: ${happens}`];
    case "trial":
      return ["Free trial", `${effect.days} days: ${happens}`];
    default:
      return assertNever(effect);
  }
}

export function periodName(period: "month" | "annual"): string {
  return period === "month" ? "month" : "year";
}
