import { describe, expect, test } from "vitest";
import { currencyCodes } from "./currencies.ts";
import { formatMoney } from "./format.ts";
import { parseTypedMoney } from "./typed-money.ts";
import { inEnglish } from "../sentences/sentence.ts";

const read = (text: string, currency: string, locale = "en-US", bookCurrency: string | null = null) =>
  parseTypedMoney(text, currency, { locale, bookCurrency });

describe("1.6 an amount as it is typed and pasted", () => {
  test.each([
    ["50", "USD", "en-US", 50_00],
    ["$1,250.00", "USD", "en-US", 1250_00],
    [" $ 1,250.00 ", "USD", "en-US", 1250_00],
    ["50 USD", "USD", "en-US", 50_00],
    ["usd 50", "USD", "en-US", 50_00],
    ["US$50", "USD", "en-US", 50_00],
    ["$50.00 USD", "USD", "en-US", 50_00],
    ["$.50", "USD", "en-US", 50],
    ["$ .50", "USD", "en-US", 50],
    ["-$50", "USD", "en-US", -50_00],
    ["$-50", "USD", "en-US", -50_00],
    ["+$50", "USD", "en-US", 50_00],
    ["(50)", "USD", "en-US", -50_00],
    ["($1,250.00)", "USD", "en-US", -1250_00],
    ["$(50)", "USD", "en-US", -50_00],
    ["(50.00) USD", "USD", "en-US", -50_00],
    ["1.250,00 €", "EUR", "de-DE", 1250_00],
    ["1 250,00\u00a0€", "EUR", "fr-FR", 1250_00],
    ["€1,250.00", "EUR", "en-US", 1250_00],
    ["CHF 1’250.00", "CHF", "de-CH", 1250_00],
    ["¥1,250", "JPY", "en-US", 1250],
    ["50 kr", "SEK", "en-US", 50_00],
    ["50 kr.", "DKK", "en-US", 50_00],
    ["50 kr.", "DKK", "da-DK", 50_00],
    ["R$ 50", "BRL", "en-US", 50_00],
    ["CA$50", "CAD", "en-US", 50_00],
    ["$50 CAD", "CAD", "en-US", 50_00],
    ["$50", "CAD", "en-CA", 50_00],
    ["د.ب.‏ ٥٠", "BHD", "ar-BH", 50_000],
  ])("%j is an amount of %s in %s", (text, currency, locale, amountMinor) => {
    expect(read(text, currency, locale)).toEqual({ ok: true, amountMinor });
  });

  test.each([
    ["€50", "USD", '"€50" is in EUR; this amount is in USD.'],
    ["50 GBP", "USD", '"50 GBP" is in GBP; this amount is in USD.'],
    ["$50", "CAD", '"$50" is in USD; this amount is in CAD.'],
    ["€50 USD", "USD", '"€50 USD" is in EUR; this amount is in USD.'],
    ["¥50", "CNY", '"¥50" is in JPY; this amount is in CNY.'],
  ])("%j in a field of %s is in another currency", (text, currency, message) => {
    const refused = read(text, currency);
    expect(refused.ok ? null : inEnglish(refused.said)).toBe(message);
  });

  test("what the desk itself writes for the book's currency can be pasted, whatever the locale means by it", () => {
    expect(read("$50.00", "AUD", "en-US", "AUD")).toEqual({ ok: true, amountMinor: 50_00 });
    expect(read("$50.00", "AUD", "en-US", "EUR")).toMatchObject({ ok: false });
  });

  test.each([
    "(50",
    "50)",
    "-(50)",
    "((50))",
    "50-",
    "--50",
    "kr.50",
    "50%",
    "50 dollars",
    "$",
    "USD",
    "1 USD 2",
    "$1e3",
    "",
  ])("%j is refused", (text) => {
    expect(read(text, "USD")).toMatchObject({ ok: false });
  });

  test("what the desk writes, in any currency and in many locales, comes back as the same amount", () => {
    for (const locale of ["en-US", "de-DE", "fr-FR", "en-IN", "ja-JP", "pl-PL", "ar-EG", "pt-BR", "sv-SE"]) {
      for (const currency of currencyCodes) {
        for (const currencyDisplay of ["symbol", "code"] as const) {
          const text = formatMoney(-1_234_567, currency, { locale, currencyDisplay });
          expect([text, read(text, currency, locale, currency)]).toEqual([text, { ok: true, amountMinor: -1_234_567 }]);
        }
      }
    }
  });
});
