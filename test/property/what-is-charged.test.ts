import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, civilDate, periodStart, type CivilDate } from "../../src/shared/calendar.ts";
import type { MethodName } from "../../src/shared/contract/index.ts";
import type { InvoiceView } from "../../src/shared/contract/invoices.ts";
import { createTestBook, type TestBook } from "../support/book.ts";
import { billThrough, createCustomer, invoicesOf } from "../support/company.ts";
import { seatsAt } from "../support/subscriptions.ts";

/**
 * What a subscription is charged is what it had, to the cent: plans, seats and a discount that change now or at the end, while other
 * changes wait, billed late or ahead, paid or not, with invoices that are voided and billed again, in whatever order. A model keeps for
 * every day what was in force, and nothing of lines, notes or credit. Every price is a multiple of 260.40, of which each day of each
 * month of 2026 is a whole number of cents, so there is nothing to be rounded.
 */

const unitMinor = 28 * 30 * 31;
const plans = [
  { feeMinor: unitMinor, seatMinor: unitMinor },
  { feeMinor: 2 * unitMinor, seatMinor: unitMinor },
  { feeMinor: 0, seatMinor: 2 * unitMinor },
  { feeMinor: 3 * unitMinor, seatMinor: 2 * unitMinor },
] as const;
const firstDay = civilDate("2026-01-01");
const lastDay = civilDate("2026-10-15");

const acts = ["plan now", "plan at the end", "seats", "cancel", "resume", "discount"] as const;
const others = ["bill", "bill ahead", "void and bill again", "pay", "pay a part"] as const;

interface Step {
  readonly act: (typeof acts | typeof others)[number];
  /** Chooses among what there is. */
  readonly pick: number;
  readonly daysLater: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...acts, ...others, "seats", "plan now", "bill ahead", "void and bill again"),
  pick: fc.nat(1000),
  daysLater: fc.constantFrom(0, 0, 1, 3, 7, 13, 20),
});

/** What is in force on a day. */
interface Day {
  readonly on: CivilDate;
  plan: number;
  seats: number;
  isHalved: boolean;
}

interface Month {
  readonly startOn: CivilDate;
  readonly endOn: CivilDate;
  readonly days: readonly Day[];
  /** The seats that its own invoice charged for. */
  seatsBilled: number;
  isHalved: boolean;
}

/** The days of a subscription, as far as they are billed, and what comes next. */
class Model {
  readonly months: Month[] = [];
  isOver = false;
  /** One discount in a life: what a second one would take the place of is for other tests. */
  hadDiscount = false;
  /** For how many months the discount of what is in force still holds, where another plan waits without it. */
  #monthsLeftBehind = 0;
  readonly #next = { plan: 0, seats: 3, isCancelled: false, halvedMonths: 0, hasDiscountBegun: false };

  billThrough(throughOn: CivilDate, today: CivilDate): void {
    const next = this.#next;
    for (;;) {
      const startOn = periodStart(firstDay, "month", this.months.length);
      if (this.isOver || startOn > throughOn) return;
      // What is cancelled ends when its day comes, whatever a run reaches past it.
      if (next.isCancelled && startOn > today) return;
      if (next.isCancelled) this.isOver = true;
      else this.#addMonth(startOn);
    }
  }

