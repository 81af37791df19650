import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { formatMoney } from "../../shared/money/format.ts";
import { parseMoney } from "../../shared/money/parse.ts";

/** Amounts are read and written in one way everywhere, so that a script does the same on every machine. */
const locale = "en-US";

/**
 * An amount above zero as people write it: `1,234.50`.
 *
 * @throws AppError `invalid_input`, with what was understood.
 */
export function readAmount(text: string, currency: string): number {
  const amountMinor = readAnyAmount(text, currency);
  if (amountMinor > 0) return amountMinor;
  throw new AppError("invalid_input", sentence('"{text}" is not above zero.', { text }));
}

/**
 * The same where zero says something too.
 *
 * @throws AppError `invalid_input`
 */
export function readAmountOrZero(text: string, currency: string): number {
  const amountMinor = readAnyAmount(text, currency);
  if (amountMinor >= 0) return amountMinor;
  throw new AppError("invalid_input", sentence('"{text}" is below zero.', { text }));
}

function readAnyAmount(text: string, currency: string): number {
  const parsed = parseMoney(text, currency, locale);
  if (parsed.ok) return parsed.amountMinor;
  throw new AppError("invalid_input", parsed.said);
}

/** An amount beside a column of currencies: `1,234.50`. */
export function figure(amountMinor: number, currency: string): string {
  return formatMoney(amountMinor, currency, { locale, currencyDisplay: "none" }).replace("−", "-");
}

/** An amount with its sign, as a ledger shows it: `+50.00`. */
export function signedFigure(amountMinor: number, currency: string): string {
  return formatMoney(amountMinor, currency, { locale, currencyDisplay: "none", showsPlus: true }).replace("−", "-");
}

/** An amount by itself: `USD 1,234.50`. */
export function money(amountMinor: number, currency: string): string {
  return `${currency} ${figure(amountMinor, currency)}`;
}
