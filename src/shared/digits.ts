/** Marks that only say in which direction to write. `Intl` puts them beside signs and percent signs; they mean nothing. */
const directionMarks = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu;

const digitsByLocale = new Map<string, ReadonlyMap<string, string>>();

/** What each of the locale's own digits is among 0 to 9; empty where those are its digits. */
function digitsOf(locale: string): ReadonlyMap<string, string> {
  let digits = digitsByLocale.get(locale);
  if (!digits) {
    const own = Array.from(new Intl.NumberFormat(locale, { useGrouping: false }).format(9_876_543_210)).toReversed();
    digits = new Map(
      own.map((digit, value) => [digit, String(value)] as const).filter(([digit, plain]) => digit !== plain),
    );
    digitsByLocale.set(locale, digits);
  }
  return digits;
}

/** Whether the text has one of the digits that only the locale writes, such as ٤ in ar-EG. */
export function hasOwnDigits(text: string, locale: string): boolean {
  const digits = digitsOf(locale);
  return digits.size > 0 && Array.from(text).some((character) => digits.has(character));
}

/** The text with 0 to 9 in place of the locale's own digits and without marks of direction: ‎`۱۲` in fa-IR is `12`. */
export function withPlainDigits(text: string, locale: string): string {
  const unmarked = text.replaceAll(directionMarks, "");
  const digits = digitsOf(locale);
  if (digits.size === 0) return unmarked;
  return Array.from(unmarked, (character) => digits.get(character) ?? character).join("");
}
