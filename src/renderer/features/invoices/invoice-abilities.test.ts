import { describe, expect, it } from "vitest";
import { civilDate } from "../../../shared/calendar.ts";
import type { InvoiceView, PaymentView } from "../../../shared/contract/invoices.ts";
import type { PaymentMethodView } from "../../../shared/contract/payments.ts";
import { exampleInvoice } from "./example-figures.ts";
import { invoiceAbilities, type InvoiceAbilities } from "./invoice-abilities.ts";

const open = exampleInvoice;
const paid: InvoiceView = { ...open, state: "paid", outstandingMinor: 0, paidBy: "manual" };
const payment: PaymentView = {
  id: "pay_1",
  gateway: "manual",
  status: "succeeded",
  amountMinor: 500,
  overpaidMinor: 0,
  refundedMinor: 0,
  methodLabel: null,
  paidOn: civilDate("2026-03-02"),
  reference: null,
  failureReason: null,
  takenBackOn: null,
  takenBackReason: null,
};
const card: PaymentMethodView = {
  id: "pm_1",
  kind: "card",
  gateway: "test",
  label: "Test card",
  isDefault: true,
  isTest: true,
  createdAtMs: 0,
};

function able(...args: Parameters<typeof invoiceAbilities>): (keyof InvoiceAbilities)[] {
  const abilities = invoiceAbilities(...args);
  return (Object.keys(abilities) as (keyof InvoiceAbilities)[]).filter((name) => abilities[name]);
}

describe("what can be done to an invoice", () => {
  it.each<[string, Parameters<typeof invoiceAbilities>, (keyof InvoiceAbilities)[]]>([
    ["open, without credit or card", [open, null, 0], ["canBePaid", "canBeGivenUp", "canBeVoided"]],
    [
      "open, with credit and a card",
      [open, card, 100],
      ["canBePaid", "canBeCollected", "canBeGivenUp", "canTakeCredit", "canBeVoided"],
    ],
    [
      "open, by transfer",
      [open, { ...card, gateway: "manual", kind: "transfer" }, 0],
      ["canBePaid", "canBeGivenUp", "canBeVoided"],
    ],
    ["open, paid in part", [{ ...open, payments: [payment] }, null, 0], ["canBePaid", "canBeGivenUp"]],
    [
      "open, after a payment that failed",
      [{ ...open, payments: [{ ...payment, status: "failed" }] }, null, 0],
      ["canBePaid", "canBeGivenUp", "canBeVoided"],
    ],
    ["uncollectible", [{ ...open, state: "uncollectible" }, card, 100], ["canBePaid", "canBeVoided"]],
    ["paid", [paid, card, 100], ["canBeCredited"]],
    ["paid and credited in full", [{ ...paid, creditedMinor: 2000 }, card, 100], []],
    [
      "one that only created credit",
      [{ ...paid, totalMinor: 0, creditCreatedMinor: 4387 }, card, 100],
      ["canBeVoided"],
    ],
    ["void", [{ ...open, state: "void", outstandingMinor: 0 }, card, 100], []],
  ])("%s", (_name, args, expected) => {
    expect(able(...args)).toEqual(expected);
  });
});
