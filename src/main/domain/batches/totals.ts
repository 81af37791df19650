import type { BatchRowReading, BatchTotal } from "../../../shared/contract/batches.ts";

/** What rows come to, by currency and reason. */
interface BatchTotals {
  /** @returns whether it fits: a sum stays within the safe integers as a balance does (BEHAVIOUR 1.3). */
  add(row: BatchRowReading): boolean;
  remove(row: BatchRowReading): void;
  list(): BatchTotal[];
}

export function createTotals(known: readonly BatchTotal[] = []): BatchTotals {
  const totals = new Map(known.map((total) => [`${total.currency} ${total.reasonCode}`, total]));

  function change({ currency, reasonCode, amountMinor }: BatchRowReading, by: 1 | -1): boolean {
    if (currency === null || reasonCode === null || amountMinor === null) return true;
    const key = `${currency} ${reasonCode}`;
    const none = { increaseCount: 0, increaseMinor: 0, decreaseCount: 0, decreaseMinor: 0 };
    const before = totals.get(key) ?? { currency, reasonCode, ...none };
    const [count, sum] =
      amountMinor > 0 ? (["increaseCount", "increaseMinor"] as const) : (["decreaseCount", "decreaseMinor"] as const);
    const sumMinor = before[sum] + by * Math.abs(amountMinor);
    if (!Number.isSafeInteger(sumMinor)) return false;
    totals.set(key, { ...before, [count]: before[count] + by, [sum]: sumMinor });
    return true;
  }

  return {
    add: (row) => change(row, 1),
    remove: (row) => void change(row, -1),
    list: () =>
      [...totals.values()]
        .filter(({ increaseCount, decreaseCount }) => increaseCount + decreaseCount > 0)
        .toSorted((a, b) => (`${a.currency} ${a.reasonCode}` < `${b.currency} ${b.reasonCode}` ? -1 : 1)),
  };
}
