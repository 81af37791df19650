import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, civilDate, type BillingPeriod, type CivilDate } from "../../src/shared/calendar.ts";
import type { CreditNoteView } from "../../src/shared/contract/credit-notes.ts";
import type { InvoiceView } from "../../src/shared/contract/invoice-view.ts";
import { createTestBook } from "../support/book.ts";
import { payBy } from "../support/collection.ts";
import { billThrough, createCustomer, creditOf, invoicesOf } from "../support/company.ts";
import { LivedDays, type LivedPlan } from "../support/lived-days.ts";
import { attempt, change, checkListed, makeSubscriber, monthsOf, type Life } from "../support/lived-subscription.ts";

/**
 * What a subscription is charged is what it had, or could have had to the end of its last period, to the cent: plans, seats and a discount that change now or at the end, while other
 * changes wait, in a trial, billed late or ahead, paid or not, in cash or in credit, taxed or not, by the month or the year, with invoices
 * that are voided and billed again, given up or credited in part by hand, payments that are taken back, cards that decline, and credit that is given on
 * or in another currency, in whatever order. A model keeps for every day what was in force, and nothing of lines, notes or
 * credit. Every price is a multiple of what each day of each period is a whole number of cents of, also of its half and with its tax, so there is nothing to be
 * rounded, but where an amount is taken off or a part of what is taxed was paid.
 */

/** Divided by the days of every month, and by those of every year, and by eight. */
const unitsMinor: Readonly<Record<BillingPeriod, number>> = { month: 8 * 4 * 7 * 29 * 15 * 31, annual: 8 * 365 * 366 };
/** Fees and blocks of seats, in units of a month. */
const planUnits = [
  [1, 1],
  [2, 1],
  [0, 2],
  [3, 2],
  // Another price of the first plan.
  [2, 2],
] as const;

const anyLife: fc.Arbitrary<Life> = fc.record({
  period: fc.constantFrom("month", "month", "annual"),
  firstDay: fc.constantFrom("2026-01-01", "2026-01-31", "2026-10-29", "2028-01-30", "2028-02-29"),
  trialDays: fc.constantFrom(0, 0, 10, 40),
  timeZone: fc.constantFrom("UTC", "America/New_York", "Europe/Berlin", "Asia/Kathmandu"),
  currency: fc.constantFrom("USD", "JPY", "KWD"),
  blockSize: fc.constantFrom(1, 4),
  isTaxed: fc.boolean(),
  isRestGivenBack: fc.boolean(),
  discount: fc.record({
    offMinor: fc.constantFrom<number | "half">("half", "half", 9_876_543),
    periods: fc.constantFrom(1, 2, Infinity),
  }),
  afterLastRetry: fc.constantFrom("keep", "keep", "uncollectible", "cancel"),
});

const acts = [
  "plan now",
  "plan at the end",
  "seats",
  "cancel",
  "resume",
  "discount",
  "longer trial",
  "end of the trial",
] as const;
const others = [
  "bill",
  "bill ahead",
  "void and bill again",
  "waive",
  "charge",
  "pay",
  "pay a part",
  "take back",
  "give up",
  "grant",
  "note",
  "pay otherwise",
  "other currency",
  "give on",
] as const;

interface Step {
  readonly act: (typeof acts | typeof others)[number];
  /** Chooses among what there is. */
  readonly pick: number;
  readonly daysLater: number;
  /** What is changed at once may be dated so many days back. */
  readonly daysBack: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  act: fc.constantFrom(...acts, ...others, "seats", "plan now", "bill ahead", "void and bill again", "note"),
  pick: fc.nat(1000),
  daysLater: fc.constantFrom(0, 0, 1, 3, 7, 13, 20),
  daysBack: fc.constantFrom(0, 0, 0, 1, 4, 11),
});

