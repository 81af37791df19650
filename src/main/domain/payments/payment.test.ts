import { describe, expect, test } from "vitest";
import type { PaymentMethod } from "../billing/facts.ts";
import { gateways, manualPaymentMethod, settle, testTokens } from "./payment.ts";

const card: PaymentMethod = { kind: "card", gateway: "test", token: "4242424242424242", label: "Card" };
const declined: PaymentMethod = { ...card, token: "4000000000000002" };

describe("settling an invoice (BEHAVIOUR 8.4, 8.8, 9.2)", () => {
  test.each([
    ["nothing asked", { totalMinor: 0 }, card, "paid", "none", "nothing_due", null],
    ["more given back than asked", { creditCreatedMinor: 5 }, card, "paid", "payer-credits", "nothing_due", null],
    ["nothing due", { totalMinor: 30_00 }, card, "paid", "payer-credits", "by_credit", null],
    ["the rest carried over", { totalMinor: 30, carriedMinor: 30 }, card, "paid", "carried-forward", "carried", null],
    ["a card that works", { totalMinor: 9, dueMinor: 9 }, card, "paid", "test", "collected", "succeeded"],
    ["a card that declines", { totalMinor: 9, dueMinor: 9 }, declined, "open", null, "failed", "failed"],
    ["a transfer", { totalMinor: 9, dueMinor: 9 }, manualPaymentMethod, "open", null, "open", null],
  ] as const)("%s", (_what, amounts, method, state, paidBy, outcome, status) => {
    const nothing = { totalMinor: 0, creditCreatedMinor: 0, carriedMinor: 0, dueMinor: 0 };
    const settlement = settle({ ...nothing, ...amounts }, method);
    expect(settlement).toMatchObject({ state, paidBy, outcome });
    expect(settlement.attempt?.status ?? null).toBe(status);
  });

  test("the test gateway charges no less than the real one does, in the currency's own unit", () => {
    const { test: pretend, manual } = gateways;
    expect(["USD", "GBP", "JPY", "HUF", "KWD"].map((code) => pretend.minimumChargeMinor(code))).toEqual([
      50, 30, 50, 175_00, 0,
    ]);
    expect(manual.minimumChargeMinor("USD")).toBe(0);
  });

  test("every number that is known says what it does, and any other fails", () => {
    for (const [token, { outcome }] of Object.entries(testTokens))
      expect(gateways.test.attempt(token)).toEqual(outcome);
    for (const token of ["4111111111111111", "", "constructor"]) {
      expect(gateways.test.attempt(token)).toMatchObject({ status: "failed" });
    }
  });
});
