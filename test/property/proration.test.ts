import fc from "fast-check";
import { expect, test } from "vitest";
import { addDays, civilDate, type CivilDate } from "../../src/shared/calendar.ts";
import { billedPeriods } from "../../src/main/domain/billing/billed-periods.ts";
import type { BilledItem, BillingFacts, ChargedLine, Price } from "../../src/main/domain/billing/facts.ts";
import type { InvoiceDraft } from "../../src/main/domain/billing/invoice.ts";
import { manualPaymentMethod } from "../../src/main/domain/payments/payment.ts";
import { nextBillingOn, takeBillingStep } from "../../src/main/domain/billing/renewal.ts";
import type { ChangeFacts, TargetPlan } from "../../src/main/domain/subscriptions/facts.ts";
import { decideTransition } from "../../src/main/domain/subscriptions/transition.ts";

/**
 * Thousands of periods with changes in them, by the rules alone: nothing is stored, the lines that were charged are kept in a list.
 */

interface Plan {
  readonly monthlyMinor: number;
  readonly seatMinor: number;
}

const anyPlan: fc.Arbitrary<Plan> = fc.record({
  monthlyMinor: fc.integer({ min: 0, max: 50_000 }),
  seatMinor: fc.integer({ min: 1, max: 3_000 }),
});
const taxRate = fc
  .constantFrom(0, 50_000, 88_750, 190_000, 250_000)
  .map((partsPerMillion) => ({ id: "txr", name: "Tax", partsPerMillion }));
const firstDay = fc.integer({ min: 0, max: 800 }).map((days) => addDays(civilDate("2023-12-01"), days));

function priceOf({ monthlyMinor, seatMinor }: Plan, id: string): Price {
  const tiers = [
    { startsAtBlock: 1, endsAfterBlock: 3, feePerBlockMinor: seatMinor },
    { startsAtBlock: 4, endsAfterBlock: null, feePerBlockMinor: Math.floor(seatMinor / 2) },
  ];
  return { id, currency: "USD", monthlyMinor, annualMonthlyMinor: monthlyMinor, seatPrice: { blockSize: 1, tiers } };
}

function target(price: Price): TargetPlan {
  return { id: price.id, name: price.id, forKind: "user", isFree: false, isArchived: false, trialDays: null, price };
}

/** A subscription whose first period has been charged, and all that was charged for it. */
class Life {
  facts: BillingFacts;
  readonly lines: (ChargedLine & { leftMinor: number; taxLeftMinor: number; timeGivenBackMinor: number })[] = [];
  #invoiceCount = 0;

  constructor(
    price: Price,
    seats: number,
    startOn: CivilDate,
    rate: { id: string; name: string; partsPerMillion: number },
  ) {
    const item: BilledItem = {
      id: "item-0",
      planId: price.id,
      planName: price.id,
      period: "month",
      price,
      seats,
      earlierSeats: [],
      nextSeats: null,
      startedOn: startOn,
      anchorOn: startOn,
      nextPeriodIndex: 0,
      trialEndsOn: null,
      endsOn: null,
      discount: null,
    };
    this.facts = {
      paper: {
        sellerName: "Acme",
        sellerNumber: 1,
        sellerAddress: null,
        sellerTaxNumbers: null,
        paymentDetails: null,
        logoId: null,
        buyerName: "Ada",
        buyerContact: null,
        buyerAddress: null,
        buyerTaxNumbers: null,
        buyerReference: null,
        note: null,
        language: "en",
        wordsEdition: 1,
      },
      paymentTermsDays: 14,
      accountId: "user",
      accountName: "Ada",
      currency: "USD",
      closedThroughOn: null,
      taxRate: rate,
      isTaxExempt: false,
      paymentMethod: manualPaymentMethod,
      subscription: { id: "sub", item, upcoming: null, setAside: null },
      pendingCharges: [],
      rebillings: [],
      credit: [],
      creditOn: startOn,
      today: startOn,
    };
    const step = takeBillingStep(this.facts);
    if (!step?.draft) throw new Error("The first period is charged");
    this.keep(step.draft);
    this.facts = { ...this.facts, subscription: step.subscription };
  }

  get item(): BilledItem {
    if (!this.facts.subscription) throw new Error("The subscription has ended");
    return this.facts.subscription.item;
  }

  /** Remember what an invoice charged, and take what it gave back from the lines it gave back. */
  keep(draft: InvoiceDraft): void {
    this.#invoiceCount += 1;
    draft.lines.forEach((line, index) => {
      if (line.adjusts) {
        const adjusted = this.lines.find(
          ({ invoiceNumber, position }) =>
            invoiceNumber === line.adjusts?.invoiceNumber && position === line.adjusts.position,
        );
        if (adjusted) {
          adjusted.leftMinor += line.netMinor;
          adjusted.taxLeftMinor += line.taxMinor;
          adjusted.timeGivenBackMinor -= line.netMinor;
        }
        return;
      }
      if (line.periodStartOn === null || line.periodEndOn === null || line.subscriptionItemId === null) return;
      const {
        kind,
        description,
        subscriptionItemId,
        periodStartOn,
        periodEndOn,
        netMinor,
        taxMinor,
        taxRate: rate,
      } = line;
      this.lines.push({
        invoiceNumber: this.#invoiceCount,
        invoiceCode: "INV-000001",
        position: index + 1,
        kind,
        description,
        subscriptionItemId,
        periodStartOn,
        periodEndOn,
        netMinor,
        leftMinor: netMinor,
        taxLeftMinor: taxMinor,
        timeGivenBackMinor: 0,
        taxRate: rate,
      });
    });
  }

