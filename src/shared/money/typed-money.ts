import { currencyCodes } from "./currencies.ts";
import { parseMoney, type ParsedMoney } from "./parse.ts";
import { sentence } from "../sentences/sentence.ts";

/** Who types, and where. */
export interface MoneyReading {
  /** BCP 47 tag of whoever types. */
  readonly locale: string;
  /** The currency that the desk writes with its short symbol, so that what is copied from the desk can be pasted. */
  readonly bookCurrency?: string | null;
}

/** What stands before the first digit and after the last. A separator there belongs to the figure, unless it ends a symbol. */
const parts = /^(?<before>\P{Nd}*?)(?<figure>(?:(?<!\p{L})[.,٫])?\p{Nd}(?:.*\p{Nd})?[.,٫]?)(?<after>\P{Nd}*)$/su;
const signs = /[-−+()]/gu;
/** The English of no country writes the symbols that are clear everywhere, such as US$ and CA$. */
const everywhere = "en-001";

/**
 * Read an amount as people type and paste it into a field of one currency (BEHAVIOUR 1.6): `"$1,250.00"`, `"50 USD"` and
 * `"US$ 50"` where the field is in USD, and `"(50)"`, which is how bookkeepers write −50. The figure itself is read by
 * {@link parseMoney}, as strictly as ever. What names another currency is refused with what was understood.
 */
export function parseTypedMoney(text: string, currency: string, reading: MoneyReading): ParsedMoney {
  const { before, figure, after, names } = takeApart(text);
  const sign = signOf(before, after);
  const isPlain = names.length === 0 && !before.includes("(");
  const meanings = names.map((name) => currencyNamed(name, currency, names.includes(currency), reading));
  // What is no name of a currency is none, and what is wrong with the text is said of all of it.
  if (isPlain || sign === null || meanings.includes(null)) return parseMoney(text, currency, reading.locale);
  const other = meanings.find((meant) => meant !== currency);
  if (typeof other === "string") {
    return {
      ok: false,
      named: other,
      said: sentence('"{text}" is in {other}; this amount is in {currency}.', { text: text.trim(), other, currency }),
    };
  }
  return parseMoney(sign + figure, currency, reading.locale);
}

/**
 * The currency that an amount names by its code or by a symbol that is one currency's in every country, as in `50 EUR`, `50 €` or `CA$ 50`; null
 * where it names none, or more than one.
 */
export function currencyNamedBy(text: string): string | null {
  const { clear } = namesIn(everywhere);
  const named = new Set(takeApart(text).names.map((name) => clear.get(name) ?? null));
  return named.size === 1 ? ([...named][0] ?? null) : null;
}

/** An amount as it is written: its figure, what stands around it, and what of that may be names of a currency. */
function takeApart(text: string) {
  const { before = "", figure = "", after = "" } = parts.exec(withoutMarks(text).trim())?.groups ?? {};
  // An abbreviation's full stop is part of its name only where it could not be the figure's.
  const names = [before.replace(/\.(?=\s+$)/u, ""), after.replace(/\.\s*$/u, "")]
    .map(toName)
    .filter((name) => name !== "");
  return { before, figure, after, names };
}

/** The sign that stands around a figure, brackets for a minus; null where it makes no sense. */
function signOf(before: string, after: string): "" | "+" | "-" | null {
  const [opening, closing] = [before, after].map((part) => part.match(signs)?.join("") ?? "");
  if (opening === "(" && closing === ")") return "-";
  if (closing !== "") return null;
  if (opening === "" || opening === "+") return opening;
  return opening === "-" || opening === "−" ? "-" : null;
}

/**
 * The currency that a name means in a field of `currency`; null for none.
 *
 * @param isSaid whether the field's currency is named by its code beside it, which settles what a `$` is.
 */
function currencyNamed(name: string, currency: string, isSaid: boolean, reading: MoneyReading): string | null {
  const { clear, short } = namesIn(reading.locale);
  const owner = clear.get(name);
  // A short symbol belongs to many. It means the field's where it is nobody else's, or where the desk itself writes it so.
  const isOwnShort = short.get(currency) === name;
  if (isOwnShort && (owner === undefined || isSaid || reading.bookCurrency === currency)) return currency;
  return owner ?? null;
}

/** Which texts name which currency in a locale. */
interface CurrencyNames {
  /** Codes, and symbols that mean one currency: `US$`, `€`, and `$` in a country that has dollars. */
  readonly clear: ReadonlyMap<string, string>;
  /** By code: what a currency is called where everybody knows which is meant, such as `$` or `kr`. */
  readonly short: ReadonlyMap<string, string>;
}

const knownNames = new Map<string, CurrencyNames>();

/** Asked of the platform once for each locale: three names of every currency. */
function namesIn(locale: string): CurrencyNames {
  let names = knownNames.get(locale);
  if (!names) {
    const symbols = [everywhere, locale].flatMap((source) =>
      currencyCodes.map((code): [string, string] => [symbolIn(source, code, "symbol"), code]),
    );
    names = {
      clear: new Map([...symbols, ...currencyCodes.map((code): [string, string] => [code, code])]),
      short: new Map(currencyCodes.map((code) => [code, symbolIn(locale, code, "narrowSymbol")])),
    };
    knownNames.set(locale, names);
  }
  return names;
}

function symbolIn(locale: string, currency: string, currencyDisplay: "symbol" | "narrowSymbol"): string {
  const written = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay }).formatToParts(1);
  return toName(written.find(({ type }) => type === "currency")?.value ?? currency).replace(/\.$/u, "");
}

/** A name as it is compared: without signs around it, in capitals, with one space for many. */
function toName(text: string): string {
  return withoutMarks(text).replaceAll(signs, " ").replaceAll(/\s+/gu, " ").trim().toUpperCase();
}

/** Without the marks that only say in which direction a text runs. */
function withoutMarks(text: string): string {
  return text.replaceAll(/[\u200e\u200f\u061c]/gu, "");
}
