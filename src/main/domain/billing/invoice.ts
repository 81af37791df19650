import { addDays, type CivilDate } from "../../../shared/calendar.ts";
import type { Explanation, ExplanationStep } from "../../../shared/contract/explanation.ts";
import type { InvoiceLineKind } from "../../../shared/contract/invoice-view.ts";
import { minorUnits, multiplyByFraction, sumMinorUnits, type MinorUnits } from "../../../shared/money/minor-units.ts";
import { paperWords, type PaperWords } from "../../../shared/paper/paper-words.ts";
import {
  blocksAfter,
  defaultPriority,
  remainingIn,
  takeFromBlocks,
  type BlockUse,
  type CreditBlock,
} from "../credits/credit-blocks.ts";
import { usableCredit, type BillingFacts, type PaperFacts, type PendingCharge, type TaxRate } from "./facts.ts";
import { gateways } from "../payments/payment.ts";
import { datedOn } from "../periods/dating.ts";
import { computeTax, type TaxTotal } from "./tax.ts";

/** A line before tax. */
export interface ChargeLine {
  readonly kind: InvoiceLineKind;
  readonly description: string;
  readonly subscriptionItemId: string | null;
  /** Which period of the item a fee or its seats are for; null for every other line. */
  readonly periodIndex: number | null;
  readonly periodStartOn: CivilDate | null;
  readonly periodEndOn: CivilDate | null;
  readonly quantity: number;
  readonly unitMinor: number | null;
  /** Before the discount. */
  readonly grossMinor: MinorUnits;
  readonly discountMinor: MinorUnits;
  readonly taxRate: TaxRate | null;
  /** The line whose unused part this one gives back. */
  readonly adjusts: {
    readonly invoiceNumber: number;
    readonly position: number;
    /** What is left of that line's tax: no more of it is given back. */
    readonly taxLeftMinor: number;
  } | null;
  readonly steps: Explanation;
}

/** A line of an invoice, with its share of the tax. */
export interface DraftLine extends ChargeLine {
  readonly netMinor: MinorUnits;
  readonly taxMinor: MinorUnits;
}

/** An invoice before it has a number. A preview shows it, a commit stores it; both get it from {@link composeInvoice}. */
export interface InvoiceDraft extends PaperFacts {
  readonly accountId: string;
  /** The subscription whose time it charges or gives back; null where it has charges of their own only (BEHAVIOUR 9.10). */
  readonly subscriptionId: string | null;
  readonly currency: string;
  readonly issuedOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly lines: readonly DraftLine[];
  readonly pendingChargeIds: readonly string[];
  readonly taxes: readonly TaxTotal[];
  readonly discountMinor: MinorUnits;
  readonly subtotalMinor: MinorUnits;
  readonly taxMinor: MinorUnits;
  /** Never below zero: what is becomes credit. */
  readonly totalMinor: MinorUnits;
  readonly creditCreatedMinor: MinorUnits;
  readonly creditAppliedMinor: MinorUnits;
  readonly creditUses: readonly BlockUse[];
  /** What is too little to be charged and stands on the next invoice. */
  readonly carriedMinor: MinorUnits;
  /** What is left for the payment method. */
  readonly dueMinor: MinorUnits;
  readonly creditLeftMinor: MinorUnits;
  /** How tax, total, credit and what is due came about. */
  readonly steps: Explanation;
}

/**
 * Make an invoice of its lines and of whatever else waits for the account's next one.
 *
 * The order is lines, discount, tax, credit, payment method (BEHAVIOUR 8.1). A total below zero becomes an invoice of zero and
 * credit (8.5); what is less than the gateway charges goes on to the next invoice (8.8). Previews, dry runs, changes and billing
 * runs all end here (8.9), so they cannot differ.
 *
 * @param on the day that it falls on, which is the one on the paper unless its month is closed (BEHAVIOUR 11.3); it is due after the
 * account's payment terms.
 * @param charges what the subscription charges, in order.
 * @throws AppError `amount_out_of_range` when a figure would leave the safe integers.
 */
