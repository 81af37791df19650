import type { SubscriptionView } from "../../shared/contract/accounts.ts";
import { money } from "./amounts.ts";

type Field = readonly [name: string, value: string];

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
    fields.push(["Then", `${next}, ${money(fee, currency)} a ${periodName(by)}, from ${startsOn} on`]);
  }
  return fields;
}

export function periodName(period: "month" | "annual"): string {
  return period === "month" ? "month" : "year";
}
