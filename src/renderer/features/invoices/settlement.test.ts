import { describe, expect, it } from "vitest";
import { civilDate } from "../../../shared/civil-date.ts";
import type { PaymentView } from "../../../shared/contract/invoice-view.ts";
import { exampleInvoice } from "./example-figures.ts";
import { settlementOf } from "../../../shared/paper/settlement.ts";

const payment: PaymentView = {
  id: "pay_1",
  gateway: "manual",
  status: "succeeded",
  amountMinor: 2500,
  overpaidMinor: 500,
  refundedMinor: 0,
  methodLabel: null,
  paidOn: civilDate("2026-03-02"),
  reference: null,
  failureReason: null,
  takenBackOn: null,
  takenBackReason: null,
  actions: [],
};

describe("what came of an invoice", () => {
  it("is what was received, with what was more than was asked for; a try in vain brought nothing", () => {
    const payments = [payment, { ...payment, id: "pay_2", status: "failed", overpaidMinor: 0 } as const];
    expect(settlementOf({ ...exampleInvoice, state: "paid", outstandingMinor: 0, payments })).toEqual({
      isVoid: false,
      paidMinor: 2500,
      overpaidMinor: 500,
      reducedMinor: 0,
      writtenOffMinor: 0,
      outstandingMinor: 0,
    });
  });

  it("does not count a payment that was taken back, and says what notes and a write-off took off", () => {
    const payments = [{ ...payment, takenBackOn: civilDate("2026-03-05"), takenBackReason: "Bounced" }];
    const invoice = { ...exampleInvoice, payments, reducedMinor: 300, writtenOffMinor: 1700, outstandingMinor: 0 };
    expect(settlementOf(invoice)).toMatchObject({
      paidMinor: 0,
      overpaidMinor: 0,
      reducedMinor: 300,
      writtenOffMinor: 1700,
    });
  });

  it("is nothing for a void one", () => {
    expect(settlementOf({ ...exampleInvoice, state: "void", outstandingMinor: 0 })).toEqual({
      isVoid: true,
      paidMinor: 0,
      overpaidMinor: 0,
      reducedMinor: 0,
      writtenOffMinor: 0,
      outstandingMinor: 0,
    });
  });
});
