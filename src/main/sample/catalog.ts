import type { PlanView } from "../../shared/contract/plans.ts";
import { featuresOf, planDescriptions } from "./features.ts";
import { samplePlans, type SamplePlan } from "./plans.ts";
import type { SampleBook } from "./sample-book.ts";

/** What the company sells, as the book knows it. */
export interface Catalog {
  readonly plans: readonly PlanView[];
  planOf(plan: SamplePlan): PlanView;
  /** The discounts that an account can have by its currency. */
  discountIds(currency: string): readonly string[];
}

const invoiceNote =
  "Payable without deduction. Transfers: please give the number of the invoice.\n" +
  "Questions about this invoice: billing@lanternworks.example, +1 212 555 0142.";

/** What stands on the company's paper, beside its name. */
const seller = {
  sellerAddress: "245 Water Street\nNew York, NY 10038\nUnited States",
  sellerTaxNumbers: "EIN 12-3456789",
  paymentDetails: "Harbor Bank of Example, ABA 021000000, account 4400 1200 37",
};

/** Before anyone is imported: how the book bills, and the plans that no file can bring in. */
export async function prepareBook(book: SampleBook): Promise<void> {
  await book.command("book.configure", { ...seller, paymentTermsDays: 14, invoiceNote, retryDays: [1, 3, 5, 7] });
  for (const plan of samplePlans) {
    const { slug, name, forKind, currency, monthlyMinor, annualMonthlyMinor, seatPrice, trialDays } = plan;
    if (seatPrice === null) continue;
    const price = { currency, monthlyMinor, annualMonthlyMinor, seatPrice };
    const wording = {
      name,
      slug,
      description: planDescriptions[plan.tariff] ?? null,
      features: featuresOf(plan.tariff),
    };
    await book.command("plans.create", { ...wording, forKind, ...price, trialDays });
  }
}

/** Once the file of plans is imported: what it cannot say about them, and the discounts. */
export async function completeCatalog(book: SampleBook): Promise<Catalog> {
  const imported = await planIdsBySlug(book);
  for (const { slug, seatPrice, tariff, trialDays } of samplePlans) {
    const planId = imported.get(slug);
    if (planId === undefined) throw new Error(`The plan ${slug} is not in the book`);
    if (seatPrice !== null) continue;
    const description = planDescriptions[tariff] ?? null;
    await book.command("plans.update", { planId, description, trialDays, features: featuresOf(tariff) });
  }
  const addDiscount = async (input: Parameters<typeof book.command<"discounts.create">>[1]) =>
    (await book.command("discounts.create", input)).discountId;
  const forAll = [
    await addDiscount({ name: "Non-profit rate", partsPerMillion: 250_000 }),
    await addDiscount({ name: "User conference", partsPerMillion: 150_000, periods: 3 }),
  ];
  const forDollars = [
    ...forAll,
    await addDiscount({ name: "Welcome back", amountMinor: 5_00, currency: "USD", periods: 2 }),
  ];
  const { plans } = await book.query("plans.list", {});
  const bySlug = new Map(plans.map((plan) => [plan.slug, plan]));
  return {
    plans,
    planOf({ slug }) {
      const plan = bySlug.get(slug);
      if (!plan) throw new Error(`The plan ${slug} is not in the book`);
      return plan;
    },
    discountIds: (currency) => (currency === "USD" ? forDollars : forAll),
  };
}

async function planIdsBySlug(book: SampleBook): Promise<ReadonlyMap<string, string>> {
  const { plans } = await book.query("plans.list", {});
  return new Map(plans.map(({ slug, id }) => [slug, id]));
}
