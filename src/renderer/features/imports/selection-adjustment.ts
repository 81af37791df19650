import type { CivilDate } from "../../../shared/civil-date.ts";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import type { BatchChoices } from "../../../shared/contract/batches.ts";
import type { AdjustmentAction, CreditTermsInput } from "../../../shared/contract/credits.ts";
import { toCsv } from "../../../shared/csv.ts";
import type { TypedMoney } from "../../foundation/typed-money.ts";

/** So many accounts are adjusted from a selection at the most; a file takes more. */
export const mostSelected = 10_000;

/** What is said once for all accounts of a selection. */
export interface SelectionAdjustment {
  readonly action: AdjustmentAction;
  /** As it was typed, which is an amount of each account's currency by itself. */
  readonly amountText: string;
  /** Null: the currency that each account is billed in. */
  readonly currency: string | null;
  readonly reasonCode: string;
  readonly note: string | null;
  readonly terms: CreditTermsInput | null;
  /** The day that all of them count for; null: the day on which they are applied. */
  readonly countsOn: CivilDate | null;
}

type SelectedAccount = Pick<AccountRow, "id" | "currency">;

/** The currencies that accounts are billed in, with how many there are of each, the most frequent first. */
export function currenciesOf(accounts: readonly SelectedAccount[]): { currency: string; count: number }[] {
  return [...Map.groupBy(accounts, ({ currency }) => currency)]
    .map(([currency, billed]) => ({ currency, count: billed.length }))
    .toSorted((a, b) => b.count - a.count || (a.currency < b.currency ? -1 : 1));
}

/**
 * A selection as the file of adjustments that it stands for: what it comes to, what is wrong with a row and how it is undone is then the
 * same as of a file.
 *
 * @param read what was typed, as an amount of a currency; it can be read in each that occurs.
 */
export function selectionFile(
  accounts: readonly SelectedAccount[],
  { action, amountText, currency, reasonCode, note, terms, countsOn }: SelectionAdjustment,
  read: (typed: string, currency: string) => TypedMoney,
): { readonly text: string; readonly choices: BatchChoices } {
  const amounts = new Map<string, { amountMinor: number; currency: string }>();
  const amountIn = (code: string) => {
    const known = amounts.get(code);
    if (known) return known;
    const amount = read(amountText, code);
    if (!amount.ok) throw new RangeError(amount.message);
    const signed = { amountMinor: action === "increase" ? amount.amountMinor : -amount.amountMinor, currency: code };
    amounts.set(code, signed);
    return signed;
  };
  const { effectiveOn = null, expiresOn = null, priority = null, category = null } = terms ?? {};
  const columns = [
    "account",
    "amount",
    "currency",
    "reason",
    "note",
    "effective_on",
    "expires_on",
    "priority",
    "category",
    "counts_on",
  ];
  const rows = accounts.map(({ id, currency: own }) => {
    const code = currency ?? own;
    return [id, amountIn(code), code, reasonCode, note, effectiveOn, expiresOn, priority, category, countsOn];
  });
  return {
    text: toCsv([columns, ...rows]),
    choices: {
      sheet: null,
      hasHeader: true,
      columns: {
        account: 0,
        amount: 1,
        currency: 2,
        reason: 3,
        note: 4,
        effectiveOn: 5,
        expiresOn: 6,
        priority: 7,
        category: 8,
        countsOn: 9,
      },
      decimal: ".",
      dateOrder: null,
      direction: "signed",
      currency: null,
      reasonCode: null,
      amount: null,
      note: null,
    },
  };
}
