import { describe, expect, it } from "vitest";
import type { CreditBlockView } from "../../../shared/contract/credits.ts";
import { expiringMonths } from "./expiring-credit.ts";

const block = (currency: string, expiresOn: string | null, remainingMinor: number, state = "usable") =>
  ({ currency, expiresOn, remainingMinor, state }) as CreditBlockView;

describe("credit that will expire", () => {
  it("is added up by month within its currency, and measured against the month with the most", () => {
    const months = expiringMonths([
      block("USD", "2026-04-30", 10_00),
      block("USD", "2026-03-01", 5_00),
      block("USD", "2026-03-31", 15_00, "waiting"),
      block("EUR", "2026-03-31", 1_00),
      block("USD", null, 99_00),
      block("USD", "2026-05-01", 7_00, "expired"),
      block("USD", "2026-05-01", 0),
    ]);
    expect(Object.fromEntries(months)).toEqual({
      USD: [
        { month: "2026-03", amountMinor: 20_00, share: 1 },
        { month: "2026-04", amountMinor: 10_00, share: 0.5 },
      ],
      EUR: [{ month: "2026-03", amountMinor: 1_00, share: 1 }],
    });
  });

  it("is nothing where no block expires", () => {
    expect(expiringMonths([block("USD", null, 5_00)]).size).toBe(0);
  });
});
