import { equalityKey } from "../../../shared/folding.ts";
import { maximumMinorUnits } from "../../../shared/money/minor-units.ts";
import type { AccountKind, BookPlanFacts, ImportedPlan, ImportFacts } from "./batch.ts";
import { quoted } from "./columns.ts";
import type { ImportMemory } from "./import-memory.ts";
import { readEach } from "./row-faults.ts";
import { createRegister, placeSentence, type RowPlace } from "./register.ts";
import {
  amountAboveZero,
  choice,
  currency,
  givenId,
  limitedText,
  optionalAmountAboveZero,
  planSlug,
  RowFault,
  type ImportRow,
} from "./row.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

const accountKinds: readonly AccountKind[] = ["user", "organization"];
/** Twelve of them are charged at once (BEHAVIOUR 6.1), and the charge must stay within the safe integers. */
const largestAnnualMonthlyMinor = Math.floor(maximumMinorUnits / 12);

type PlanReference =
  | { readonly found: "plan"; readonly plan: BookPlanFacts }
  | { readonly found: "bad row" }
  | { readonly found: "nothing" };

/** Reads the rows of plans, and finds plans that other rows refer to by their slug. */
export interface PlanRows {
  /** @throws RowFault */
  read(row: ImportRow, place: RowPlace): ImportedPlan;
  resolve(slug: string): PlanReference;
}

export function createPlanRows(facts: ImportFacts, memory: ImportMemory): PlanRows {
  const byId = createRegister<ImportedPlan>(memory, "plans by id");
  const bySlug = createRegister<ImportedPlan>(memory, "plans by slug");

  function readFields(row: ImportRow): ImportedPlan {
    const { id, fees, ...fields } = readEach({
      id: () => givenId(row, "plan"),
      slug: () => planSlug(row),
      name: () => limitedText(row.required("name"), "name", 100),
      forKind: () => choice(row, "for", accountKinds),
      fees: () => readFees(row),
    });
    return { id: id ?? facts.makeId("plan"), ...fields, ...fees };
  }

  /** Amounts mean something once it is known in which currency they are. */
  function readFees(row: ImportRow): Pick<ImportedPlan, "currency" | "monthlyMinor" | "annualMonthlyMinor"> {
    const currencyCode = currency(row, null);
    const fees = readEach({
      monthlyMinor: () => amountAboveZero(row, "monthly_fee", currencyCode),
      annualMonthlyMinor: () => optionalAmountAboveZero(row, "annual_monthly_fee", currencyCode),
    });
    if (fees.annualMonthlyMinor !== null && fees.annualMonthlyMinor > largestAnnualMonthlyMinor) {
      throw new RowFault(
        "annual_monthly_fee",
        sentence("Twelve times {amount} is larger than a book can hold.", {
          amount: quoted(row.required("annual_monthly_fee")),
        }),
      );
    }
    return { currency: currencyCode, ...fees };
  }

  function refuseClash(column: string, value: string, earlier: RowPlace | null, isInBook: boolean): void {
    if (isInBook)
      throw new RowFault(column, sentence("{value} belongs to a plan of the book.", { value: quoted(value) }));
    if (earlier === null) return;
    throw new RowFault(
      column,
      sentence("{value} is also on {place}.", { value: quoted(value), place: placeSentence(earlier) }),
    );
  }

  return {
    read(row, place) {
      const [id, slug] = [row.optional("id"), row.optional("slug")];
      const earlierId = id === null ? null : byId.enter(id, place);
      const earlierSlug = slug === null ? null : bySlug.enter(equalityKey(slug), place);
      const plan = readFields(row);
      refuseClash("id", plan.id, earlierId, id !== null && facts.hasPlanId(id));
      refuseClash("slug", plan.slug, earlierSlug, facts.findPlan(plan.slug) !== null);
      if (id !== null) byId.settle(id, place, plan);
      if (slug !== null) bySlug.settle(equalityKey(slug), place, plan);
      return plan;
    },
    resolve(slug) {
      const entry = bySlug.find(equalityKey(slug));
      if (entry) return entry.value ? { found: "plan", plan: asBookPlan(entry.value) } : { found: "bad row" };
      const plan = facts.findPlan(slug);
      return plan ? { found: "plan", plan } : { found: "nothing" };
    },
  };
}

function asBookPlan(plan: ImportedPlan): BookPlanFacts {
  return {
    ...plan,
    priceId: null,
    hasMonthlyFee: true,
    hasAnnualFee: plan.annualMonthlyMinor !== null,
    hasSeats: false,
    isFree: false,
    isArchived: false,
  };
}
