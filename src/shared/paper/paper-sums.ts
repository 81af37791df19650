import type { InvoiceFigures } from "../contract/invoice-view.ts";
import type { Settlement } from "./settlement.ts";

/** One of the sums below the lines; all but the tax are called by the word of the same name. */
export type PaperSum = {
  readonly amountMinor: number;
  /** Written with a +, because it adds to what others take from. */
  readonly showsPlus?: boolean;
} & (
  | {
      readonly kind:
        | "beforeDiscount"
        | "discount"
        | "subtotal"
        | "noTax"
        | "creditCreated"
        | "total"
        | "accountCredit"
        | "carried"
        | "voided"
        | "amountDue"
        | "payments"
        | "overpaid"
        | "reduced"
        | "writtenOff"
        | "outstanding";
    }
  | { readonly kind: "tax"; readonly tax: InvoiceFigures["taxes"][number] }
);

/**
 * From the lines down to what is due and was paid, in the order in which it is computed (BEHAVIOUR 8.1). What is nothing is left out,
 * but for what every paper says.
 *
 * @param settlement left out on a preview.
 */
export function paperSums(figures: InvoiceFigures, settlement?: Settlement): PaperSum[] {
  return [...charges(figures), ...credit(figures), ...due(figures, settlement), ...settled(settlement)];
}

function charges({ discountMinor, subtotalMinor, taxes, taxMinor }: InvoiceFigures): PaperSum[] {
  return [
    ...(discountMinor === 0
      ? []
      : [
          { kind: "beforeDiscount", amountMinor: subtotalMinor + discountMinor } as const,
          { kind: "discount", amountMinor: -discountMinor } as const,
        ]),
    { kind: "subtotal", amountMinor: subtotalMinor },
    ...taxes.map((tax) => ({ kind: "tax", tax, amountMinor: tax.taxMinor }) as const),
    ...(taxes.length === 0 ? [{ kind: "noTax", amountMinor: taxMinor } as const] : []),
  ];
}

function credit({ creditCreatedMinor, totalMinor, creditAppliedMinor, carriedMinor }: InvoiceFigures): PaperSum[] {
  return [
    ...some({ kind: "creditCreated", amountMinor: creditCreatedMinor, showsPlus: true }),
    { kind: "total", amountMinor: totalMinor },
    ...some({ kind: "accountCredit", amountMinor: -creditAppliedMinor }),
    ...some({ kind: "carried", amountMinor: -carriedMinor }),
  ];
}

/** Nothing is asked for with a void invoice, and its paper says why not. */
function due({ dueMinor }: InvoiceFigures, settlement: Settlement | undefined): PaperSum[] {
  if (settlement?.isVoid !== true) return [{ kind: "amountDue", amountMinor: dueMinor }];
  return [...some({ kind: "voided", amountMinor: -dueMinor }), { kind: "amountDue", amountMinor: 0 }];
}

/** What has come off what was due since; nothing where nothing has. */
function settled(settlement: Settlement | undefined): PaperSum[] {
  if (settlement === undefined) return [];
  const { paidMinor, overpaidMinor, reducedMinor, writtenOffMinor, outstandingMinor } = settlement;
  if (paidMinor === 0 && reducedMinor === 0 && writtenOffMinor === 0) return [];
  return [
    ...some({ kind: "payments", amountMinor: -paidMinor }),
    ...some({ kind: "overpaid", amountMinor: overpaidMinor, showsPlus: true }),
    ...some({ kind: "reduced", amountMinor: -reducedMinor }),
    ...some({ kind: "writtenOff", amountMinor: -writtenOffMinor }),
    { kind: "outstanding", amountMinor: outstandingMinor },
  ];
}

function some(sum: PaperSum): PaperSum[] {
  return sum.amountMinor === 0 ? [] : [sum];
}
