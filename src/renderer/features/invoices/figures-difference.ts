import type { InvoiceFigures } from "../../../shared/contract/invoice-view.ts";

/** The single figures of the paper that can differ between two previews. */
export type MoneyField =
  | "discountMinor"
  | "subtotalMinor"
  | "taxMinor"
  | "totalMinor"
  | "creditCreatedMinor"
  | "creditAppliedMinor"
  | "carriedMinor"
  | "dueMinor"
  | "creditLeftMinor";

const textFields = [
  "sellerName",
  "sellerAddress",
  "sellerTaxNumbers",
  "paymentDetails",
  "buyerName",
  "buyerContact",
  "buyerAddress",
  "buyerTaxNumbers",
  "buyerReference",
  "note",
  "language",
] as const;
type TextField = (typeof textFields)[number];

/** One thing that is not as it was: before, after, and what kind of value it is. */
export type FigureChange =
  | {
      readonly kind: "money";
      readonly field: MoneyField;
      readonly beforeMinor: number;
      readonly afterMinor: number;
      readonly beforeCurrency: string;
      readonly afterCurrency: string;
    }
  | { readonly kind: "date"; readonly field: "issuedOn" | "dueOn"; readonly before: string; readonly after: string }
  | {
      readonly kind: "text";
      readonly field: TextField;
      /** Null where nothing stood there. */
      readonly before: string | null;
      readonly after: string | null;
    }
  | { readonly kind: "line"; readonly change: "added" | "removed"; readonly description: string };

const moneyFields: readonly MoneyField[] = [
  "discountMinor",
  "subtotalMinor",
  "taxMinor",
  "totalMinor",
  "creditCreatedMinor",
  "creditAppliedMinor",
  "carriedMinor",
  "dueMinor",
  "creditLeftMinor",
];

type Line = InvoiceFigures["lines"][number];

/** What stands in `lines` and has no equal in `others`, each equal used once. */
function linesWithout(lines: readonly Line[], others: readonly Line[]): Line[] {
  const unmatched = others.map(asRead);
  return lines.filter((line) => {
    const index = unmatched.indexOf(asRead(line));
    if (index >= 0) unmatched.splice(index, 1);
    return index < 0;
  });
}

/** A line as the paper shows it: neither where it stands nor how it came about. */
function asRead({ position: _position, steps: _steps, ...read }: Line): string {
  return JSON.stringify(read);
}

/**
 * What a person must be told when a preview they were reading is replaced by a fresh one (BEHAVIOUR 8.9): every date, name,
 * line and figure that changed, in the order of the paper. Empty when the paper reads the same.
 */
export function figureChanges(before: InvoiceFigures, after: InvoiceFigures): FigureChange[] {
  const changes: FigureChange[] = [];
  for (const field of ["issuedOn", "dueOn"] as const) {
    if (before[field] !== after[field])
      changes.push({ kind: "date", field, before: before[field], after: after[field] });
  }
  for (const field of textFields) {
    if (before[field] !== after[field])
      changes.push({ kind: "text", field, before: before[field], after: after[field] });
  }
  for (const line of linesWithout(before.lines, after.lines)) {
    changes.push({ kind: "line", change: "removed", description: line.description });
  }
  for (const line of linesWithout(after.lines, before.lines)) {
    changes.push({ kind: "line", change: "added", description: line.description });
  }
  for (const field of moneyFields) {
    if (before[field] !== after[field] || before.currency !== after.currency) {
      changes.push({
        kind: "money",
        field,
        beforeMinor: before[field],
        afterMinor: after[field],
        beforeCurrency: before.currency,
        afterCurrency: after.currency,
      });
    }
  }
  return changes;
}
