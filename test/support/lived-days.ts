import { addDays, periodStart, type BillingPeriod, type CivilDate } from "../../src/shared/calendar.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";

/** What a plan of the model costs in a period, in minor units. */
export interface LivedPlan {
  readonly feeMinor: number;
  /** Of each block of seats that was begun. */
  readonly blockMinor: number;
  readonly blockSize: number;
}

/** What holds for a whole life. */
export interface LifeTerms {
  readonly plans: readonly LivedPlan[];
  /** The day that periods are counted from. */
  readonly firstDay: CivilDate;
  readonly period: BillingPeriod;
  /** Half of what is charged, or an amount of each period, for so many periods. */
  readonly discount: { readonly offMinor: number | "half"; readonly periods: number };
}

/** What is in force on a day. */
interface Day {
  readonly on: CivilDate;
  plan: number;
  seats: number;
  /** What the day's period is charged less, for the whole of it. */
  off: Off;
  /** What is charged less for the whole of its period, because the invoice that charged it was waived. */
  waivedMinor: number;
  /** Counts the plans that were changed to at once: what was charged for one of them is used until the next. */
  change: number;
}

/** What notes by hand have taken of a line that charged for some days. */
interface Noted {
  readonly line: Pick<ChargedLine, "kind" | "period" | "netMinor">;
  readonly change: number;
  notedMinor: number;
  /** Whether what the note left was billed again: then it has taken as much of each day. */
  isBilledAgain: boolean;
}

type ChargedLine = InvoiceView["lines"][number];

/** Half, or an amount that was taken off once, whatever was charged for the period later. */
type Off = "half" | number;

interface Period {
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  readonly days: readonly Day[];
  /** The seats that its own invoice charged for. */
  seatsBilled: number;
  isDiscounted: boolean;
  off: Off;
}

/**
 * The days of a subscription, as far as they are billed, and what comes next: plans, seats and a discount, and nothing of lines, notes or
 * credit. What days cost is what they are to be charged for.
 */
export class LivedDays {
  readonly periods: Period[] = [];
  isOver = false;
  /** One discount in a life: what a second one would take the place of is for other tests. */
  hadDiscount = false;
  /** Whether something was billed again of which a day is no whole number of cents. */
  hasOddDays = false;
  readonly #terms: LifeTerms;
  #firstDay: CivilDate;
  /** For how many periods the discount of what is in force still holds, where another plan waits without it. */
  #periodsLeftBehind = 0;
  #changes = 0;
  readonly #noted = new Map<string, Noted>();
  /** Days on which lines begin that were charged before and after a plan was changed to at once, so that a line does not tell which it is. */
  readonly #mixedOn = new Set<CivilDate>();
  /** The last day on which something was charged for the rest of a period. */
  #changedOn: CivilDate | null = null;
  readonly #next = { plan: 0, seats: 3, isCancelled: false, discountedPeriods: 0, hasDiscountBegun: false };

  constructor(terms: LifeTerms) {
    this.#terms = terms;
    this.#firstDay = terms.firstDay;
  }

  #startOf(index: number): CivilDate {
    return periodStart(this.#firstDay, this.#terms.period, index);
  }

  /** Whether nothing waits that is not billed yet: where something does, and a trial's end moves, is for other tests. */
  get isAsBilled(): boolean {
    const { plan, seats, isCancelled } = this.#next;
    return (
      !isCancelled && this.periods.every(({ days }) => days.every((day) => day.plan === plan && day.seats === seats))
    );
  }

  /** The first period begins so much later; what was billed ahead is billed ahead again. */
  extendTrial(days: number): void {
    this.#moveFirstDay(addDays(this.#firstDay, days), this.periods.at(-1)?.startOn);
  }

  /** The first period begins today, and is billed at once. */
  endTrial(today: CivilDate): void {
    const lastOn = this.periods.at(-1)?.startOn;
    this.#moveFirstDay(today, lastOn !== undefined && lastOn > today ? lastOn : today);
  }