  changeFacts(today: CivilDate, plan: TargetPlan | null): ChangeFacts {
    return {
      billing: this.facts,
      today,
      accountName: "Ada",
      accountKind: "user",
      periods: billedPeriods([this.item], today),
      periodShares: [],
      chargedLines: this.lines.filter((line) => line.periodEndOn > today),
      unpaidInvoices: [],
      hadTrial: false,
      plan,
      discount: null,
    };
  }

  /** @returns the invoice that was issued with the change. */
  change(today: CivilDate, what: Parameters<typeof decideTransition>[1], plan: TargetPlan | null): InvoiceDraft | null {
    const ids = { subscriptionId: "sub", itemId: `item-${this.#invoiceCount}`, redemptionId: "redemption" };
    const { draft, subscription } = decideTransition(this.changeFacts(today, plan), what, ids);
    if (draft) this.keep(draft);
    this.facts = { ...this.facts, subscription };
    return draft;
  }
}

const toPlan = (price: Price, seats: number) =>
  ({ type: "plan", planId: price.id, priceId: null, period: "month", seats, timing: "now", changeOn: null }) as const;
const cancelNow = { type: "cancel", timing: "now", withCredit: true, changeOn: null } as const;
const signedTotal = (draft: InvoiceDraft | null) => (draft ? draft.totalMinor - draft.creditCreatedMinor : 0);

test("a period never gives back more than it charged, however often it is changed", () => {
  const changes = fc.array(
    fc.record({ days: fc.nat(9), plan: anyPlan, seats: fc.integer({ min: 1, max: 9 }), onlySeats: fc.boolean() }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(
      anyPlan,
      fc.integer({ min: 1, max: 9 }),
      firstDay,
      taxRate,
      changes,
      (first, seats, startOn, rate, steps) => {
        const life = new Life(priceOf(first, "plan-first"), seats, startOn, rate);
        const endOn = nextBillingOn(life.item);
        let today = startOn;
        steps.forEach((step, index) => {
          today = addDays(today, step.days);
          if (today >= endOn) return;
          const price = priceOf(step.plan, `plan-${index}`);
          if (!step.onlySeats) life.change(today, toPlan(price, step.seats), target(price));
          else if (step.seats > (life.item.seats ?? 0)) {
            life.change(today, { type: "seats", seats: step.seats, changeOn: null }, null);
          }
          for (const line of life.lines) expect(line.leftMinor).toBeGreaterThanOrEqual(0);
          expect(nextBillingOn(life.item)).toBe(endOn);
        });
        if (today < endOn) life.change(today, cancelNow, null);
        for (const line of life.lines) {
          expect(line.leftMinor).toBeGreaterThanOrEqual(0);
          expect(line.leftMinor).toBeLessThanOrEqual(line.netMinor);
        }
      },
    ),
    { numRuns: 3000 },
  );
});

test("changed there and back on one day, it comes to nothing but the cents of rounding", () => {
  fc.assert(
    fc.property(
      anyPlan,
      anyPlan,
      fc.integer({ min: 1, max: 9 }),
      firstDay,
      fc.nat(27),
      (first, second, seats, startOn, days) => {
        const untaxed = { id: "txr", name: "None", partsPerMillion: 0 };
        const life = new Life(priceOf(first, "plan-a"), seats, startOn, untaxed);
        const today = addDays(startOn, days);
        const there = priceOf(second, "plan-b");
        const back = priceOf(first, "plan-c");
        const out = signedTotal(life.change(today, toPlan(there, seats), target(there)));
        const home = signedTotal(life.change(today, toPlan(back, seats), target(back)));
        // What was given back of each line is what the same days cost again, so the sum is nothing at all.
        expect(out + home).toBe(0);
      },
    ),
    { numRuns: 3000 },
  );
});

test("cancelled on the first day, everything comes back, tax and all", () => {
  fc.assert(
    fc.property(anyPlan, fc.integer({ min: 1, max: 9 }), firstDay, taxRate, (first, seats, startOn, rate) => {
      const life = new Life(priceOf(first, "plan-a"), seats, startOn, rate);
      const [before] = [life.facts];
      const again = takeBillingStep({
        ...before,
        subscription: { id: "sub", item: { ...life.item, nextPeriodIndex: 0 }, upcoming: null, setAside: null },
      });
      const draft = life.change(startOn, cancelNow, null);
      expect(draft?.creditCreatedMinor ?? 0).toBe(again?.draft?.totalMinor);
    }),
    { numRuns: 2000 },
  );
});
