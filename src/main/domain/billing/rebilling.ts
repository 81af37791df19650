import type { CivilDate } from "../../../shared/calendar.ts";
import type { ExplanationStep } from "../../../shared/contract/explanation.ts";
import { minorUnits } from "../../../shared/money/minor-units.ts";
import { discountIn, givePeriodsBack } from "./discount.ts";
import type { BilledItem, BillingFacts, Rebilling, RebilledLine } from "./facts.ts";
import { withoutLastPeriod } from "./period-seats.ts";
import type { ChargeLine } from "./invoice.ts";

/**
 * The item as it was before a voided invoice billed its last period, so that the next run bills that period again and every rule of
 * a period that is still to come holds for it (BEHAVIOUR 9.8). The discount has one more period again, where that period had used it;
 * the seats of today are those of the period before, and those that the voided one was billed with wait for it again (6.11).
 *
 * @param today the day where the account lives.
 * @returns null where the invoice billed anything else, a note took something of it back, or its seats are not those that would be
 * billed: seats that were added since have an invoice of their own, and those that were removed in a period that has begun stay until
 * it is over (6.9). So does what it was charged with, where a discount waits that was added since: it begins with the next one (6.11).
 * All that is billed again as it was, by an invoice of its own, with the lines that {@link rebilledCharges} makes.
 */
export function beforeLastPeriod(
  item: BilledItem,
  lines: readonly RebilledLine[],
  today: CivilDate,
): BilledItem | null {
  const index = item.nextPeriodIndex - 1;
  const isLastPeriod = (line: RebilledLine) =>
    line.subscriptionItemId === item.id && line.periodIndex === index && line.credited.netMinor === 0;
  const [first] = lines;
  if (first === undefined || !lines.every(isLastPeriod)) return null;
  const seatsCharged = lines.find(({ kind }) => kind === "seats")?.quantity ?? item.seats;
  const nextSeats = item.nextSeats ?? item.seats;
  const hasBegun = first.periodStartOn <= today;
  const isDiscountToBegin = item.discount?.periodsApplied === 0;
  if (item.seats !== seatsCharged || (hasBegun && (nextSeats !== seatsCharged || isDiscountToBegin))) return null;
  const before = hasBegun ? { ...item, nextPeriodIndex: index } : withoutLastPeriod(item);
  const hadDiscount = lines.some(({ steps }) => discountIn(steps) !== undefined);
  const discount = hadDiscount && item.discount ? givePeriodsBack(item.discount, 1) : item.discount;
  return { ...before, nextSeats: nextSeats === before.seats ? null : nextSeats, discount };
}

/**
 * The lines that bill a voided invoice again: what it charged for time less what notes took off it, and what it gave back as far as
 * that is still there to be given. Of what a note left of a line a change gives back what is unused like of any other (6.10), unless the note
 * took its unused time: what is left then is used. Periods that the subscription's end has come before never begin (BEHAVIOUR 6.10).
 */
export function rebilledCharges(
  { voidedInvoiceCode, subscriptionEndedOn, lines }: Rebilling,
  { taxRate }: BillingFacts,
): ChargeLine[] {
  return lines.flatMap((line): ChargeLine[] => {
    if (subscriptionEndedOn !== null && line.periodStartOn > subscriptionEndedOn) return [];
    const netMinor = line.kind === "unused_time" ? -Math.min(-line.netMinor, line.leftToGiveMinor) : netLeft(line);
    if (netMinor === 0 && line.netMinor !== 0) return [];
    const isWhole = netMinor === line.netMinor;
    const discountMinor = minorUnits(isWhole ? line.discountMinor : line.discountMinor - line.credited.discountMinor);
    const grossMinor = minorUnits(netMinor + discountMinor);
    const isPart = !isWhole && line.kind !== "unused_time";
    return [
      {
        kind: isPart ? kindOfPart(line) : line.kind,
        description: line.description,
        subscriptionItemId: line.subscriptionItemId,
        periodIndex: isPart ? null : line.periodIndex,
        periodStartOn: line.periodStartOn,
        periodEndOn: line.periodEndOn,
        quantity: isWhole ? line.quantity : 1,
        unitMinor: isWhole ? line.unitMinor : null,
        grossMinor,
        discountMinor,
        // What is charged is taxed as the account is by now, like the last period that the next run bills.
        taxRate: line.kind === "unused_time" ? line.taxRate : taxRate,
        adjusts: line.adjusts,
        steps: explain(line, voidedInvoiceCode, grossMinor, discountMinor, isWhole),
      },
    ];
  });
}

/** A part of a period has no period of its own in which it could be billed once. */
function kindOfPart({ kind, credited }: RebilledLine): ChargeLine["kind"] {
  if (credited.isUnusedTime) return "charge";
  if (kind === "fee") return "prorated_fee";
  return kind === "seats" ? "prorated_seats" : kind;
}

function netLeft({ netMinor, credited }: RebilledLine): number {
  return netMinor - credited.netMinor;
}

function explain(
  line: RebilledLine,
  invoiceNumber: string,
  grossMinor: number,
  discountMinor: number,
  isWhole: boolean,
): ExplanationStep[] {
  const again: ExplanationStep = { kind: "again", invoiceNumber, position: line.position, amountMinor: grossMinor };
  if (isWhole) return [again, ...line.steps];
  if (discountMinor === 0) return [again];
  const name = "Discount";
  return [again, { kind: "discount", name, partsPerMillion: null, ofMinor: grossMinor, amountMinor: discountMinor }];
}

/** Whether a voided invoice is billed again before the subscription's next day comes. */
export function isRebillingNext(rebilling: Rebilling | undefined, nextOn: CivilDate | null): rebilling is Rebilling {
  return rebilling !== undefined && (nextOn === null || rebilling.dueOn <= nextOn);
}
