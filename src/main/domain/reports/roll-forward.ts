import type { DaySpan } from "../../../shared/calendar.ts";
import type { EntrySourceType } from "../../../shared/contract/ledger.ts";
import { minorUnits, sumMinorUnits } from "../../../shared/money/minor-units.ts";
import { termOf, type RollForwardTerm } from "../../../shared/roll-forward.ts";

/** What entries of one source and one reason moved in a currency within one month, or another span. */
export interface CreditMovement {
  readonly currency: string;
  /** The first day of the span. */
  readonly fromOn: string;
  readonly sourceType: EntrySourceType;
  readonly reasonCode: string | null;
  readonly amountMinor: number;
  readonly entryCount: number;
}

/** How the credit that a book owes in a currency came from one balance to another (BEHAVIOUR 11.5). */
interface RollForward extends DaySpan {
  readonly currency: string;
  readonly openingMinor: number;
  readonly terms: Readonly<Record<RollForwardTerm, number>>;
  readonly closingMinor: number;
  /** What the terms are the sums of. */
  readonly movements: readonly CreditMovement[];
}

/**
 * Roll credit forward over spans that follow each other. What closes one opens the next.
 *
 * @param openings the balance before the first span, of each currency that had an entry by then.
 * @param movements all that moved within the spans.
 * @returns by currency, for each span one; a currency without an entry by the last span has none.
 * @throws AppError `amount_out_of_range` where a balance would be more than a number can hold.
 */
export function rollForward(
  openings: ReadonlyMap<string, number>,
  movements: readonly CreditMovement[],
  spans: readonly DaySpan[],
): RollForward[] {
  const bySpan = Map.groupBy(movements, ({ currency, fromOn }) => `${currency} ${fromOn}`);
  const currencies = new Set([...openings.keys(), ...movements.map(({ currency }) => currency)]);
  return [...currencies].toSorted().flatMap((currency) => {
    let balanceMinor = minorUnits(openings.get(currency) ?? 0);
    return spans.map((span) => {
      const moved = bySpan.get(`${currency} ${span.fromOn}`) ?? [];
      const terms = sumTerms(moved);
      const openingMinor = balanceMinor;
      balanceMinor = sumMinorUnits([openingMinor, ...Object.values(terms)]);
      return { ...span, currency, openingMinor, terms, closingMinor: balanceMinor, movements: moved };
    });
  });
}

function sumTerms(movements: readonly CreditMovement[]): Record<RollForwardTerm, number> {
  const terms = { granted: 0, applied: 0, expired: 0, removed: 0, reversed: 0, transferred: 0 };
  for (const { sourceType, amountMinor } of movements) {
    const term = termOf(sourceType);
    terms[term] = minorUnits(terms[term] + amountMinor);
  }
  return terms;
}
