import { expect } from "vitest";
import { civilDateAt } from "../../src/shared/calendar.ts";
import type { MethodOutput } from "../../src/shared/contract/index.ts";
import type { AsOfBasis, LedgerRow } from "../../src/shared/contract/ledger.ts";
import type { RollForwardRow } from "../../src/shared/contract/reports.ts";
import { rollForwardTerms, type RollForwardTerm } from "../../src/shared/roll-forward.ts";
import type { TestBook } from "./book.ts";

/** All entries of a book, newest first, as its list shows them. */
export async function entriesOf(book: TestBook): Promise<LedgerRow[]> {
  const entries: LedgerRow[] = [];
  for (let beforeSequence: number | null = null; ;) {
    const page: MethodOutput<"ledger.list"> = await book.ask("ledger.list", { beforeSequence, limit: 500 });
    entries.push(...page.rows);
    beforeSequence = page.nextBeforeSequence;
    if (beforeSequence === null) return entries;
  }
}

const total = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** Compute the roll-forward once more, out of the entries as the ledger lists them, by either date, and compare it to the cent. */
export async function checkRollForward(
  book: TestBook,
  period: { readonly fromOn: string; readonly throughOn: string },
): Promise<void> {
  const entries = await entriesOf(book);
  const { timeZone } = await book.ask("book.info", {});
  const dayOf: Record<AsOfBasis, (entry: LedgerRow) => string> = {
    effective: ({ effectiveOn }) => effectiveOn,
    recorded: ({ createdAtMs }) => civilDateAt(createdAtMs, timeZone),
  };
  for (const by of ["effective", "recorded"] as const) {
    const { rows } = await book.ask("reports.creditRollForward", { ...period, by });
    const counted = entries.filter((entry) => dayOf[by](entry) <= period.throughOn);
    expect(new Set(rows.map(({ currency }) => currency))).toEqual(new Set(counted.map(({ currency }) => currency)));
    for (const row of rows)
      checkMonth(
        row,
        counted.filter(({ currency }) => currency === row.currency),
        dayOf[by],
      );
    checkChain(rows, period);
    // The last balance is the ledger's, as of the last day.
    const { balances } = await book.ask("ledger.balancesAsOf", { on: period.throughOn, by });
    const closings = rows.filter(({ throughOn }) => throughOn === period.throughOn);
    expect(closings.map(({ currency, closingMinor }) => ({ currency, ledgerMinor: closingMinor }))).toEqual(balances);
  }
}

function checkMonth(row: RollForwardRow, entries: readonly LedgerRow[], dayOf: (entry: LedgerRow) => string): void {
  const before = entries.filter((entry) => dayOf(entry) < row.fromOn);
  const within = entries.filter((entry) => dayOf(entry) >= row.fromOn && dayOf(entry) <= row.throughOn);
  const termOf = (term: RollForwardTerm) =>
    total(
      within
        .filter(({ sourceType }) => (rollForwardTerms[term] as readonly string[]).includes(sourceType))
        .map(({ amountMinor }) => amountMinor),
    );
  expect(row).toMatchObject({
    openingMinor: total(before.map(({ amountMinor }) => amountMinor)),
    grantedMinor: termOf("granted"),
    appliedMinor: termOf("applied"),
    expiredMinor: termOf("expired"),
    removedMinor: termOf("removed"),
    reversedMinor: termOf("reversed"),
    transferredMinor: termOf("transferred"),
    closingMinor: total([...before, ...within].map(({ amountMinor }) => amountMinor)),
  });
  for (const { sourceType, reasonCode, amountMinor, entryCount } of row.movements) {
    const same = within.filter((entry) => entry.sourceType === sourceType && entry.reasonCode === reasonCode);
    expect([amountMinor, entryCount]).toEqual([total(same.map((entry) => entry.amountMinor)), same.length]);
  }
  expect(total(row.movements.map(({ entryCount }) => entryCount))).toBe(within.length);
}

/** What closes a month opens the next, and the months are the whole period. */
function checkChain(rows: readonly RollForwardRow[], period: { fromOn: string; throughOn: string }): void {
  for (const months of Map.groupBy(rows, ({ currency }) => currency).values()) {
    expect([months[0]?.fromOn, months.at(-1)?.throughOn]).toEqual([period.fromOn, period.throughOn]);
    for (const [index, month] of months.entries()) {
      if (index > 0) expect(month.openingMinor).toBe(months[index - 1]?.closingMinor);
    }
  }
}
