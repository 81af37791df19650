import type { CreditBlockView } from "../../../shared/contract/credits.ts";

/** Credit in one currency that expires in a month, and how much of the month with the most that is. */
export interface ExpiringMonth {
  /** `2026-03` */
  readonly month: string;
  readonly amountMinor: number;
  readonly share: number;
}

/** What is left of blocks that expire, by currency and month, earliest first. */
export function expiringMonths(blocks: readonly CreditBlockView[]): ReadonlyMap<string, readonly ExpiringMonth[]> {
  const expiring = blocks.filter(
    ({ state, expiresOn, remainingMinor }) =>
      (state === "usable" || state === "waiting") && expiresOn !== null && remainingMinor > 0,
  );
  const byCurrency = Map.groupBy(expiring, ({ currency }) => currency);
  return new Map(
    [...byCurrency].map(([currency, ofCurrency]) => {
      const sums = [...Map.groupBy(ofCurrency, ({ expiresOn }) => (expiresOn ?? "").slice(0, 7))]
        .map(([month, ofMonth]) => ({
          month,
          amountMinor: ofMonth.reduce((sum, { remainingMinor }) => sum + remainingMinor, 0),
        }))
        .toSorted((one, other) => (one.month < other.month ? -1 : 1));
      const most = Math.max(...sums.map(({ amountMinor }) => amountMinor));
      return [currency, sums.map((sum) => ({ ...sum, share: sum.amountMinor / most }))];
    }),
  );
}
