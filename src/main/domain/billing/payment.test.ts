import { describe, expect, test } from "vitest";
import type { PaymentMethod } from "./facts.ts";
import { gateways, manualPaymentMethod, settle, testTokens } from "./payment.ts";

const card: PaymentMethod = { kind: "card", gateway: "test", token: "4242424242424242", label: "Card" };
const declined: PaymentMethod = { ...card, token: "4000000000000002" };

describe("settling an invoice (BEHAVIOUR 8.4, 8.8, 9.2)", () => {
  test.each([
    ["nothing due", { dueMinor: 0, carriedMinor: 0 }, card, "paid", "payer-credits", null],
    ["the rest carried over", { dueMinor: 0, carriedMinor: 30 }, card, "paid", "carried-forward", null],
    ["a card that works", { dueMinor: 20_00, carriedMinor: 0 }, card, "paid", "test", "succeeded"],
    ["a card that declines", { dueMinor: 20_00, carriedMinor: 0 }, declined, "open", null, "failed"],
    ["a transfer", { dueMinor: 20_00, carriedMinor: 0 }, manualPaymentMethod, "open", null, null],
  ])("%s", (_what, amounts, method, state, paidBy, status) => {
    const settlement = settle(amounts, method);
    expect(settlement).toMatchObject({ state, paidBy });
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
