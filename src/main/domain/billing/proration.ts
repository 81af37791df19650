import { daysBetween, latestOf, type CivilDate } from "../../../shared/calendar.ts";
import type { ExplanationStep } from "../../../shared/contract/explanation.ts";
import { minorUnits, multiplyByFraction, type MinorUnits } from "../../../shared/money/minor-units.ts";
import type { ChargedLine } from "./facts.ts";

/** A period, half-open, and the day on which something in it changes. */
export interface DividedPeriod {
  readonly startOn: CivilDate;
  readonly changeOn: CivilDate;
  readonly endOn: CivilDate;
}

/** The days of a period, and how many of them lie on the day of the change or after it (BEHAVIOUR 7.1). */
export function countDays({ startOn, changeOn, endOn }: DividedPeriod): { daysLeft: number; daysTotal: number } {
  return {
    daysLeft: Math.max(0, daysBetween(latestOf(startOn, changeOn), endOn)),
    daysTotal: daysBetween(startOn, endOn),
  };
}

/** The days' share of what is left, as people read it: 0 to 100. No amount is computed with it. */
export function percentLeft({ daysLeft, daysTotal }: { daysLeft: number; daysTotal: number }): number {
  return (daysLeft / daysTotal) * 100;
}

/** amount × days left / days in the period, kept exact and rounded once (BEHAVIOUR 7.1). */
export function prorate(
  amountMinor: number,
  period: DividedPeriod,
): { readonly amountMinor: MinorUnits; readonly step: ExplanationStep } {
  const { daysLeft, daysTotal } = countDays(period);
  const prorated = multiplyByFraction(amountMinor, { numerator: daysLeft, denominator: daysTotal });
  return {
    amountMinor: prorated,
    step: { kind: "days", ofMinor: amountMinor, ...period, daysLeft, daysTotal, amountMinor: prorated },
  };
}

/**
 * What is given back of a line that charged for time, from the day of the change on: net, without sign, less what of that time was
 * given back before, and never more than what is left of the line after earlier adjustments of it (BEHAVIOUR 7.1, 7.2). The line's
 * own days count, because they are what was paid for.
 *
 * @param invoiceNumber the number of the line's invoice, as printed.
 */
export function unusedTime(
  line: ChargedLine,
  invoiceNumber: string,
  changeOn: CivilDate,
): { readonly amountMinor: MinorUnits; readonly steps: readonly ExplanationStep[] } {
  const { amountMinor, step } = prorate(line.netMinor, {
    startOn: line.periodStartOn,
    changeOn,
    endOn: line.periodEndOn,
  });
  const charged: ExplanationStep = {
    kind: "charged",
    invoiceNumber,
    position: line.position,
    amountMinor: line.netMinor,
  };
  const { timeGivenBackMinor: earlierMinor, leftMinor } = line;
  const newMinor = minorUnits(Math.max(0, amountMinor - earlierMinor));
  const givenMinor = minorUnits(Math.min(newMinor, leftMinor));
  const earlier: ExplanationStep[] =
    earlierMinor > 0 ? [{ kind: "earlier", ofMinor: amountMinor, earlierMinor, amountMinor: newMinor }] : [];
  const limit: ExplanationStep[] = givenMinor < newMinor ? [{ kind: "limit", leftMinor, amountMinor: givenMinor }] : [];
  return { amountMinor: givenMinor, steps: [charged, step, ...earlier, ...limit] };
}
