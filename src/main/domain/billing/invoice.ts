import { addDays, periodStart, type CivilDate } from "../../../shared/calendar.ts";
import { minorUnits, sumMinorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import type { BillingFacts, TaxRate } from "./facts.ts";
import { periodFee } from "./rating.ts";
import { computeTax, type TaxTotal } from "./tax.ts";

/** One line of an invoice, with its share of the tax. */
interface DraftLine {
  readonly description: string;
  readonly subscriptionItemId: string;
  readonly periodIndex: number;
  readonly periodStartOn: CivilDate;
  readonly periodEndOn: CivilDate;
  readonly quantity: number;
  readonly unitMinor: MinorUnits;
  readonly netMinor: MinorUnits;
  readonly taxMinor: MinorUnits;
  readonly taxRate: TaxRate | null;
}

/** An invoice before it has a number. A preview shows it, a commit stores it; both get it from {@link draftNextInvoice}. */
export interface InvoiceDraft {
  readonly accountId: string;
  readonly sellerName: string;
  readonly buyerName: string;
  readonly buyerContact: string | null;
  readonly currency: string;
  readonly issuedOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly lines: readonly DraftLine[];
  readonly taxes: readonly TaxTotal[];
  readonly subtotalMinor: MinorUnits;
  readonly taxMinor: MinorUnits;
  readonly totalMinor: MinorUnits;
  readonly creditAppliedMinor: MinorUnits;
  /** What is left for the payment method. */
  readonly dueMinor: MinorUnits;
  readonly creditLeftMinor: MinorUnits;
}

/**
 * The next invoice of an account: the period that starts on the next billing date, charged in advance.
 *
 * The order is lines, tax, credit, payment method (BEHAVIOUR 8.1). Previews, dry runs and billing runs all call this one
 * function (8.9), so they cannot differ.
 *
 * @throws AppError `amount_out_of_range` when a figure would leave the safe integers.
 */
export function draftNextInvoice(facts: BillingFacts): InvoiceDraft {
  const { item } = facts;
  const periodStartOn = periodStart(item.anchorOn, item.period, item.nextPeriodIndex);
  const periodEndOn = periodStart(item.anchorOn, item.period, item.nextPeriodIndex + 1);
  const feeMinor = periodFee(item.price, item.period);
  const charges = [{ netMinor: feeMinor, taxRate: facts.taxRate }];
  const { totals: taxes, lineTaxesMinor } = computeTax(charges);
  const subtotalMinor = sumMinorUnits(charges.map((charge) => charge.netMinor));
  const taxMinor = sumMinorUnits(taxes.map((tax) => tax.taxMinor));
  const totalMinor = minorUnits(subtotalMinor + taxMinor);
  const creditAppliedMinor = creditToApply(totalMinor, facts.availableMinor);
  return {
    accountId: facts.accountId,
    sellerName: facts.sellerName,
    buyerName: facts.buyerName,
    buyerContact: facts.buyerContact,
    currency: item.price.currency,
    issuedOn: periodStartOn,
    dueOn: addDays(periodStartOn, facts.paymentTermsDays),
    lines: charges.map(({ netMinor, taxRate }, position) => ({
      description: item.planName,
      subscriptionItemId: item.id,
      periodIndex: item.nextPeriodIndex,
      periodStartOn,
      periodEndOn,
      quantity: 1,
      unitMinor: netMinor,
      netMinor,
      taxMinor: lineTaxesMinor[position] ?? minorUnits(0),
      taxRate,
    })),
    taxes,
    subtotalMinor,
    taxMinor,
    totalMinor,
    creditAppliedMinor,
    dueMinor: minorUnits(totalMinor - creditAppliedMinor),
    creditLeftMinor: minorUnits(facts.availableMinor - creditAppliedMinor),
  };
}

/** The facts as they stand once a draft of them is issued: its credit is used, and the period after it comes next. */
export function factsAfter(facts: BillingFacts, draft: Pick<InvoiceDraft, "creditLeftMinor">): BillingFacts {
  const { item } = facts;
  return {
    ...facts,
    availableMinor: draft.creditLeftMinor,
    item: { ...item, nextPeriodIndex: item.nextPeriodIndex + 1 },
  };
}

/** How much credit an invoice uses: all that is available, up to the total, and never a negative amount (BEHAVIOUR 8.3). */
export function creditToApply(totalMinor: number, availableMinor: number): MinorUnits {
  return minorUnits(Math.max(0, Math.min(totalMinor, availableMinor)));
}