  /** Periods that were billed ahead are given back, and the discount has as many again as had used it. */
  #moveFirstDay(firstDay: CivilDate, lastOn: CivilDate | undefined): void {
    const next = this.#next;
    const before = this.periods.splice(0);
    const discounted = before.filter(({ isDiscounted }) => isDiscounted).length;
    if (discounted > 0) this.#setDiscount(next.discountedPeriods + discounted, false);
    this.#firstDay = firstDay;
    this.#changes += 1;
    if (lastOn !== undefined) this.billThrough(lastOn, lastOn);
    for (const { startOn } of before)
      if (this.periods.some((each) => each.startOn === startOn)) this.#mixedOn.add(startOn);
  }

  /** Whether nothing is billed any more once today has come, because it was cancelled. */
  isEndReached(today: CivilDate): boolean {
    return this.#next.isCancelled && this.#startOf(this.periods.length) <= today;
  }

  /** The whole of a period. */
  #costMinor(plan: number, seats: number): number {
    const price = this.#terms.plans[plan];
    return price ? price.feeMinor + price.blockMinor * Math.ceil(seats / price.blockSize) : 0;
  }

  billThrough(throughOn: CivilDate, today: CivilDate): void {
    const next = this.#next;
    for (;;) {
      const startOn = this.#startOf(this.periods.length);
      if (this.isOver || startOn > throughOn) return;
      // What is cancelled ends when its day comes, whatever a run reaches past it.
      if (next.isCancelled && startOn > today) return;
      if (next.isCancelled) this.isOver = true;
      else this.#addPeriod(startOn);
    }
  }

  #addPeriod(startOn: CivilDate): void {
    const next = this.#next;
    const endOn = this.#startOf(this.periods.length + 1);
    const isDiscounted = next.discountedPeriods > 0;
    const off = isDiscounted ? this.#offOf(next.plan, next.seats) : 0;
    const days: Day[] = [];
    for (let on = startOn; on < endOn; on = addDays(on, 1))
      days.push({ on, plan: next.plan, seats: next.seats, off, waivedMinor: 0, change: this.#changes });
    this.#periodsLeftBehind = 0;
    this.periods.push({ startOn, endOn, days, seatsBilled: next.seats, isDiscounted, off });
    if (isDiscounted) this.#setDiscount(next.discountedPeriods - 1, true);
  }

  /** What the discount takes off a period that is billed for so much: never more than that. */
  #offOf(plan: number, seats: number): Off {
    const { offMinor } = this.#terms.discount;
    return offMinor === "half" ? "half" : Math.min(offMinor, this.#costMinor(plan, seats));
  }

  #setDiscount(discountedPeriods: number, hasBegun: boolean): void {
    this.#next.discountedPeriods = discountedPeriods;
    this.#next.hasDiscountBegun = hasBegun && discountedPeriods > 0;
  }

  /** Whether a change to a plan is none, because it is in force today, where that matters, and what was billed last. */
  isPlan(plan: number, today: CivilDate | null): boolean {
    const inForce = this.periods.flatMap(({ days }) => days).find(({ on }) => on === today) ?? this.#lastDay;
    return [inForce, this.#lastDay].every((day) => (day ?? this.#next).plan === plan);
  }

  get #lastDay(): Day | undefined {
    return this.periods.at(-1)?.days.at(-1);
  }

  /**
   * The day so many days ago, or today where a change that is dated back to it is another matter: where it lies before the current period
   * or before something else that was changed in it.
   */
  daysAgo(daysBack: number, today: CivilDate): CivilDate {
    const on = addDays(today, -daysBack);
    const current = this.periods.find(({ startOn, endOn }) => startOn <= today && today < endOn);
    const hadOn = current?.days.find((day) => day.on === on);
    const hasToday = current?.days.find((day) => day.on === today);
    if (!hadOn || !hasToday) return today;
    return hadOn.seats === hasToday.seats && hadOn.change === hasToday.change ? on : today;
  }

  /** Seats are added from a day on; fewer than there are wait for what is billed next. */
  changeSeats(seats: number, from: CivilDate): void {
    this.#changedOn = from;
    for (const { days, off } of this.periods) {
      for (const day of days) {
        if (day.on < from || day.seats >= seats) continue;
        day.seats = seats;
        day.off = off;
      }
    }
    this.#next.seats = seats;
  }

  /** What is billed ahead is billed anew; a discount that has not begun goes along, one that has stays behind (BEHAVIOUR 6.8, 6.11). */
  changePlanNow(plan: number, seats: number | null, today: CivilDate, from: CivilDate): void {
    const next = this.#next;
    this.#setDiscount(next.hasDiscountBegun ? 0 : next.discountedPeriods, false);
    this.#periodsLeftBehind = 0;
    this.#changes += 1;
    if (this.#changedOn === from || from < today) this.#mixedOn.add(from);
    this.#changedOn = from;
    for (const period of this.periods.filter(({ endOn }) => endOn > today)) {
      const isAhead = period.startOn > today;
      if (period.startOn >= today) this.#mixedOn.add(period.startOn);
      const seatsThen = seats ?? period.days.find(({ on }) => on >= today)?.seats ?? 0;
      period.isDiscounted = isAhead && next.discountedPeriods > 0;
      period.off = period.isDiscounted ? this.#offOf(plan, seatsThen) : 0;
      for (const day of period.days.filter(({ on }) => on >= from)) {
        day.plan = plan;
        day.change = this.#changes;
        day.seats = seats ?? day.seats;
        day.off = period.off;
        day.waivedMinor = 0;
      }
      if (isAhead) period.seatsBilled = period.days[0]?.seats ?? 0;
      if (period.isDiscounted) this.#setDiscount(next.discountedPeriods - 1, true);
    }
    Object.assign(next, { plan, seats: seats ?? next.seats, isCancelled: false });
  }

  changePlanAtEnd(plan: number, seats: number | null): void {
    const next = this.#next;
    if (next.hasDiscountBegun) this.#periodsLeftBehind = next.discountedPeriods;
    this.#setDiscount(next.hasDiscountBegun ? 0 : next.discountedPeriods, false);
    Object.assign(next, { plan, seats: seats ?? next.seats, isCancelled: false });
  }

  cancel(): void {
    this.#next.isCancelled = true;
  }

  resume(): void {
    const last = this.#lastDay;
    if (this.#next.isCancelled) {
      this.#next.isCancelled = false;
      return;
    }
    if (last) Object.assign(this.#next, { plan: last.plan, seats: last.seats });
    if (this.#periodsLeftBehind > 0) this.#setDiscount(this.#periodsLeftBehind, true);
    this.#periodsLeftBehind = 0;
  }

  addDiscount(): void {
    this.hadDiscount = true;
    this.#setDiscount(this.#terms.discount.periods, false);
  }

  /**
   * Everything is billed again as it was, but a last period whose seats are still those that it had or that has not begun: it is billed
   * as the next one would be (BEHAVIOUR 9.8).
   */
  billAgain({ lines, creditNotes }: InvoiceView, today: CivilDate): void {
    const next = this.#next;
    const last = this.periods.at(-1);
    // Charges of their own wait for the next invoice, whatever becomes of the period.
    const ofTime = lines.filter(({ period }) => period !== null);
    const isOfLast = ofTime.every(
      ({ kind, period }) => ["fee", "seats"].includes(kind) && period?.startOn === last?.startOn,
    );
    if (!last || !isOfLast || ofTime.length === 0 || creditNotes.length > 0) return;
    const hasBegun = last.startOn <= today;
    if (this.#lastDay?.seats !== last.seatsBilled || (hasBegun && next.seats !== last.seatsBilled)) return;
    const beginsDiscount =
      !hasBegun && !last.isDiscounted && next.discountedPeriods > 0 && this.#lastDay.plan === next.plan;
    if (beginsDiscount) this.#setDiscount(next.discountedPeriods - 1, true);
    last.isDiscounted ||= beginsDiscount;
    last.seatsBilled = next.seats;
    last.off = last.isDiscounted ? this.#offOf(this.#lastDay.plan, next.seats) : 0;
    for (const day of last.days) Object.assign(day, { seats: next.seats, off: last.off });
  }

  /** Whether an invoice charged one period that is still as it was billed, so that it is known what waiving it gives up. */
  isWaivable({ lines, payments, creditNotes }: InvoiceView): boolean {
    const [first] = lines;
    const period = this.periods.find(({ startOn }) => startOn === first?.period?.startOn);
    return (
      payments.every(({ status, takenBackOn }) => status !== "succeeded" || takenBackOn !== null) &&
      creditNotes.length === 0 &&
      lines.every(({ kind, period: own }) => ["fee", "seats"].includes(kind) && own?.startOn === period?.startOn) &&
      (period?.days.every(
        ({ seats, change, waivedMinor }) =>
          seats === period.seatsBilled && change === period.days[0]?.change && waivedMinor === 0,
      ) ??
        false)
    );
  }

  /** What an invoice charged is not asked for; what is added to its period later is. */
  waive({ lines, subtotalMinor }: InvoiceView): void {
    const period = this.periods.find(({ startOn }) => startOn === lines[0]?.period?.startOn);
    for (const day of period?.days ?? []) day.waivedMinor = subtotalMinor;
  }

  /** Whether a line that begins on a day tells by that what it was charged for. */
  isTold(startOn: string): boolean {
    return ![...this.#mixedOn].some((on) => on === startOn);
  }

  /** A note by hand takes a part of what a line charged, net. */
  note(lineKey: string, line: Noted["line"], netMinor: number): void {
    const change = this.periods.flatMap(({ days }) => days).find(({ on }) => on === line.period?.startOn)?.change ?? 0;
    const noted = this.#noted.get(lineKey) ?? { line, change, notedMinor: 0, isBilledAgain: false };
    noted.notedMinor += netMinor;
    this.#noted.set(lineKey, noted);
  }

  /** What notes by hand have left of an invoice's lines is billed again, and of each line that is time like before; what an end has left of it is not. */
  noteBilledAgain({ number, creditNotes }: InvoiceView): void {
    const endedPositions = creditNotes
      .filter(({ cause }) => cause === "unused_time")
      .flatMap(({ lines }) => lines.map(({ position }) => position));
    for (const [key, noted] of this.#noted) {
      const [invoiceNumber, position] = key.split("/");
      if (invoiceNumber !== number || endedPositions.includes(Number(position))) continue;
      noted.isBilledAgain = true;
      this.hasOddDays = true;
    }
  }

  /** What notes by hand took of what was used: of a line that is not, it comes back anyway, and once (BEHAVIOUR 7.2). */
  #notedOfUsedMinor(today: CivilDate): number {
    const days = this.periods.flatMap((period) => period.days);
    const taken = [...this.#noted.values()].map(
      ({ line: { kind, period, netMinor }, change, notedMinor, isBilledAgain }) => {
        // What is billed again of a line whose unused time came off it is what was used.
        if (kind === "charge") return notedMinor;
        const own = days.filter(({ on }) => period !== null && on >= period.startOn && on < period.endOn);
        const used = own.filter((day) => day.change === change && (this.isOver || day.on < today));
        const usedShare = used.length / own.length;
        return isBilledAgain ? notedMinor * usedShare : Math.min(notedMinor, netMinor * usedShare);
      },
    );
    return taken.reduce((total, minor) => total + minor, 0);
  }

  /** The day on which the period that contains a day ends; that day before the first one. */
  endOfPeriodOn(today: CivilDate): CivilDate {
    return this.periods.find(({ startOn, endOn }) => startOn <= today && today < endOn)?.endOn ?? today;
  }

  /** What the days before one cost, less what notes took of it; all of them, where the subscription has ended by itself. */
  usedMinor(today: CivilDate): number {
    const costs = this.periods.flatMap(({ days }) =>
      days
        .filter(({ on }) => this.isOver || on < today)
        .map(({ plan, seats, off, waivedMinor }) => {
          const wholeMinor = this.#costMinor(plan, seats);
          return ((off === "half" ? wholeMinor / 2 : wholeMinor - off) - waivedMinor) / days.length;
        }),
    );
    return costs.reduce((total, cost) => total + cost, 0) - this.#notedOfUsedMinor(today);
  }
}
