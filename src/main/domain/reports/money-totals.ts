import { finding } from "../../../shared/sentences/sentence.ts";

/** What is added up of the invoices of a day (BEHAVIOUR 11.5): what they charge by plan, and what became of what they ask for. */
export type MoneyTotalKind =
  | "invoiced"
  | "credited"
  | "voided"
  | "collected"
  | "failed"
  | "taken_back"
  | "refunded"
  | "written_off";

/** What of one kind, currency and plan came to on one day, and of how many lines or payments it is the sum. */
export type MoneyTotal<Amount> = readonly [
  on: string,
  currency: string,
  /** Empty for what belongs to no plan, and for what is about an invoice as a whole. */
  planId: string,
  kind: MoneyTotalKind,
  amountMinor: Amount,
  itemCount: number,
];

/** Adds up what invoices say, some of them at a time, to compare it with what is kept beside them (BEHAVIOUR 4.3). */
export interface MoneySums {
  take(sums: Iterable<MoneyTotal<bigint>>): void;
  /** What is wrong with a total that is kept otherwise, is missing, or has nothing behind it; null where all are right. */
  firstProblem(kept: Iterable<MoneyTotal<bigint>>): string | null;
}

export function createMoneySums(): MoneySums {
  const totals = new Map<string, { readonly amountMinor: bigint; readonly itemCount: number }>();
  return {
    take(sums) {
      for (const [on, currency, planId, kind, amountMinor, itemCount] of sums) {
        const key = keyOf(on, currency, planId, kind);
        const before = totals.get(key);
        totals.set(key, {
          amountMinor: (before?.amountMinor ?? 0n) + amountMinor,
          itemCount: (before?.itemCount ?? 0) + itemCount,
        });
      }
    },
    firstProblem(kept) {
      const missing = new Map(totals);
      for (const [on, currency, planId, kind, amountMinor, itemCount] of kept) {
        const key = keyOf(on, currency, planId, kind);
        const total = totals.get(key);
        missing.delete(key);
        if (!total) return finding("the kept total of {key} has no invoice behind it", { key });
        if (total.amountMinor !== amountMinor || total.itemCount !== itemCount) {
          return finding("the kept total of {key} is not what the invoices add up to", { key });
        }
      }
      const [first] = missing.keys();
      return first === undefined ? null : finding("the total of {key} is not kept", { key: first });
    },
  };
}

function keyOf(on: string, currency: string, planId: string, kind: MoneyTotalKind): string {
  return `${currency} ${kind}${planId === "" ? "" : ` ${planId}`} ${on}`;
}
