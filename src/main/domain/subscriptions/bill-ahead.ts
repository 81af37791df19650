import type { CivilDate } from "../../../shared/calendar.ts";
import type { BilledItem, BillingFacts } from "../billing/facts.ts";
import type { ChargeLine } from "../billing/invoice.ts";
import { itemAfterPeriod, nextBillingOn, periodCharges } from "../billing/renewal.ts";

/**
 * Charge the whole of each period of an item that starts up to a day: what was billed ahead before it changed is billed ahead again
 * (BEHAVIOUR 6.10).
 *
 * @param lastOn undefined where nothing was billed.
 * @param seatsOn the seats of the period that starts on a day and has this index.
 */
export function billThrough(
  item: BilledItem,
  lastOn: CivilDate | undefined,
  { seatsOn, billing }: { seatsOn: (day: CivilDate, index: number) => number | null; billing: BillingFacts },
): { readonly charges: readonly ChargeLine[]; readonly item: BilledItem } {
  const charges: ChargeLine[] = [];
  let billed = item;
  if (lastOn === undefined) return { charges, item };
  while (nextBillingOn(billed) <= lastOn) {
    const seats = seatsOn(nextBillingOn(billed), billed.nextPeriodIndex);
    const due = { ...billed, nextSeats: seats === billed.seats ? null : seats };
    charges.push(...periodCharges(due, billing));
    billed = itemAfterPeriod(due);
  }
  return { charges, item: billed };
}
