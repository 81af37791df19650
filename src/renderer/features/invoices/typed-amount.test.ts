import { describe, expect, it } from "vitest";
import { parseMoney } from "../../../shared/money/parse.ts";
import { typedAmount } from "./typed-amount.ts";

describe("an amount that a field starts with", () => {
  it.each(["en-US", "de-DE", "fr-FR", "de-CH", "en-IN", "ar-EG", "fa-IR", "fr-CH", "he-IL"])(
    "reads back as itself in %s",
    (locale) => {
      for (const [amountMinor, currency] of [
        [123456789, "USD"],
        [5, "KWD"],
        [1200, "JPY"],
      ] as const) {
        const typed = typedAmount(amountMinor, currency, locale);
        expect(parseMoney(typed, currency, locale)).toEqual({ ok: true, amountMinor });
      }
    },
  );

  it("has the locale's decimal separator", () => {
    expect(typedAmount(1234_50, "EUR", "de-DE")).toBe("1234,50");
  });
});
