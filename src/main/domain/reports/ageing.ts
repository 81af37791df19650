import { addDays, daysBetween, lastCivilDate, type CivilDate, type DaySpan } from "../../../shared/calendar.ts";
import type { CreditAge, InvoiceAge } from "../../../shared/contract/reports.ts";

/** Ages in their order, each with the days that it goes up to. */
type Ages<Age> = readonly (readonly [Age, throughDays: number])[];

const invoiceAges: Ages<InvoiceAge> = [
  ["current", 0],
  ["days_1_30", 30],
  ["days_31_60", 60],
  ["days_61_90", 90],
  ["days_over_90", Number.POSITIVE_INFINITY],
];

const creditAges: Ages<CreditAge> = [
  ["not_begun", -1],
  ["days_0_30", 30],
  ["days_31_60", 60],
  ["days_61_90", 90],
  ["days_91_180", 180],
  ["days_181_365", 365],
  ["days_over_365", Number.POSITIVE_INFINITY],
];

/** How old what is asked for by an invoice is on a day: on its due date it is not past due yet. */
export function ageOfInvoice(
  dueOn: CivilDate,
  on: CivilDate,
): { readonly daysPastDue: number; readonly age: InvoiceAge } {
  const daysPastDue = daysBetween(dueOn, on);
  return { daysPastDue, age: ageAt(invoiceAges, daysPastDue) };
}

/** How old the credit of a block is on a day; what is past its expiry is of no age, because nobody can use it (BEHAVIOUR 5.3). */
export function ageOfCredit(
  { effectiveOn, expiresOn }: { readonly effectiveOn: CivilDate; readonly expiresOn: CivilDate | null },
  on: CivilDate,
): { readonly ageDays: number; readonly age: CreditAge } {
  const ageDays = daysBetween(effectiveOn, on);
  const isOver = expiresOn !== null && expiresOn <= on;
  return { ageDays, age: isOver ? "past_expiry" : ageAt(creditAges, ageDays) };
}

/** The days on which credit begins that is of an age on a day; any day, for no age in particular and for what is past its expiry. */
export function creditDaysOf(age: CreditAge | null, on: CivilDate): DaySpan {
  return daysOf(creditAges, age, on);
}

/** The due dates of invoices of an age on a day; any day, for no age in particular. */
export function dueDaysOf(age: InvoiceAge | null, on: CivilDate): DaySpan {
  return daysOf(invoiceAges, age, on);
}

function daysOf<Age>(ages: Ages<Age>, age: Age | null, on: CivilDate): DaySpan {
  const index = ages.findIndex(([each]) => each === age);
  if (index === -1) return { fromOn: firstDay, throughOn: lastCivilDate };
  const fromDays = (ages[index - 1]?.[1] ?? Number.NEGATIVE_INFINITY) + 1;
  const throughDays = ages[index]?.[1] ?? Number.POSITIVE_INFINITY;
  return { fromOn: daysBefore(on, throughDays), throughOn: daysBefore(on, fromDays) };
}

const firstDay = "1970-01-01" as CivilDate;

/** So many days before a day, or the last or the first day of all where there is none. */
function daysBefore(on: CivilDate, days: number): CivilDate {
  if (days > daysBetween(firstDay, on)) return firstDay;
  return -days > daysBetween(on, lastCivilDate) ? lastCivilDate : addDays(on, -days);
}

function ageAt<Age>(ages: Ages<Age>, days: number): Age {
  const found = ages.find(([, throughDays]) => days <= throughDays);
  if (!found) throw new RangeError(`${days} days are of no age`);
  return found[0];
}