export function composeInvoice(facts: BillingFacts, on: CivilDate, charges: readonly ChargeLine[]): InvoiceDraft {
  const issuedOn = datedOn(on, "rule", facts);
  const charged = [...charges, ...facts.pendingCharges.map(pendingLine)];
  const nets = charged.map((line) => minorUnits(line.grossMinor - line.discountMinor));
  const { totals: taxes, lineTaxesMinor } = computeTax(
    charged.map(({ taxRate, adjusts }, position) => ({
      netMinor: nets[position] ?? 0,
      taxRate,
      taxLeftMinor: adjusts?.taxLeftMinor,
    })),
  );
  const lines = charged.map((line, position) => ({
    ...line,
    netMinor: nets[position] ?? minorUnits(0),
    taxMinor: lineTaxesMinor[position] ?? minorUnits(0),
  }));
  const subtotalMinor = sumMinorUnits(nets);
  const taxMinor = sumMinorUnits(taxes.map((tax) => tax.taxMinor));
  const signedTotalMinor = minorUnits(subtotalMinor + taxMinor);
  const totalMinor = minorUnits(Math.max(0, signedTotalMinor));
  const creditCreatedMinor = minorUnits(totalMinor - signedTotalMinor);
  const credit = usableCredit(facts);
  const availableMinor = remainingIn(credit);
  const creditAppliedMinor = creditToApply(totalMinor, availableMinor);
  const creditUses = takeFromBlocks(credit, creditAppliedMinor);
  const unpaidMinor = minorUnits(totalMinor - creditAppliedMinor);
  const minimumMinor = gateways[facts.paymentMethod.gateway].minimumChargeMinor(facts.currency);
  const carriedMinor = minorUnits(unpaidMinor < minimumMinor ? unpaidMinor : 0);
  return {
    accountId: facts.accountId,
    subscriptionId: charges.length > 0 ? (facts.subscription?.id ?? null) : null,
    ...facts.paper,
    currency: facts.currency,
    issuedOn,
    dueOn: addDays(issuedOn, facts.paymentTermsDays),
    lines,
    pendingChargeIds: facts.pendingCharges.map(({ id }) => id),
    taxes,
    discountMinor: sumMinorUnits(lines.map((line) => line.discountMinor)),
    subtotalMinor,
    taxMinor,
    totalMinor,
    creditCreatedMinor,
    creditAppliedMinor,
    creditUses,
    carriedMinor,
    dueMinor: minorUnits(unpaidMinor - carriedMinor),
    creditLeftMinor: minorUnits(availableMinor - creditAppliedMinor + creditCreatedMinor),
    steps: [
      ...(issuedOn === on ? [] : [{ kind: "moved", fallsOn: on, datedOn: issuedOn } as const]),
      ...taxes.map(taxStep),
      { kind: "sum", partsMinor: [subtotalMinor, ...taxes.map((tax) => tax.taxMinor)], amountMinor: signedTotalMinor },
      ...(creditCreatedMinor > 0 ? [{ kind: "credit_created", amountMinor: creditCreatedMinor } as const] : []),
      ...explainCredit(credit, creditUses, totalMinor),
      ...(carriedMinor > 0 ? [{ kind: "carried", minimumMinor, amountMinor: carriedMinor } as const] : []),
    ],
  };
}

/** How much credit an invoice uses: all that is available, up to the total, and never a negative amount (BEHAVIOUR 8.3). */
export function creditToApply(totalMinor: number, availableMinor: number): MinorUnits {
  return minorUnits(Math.max(0, Math.min(totalMinor, availableMinor)));
}

