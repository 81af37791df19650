import { createCustomer, adjust, billThrough } from "./company.ts";
import type { TestBook } from "./book.ts";
import { changeSubscription, createPlan, seatsAt } from "./subscriptions.ts";

/** What `liveThroughClockChanges` needs beside the book. */
export interface ZoneLife {
  /** Where its customers live; in each time zone lives one of each kind. */
  readonly timeZones: readonly string[];
  /** Sets the book's clock to a moment of the day. */
  readonly moveTo: (date: string) => Promise<void>;
}

/** The plans that customers of this life are on or may change to. */
export interface ZonePlans {
  readonly planId: string;
  readonly largePlanId: string;
}

/**
 * A spring in which clocks change on the days on which something happens: March 8 in New York, April 5 in Auckland. Customers with
 * taxed seats, from the last day of January on, by the year, and out of a trial that ends on such a day; with credit that expires on
 * another. They add seats, upgrade, and cancel with credit, on the first and last days of months as well.
 */
export async function liveThroughClockChanges(book: TestBook, { timeZones, moveTo }: ZoneLife): Promise<ZonePlans> {
  await moveTo("2026-01-31");
  const seatPrice = seatsAt(2_55);
  const plan = { monthlyMinor: 31_00, annualMonthlyMinor: 24_95, seatPrice };
  const planId = await createPlan(book, plan);
  const trialPlanId = await createPlan(book, { ...plan, trialDays: 36 });
  const largePlanId = await createPlan(book, {
    monthlyMinor: 62_35,
    annualMonthlyMinor: 55_00,
    seatPrice: seatsAt(3_33),
  });
  const { taxRateId } = await book.ask("taxRates.create", { name: "VAT 19 %", ratePartsPerMillion: 190_000 });

  const customers = [];
  for (const timeZone of timeZones) {
    const subscribe = async (period: "month" | "annual", subscribedPlanId: string) => {
      const accountId = await createCustomer(book, { timeZone });
      await book.ask("accounts.update", { accountId, taxRateId });
      const terms = { planId: subscribedPlanId, period, seats: 3, startOn: "2026-01-31" } as const;
      await book.ask("subscriptions.create", { accountId, ...terms });
      await adjust(book, accountId, 20_00);
      await book.ask("credits.adjust", {
        accountId,
        action: "increase",
        amountMinor: 90_00,
        currency: "USD",
        reasonCode: "courtesy",
        terms: { priority: 60, expiresOn: "2026-04-05" },
      });
      return accountId;
    };
    customers.push({
      monthly: await subscribe("month", planId),
      leaving: await subscribe("month", planId),
      yearly: await subscribe("annual", planId),
      trying: await subscribe("month", trialPlanId),
    });
  }
  await billThrough(book, "2026-01-31");

  await moveTo("2026-03-08");
  await billThrough(book, "2026-03-08");
  for (const { monthly, yearly } of customers) {
    await changeSubscription(book, monthly, { type: "seats", seats: 5 });
    await changeSubscription(book, yearly, { type: "seats", seats: 4 });
  }

  await moveTo("2026-03-31");
  await billThrough(book, "2026-03-31");
  for (const { leaving } of customers) {
    await changeSubscription(book, leaving, { type: "cancel", timing: "now", withCredit: true });
  }

  await moveTo("2026-04-05");
  for (const { monthly, yearly } of customers) {
    await changeSubscription(book, monthly, { type: "plan", planId: largePlanId, period: "month" });
    await changeSubscription(book, yearly, { type: "cancel", timing: "now", withCredit: true });
  }

  await moveTo("2026-04-30");
  await billThrough(book, "2026-04-30");
  await book.runJob("billing.catchUp", {});
  return { planId, largePlanId };
}