  #addMonth(startOn: CivilDate): void {
    const next = this.#next;
    const endOn = periodStart(firstDay, "month", this.months.length + 1);
    const isHalved = next.halvedMonths > 0;
    const days: Day[] = [];
    for (let on = startOn; on < endOn; on = addDays(on, 1))
      days.push({ on, plan: next.plan, seats: next.seats, isHalved });
    this.#monthsLeftBehind = 0;
    this.months.push({ startOn, endOn, days, seatsBilled: next.seats, isHalved });
    if (isHalved) this.#setDiscount(next.halvedMonths - 1, true);
  }

  #setDiscount(halvedMonths: number, hasBegun: boolean): void {
    this.#next.halvedMonths = halvedMonths;
    this.#next.hasDiscountBegun = hasBegun && halvedMonths > 0;
  }

  /** Whether a change to a plan is none, because it is in force today, where that matters, and what was billed last. */
  isPlan(plan: number, today: CivilDate | null): boolean {
    const inForce = this.months.flatMap(({ days }) => days).find(({ on }) => on === today) ?? this.#lastDay;
    return [inForce, this.#lastDay].every((day) => day?.plan === plan);
  }

  get #lastDay(): Day | undefined {
    return this.months.at(-1)?.days.at(-1);
  }

  /** Seats are added from a day on; fewer than there are wait for what is billed next. */
  changeSeats(seats: number, today: CivilDate): void {
    for (const { days, isHalved } of this.months) {
      for (const day of days) {
        if (day.on < today || day.seats >= seats) continue;
        day.seats = seats;
        day.isHalved = isHalved;
      }
    }
    this.#next.seats = seats;
  }

  /** What is billed ahead is billed anew; a discount that has not begun goes along, one that has stays behind (BEHAVIOUR 6.8, 6.11). */
  changePlanNow(plan: number, seats: number | null, today: CivilDate): void {
    const next = this.#next;
    this.#setDiscount(next.hasDiscountBegun ? 0 : next.halvedMonths, false);
    this.#monthsLeftBehind = 0;
    for (const month of this.months.filter(({ endOn }) => endOn > today)) {
      const isAhead = month.startOn > today;
      month.isHalved = isAhead && next.halvedMonths > 0;
      for (const day of month.days.filter(({ on }) => on >= today)) {
        day.plan = plan;
        day.seats = seats ?? day.seats;
        day.isHalved = month.isHalved;
      }
      if (isAhead) month.seatsBilled = month.days[0]?.seats ?? 0;
      if (month.isHalved) this.#setDiscount(next.halvedMonths - 1, true);
    }
    Object.assign(next, { plan, seats: seats ?? next.seats, isCancelled: false });
  }

  changePlanAtEnd(plan: number, seats: number | null): void {
    const next = this.#next;
    if (next.hasDiscountBegun) this.#monthsLeftBehind = next.halvedMonths;
    this.#setDiscount(next.hasDiscountBegun ? 0 : next.halvedMonths, false);
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
    if (this.#monthsLeftBehind > 0) this.#setDiscount(this.#monthsLeftBehind, true);
    this.#monthsLeftBehind = 0;
  }

  addDiscount(): void {
    this.hadDiscount = true;
    this.#setDiscount(2, false);
  }

  /**
   * Everything is billed again as it was, but a last month whose seats are still those that it had or that has not begun: it is billed
   * as the next one would be (BEHAVIOUR 9.8).
   */
  billAgain({ lines, creditNotes }: InvoiceView, today: CivilDate): void {
    const next = this.#next;
    const last = this.months.at(-1);
    const isOfLast = lines.every(
      ({ kind, period }) => ["fee", "seats"].includes(kind) && period?.startOn === last?.startOn,
    );
    if (!last || !isOfLast || creditNotes.length > 0) return;
    const hasBegun = last.startOn <= today;
    if (this.#lastDay?.seats !== last.seatsBilled || (hasBegun && next.seats !== last.seatsBilled)) return;
    const beginsDiscount = !hasBegun && !last.isHalved && next.halvedMonths > 0 && this.#lastDay.plan === next.plan;
    if (beginsDiscount) this.#setDiscount(next.halvedMonths - 1, true);
    last.isHalved ||= beginsDiscount;
    last.seatsBilled = next.seats;
    for (const day of last.days) Object.assign(day, { seats: next.seats, isHalved: last.isHalved });
  }

  /** What the days before one cost; all of them, where the subscription has ended by itself. */
  usedMinor(today: CivilDate): number {
    const costs = this.months.flatMap(({ days }) =>
      days.map(({ on, plan, seats, isHalved }) => {
        const price = plans[plan];
        const monthMinor = price ? (price.feeMinor + price.seatMinor * seats) / (isHalved ? 2 : 1) : 0;
        return this.isOver || on < today ? monthMinor / days.length : 0;
      }),
    );
    return sum(costs);
  }
}

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
const caller = { origin: "desk", operator: "Tess Tester" } as const;

/** Send a call that may be refused; null where it is. */
async function attempt<Answer>(book: TestBook, method: MethodName, input: object): Promise<Answer | null> {
  const result = await book.engine.dispatch(method, input, caller);
  return result.ok ? (result.value as Answer) : null;
}

/** Preview a change and make it as it was previewed. @returns whether it was made. */
async function change(book: TestBook, accountId: string, what: object): Promise<boolean> {
  interface Preview {
    readonly pinnedOn: string;
    readonly fingerprint: string;
    readonly invoice: object | null;
  }
  const preview = await attempt<Preview>(book, "subscriptions.previewChange", { accountId, change: what });
  if (!preview) return false;
  const { pinnedOn, fingerprint } = preview;
  const command = { accountId, change: what, pinnedOn, fingerprint, idempotencyKey: randomUUID() };
  const done = await attempt<{ invoice: InvoiceView | null }>(book, "subscriptions.change", command);
  if (preview.invoice) expect(done?.invoice).toMatchObject(preview.invoice);
  else expect(done?.invoice).toBeNull();
  return true;
}

/** The coming invoice in the list of accounts is the one that is previewed. */
async function checkListed(book: TestBook, accountId: string): Promise<void> {
  const { rows } = await book.ask("accounts.list", { search: accountId });
  const preview = await attempt<{ figures: InvoiceView }>(book, "invoices.preview", { accountId });
  const { issuedOn = null, totalMinor = null } = preview?.figures ?? {};
  expect(rows).toMatchObject([{ nextChargeOn: issuedOn, nextChargeMinor: totalMinor }]);
}

async function makeSubscriber(book: TestBook) {
  const planIds: string[] = [];
  for (const { feeMinor, seatMinor } of plans) {
    const terms = {
      forKind: "organization",
      currency: "USD",
      monthlyMinor: feeMinor,
      seatPrice: seatsAt(seatMinor),
    } as const;
    const { planId } = await book.ask("plans.create", { name: "Plan", slug: randomUUID(), ...terms });
    planIds.push(planId);
  }
  const accountId = await createCustomer(book);
  await book.ask("subscriptions.create", {
    accountId,
    planId: planIds[0] ?? "",
    period: "month",
    seats: 3,
    startOn: firstDay,
  });
  const { discountId } = await book.ask("discounts.create", { name: "Half", partsPerMillion: 500_000, periods: 2 });
  return { accountId, planIds, discountId };
}

async function live(steps: readonly Step[]): Promise<void> {
  const book = await createTestBook({ today: firstDay });
  const { accountId, planIds, discountId } = await makeSubscriber(book);
  const model = new Model();
  let today: CivilDate = firstDay;
  const bill = async (throughOn: CivilDate) => {
    await billThrough(book, throughOn);
    model.billThrough(throughOn, today);
  };
  const choose = async (isWanted: (invoice: InvoiceView) => boolean, pick: number) => {
    const invoices = (await invoicesOf(book, accountId)).filter(isWanted);
    return invoices[pick % Math.max(1, invoices.length)];
  };
  const act = async ({ act: what, pick }: Step): Promise<void> => {
    const plan = pick % plans.length;
    const seats = pick % 3 === 0 ? 1 + (pick % 6) : null;
    const toPlan = { type: "plan", planId: planIds[plan], period: "month", seats };
    switch (what) {
      case "plan now":
        if (!(await change(book, accountId, { ...toPlan, timing: "now" }))) return;
        if (seats !== null && model.isPlan(plan, today)) model.changeSeats(seats, today);
        else model.changePlanNow(plan, seats, today);
        return;
      case "plan at the end":
        if (!(await change(book, accountId, { ...toPlan, timing: "period_end" }))) return;
        if (seats !== null && model.isPlan(plan, null)) model.changeSeats(seats, today);
        else model.changePlanAtEnd(plan, seats);
        return;
      case "seats":
        if (await change(book, accountId, { type: "seats", seats: 1 + (pick % 8) }))
          model.changeSeats(1 + (pick % 8), today);
        return;
      case "cancel":
        if (await change(book, accountId, { type: "cancel", timing: "period_end" })) model.cancel();
        return;
      case "resume":
        if (await change(book, accountId, { type: "resume" })) model.resume();
        return;
      case "discount":
        if (model.hadDiscount) return;
        if (await change(book, accountId, { type: "add_discount", discountId })) model.addDiscount();
        return;
      case "bill":
        return bill(today);
      case "bill ahead":
        return bill(addDays(today, 5 * (pick % 14)));
      case "void and bill again": {
        const invoice = await choose(() => true, pick);
        const command = { invoiceId: invoice?.id, periods: "bill_again", idempotencyKey: randomUUID() };
        if (!invoice || !(await attempt(book, "invoices.void", command))) return;
        model.billAgain(invoice, today);
        return bill(invoice.issuedOn > today ? civilDate(invoice.issuedOn) : today);
      }
      case "pay":
      case "pay a part": {
        const invoice = await choose(({ outstandingMinor }) => outstandingMinor > 0, pick);
        if (!invoice) return;
        const partMinor = 1 + ((pick * 7919) % invoice.outstandingMinor);
        const amountMinor = what === "pay" ? null : partMinor;
        await book.ask("invoices.recordPayment", { invoiceId: invoice.id, amountMinor, receivedOn: null });
      }
    }
  };

  await bill(today);
  for (const taken of steps) {
    if (model.isOver || addDays(today, taken.daysLater) > lastDay) break;
    if (taken.daysLater > 0) await book.setToday((today = addDays(today, taken.daysLater)));
    await act(taken);
    await checkListed(book, accountId);
  }
  await bill(today);
  const end = { type: "cancel", timing: "now", withCredit: true };
  if (!model.isOver) expect(await change(book, accountId, end)).toBe(true);
  const standing = (await invoicesOf(book, accountId)).filter(({ state }) => state !== "void");
  const chargedMinor = standing.map(
    ({ subtotalMinor, creditNotes }) => subtotalMinor - sum(creditNotes.map(({ netMinor }) => netMinor)),
  );
  expect(sum(chargedMinor)).toBe(model.usedMinor(today));
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, firstBroken: null, findings: [] });
  await book.close();
}

/** The same dozen in every run of the tests; as many as `LIVES` says, each time others, for who looks for what is wrong. */
const livesAsked = process.env["LIVES"];
const lives = Number(livesAsked ?? 12);

test("what is charged is what was had, to the cent", { timeout: 180_000 + lives * 5_000 }, async () => {
  await fc.assert(fc.asyncProperty(fc.array(fc.noBias(step), { minLength: 6, maxLength: 18 }), live), {
    numRuns: lives,
    ...(livesAsked === undefined && { seed: 4 }),
  });
});
