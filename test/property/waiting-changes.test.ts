import fc from "fast-check";
import { expect, test } from "vitest";
import { createTestBook, type TestBook } from "../support/book.ts";
import { accountOf, billThrough, createCustomer, invoicesOf } from "../support/company.ts";
import { createPlan, seatsAt } from "../support/subscriptions.ts";

/**
 * Property 14: whatever order changes were made in that wait for the next period, it is charged for what all of them say. Some are no
 * change at all, such as a cancellation that is taken back, and may stand anywhere between the others.
 */

/** One thing that is said about the next period; a customer's are of different kinds, as of two of a kind the later one counts. */
type Saying =
  | { readonly kind: "plan"; readonly plan: "small" | "flat" | "yearly" }
  | { readonly kind: "seats"; readonly seats: number }
  | { readonly kind: "discount"; readonly discount: "share" | "amount" }
  | { readonly kind: "cancelled and resumed" };

/** How a customer stands before anything is said. */
interface Standing {
  readonly period: "month" | "annual";
  readonly timeZone: string;
  /** How far a run has billed. */
  readonly billedOn: string;
  /** Whether it carries a discount that has been used. */
  readonly hasDiscount: boolean;
}

const saying = fc.oneof(
  fc.record({ kind: fc.constant("plan" as const), plan: fc.constantFrom("small", "flat", "yearly") }),
  fc.record({ kind: fc.constant("seats" as const), seats: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant("discount" as const), discount: fc.constantFrom("share", "amount") }),
  fc.record({ kind: fc.constant("cancelled and resumed" as const) }),
);
const sayings = fc.uniqueArray(saying, { minLength: 2, maxLength: 3, selector: ({ kind }) => kind });
const standing: fc.Arbitrary<Standing> = fc.record({
  period: fc.constantFrom("month", "annual"),
  timeZone: fc.constantFrom("UTC", "America/Los_Angeles", "Asia/Kathmandu", "Pacific/Auckland"),
  billedOn: fc.constantFrom("2026-01-31", "2026-02-28", "2026-04-30"),
  hasDiscount: fc.boolean(),
});

const today = "2026-02-10";

async function makeOffer(book: TestBook) {
  const { discountId: amount } = await book.ask("discounts.create", {
    name: "Amount",
    amountMinor: 7_77,
    currency: "USD",
  });
  const { discountId: share } = await book.ask("discounts.create", {
    name: "Share",
    partsPerMillion: 333_333,
    periods: 2,
  });
  const { discountId: used } = await book.ask("discounts.create", { name: "Used", partsPerMillion: 100_000 });
  const yearly = { monthlyMinor: 20_00, annualMonthlyMinor: 18_00, seatPrice: seatsAt(1_50) };
  return {
    big: await createPlan(book, {
      name: "Big",
      monthlyMinor: 49_99,
      annualMonthlyMinor: 41_00,
      seatPrice: seatsAt(5_01),
    }),
    small: await createPlan(book, {
      name: "Small",
      monthlyMinor: 19_99,
      annualMonthlyMinor: 15_00,
      seatPrice: seatsAt(2_03),
    }),
    flat: await createPlan(book, { name: "Flat", monthlyMinor: 10_01, annualMonthlyMinor: 9_00 }),
    yearly: await createPlan(book, { name: "Yearly", ...yearly }),
    amount,
    share,
    used,
  };
}

type Offer = Awaited<ReturnType<typeof makeOffer>>;

/** A change that may be refused where another one has made it pointless; then it has said nothing. */
async function change(book: TestBook, accountId: string, what: object): Promise<void> {
  const preview = await book.engine.dispatch("subscriptions.previewChange", { accountId, change: what }, caller);
  if (!preview.ok) {
    expect(["seats_not_offered", "nothing_to_change"]).toContain(preview.error.code);
    return;
  }
  const { pinnedOn, fingerprint } = preview.value as { pinnedOn: string; fingerprint: string };
  await book.ask("subscriptions.change", { accountId, change: what as never, pinnedOn, fingerprint });
}

const caller = { origin: "desk", operator: "Tess Tester" } as const;

async function say(book: TestBook, offer: Offer, accountId: string, period: string, said: Saying): Promise<void> {
  switch (said.kind) {
    case "plan": {
      const isYearly = said.plan === "yearly";
      const to = { planId: offer[said.plan], period: isYearly ? "annual" : period };
      return change(book, accountId, { type: "plan", ...to, timing: "period_end" });
    }
    case "seats":
      return change(book, accountId, { type: "seats", seats: said.seats });
    case "discount":
      return change(book, accountId, { type: "add_discount", discountId: offer[said.discount] });
    case "cancelled and resumed":
      await change(book, accountId, { type: "cancel", timing: "period_end" });
      return change(book, accountId, { type: "resume" });
  }
}

function ordersOf<Item>(items: readonly Item[]): Item[][] {
  if (items.length < 2) return [[...items]];
  return items.flatMap((item, index) =>
    ordersOf([...items.slice(0, index), ...items.slice(index + 1)]).map((others) => [item, ...others]),
  );
}

test("waiting changes come to the same in every order", async () => {
  await fc.assert(
    fc.asyncProperty(sayings, standing, async (said, { period, timeZone, billedOn, hasDiscount }) => {
      const book = await createTestBook({ today: "2026-01-31" });
      const offer = await makeOffer(book);
      const customers: { readonly accountId: string; readonly order: readonly Saying[] }[] = [];
      for (const order of ordersOf(said)) {
        const accountId = await createCustomer(book, { timeZone });
        const start = { planId: offer.big, period, seats: 6, startOn: "2026-01-31" } as const;
        await book.ask("subscriptions.create", { accountId, ...start });
        if (hasDiscount) await change(book, accountId, { type: "add_discount", discountId: offer.used });
        customers.push({ accountId, order });
      }
      await billThrough(book, billedOn);
      await book.setToday(today);
      const seen: object[] = [];
      for (const { accountId, order } of customers) {
        for (const each of order) await say(book, offer, accountId, period, each);
        seen.push({ nextInvoice: (await accountOf(book, accountId)).nextInvoice });
      }
      await billThrough(book, "2027-02-01");
      for (const [index, { accountId }] of customers.entries()) {
        const invoices = await invoicesOf(book, accountId);
        const charged = invoices.map(({ issuedOn, lines }) => [issuedOn, lines.map(({ netMinor }) => netMinor)]);
        seen[index] = { ...seen[index], charged };
      }
      expect(seen).toEqual(customers.map(() => seen[0]));
      await book.close();
    }),
    { numRuns: Number(process.env["ORDERS"] ?? 20) },
  );
});