/** The account's credit once an invoice has used its part and put there what a negative total came to. */
export function creditAfter({ credit, creditOn }: BillingFacts, draft: InvoiceDraft): readonly CreditBlock[] {
  const left = blocksAfter(credit, draft.creditUses);
  if (draft.creditCreatedMinor === 0) return left;
  const created: CreditBlock = {
    id: "created",
    priority: defaultPriority,
    category: null,
    // Credit that is created can be used from the day on which it is.
    effectiveOn: creditOn,
    expiresOn: null,
    remainingMinor: draft.creditCreatedMinor,
    filledOn: draft.issuedOn,
    entrySequence: Number.MAX_SAFE_INTEGER,
  };
  return [...left, created];
}

/** What waits for the invoice after this one. */
export function pendingChargesAfter(draft: InvoiceDraft): readonly PendingCharge[] {
  if (draft.carriedMinor === 0) return [];
  return [carriedCharge("carried", draft.carriedMinor, null, paperWords(draft.language, draft.wordsEdition))];
}

/**
 * The charge by which an amount stands on the next invoice (BEHAVIOUR 8.8). It was taxed where it came from.
 *
 * @param invoiceNumber null where it has none yet.
 */
export function carriedCharge(
  id: string,
  amountMinor: number,
  invoiceNumber: string | null,
  words: PaperWords,
): PendingCharge {
  return {
    id,
    description: words.carriedFrom(invoiceNumber ?? words.thisInvoice),
    quantity: 1,
    unitMinor: amountMinor,
    discountMinor: 0,
    taxRate: null,
    isCarried: true,
  };
}

function pendingLine(charge: PendingCharge): ChargeLine {
  const { description, quantity, unitMinor, taxRate, isCarried } = charge;
  const grossMinor = multiplyByFraction(unitMinor, { numerator: quantity, denominator: 1 });
  const discountMinor = minorUnits(Math.min(charge.discountMinor, grossMinor));
  const steps: ExplanationStep[] = [{ kind: "quantity", quantity, unitMinor, amountMinor: grossMinor }];
  if (discountMinor > 0) {
    steps.push({
      kind: "discount",
      name: "Discount",
      partsPerMillion: null,
      ofMinor: grossMinor,
      amountMinor: discountMinor,
    });
  }
  return {
    kind: isCarried ? "carried" : "charge",
    description,
    subscriptionItemId: null,
    periodIndex: null,
    periodStartOn: null,
    periodEndOn: null,
    quantity,
    unitMinor,
    grossMinor,
    discountMinor,
    taxRate,
    adjusts: null,
    steps,
  };
}

function taxStep({ rate, baseMinor, taxMinor }: TaxTotal): ExplanationStep {
  return {
    kind: "tax",
    rateName: rate.name,
    ratePartsPerMillion: rate.partsPerMillion,
    baseMinor,
    amountMinor: taxMinor,
  };
}

/**
 * How credit came to pay something: what is available against what is to be paid, then block by block in the order of use
 * (BEHAVIOUR 8.3, 5.2). Nothing used needs no words.
 *
 * @param credit all that was usable, in the order in which it is used.
 */
export function explainCredit(
  credit: readonly CreditBlock[],
  uses: readonly BlockUse[],
  totalMinor: number,
): ExplanationStep[] {
  if (uses.length === 0) return [];
  const blocks = new Map(credit.map((block) => [block.id, block]));
  const amountMinor = sumMinorUnits(uses.map((use) => use.amountMinor));
  return [
    { kind: "credit", totalMinor, availableMinor: remainingIn(credit), amountMinor },
    ...uses.flatMap((use): ExplanationStep[] => {
      const block = blocks.get(use.blockId);
      if (!block) return [];
      const { priority, category, expiresOn, remainingMinor } = block;
      const { blockId, amountMinor: takenMinor } = use;
      const leftMinor = minorUnits(remainingMinor - takenMinor);
      return [{ kind: "block", blockId, amountMinor: takenMinor, priority, category, expiresOn, leftMinor }];
    }),
  ];
}
