import { parseTypedMoney, type MoneyReading } from "../../shared/money/typed-money.ts";
import { sentenceText } from "./refusal-text.ts";

/** What a typed amount turned out to be: the amount, or why not, in the language of the desk. */
export type TypedMoney =
  | { readonly ok: true; readonly amountMinor: number }
  | { readonly ok: false; readonly message: string };

/** Read what was typed or pasted into a field of one currency (BEHAVIOUR 1.6). */
export function readTypedMoney(typed: string, currency: string, reading: MoneyReading): TypedMoney {
  const parsed = parseTypedMoney(typed, currency, reading);
  return parsed.ok ? parsed : { ok: false, message: sentenceText(parsed.said) };
}
