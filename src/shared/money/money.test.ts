import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { currencyCodes, currencyExponent, isCurrencyCode } from "./currencies.ts";
import { formatMoney, toDecimalString } from "./format.ts";
import { minorUnits, multiplyByFraction, splitByLargestRemainder, sumMinorUnits } from "./minor-units.ts";
import { parseMoney } from "./parse.ts";
import { inEnglish } from "../sentences/sentence.ts";

const percent = (parts: number) => ({ numerator: parts, denominator: 100 });
const safeAmount = fc.integer({ min: -Number.MAX_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER });

describe("A-64 largest remainder", () => {
  test.each([
    [5, [1, 1, 1], [2, 2, 1]],
    [100_00, [1, 2, 3], [16_67, 33_33, 50_00]],
    [1_00, [1, 2], [33, 67]],
    [1, [100, 1], [1, 0]],
    [-5, [1, 1, 1], [-2, -2, -1]],
    [0, [1, 1], [0, 0]],
    [7, [0, 1, 0], [0, 7, 0]],
  ])("%i over %j gives %j", (amount, weights, parts) => {
    expect(splitByLargestRemainder(amount, weights)).toEqual(parts);
  });

  test("the parts always add up to the whole, and none is a unit away from its share", () => {
    const weightList = fc
      .array(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 1, maxLength: 12 })
      .filter((weights) => weights.some((weight) => weight > 0));
    fc.assert(
      fc.property(safeAmount, weightList, (amount, weights) => {
        const parts = splitByLargestRemainder(amount, weights);
        const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
        expect(parts.reduce((sum, part) => sum + BigInt(part), 0n)).toBe(BigInt(amount));
        parts.forEach((part, index) => {
          const error = BigInt(part) * total - BigInt(amount) * BigInt(weights[index] ?? 0);
          expect(error < total && error > -total).toBe(true);
        });
      }),
    );
  });

  test.each([[[]], [[0, 0]], [[1, -1]], [[0.5]]])("weights %j are refused", (weights) => {
    expect(() => splitByLargestRemainder(10, weights)).toThrow(/weights of zero|not an amount/u);
  });
});

describe("A-80 rounding is half away from zero, once", () => {
  test.each([
    [1_00, 12.5, 13],
    [-1_00, 12.5, -13],
    [1_00, 12.4, 12],
    [-1_00, 12.4, -12],
    [1_00, 12.6, 13],
  ])("%i × %f %% = %i", (amount, rate, rounded) => {
    expect(multiplyByFraction(amount, { numerator: rate * 10, denominator: 1000 })).toBe(rounded);
  });

  test("A-28 19.95 × 8/30 and × 22/30", () => {
    expect(multiplyByFraction(19_95, { numerator: 8, denominator: 30 })).toBe(5_32);
    expect(multiplyByFraction(19_95, { numerator: 22, denominator: 30 })).toBe(14_63);
  });

  test("is exact where floating point is not, and symmetrical about zero", () => {
    expect(multiplyByFraction(Number.MAX_SAFE_INTEGER, percent(100))).toBe(Number.MAX_SAFE_INTEGER);
    fc.assert(
      fc.property(safeAmount, fc.integer({ min: 0, max: 1_000_000 }), (amount, parts) => {
        const share = { numerator: parts, denominator: 1_000_000 };
        expect(multiplyByFraction(-amount, share) + multiplyByFraction(amount, share)).toBe(0);
      }),
    );
  });

  test.each([
    [1, { numerator: 1, denominator: 0 }],
    [1, { numerator: 0.5, denominator: 1 }],
    [1.5, percent(1)],
    [Number.MAX_SAFE_INTEGER, percent(200)],
  ])("%f × %j is refused", (amount, fraction) => {
    expect(() => multiplyByFraction(amount, fraction)).toThrow(/fraction of whole numbers|not an amount/u);
  });
});

describe("1.3 amounts stay within the safe integers", () => {
  test("sums that would leave them are refused", () => {
    expect(() => sumMinorUnits([Number.MAX_SAFE_INTEGER, 1])).toThrow("not an amount");
    expect(() => minorUnits(2 ** 53)).toThrow("not an amount");
    expect(Object.is(minorUnits(-0), 0)).toBe(true);
  });
});

