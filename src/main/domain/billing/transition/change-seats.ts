import { AppError } from "../../../../shared/errors.ts";
import { minorUnits } from "../../../../shared/money/minor-units.ts";
import { takeDiscount } from "../discount.ts";
import type { BilledItem } from "../facts.ts";
import { composeInvoice, type ChargeLine } from "../invoice.ts";
import { prorate } from "../proration.ts";
import { rateSeats, requireSeats } from "../rating.ts";
import { currentPeriodOf, requireChangeDay, requireSubscription, type CurrentPeriod } from "./current-period.ts";
import type { ChangeFacts, ChangeOf, SubscriptionTransition } from "./facts.ts";

/** Seats added are charged for the days left; seats removed go at the next period (BEHAVIOUR 6.9). */
export function changeSeats(facts: ChangeFacts, { seats, changeOn }: ChangeOf<"seats">): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { item } = subscription;
  requireSeats(item.price, seats);
  const seatsNow = item.seats ?? 0;
  const isTakingBack = seats === seatsNow && item.nextSeats !== null;
  if ((seats === seatsNow || seats === item.nextSeats) && !isTakingBack) {
    throw new AppError("nothing_to_change", `The subscription has ${seats} seats.`);
  }
  const period = currentPeriodOf(item, facts.today);
  const withItem = (changed: BilledItem) => ({ ...subscription, item: changed });
  const unpaid = { draft: null, proration: null };
  if (period === null || isTakingBack) {
    // Nothing is charged yet, or nothing changes of what was charged.
    const changed = withItem({ ...item, seats, nextSeats: null });
    return { timing: "now", effectiveOn: facts.today, ...unpaid, subscription: changed };
  }
  if (seats < seatsNow) {
    const changed = withItem({ ...item, nextSeats: seats });
    return { timing: "period_end", effectiveOn: period.endOn, ...unpaid, subscription: changed };
  }
  const from = requireChangeDay(item, changeOn, period, facts.today);
  const line = addedSeatsLine(facts, item, seats, { ...period, changeOn: from });
  return {
    timing: "now",
    effectiveOn: from,
    // Seats that fit into a block that was paid for cost nothing more.
    draft: line.grossMinor > 0 ? composeInvoice(facts.billing, facts.today, [line]) : null,
    proration: null,
    subscription: withItem({ ...item, seats, nextSeats: null }),
  };
}

/** What the period costs with the new seats less what it costs with the old ones, for the days left. */
function addedSeatsLine(
  { billing }: ChangeFacts,
  item: BilledItem,
  seats: number,
  period: CurrentPeriod & { readonly changeOn: CurrentPeriod["startOn"] },
): ChargeLine {
  const { seatPrice } = item.price;
  if (seatPrice === null) throw new AppError("seats_not_offered", "The price has no seats.");
  const before = item.seats ?? 0;
  const beforeMinor = rateSeats(seatPrice, item.period, before).amountMinor;
  const after = rateSeats(seatPrice, item.period, seats);
  const differenceMinor = minorUnits(after.amountMinor - beforeMinor);
  const prorated = prorate(differenceMinor, period);
  // An amount off was used with the period's own invoice; a share holds for whatever is charged.
  const { discount: carried } = item;
  const share = carried === null || carried.partsPerMillion === null ? null : carried;
  const [discount] = takeDiscount(share, [prorated.amountMinor]);
  return {
    kind: "prorated_seats",
    description: `${item.planName}: seats, ${before} → ${seats}`,
    subscriptionItemId: item.id,
    periodIndex: null,
    periodStartOn: period.changeOn,
    periodEndOn: period.endOn,
    quantity: seats - before,
    unitMinor: null,
    grossMinor: prorated.amountMinor,
    discountMinor: discount?.discountMinor ?? minorUnits(0),
    taxRate: billing.taxRate,
    adjusts: null,
    steps: [
      ...after.steps,
      { kind: "difference", afterMinor: after.amountMinor, beforeMinor, amountMinor: differenceMinor },
      prorated.step,
      ...(discount?.steps ?? []),
    ],
  };
}
