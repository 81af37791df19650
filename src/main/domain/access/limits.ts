import type { CreditLimit, LimitExcess } from "../../../shared/contract/limits.ts";
import type { LedgerEntry } from "../../../shared/contract/ledger.ts";
import { maximumMinorUnits } from "../../../shared/money/minor-units.ts";
import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";

/** How much credit of one currency is given or taken by hand. */
export interface MovedCredit {
  readonly currency: string;
  /** What the limit of a day counts, above zero. */
  readonly amountMinor: number;
  /** What the limit of an act counts: of a batch, its largest row. */
  readonly largestMinor: number;
}

/**
 * What one act moves, by currency: what it gives or what it takes, whichever is more. So a transfer counts once, and so does what comes
 * back and expires at once.
 */
export function movedBy(entries: readonly Pick<LedgerEntry, "currency" | "amountMinor">[]): MovedCredit[] {
  return [...Map.groupBy(entries, (entry) => entry.currency)].map(([currency, moved]) => {
    const sumOf = (sign: 1 | -1) =>
      moved.map((entry) => Math.max(0, sign * entry.amountMinor)).reduce(countedTogether, 0);
    const amountMinor = Math.max(sumOf(1), sumOf(-1));
    return { currency, amountMinor, largestMinor: amountMinor };
  });
}

/**
 * Where what is moved is above what a role may, at most once in each currency (BEHAVIOUR 11.1).
 *
 * @param limits those of the role: where there are none, nothing is above them.
 * @param movedTodayMinor what the operator has moved on the day until now, in a currency.
 */
export function excessesOver(
  limits: readonly CreditLimit[],
  moved: readonly MovedCredit[],
  movedTodayMinor: (currency: string) => number,
): LimitExcess[] {
  if (limits.length === 0) return [];
  return moved.flatMap(({ currency, amountMinor, largestMinor }): LimitExcess[] => {
    const before = movedTodayMinor(currency);
    const excess = { currency, amountMinor, movedTodayMinor: before };
    const limit = limits.find((each) => each.currency === currency);
    if (!limit) return [{ ...excess, limit: "not_named", limitMinor: null }];
    const { perActMinor, perDayMinor } = limit;
    if (perActMinor !== null && largestMinor > perActMinor) {
      return [{ ...excess, amountMinor: largestMinor, limit: "per_act", limitMinor: perActMinor }];
    }
    if (perDayMinor !== null && amountMinor > perDayMinor - before) {
      return [{ ...excess, limit: "per_day", limitMinor: perDayMinor }];
    }
    return [];
  });
}

/** What is counted with what came before. What no balance could hold is above every limit all the same. */
export function countedTogether(beforeMinor: number, amountMinor: number): number {
  return Math.min(beforeMinor + amountMinor, maximumMinorUnits);
}

/** An excess in a sentence. */
export function excessSentence({ currency, limit, limitMinor, amountMinor, movedTodayMinor }: LimitExcess): Sentence {
  const together = countedTogether(movedTodayMinor, amountMinor);
  const amount = { amountMinor, currency };
  const most = { amountMinor: limitMinor ?? 0, currency };
  if (limit === "not_named") return sentence("{amount} is in a currency for which the role has no limit.", { amount });
  if (limit === "per_act") {
    return sentence("{amount} is more than the {most} that the role may give or take at once.", { amount, most });
  }
  return sentence(
    "With this it would be {ofDay} today, more than the {most} that the role may give or take on a day.",
    {
      ofDay: { amountMinor: together, currency },
      most,
    },
  );
}
