import { describe, expect, test } from "vitest";
import { AppError } from "../../../shared/errors.ts";
import { planRefund, type RefundablePayment } from "./refund.ts";

/** Newest first: a card, then a transfer. */
const payments: RefundablePayment[] = [
  { id: "pay_card", gateway: "test", refundableMinor: 50_00 },
  { id: "pay_transfer", gateway: "manual", refundableMinor: 30_00 },
];

describe("where a credit note goes (BEHAVIOUR 9.6)", () => {
  test.each([
    [40_00, { toCreditMinor: 0, toPaymentMethodMinor: 40_00, outOfBandMinor: 0 }],
    [70_00, { toCreditMinor: 0, toPaymentMethodMinor: 50_00, outOfBandMinor: 20_00 }],
    [100_00, { toCreditMinor: 20_00, toPaymentMethodMinor: 50_00, outOfBandMinor: 30_00 }],
  ])("%d goes back the way it came, newest payment first, and what credit had paid to credit", (totalMinor, parts) => {
    const plan = planRefund(totalMinor, "origin", payments);
    expect(plan).toMatchObject(parts);
    expect(plan.refunds.reduce((sum, refund) => sum + refund.amountMinor, plan.toCreditMinor)).toBe(totalMinor);
  });

  test("all of it to credit, whatever was paid", () => {
    expect(planRefund(70_00, "credit", payments)).toMatchObject({ toCreditMinor: 70_00, refunds: [] });
  });

  test("the parts as they are given, by the payments of each way", () => {
    const parts = { toCreditMinor: 5_00, toPaymentMethodMinor: 10_00, outOfBandMinor: 30_00 };
    expect(planRefund(45_00, parts, payments).refunds).toEqual([
      { paymentId: "pay_card", amountMinor: 10_00 },
      { paymentId: "pay_transfer", amountMinor: 30_00 },
    ]);
  });

  test.each([
    [
      "parts that do not add up",
      46_00,
      { toCreditMinor: 5_00, toPaymentMethodMinor: 10_00, outOfBandMinor: 30_00 },
      "credit_note_split_mismatch",
    ],
    [
      "more to the card than it paid",
      51_00,
      { toCreditMinor: 0, toPaymentMethodMinor: 51_00, outOfBandMinor: 0 },
      "refund_exceeds_payment",
    ],
    [
      "more out of band than came that way",
      31_00,
      { toCreditMinor: 0, toPaymentMethodMinor: 0, outOfBandMinor: 31_00 },
      "refund_exceeds_payment",
    ],
  ])("%s: refused", (_what, totalMinor, parts, code) => {
    let refusal: unknown;
    try {
      planRefund(totalMinor, parts, payments);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(AppError);
    expect(refusal).toMatchObject({ code });
  });
});
