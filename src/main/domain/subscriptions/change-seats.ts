import { latestOf, type CivilDate } from "../../../shared/calendar.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import { takeDiscount } from "../billing/discount.ts";
import { paperWordsOf, type BilledItem, type BilledPeriod, type SubscriptionState } from "../billing/facts.ts";
import { composeInvoice, type ChargeLine } from "../billing/invoice.ts";
import { prorate } from "../billing/proration.ts";
import { withSeatsFrom } from "../billing/period-seats.ts";
import { rateSeats, requireSeats } from "../billing/rating.ts";
import { nextBillingOn } from "../billing/renewal.ts";
import { currentPeriodOf, requireChangeDay, requireSubscription } from "./current-period.ts";
import type { ChangeFacts, ChangeOf, SubscriptionTransition } from "./facts.ts";
import { seatsThatWait, waitingItem } from "./what-waits.ts";

/**
 * Seats added are charged for the days left of the current period and for the whole of those billed ahead; seats removed go at the next
 * period that is billed (BEHAVIOUR 6.9, 6.10). What waits gets the same number, and a number that waited before is replaced (6.11).
 */
export function changeSeats(facts: ChangeFacts, { seats, changeOn }: ChangeOf<"seats">): SubscriptionTransition {
  const subscription = requireSubscription(facts);
  const { item, upcoming, setAside } = subscription;
  const waiting = waitingItem(subscription);
  requireSeats(hasSeats(item) ? item.price : (waiting ?? item).price, seats);
  const current = currentPeriodOf(facts);
  const areAdded = facts.periods.some((period) => period.seats !== null && period.seats < seats);
  if (!areAdded) requireOtherSeats(subscription, seats);
  const from = areAdded && current ? requireChangeDay(current, changeOn, facts.today) : facts.today;
  const lines = facts.periods.flatMap((period) => addedSeatsLine(facts, period, seats, from));
  const isBilled = facts.periods.length > 0;
  const waits = isBilled && !areAdded && seats !== item.seats;
  return {
    timing: waits ? "period_end" : "now",
    effectiveOn: waits ? nextBillingOn(item) : from,
    // Seats that fit into a block that was paid for cost nothing more.
    draft: lines.length > 0 ? composeInvoice(facts.billing, facts.today, lines) : null,
    proration: null,
    itemsBefore: itemsBefore(facts.periods, item, seats),
    subscription: {
      ...subscription,
      item: isBilled ? withSeatsNext(withAddedSeats(facts.periods, item, seats), seats) : { ...item, seats },
      upcoming: upcoming && withSeats(upcoming, seats),
      setAside: setAside && withSeats(setAside, seats),
    },
  };
}

const hasSeats = ({ price }: BilledItem): boolean => price.seatPrice !== null;

/** @throws AppError `nothing_to_change`, and `seats_not_offered` where what follows has no seats that could be fewer. */
function requireOtherSeats(subscription: SubscriptionState, seats: number): void {
  const { item } = subscription;
  const waiting = waitingItem(subscription);
  if (seats === seatsThatWait(subscription)) {
    throw new AppError("nothing_to_change", sentence("The subscription has {seats} seats.", { seats }));
  }
  if (waiting && !hasSeats(waiting) && seats < (item.seats ?? 0)) {
    throw new AppError(
      "seats_not_offered",
      sentence('"{planName}", which follows, has no seats.', { planName: waiting.planName }),
    );
  }
}

function withSeats(item: BilledItem, seats: number): BilledItem {
  return hasSeats(item) ? { ...item, seats } : item;
}

/** The item with at least so many seats in each of its periods that are not over. */
function withAddedSeats(periods: readonly BilledPeriod[], item: BilledItem, seats: number): BilledItem {
  const first = periods.find((period) => period.item.id === item.id);
  if (first) return withSeatsFrom(item, first.index, seats);
  return item.seats === null ? item : { ...item, seats: Math.max(item.seats, seats) };
}

/** The item with fewer seats from the next period on, where it has more. */
function withSeatsNext(item: BilledItem, seats: number): BilledItem {
  return { ...item, nextSeats: item.seats !== null && seats < item.seats ? seats : null };
}

/** The items that the one billed last took over from in a run ahead, with the seats that are added to them. */
function itemsBefore(periods: readonly BilledPeriod[], { id }: BilledItem, seats: number): BilledItem[] {
  const short = periods.filter((period) => period.item.id !== id && period.seats !== null && period.seats < seats);
  const items = new Map(short.map(({ item }) => [item.id, item]));
  return [...items.values()].map((item) => withAddedSeats(periods, item, seats));
}

/** What a period costs with the new seats less what it costs with its own, for the days left. */
function addedSeatsLine(
  { billing, periodShares }: ChangeFacts,
  { item, seats: before, startOn, endOn }: BilledPeriod,
  seats: number,
  from: CivilDate,
): ChargeLine[] {
  const { seatPrice } = item.price;
  if (seatPrice === null || before === null || before >= seats) return [];
  const changeOn = latestOf(from, startOn);
  const beforeMinor = rateSeats(seatPrice, item.period, before).amountMinor;
  const after = rateSeats(seatPrice, item.period, seats);
  const differenceMinor = minorUnits(after.amountMinor - beforeMinor);
  const prorated = prorate(differenceMinor, { startOn, changeOn, endOn });
  if (prorated.amountMinor === 0) return [];
  // An amount off was used with the period's own invoice; a share holds for whatever is charged for the period.
  const share = periodShares.find((each) => each.subscriptionItemId === item.id && each.periodEndOn === endOn);
  const [discount] = takeDiscount(share ? { ...share, amountMinor: null, periodsLeft: null } : null, [
    prorated.amountMinor,
  ]);
  const line: ChargeLine = {
    kind: "prorated_seats",
    description: paperWordsOf(billing).seatsAdded(item.planName, before, seats),
    subscriptionItemId: item.id,
    periodIndex: null,
    periodStartOn: changeOn,
    periodEndOn: endOn,
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
  return [line];
}
