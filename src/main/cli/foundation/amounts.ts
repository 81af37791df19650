import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { formatMoney } from "../../../shared/money/format.ts";
import { parseMoney, type ParsedMoney } from "../../../shared/money/parse.ts";
import { spoken } from "./spoken.ts";

/** How amounts are written for programs, and can be typed on every machine. */
const machineLocale = "en-US";

/**
 * An amount above zero as people write it: `1,234.50`, in German `1.234,50` too.
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

/**
 * What a script says is the same amount on every machine, and what a table shows can be typed. Where the two ways disagree, a comma is the
 * reader's own, and a point alone is refused: `1.234` dinars are one and a bit for a script, and a thousand for a German.
 */
function readAnyAmount(text: string, currency: string): number {
  const own = parseMoney(text, currency, spoken.locale);
  if (spoken.locale === machineLocale) return requireRead(own);
  const machine = parseMoney(text, currency, machineLocale);
  if (!own.ok) return requireRead(machine.ok && text.includes(".") ? machine : own);
  if (machine.ok && machine.amountMinor !== own.amountMinor && !text.includes(",")) {
    const one = { amountMinor: machine.amountMinor, currency };
    const other = { amountMinor: own.amountMinor, currency };
    throw new AppError(
      "invalid_input",
      sentence('"{text}" can be {one} or {other}: write it with a comma, or without a point.', {
        text: text.trim(),
        one,
        other,
      }),
    );
  }
  return own.amountMinor;
}

/** @throws AppError `invalid_input`, with what was understood. */
function requireRead(parsed: ParsedMoney): number {
  if (parsed.ok) return parsed.amountMinor;
  throw new AppError("invalid_input", parsed.said);
}

/** An amount beside a column of currencies, in the language of whoever runs the command: `1,234.50`. */
export function figure(amountMinor: number, currency: string): string {
  return written(amountMinor, currency, false);
}

/** An amount with its sign, as a ledger shows it: `+50.00`. */
export function signedFigure(amountMinor: number, currency: string): string {
  return written(amountMinor, currency, true);
}

function written(amountMinor: number, currency: string, showsPlus: boolean): string {
  const { locale } = spoken;
  // Terminals and what reads them know the sign of the keyboard.
  return formatMoney(amountMinor, currency, { locale, currencyDisplay: "none", showsPlus }).replace("−", "-");
}

/** An amount by itself: `USD 1,234.50`, in German `1.234,50 USD`. */
export function money(amountMinor: number, currency: string): string {
  const amount = figure(amountMinor, currency);
  return spoken.code === "de" ? `${amount} ${currency}` : `${currency} ${amount}`;
}