describe("1.2 exponents come from ISO 4217", () => {
  test.each([
    ["A-81 USD", "USD", "12.34"],
    ["A-81 JPY", "JPY", "1234"],
    ["A-81 KWD", "KWD", "1.234"],
    ["A-81 ISK", "ISK", "1234"],
    ["A-81 HUF", "HUF", "12.34"],
    ["A-81 IQD", "IQD", "1.234"],
    ["A-81 CLF", "CLF", "0.1234"],
  ])("%s: 1234 minor units", (_name, currency, text) => {
    expect(toDecimalString(1234, currency)).toBe(text);
    expect(formatMoney(1234, currency, { locale: "en-US", currencyDisplay: "none" }).replaceAll(",", "")).toBe(text);
  });

  test("knows what it knows and nothing else", () => {
    expect(currencyCodes.length).toBeGreaterThan(160);
    expect(isCurrencyCode("usd")).toBe(false);
    expect(isCurrencyCode("XAU")).toBe(false);
    expect(() => currencyExponent("ZZZ")).toThrow("ISO 4217");
  });
});

describe("formatting", () => {
  test.each([
    [123_456_78, "USD", "en-US", "$123,456.78"],
    [-5, "USD", "en-US", "−$0.05"],
    [123_456_78, "EUR", "de-DE", "123.456,78\u00a0€"],
    [Number.MAX_SAFE_INTEGER, "USD", "en-US", "$90,071,992,547,409.91"],
    [-Number.MAX_SAFE_INTEGER, "KWD", "en-US", "−KWD\u00a09,007,199,254,740.991"],
  ])("%i %s in %s", (amount, currency, locale, text) => {
    expect(formatMoney(amount, currency, { locale })).toBe(text);
  });

  test("a ledger column shows the sign of what is added too", () => {
    expect(formatMoney(5_00, "USD", { locale: "en-US", showsPlus: true })).toBe("+$5.00");
    expect(formatMoney(0, "USD", { locale: "en-US", showsPlus: true })).toBe("$0.00");
  });
});

