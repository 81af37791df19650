import { z } from "zod";
import { formatMoney } from "../../../shared/money/format.ts";

/** Money as Clerk's clients read it: `CommerceMoneyResponse`. */
export const moneyObject = z
  .strictObject({
    amount: z.int().describe("In minor units of the currency, such as cents."),
    amount_formatted: z.string().describe("The amount as people write it, for English readers."),
    currency: z.string().describe("An ISO 4217 code in capital letters."),
    currency_symbol: z.string(),
  })
  .meta({ id: "Money", description: "An amount of money in one currency." });
export type MoneyObject = z.output<typeof moneyObject>;

/** An amount in minor units. It is written for programs, so the minus sign is the one on the keyboard. */
export function toMoney(amountMinor: number, currency: string): MoneyObject {
  return {
    amount: amountMinor,
    amount_formatted: formatMoney(amountMinor, currency, { locale: "en-US" }).replace("−", "-"),
    currency,
    currency_symbol: symbolOf(currency),
  };
}

/** The amount, or null where there is none. */
export function toMoneyOrNull(amountMinor: number | null, currency: string): MoneyObject | null {
  return amountMinor === null ? null : toMoney(amountMinor, currency);
}

/** By currency: making a formatter takes longer than all else of an answer. */
const symbols = new Map<string, string>();

function symbolOf(currency: string): string {
  const known = symbols.get(currency);
  if (known !== undefined) return known;
  const options = { style: "currency", currency, currencyDisplay: "narrowSymbol" } as const;
  const parts = new Intl.NumberFormat("en-US", options).formatToParts(0);
  const symbol = parts.find((part) => part.type === "currency")?.value ?? currency;
  symbols.set(currency, symbol);
  return symbol;
}
