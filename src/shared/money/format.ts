import { currencyExponent } from "./currencies.ts";

/** The digits of an amount with the currency's decimals and a point: 1234 USD → `"12.34"`, −5 KWD → `"-0.005"`. */
export function toDecimalString(amountMinor: number, currency: string): string {
  const exponent = currencyExponent(currency);
  const digits = String(Math.abs(amountMinor)).padStart(exponent + 1, "0");
  const sign = amountMinor < 0 ? "-" : "";
  if (exponent === 0) return sign + digits;
  return `${sign}${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** How an amount is written. */
export interface MoneyFormatOptions {
  /** BCP 47 tag that decides separators and the symbol's place: `"en-US"`. */
  readonly locale: string;
  /** `"symbol"` writes $12.34, `"code"` USD 12.34, `"none"` 12.34. Default `"symbol"`. */
  readonly currencyDisplay?: "symbol" | "code" | "none";
  /** Write + before what is added, as a ledger column does. Default false. */
  readonly showsPlus?: boolean;
  /** Write separators between thousands. Default true; false for a field that is typed into. */
  readonly isGrouped?: boolean;
}

type Formatter = (digits: Intl.StringNumericLiteral) => string;

const formatters = new Map<string, Formatter>();

function formatterFor(currency: string, options: MoneyFormatOptions): Formatter {
  const { locale, currencyDisplay = "symbol", showsPlus = false, isGrouped = true } = options;
  const key = `${locale} ${currency} ${currencyDisplay} ${showsPlus} ${isGrouped}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    const fractionDigits = currencyExponent(currency);
    const intl = new Intl.NumberFormat(locale, {
      style: "currency",
      currency,
      currencyDisplay: currencyDisplay === "symbol" ? "narrowSymbol" : "code",
      minimumFractionDigits: fractionDigits,
      maximumFractionDigits: fractionDigits,
      signDisplay: showsPlus ? "exceptZero" : "negative",
      useGrouping: isGrouped ? "auto" : false,
    });
    formatter =
      currencyDisplay === "none" ? (digits) => bareFigure(intl.formatToParts(digits)) : (digits) => intl.format(digits);
    formatters.set(key, formatter);
  }
  return formatter;
}

/** The sign and the figure of money without its currency: some locales (fr-CH) write other numbers with other separators. */
function bareFigure(parts: readonly Intl.NumberFormatPart[]): string {
  const written = (types: readonly string[]) =>
    parts.flatMap(({ type, value }) => (types.includes(type) ? [value] : [])).join("");
  return written(["minusSign", "plusSign"]) + written(["integer", "group", "decimal", "fraction"]);
}

/**
 * An amount as people of a locale read it, with the decimals of ISO 4217 whatever the platform would choose.
 * The digits reach the formatter as a decimal string, so no floating point number ever holds money (BEHAVIOUR 1.1).
 */
export function formatMoney(amountMinor: number, currency: string, options: MoneyFormatOptions): string {
  const format = formatterFor(currency, options);
  return format(toDecimalString(amountMinor, currency) as Intl.StringNumericLiteral).replace("-", "−");
}

/** An amount as messages of the engine and the command line show it, the same for every reader: `USD 12.34`. */
export function amountText(amountMinor: number, currency: string): string {
  return formatMoney(amountMinor, currency, { locale: "en-US", currencyDisplay: "code" });
}
