import type { EntrySourceType, LedgerRow } from "../../../shared/contract/ledger.ts";
import type { BalancePoint } from "./balance-points.ts";

/** What happened to a balance, told apart by a form of its own. */
export type MarkKind = "added" | "used" | "expired" | "reversed" | "several";

export const markKinds: readonly MarkKind[] = ["added", "used", "expired", "reversed", "several"];

const kindOfSource: Readonly<Record<EntrySourceType, MarkKind>> = {
  grant: "added",
  refund_to_credit: "added",
  proration: "added",
  opening: "added",
  transfer_in: "added",
  invoice_returned: "added",
  invoice_applied: "used",
  deduction: "used",
  transfer_out: "used",
  expiry: "expired",
  reversal: "reversed",
};

/** A day on which the balance changed, and by what. */
export interface BalanceMark {
  readonly kind: MarkKind;
  readonly entries: readonly LedgerRow[];
}

/** More marks than these are no marks any more; the days of the largest changes have one. */
const maximumMarks = 40;

/** The days that have a mark, with what happened on them. @param entries of the account in the currency of the points. */
export function marksOf(
  points: readonly BalancePoint[],
  entries: readonly LedgerRow[],
): ReadonlyMap<string, BalanceMark> {
  const days = Map.groupBy(entries, ({ effectiveOn }): string => effectiveOn);
  const changes = points
    .map(({ on, balanceMinor }, index) => ({
      on,
      changeMinor: Math.abs(balanceMinor - (points[index - 1]?.balanceMinor ?? 0)),
    }))
    .filter(({ on }) => days.has(on))
    .toSorted((one, other) => other.changeMinor - one.changeMinor)
    .slice(0, maximumMarks);
  return new Map(
    changes.map(({ on }) => {
      const ofDay = days.get(on) ?? [];
      const [kind = "several", ...others] = new Set(ofDay.map(({ sourceType }) => kindOfSource[sourceType]));
      return [on, { kind: others.length === 0 ? kind : "several", entries: ofDay }];
    }),
  );
}
