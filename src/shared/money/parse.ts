import { currencyExponent } from "./currencies.ts";

/** What a typed amount turned out to be: the amount, or a sentence that says why not and what was understood. */
export type ParsedMoney =
  | { readonly ok: true; readonly amountMinor: number }
  | { readonly ok: false; readonly message: string };

interface Separators {
  readonly decimal: string;
  readonly group: string;
}

const separatorsByLocale = new Map<string, Separators>();

/** Asked of the platform once per locale: an import reads a million amounts in one. */
function separatorsOf(locale: string): Separators {
  const known = separatorsByLocale.get(locale);
  if (known) return known;
  const parts = new Intl.NumberFormat(locale, { useGrouping: true }).formatToParts(1_234_567.8);
  const separators = {
    decimal: parts.find((part) => part.type === "decimal")?.value ?? ".",
    group: parts.find((part) => part.type === "group")?.value ?? ",",
  };
  separatorsByLocale.set(locale, separators);
  return separators;
}

const spaces = /[\s\u00a0\u202f]/gu;

function refuse(message: string): ParsedMoney {
  return { ok: false, message };
}

/**
 * Read an amount in major units as the operator's locale writes it (BEHAVIOUR 1.6): `"1,234.5"` in en-US is 123450 USD
 * cents. A currency's own code or symbol around the figure is not accepted; the currency stands beside the field.
 *
 * Nothing is rounded and nothing is guessed: too many decimals, misplaced group separators, exponents and anything that
 * is not a plain figure come back as a sentence that says what was understood.
 *
 * @param locale BCP 47 tag; files use `"en-US"` always, so that a book reads the same everywhere.
 */
export function parseMoney(text: string, currency: string, locale: string): ParsedMoney {
  const exponent = currencyExponent(currency);
  const { decimal, group } = separatorsOf(locale);
  const trimmed = text.trim().replaceAll("−", "-");
  if (trimmed === "") return refuse("Enter an amount.");
  const isNegative = trimmed.startsWith("-");
  const unsigned = trimmed.replace(/^[-+]/u, "");
  const groupIsSpace = /^[\s\u00a0\u202f]$/u.test(group);
  const compact = groupIsSpace ? unsigned.replace(spaces, " ") : unsigned;
  const separator = groupIsSpace ? " " : group;

  const [whole = "", fraction = "", ...rest] = compact.split(decimal);
  if (rest.length > 0) return refuse(`"${trimmed}" has more than one "${decimal}".`);
  const groups = whole.split(separator);
  const digitsOnly = groups.join("");
  if (!/^\d*$/u.test(digitsOnly) || !/^\d*$/u.test(fraction) || digitsOnly + fraction === "") {
    return refuse(`"${trimmed}" is not an amount. Write it like ${example(exponent, decimal)}.`);
  }
  // Indian grouping writes 12,34,567, so inner groups may have two digits or three; the last one always has three.
  const groupsAreSound =
    groups.length === 1 ||
    (/^\d{1,3}$/u.test(groups[0] ?? "") &&
      groups.slice(1, -1).every((part) => /^\d{2,3}$/u.test(part)) &&
      /^\d{3}$/u.test(groups.at(-1) ?? ""));
  if (!groupsAreSound) {
    return refuse(
      `"${trimmed}" is unclear: "${separator}" was read as a thousands separator. Use "${decimal}" for decimals.`,
    );
  }
  if (fraction.length > exponent) {
    const understood = `${digitsOnly || "0"}${decimal}${fraction}`;
    return refuse(
      exponent === 0
        ? `${currency} has no decimals; this was read as ${understood}.`
        : `${currency} has ${exponent} decimals; this was read as ${understood}, with ${fraction.length}.`,
    );
  }
  const magnitude = Number(`${digitsOnly}${fraction.padEnd(exponent, "0")}`);
  if (!Number.isSafeInteger(magnitude)) return refuse(`"${trimmed}" is larger than a book can hold.`);
  return { ok: true, amountMinor: isNegative && magnitude !== 0 ? -magnitude : magnitude };
}

function example(exponent: number, decimal: string): string {
  return exponent === 0 ? "1234" : `1234${decimal}${"5".padEnd(exponent, "0")}`;
}