describe("1.6 parsing", () => {
  test.each([
    ["1,234.5", "USD", "en-US", 123_450],
    ["50", "USD", "en-US", 50_00],
    ["50.", "USD", "en-US", 50_00],
    [".5", "USD", "en-US", 50],
    ["-5", "USD", "en-US", -5_00],
    ["−5", "USD", "en-US", -5_00],
    ["+5", "USD", "en-US", 5_00],
    [" 5 ", "USD", "en-US", 5_00],
    ["0", "USD", "en-US", 0],
    ["1234", "JPY", "en-US", 1234],
    ["1.234", "KWD", "en-US", 1234],
    ["1.234,50", "EUR", "de-DE", 1234_50],
    ["1 234,50", "EUR", "fr-FR", 1234_50],
    ["1\u202f234,50", "EUR", "fr-FR", 1234_50],
    ["12,34,567.89", "INR", "en-IN", 123_456_789],
    ["90,071,992,547,409.91", "USD", "en-US", Number.MAX_SAFE_INTEGER],
    ["1,234,567.89", "INR", "en-IN", 123_456_789],
    ["007", "USD", "en-US", 7_00],
    ["٣٬٢٤٣٫٢٥", "USD", "ar-EG", 3243_25],
    ["\u061C-٣٬٢٤٣٫٢٥", "USD", "ar-EG", -3243_25],
    ["٥", "USD", "ar-EG", 5_00],
    ["۱۲٬۳۴۵٫۶۷", "USD", "fa-IR", 12_345_67],
    ["\u200E−۵٫۵", "USD", "fa-IR", -5_50],
    // Who types 0 to 9 there has the point and the comma of that keyboard.
    ["3,243.25", "USD", "ar-EG", 3243_25],
    ["3,243.25", "USD", "fa-IR", 3243_25],
    ["1’234.50", "CHF", "de-CH", 1234_50],
    ["1'234.50", "CHF", "de-CH", 1234_50],
    // Two places where money is not written as other numbers are.
    ["1234.50", "CHF", "fr-CH", 1234_50],
    ["1.234,50", "EUR", "de-AT", 1234_50],
  ])("%j %s in %s is %i", (text, currency, locale, amountMinor) => {
    expect(parseMoney(text, currency, locale)).toEqual({ ok: true, amountMinor });
  });

  test.each([
    ["", "USD", "en-US", "Enter an amount"],
    ["abc", "USD", "en-US", '"abc" is not an amount'],
    ["1,2,3", "USD", "en-US", '"," was read as a thousands separator'],
    ["12.345", "USD", "en-US", "USD has 2 decimals; this was read as 12.345, with 3."],
    ["5.1", "JPY", "en-US", "JPY has no decimals; this was read as 5.1."],
    ["1.234", "USD", "en-US", "read as 1.234"],
    ["1,23", "USD", "en-US", "thousands separator"],
    ["1.2.3", "USD", "en-US", "more than one"],
    ["1e21", "USD", "en-US", "is not an amount"],
    ["$5", "USD", "en-US", "is not an amount"],
    ["--5", "USD", "en-US", "is not an amount"],
    ["0x10", "USD", "en-US", "is not an amount"],
    ["٥", "USD", "en-US", "is not an amount"],
    ["90,071,992,547,409.92", "USD", "en-US", "larger than a book can hold"],
    [",5", "EUR", "en-US", "thousands separator"],
    ["0,165,693.0", "USD", "en-US", "thousands separator"],
    ["00,123", "USD", "en-US", "thousands separator"],
    ["1,23,456", "USD", "en-US", "thousands separator"],
    ["12,34,567", "USD", "en-US", "thousands separator"],
    ["1,234,56", "INR", "en-IN", "thousands separator"],
    ["123,45,678", "INR", "en-IN", "thousands separator"],
    ["1,,234", "USD", "en-US", "thousands separator"],
    ["1,234,", "USD", "en-US", "thousands separator"],
    ["1.2345.678", "EUR", "de-DE", "thousands separator"],
    ["1  234,50", "EUR", "fr-FR", "thousands separator"],
    ["٠٬١٦٥٬٦٩٣٫٠", "USD", "ar-EG", "thousands separator"],
    ["١٢٬٣٤", "USD", "ar-EG", "thousands separator"],
    ["۵", "USD", "ar-EG", "is not an amount"],
    ["1234,50", "CHF", "fr-CH", "is not an amount. Write it like 1234.50."],
    ["1 234,50", "EUR", "de-AT", "is not an amount. Write it like 1234,50."],
  ])("%j %s in %s is refused and says why", (text, currency, locale, message) => {
    const refused = parseMoney(text, currency, locale);
    expect(refused.ok ? null : inEnglish(refused.said)).toContain(message);
  });

  test("reads back what was formatted, in every locale and currency", () => {
    const letters = Array.from("abcdefghijklmnopqrstuvwxyz");
    const pairs = letters.flatMap((first) => letters.map((second) => first + second));
    const regions = [
      "EG",
      "MA",
      "AE",
      "IR",
      "AF",
      "IN",
      "PK",
      "BD",
      "NP",
      "CH",
      "AT",
      "BE",
      "PT",
      "ES",
      "MX",
      "CA",
      "ZA",
    ];
    const languages = Intl.NumberFormat.supportedLocalesOf([...pairs, "ckb", "ccp", "mni", "sat", "nqo", "gsw"]);
    const ofRegions = ["ar", "fa", "en", "de", "fr", "pt", "es", "ur", "hi"].flatMap((language) =>
      regions.map((region) => `${language}-${region}`),
    );
    const locales = [...languages, ...ofRegions];
    expect(languages.length).toBeGreaterThan(120);
    for (const locale of locales) {
      for (const [amountMinor, currency] of [
        [-123_456_789_01, "USD"],
        [1, "KWD"],
        [-1234, "JPY"],
      ] as const) {
        const text = formatMoney(amountMinor, currency, { locale, currencyDisplay: "none" });
        expect([locale, parseMoney(text, currency, locale)]).toEqual([locale, { ok: true, amountMinor }]);
      }
    }
    fc.assert(
      fc.property(
        safeAmount,
        fc.constantFrom(...currencyCodes),
        fc.constantFrom(...locales),
        fc.boolean(),
        (amountMinor, currency, tag, showsPlus) => {
          const text = formatMoney(amountMinor, currency, { locale: tag, currencyDisplay: "none", showsPlus });
          expect(parseMoney(text, currency, tag)).toEqual({ ok: true, amountMinor });
        },
      ),
      { numRuns: 500 },
    );
  });
});
