import type { TestBook } from "./book.ts";

/** The balance in USD at the end of a day, of an account or (null) of the book; null where there was no credit by then. */
export async function balanceOn(book: TestBook, accountId: string | null, on: string): Promise<number | null> {
  const { balances } = await book.ask("ledger.balancesAsOf", { accountId, on });
  return balances.find(({ currency }) => currency === "USD")?.ledgerMinor ?? null;
}

/** The days for which an account's entries count, oldest entry first, with their amounts. */
export async function countedDays(book: TestBook, accountId: string): Promise<(readonly [string, number])[]> {
  const { rows } = await book.ask("ledger.list", { accountId, limit: 500 });
  return rows.toReversed().map(({ effectiveOn, amountMinor }) => [effectiveOn, amountMinor] as const);
}