const sum = (amounts: readonly number[]) => amounts.reduce((total, amount) => total + amount, 0);
async function live(terms: Life, steps: readonly Step[]): Promise<void> {
  const { period, trialDays, currency, isTaxed } = terms;
  const firstDay = civilDate(terms.firstDay);
  const unitMinor = unitsMinor[period] * monthsOf[period];
  const plans = planUnits.map(([fee, block]): LivedPlan => {
    return { feeMinor: fee * unitMinor, blockMinor: block * unitMinor, blockSize: terms.blockSize };
  });
  /** A year goes by as fast as a month. */
  const pace = period === "month" ? 1 : 12;
  const lastDay = addDays(firstDay, 290 * pace);
  let today = addDays(firstDay, -trialDays);
  const book = await createTestBook({ today, currency });
  const { accountId, prices, discountId } = await makeSubscriber(book, terms, plans);
  const model = new LivedDays({ ...terms, plans, firstDay });
  await book.ask("book.configure", { retryDays: [1, 5, 9], afterLastRetry: terms.afterLastRetry });
  const otherCurrency = currency === "EUR" ? "USD" : "EUR";
  const neighbourId = await createCustomer(book, { currency });
  let [grantedMinor, givenOnMinor, otherMinor, chargedMinor] = [0, 0, 0, 0];
  const bill = async (throughOn: CivilDate) => {
    await billThrough(book, throughOn);
    model.billThrough(throughOn, today);
  };
  const choose = async (isWanted: (invoice: InvoiceView) => boolean, pick: number) => {
    const invoices = (await invoicesOf(book, accountId)).filter(isWanted);
    return invoices[pick % Math.max(1, invoices.length)];
  };
  const act = async ({ act: what, pick, daysBack }: Step): Promise<void> => {
    const plan = pick % plans.length;
    const seats = pick % 3 === 0 ? 1 + (pick % 6) : null;
    const toPlan = { type: "plan", ...prices[plan], period, seats };
    const from = model.daysAgo(daysBack * pace, today);
    const changeOn = from === today ? null : from;
    switch (what) {
      case "plan now":
        if (!(await change(book, accountId, { ...toPlan, timing: "now", changeOn }))) return;
        if (seats !== null && model.isPlan(plan, today)) model.changeSeats(seats, from);
        else model.changePlanNow(plan, seats, today, from);
        return;
      case "plan at the end":
        if (!(await change(book, accountId, { ...toPlan, timing: "period_end" }))) return;
        if (seats !== null && model.isPlan(plan, null)) model.changeSeats(seats, today);
        else model.changePlanAtEnd(plan, seats);
        return;
      case "seats":
        if (await change(book, accountId, { type: "seats", seats: 1 + (pick % 8), changeOn }))
          model.changeSeats(1 + (pick % 8), from);
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
      case "longer trial": {
        const days = 1 + (pick % 30);
        if (!model.isAsBilled) return;
        if (await change(book, accountId, { type: "extend_trial", days })) model.extendTrial(days);
        return;
      }
      case "end of the trial":
        if (!model.isAsBilled) return;
        if (await change(book, accountId, { type: "end_trial" })) model.endTrial(today);
        return;
      case "bill":
        return bill(today);
      case "bill ahead":
        // No further than a year (BEHAVIOUR 8.9a).
        return bill(addDays(today, 5 * (pick % 14) * Math.min(pace, 5)));
      case "void and bill again": {
        const invoice = await choose(() => true, pick);
        const command = { invoiceId: invoice?.id, periods: "bill_again", idempotencyKey: randomUUID() };
        if (!invoice || !(await attempt(book, "invoices.void", command))) return;
        model.billAgain(invoice, today);
        model.noteBilledAgain(invoice);
        return bill(invoice.issuedOn > today ? civilDate(invoice.issuedOn) : today);
      }
      case "waive": {
        const invoice = await choose((each) => model.isWaivable(each), pick);
        const command = { invoiceId: invoice?.id, periods: "waive", idempotencyKey: randomUUID() };
        if (invoice && (await attempt(book, "invoices.void", command))) model.waive(invoice);
        return;
      }
      case "charge": {
        const charge = { quantity: 1 + (pick % 3), unitMinor: 1_000_000 + pick * 7919, discountMinor: pick % 500 };
        await book.ask("invoices.addCharge", { accountId, description: "Setup", currency, ...charge });
        chargedMinor += charge.quantity * charge.unitMinor - charge.discountMinor;
        return;
      }
      case "pay":
      case "pay a part": {
        const invoice = await choose(({ outstandingMinor }) => outstandingMinor > 0, pick);
        if (!invoice) return;
        const partMinor = 1 + ((pick * 7919) % invoice.outstandingMinor);
        const amountMinor = what === "pay" ? null : partMinor;
        await book.ask("invoices.recordPayment", { invoiceId: invoice.id, amountMinor, receivedOn: null });
        return;
      }
      case "take back": {
        const payments = (await invoicesOf(book, accountId)).flatMap((invoice) => invoice.payments);
        const payment = payments[pick % Math.max(1, payments.length)];
        const command = { paymentId: payment?.id, reason: "Bounced", idempotencyKey: randomUUID() };
        if (payment) await attempt(book, "invoices.takeBackPayment", command);
        return;
      }
      case "give up": {
        const invoice = await choose(({ state }) => state === "open", pick);
        if (invoice) await book.ask("invoices.markUncollectible", { invoiceId: invoice.id });
        return;
      }
      case "grant": {
        const amountMinor = 1 + pick * 7919;
        const expiry = pick % 2 === 0 ? null : { expiresOn: addDays(today, 1 + (pick % 40) * pace) };
        const grant = {
          accountId,
          action: "increase",
          amountMinor,
          currency,
          reasonCode: "courtesy",
          terms: expiry,
        } as const;
        await book.ask("credits.adjust", grant);
        grantedMinor += amountMinor;
        return;
      }
      case "note": {
        const invoice = await choose(({ state }) => state !== "void", pick);
        const isUsable = ({ period: days, netMinor }: InvoiceView["lines"][number]) =>
          days !== null && netMinor > 0 && model.isTold(days.startOn);
        const charged = invoice?.lines.filter(isUsable) ?? [];
        const line = charged[pick % Math.max(1, charged.length)];
        if (!invoice || !line) return;
        const amountMinor = 1 + ((pick * 104_729) % line.grossMinor);
        const destination = pick % 2 === 0 ? "credit" : "origin";
        const wanted = { invoiceId: invoice.id, lines: [{ position: line.position, amountMinor }], destination };
        const preview = await attempt<{ fingerprint: string }>(book, "creditNotes.preview", wanted);
        if (!preview) return;
        const command = { ...wanted, fingerprint: preview.fingerprint, idempotencyKey: randomUUID() };
        const issued = await attempt<{ creditNote: CreditNoteView }>(book, "creditNotes.issue", command);
        model.note(`${invoice.number}/${line.position}`, line, issued?.creditNote.netMinor ?? 0);
        return;
      }
      case "pay otherwise": {
        const method = (["succeeds", "declines", null] as const)[pick % 3];
        if (method) await payBy(book, accountId, method);
        else await book.ask("paymentMethods.add", { accountId, kind: "transfer", gateway: "manual" });
        return;
      }
      case "other currency": {
        const given = {
          accountId,
          currency: otherCurrency,
          reasonCode: "billing_error",
          amountMinor: 1 + pick,
        } as const;
        const action = pick % 3 === 0 ? "decrease" : "increase";
        const command = { ...given, action, idempotencyKey: randomUUID() };
        if (await attempt(book, "credits.adjust", command)) otherMinor += action === "increase" ? 1 + pick : -1 - pick;
        return;
      }
      case "give on": {
        const amountMinor = 1 + pick * 104_729;
        const isBack = pick % 3 === 0;
        const [fromAccountId, toAccountId] = isBack ? [neighbourId, accountId] : [accountId, neighbourId];
        const command = { fromAccountId, toAccountId, amountMinor, currency, idempotencyKey: randomUUID() };
        if (await attempt(book, "credits.transfer", command)) givenOnMinor += isBack ? -amountMinor : amountMinor;
      }
    }
  };

  await bill(today);
  /** Whether the last retry of a payment has ended it, which nobody asked for. */
  let isGivenUp = false;
  for (const taken of steps) {
    const next = addDays(today, taken.daysLater * pace);
    if (model.isOver || next > lastDay) break;
    if (next > today) await book.setToday((today = next));
    const { subscription } = await book.ask("subscriptions.get", { accountId });
    isGivenUp = subscription === null && !model.isEndReached(today);
    if (isGivenUp) break;
    // What is behind refuses to be changed; most are up to date.
    if (taken.pick % 4 > 0) await bill(today);
    await act(taken);
    await checkListed(book, accountId);
  }
  if (!isGivenUp) await bill(today);
  const isRestGivenBack = terms.isRestGivenBack && !isGivenUp;
  const from = isRestGivenBack ? model.daysAgo(steps[0]?.daysBack ?? 0, today) : today;
  const end = { type: "cancel", timing: "now", withCredit: isRestGivenBack, changeOn: from };
  const usedUntil = isRestGivenBack ? from : model.endOfPeriodOn(today);
  if (!model.isOver && !isGivenUp) expect(await change(book, accountId, end)).toBe(true);
  // Charges of their own that no other invoice has.
  await billThrough(book, today);
  const standing = (await invoicesOf(book, accountId)).filter(({ state }) => state !== "void");
  const netMinor = sum(standing.map((each) => each.subtotalMinor - sum(each.creditNotes.map((note) => note.netMinor))));
  const grossMinor = sum(
    standing.map(
      ({ lines, creditNotes }) =>
        sum(lines.map((line) => line.netMinor + line.taxMinor)) - sum(creditNotes.map((note) => note.totalMinor)),
    ),
  );
  const usedMinor = model.usedMinor(usedUntil) + chargedMinor;
  const lines = sum(standing.map((each) => each.lines.length + each.creditNotes.length));
  const isExact = (terms.discount.offMinor === "half" || !model.hadDiscount) && !model.hasOddDays;
  expect(Math.abs(netMinor - usedMinor)).toBeLessThanOrEqual(isExact ? 0 : lines);
  expect(Math.abs(grossMinor - usedMinor * (isTaxed ? 1.25 : 1))).toBeLessThanOrEqual(
    isExact && !isTaxed ? 0 : 2 * lines,
  );
  // What came in, in cash or as credit, is what was charged, what is left of it, was given on and has expired; of another currency nothing is used.
  const payments = standing.flatMap((each) => each.payments).filter(({ status }) => status === "succeeded");
  const receivedMinor = sum(
    payments.map((each) => (each.takenBackOn === null ? each.amountMinor : 0) - each.refundedMinor),
  );
  const { rows } = await book.ask("ledger.list", { accountId, limit: 500 });
  const expiredMinor = sum(rows.map(({ sourceType, amountMinor }) => (sourceType === "expiry" ? -amountMinor : 0)));
  const leftMinor = ((await creditOf(book, accountId, currency)) ?? 0) + expiredMinor + givenOnMinor;
  const owedMinor = sum(standing.map(({ outstandingMinor }) => outstandingMinor));
  expect(receivedMinor + grantedMinor + owedMinor - leftMinor).toBe(grossMinor);
  expect((await creditOf(book, accountId, otherCurrency)) ?? 0).toBe(otherMinor);
  expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true, firstBroken: null, findings: [] });
  await book.close();
}

/** The same dozen in every run of the tests; as many as `LIVES` says, each time others, for who looks for what is wrong. */
const livesAsked = process.env["LIVES"];
const lives = Number(livesAsked ?? 12);

test("what is charged is what was had, to the cent", { timeout: 360_000 + lives * 5_000 }, async () => {
  await fc.assert(fc.asyncProperty(anyLife, fc.array(fc.noBias(step), { minLength: 8, maxLength: 20 }), live), {
    numRuns: lives,
    ...(livesAsked === undefined && { seed: 4 }),
  });
});
