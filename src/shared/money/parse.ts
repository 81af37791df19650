import { hasOwnDigits, withPlainDigits } from "../digits.ts";
import { currencyExponent } from "./currencies.ts";
import { sentence, type Sentence } from "../sentences/sentence.ts";

/** What a typed amount turned out to be: the amount, or a sentence that says why not and what was understood. */
export type ParsedMoney =
  | { readonly ok: true; readonly amountMinor: number }
  | {
      readonly ok: false;
      readonly said: Sentence;
      /** The currency that it names, where it is none but that which is wrong with it. */
      readonly named?: string;
    };

/** How a locale writes amounts of a currency with one of its sets of digits. */
interface Convention {
  readonly decimal: string;
  /** Null where it has none. */
  readonly group: string | null;
  /** How many digits stand in a group that is neither the first nor the last: 2 in India, otherwise as many as in the last. */
  readonly innerGroupLength: number;
  readonly lastGroupLength: number;
}

const conventions = new Map<string, Convention>();

/** Asked of the platform once for each: an import reads a million amounts in one. */
function conventionOf(locale: string, currency: string, isInOwnDigits: boolean): Convention {
  const key = `${locale} ${currency} ${isInOwnDigits}`;
  let convention = conventions.get(key);
  if (!convention) {
    const money = { style: "currency", currency, minimumFractionDigits: 1 } as const;
    const digits = isInOwnDigits ? {} : { numberingSystem: "latn" };
    const parts = new Intl.NumberFormat(locale, { ...money, ...digits }).formatToParts(1_234_567_890.5);
    const groupLengths = parts.filter(({ type }) => type === "integer").map(({ value }) => Array.from(value).length);
    convention = {
      decimal: parts.find(({ type }) => type === "decimal")?.value ?? ".",
      group: parts.find(({ type }) => type === "group")?.value ?? null,
      innerGroupLength: groupLengths.at(-2) ?? 3,
      lastGroupLength: groupLengths.at(-1) ?? 3,
    };
    conventions.set(key, convention);
  }
  return convention;
}

/** Separators that a keyboard cannot tell apart: whichever of them is typed, the locale's own is meant. */
const likeSeparators = [/[\s\u00a0\u2009\u202f]/gu, /['’]/gu];

function refuse(said: Sentence): ParsedMoney {
  return { ok: false, said };
}

/**
 * Read an amount in major units as the operator's locale writes it (BEHAVIOUR 1.6): `"1,234.5"` in en-US is 123450 USD
 * cents, and so is `"١٬٢٣٤٫٥"` in ar-EG, where 0 to 9 can be typed as well. A currency's code or symbol around the figure is not
 * accepted here; `parseTypedMoney` takes those off what people paste.
 *
 * Nothing is rounded and nothing is guessed: too many decimals, misplaced group separators, exponents and anything that
 * is not a plain figure come back as a sentence that says what was understood.
 *
 * @param locale BCP 47 tag; files use `"en-US"` always, so that a book reads the same everywhere.
 */
export function parseMoney(text: string, currency: string, locale: string): ParsedMoney {
  const exponent = currencyExponent(currency);
  const convention = conventionOf(locale, currency, hasOwnDigits(text, locale));
  const { decimal, group } = convention;
  const trimmed = text.trim();
  const typed = withPlainDigits(text, locale).trim().replaceAll("−", "-");
  if (typed === "") return refuse(sentence("Enter an amount."));
  const isNegative = typed.startsWith("-");
  const unsigned = withSeparator(typed.replace(/^[-+]/u, ""), group);

  const [whole = "", fraction = "", ...rest] = unsigned.split(decimal);
  if (rest.length > 0) return refuse(sentence('"{text}" has more than one "{decimal}".', { text: trimmed, decimal }));
  const groups = group === null ? [whole] : whole.split(group);
  const digitsOnly = groups.join("");
  if (!/^\d*$/u.test(digitsOnly) || !/^\d*$/u.test(fraction) || digitsOnly + fraction === "") {
    return refuse(
      sentence('"{text}" is not an amount. Write it like {example}.', {
        text: trimmed,
        example: example(exponent, decimal),
      }),
    );
  }
  if (!isWellGrouped(groups, convention)) {
    return refuse(
      sentence('"{text}" is unclear: "{group}" was read as a thousands separator. Use "{decimal}" for decimals.', {
        text: trimmed,
        group: group ?? "",
        decimal,
      }),
    );
  }
  if (fraction.length > exponent) {
    const understood = `${digitsOnly || "0"}${decimal}${fraction}`;
    return refuse(
      exponent === 0
        ? sentence("{currency} has no decimals; this was read as {understood}.", { currency, understood })
        : sentence("{currency} has {exponent} decimals; this was read as {understood}, with {count}.", {
            currency,
            exponent,
            understood,
            count: fraction.length,
          }),
    );
  }
  const magnitude = Number(`${digitsOnly}${fraction.padEnd(exponent, "0")}`);
  if (!Number.isSafeInteger(magnitude))
    return refuse(sentence('"{text}" is larger than a book can hold.', { text: trimmed }));
  return { ok: true, amountMinor: isNegative && magnitude !== 0 ? -magnitude : magnitude };
}

function withSeparator(text: string, group: string | null): string {
  const alike = group === null ? undefined : likeSeparators.find((separators) => group.search(separators) === 0);
  return alike === undefined || group === null ? text : text.replaceAll(alike, group);
}

/** Groups as the locale writes them, or of three digits each, which mean the same everywhere. The first begins with no zero. */
function isWellGrouped(groups: readonly string[], { innerGroupLength, lastGroupLength }: Convention): boolean {
  const [first = "", ...others] = groups;
  const last = others.pop();
  if (last === undefined) return true;
  const isGroupedBy = (innerLength: number, lastLength: number) =>
    /^[1-9]\d*$/u.test(first) &&
    first.length <= innerLength &&
    others.every(({ length }) => length === innerLength) &&
    last.length === lastLength;
  return isGroupedBy(innerGroupLength, lastGroupLength) || isGroupedBy(3, 3);
}

function example(exponent: number, decimal: string): string {
  return exponent === 0 ? "1234" : `1234${decimal}${"5".padEnd(exponent, "0")}`;
}
