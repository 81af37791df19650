import { describe, expect, it } from "vitest";
import type { ReasonCode } from "../../../shared/contract/credits.ts";
import { parseMoney } from "../../../shared/money/parse.ts";
import { emptyTermsForm } from "./credit-terms-form.ts";
import { readAdjustment, readAmount, reasonsFor, type AdjustmentForm } from "./adjustment-form.ts";

const reason = (code: string, direction: ReasonCode["direction"], needsNote = false): ReasonCode => ({
  code,
  name: code,
  direction,
  generalLedgerAccount: "4000",
  needsNote,
});
const reasons = [reason("courtesy", "increase"), reason("billing_error", "both"), reason("other", "both", true)];

const form: AdjustmentForm = {
  action: "increase",
  amountText: "50.00",
  currency: "USD",
  reasonCode: "courtesy",
  note: "",
  terms: emptyTermsForm,
};

function read(changes: Partial<AdjustmentForm>) {
  const changed = { ...form, ...changes };
  return readAdjustment(
    changed,
    readAmount(parseMoney(changed.amountText, changed.currency, "en-US")),
    reasons,
    "2026-03-01",
  );
}

describe("the form of an adjustment", () => {
  it("offers the reasons that fit the direction", () => {
    expect(reasonsFor("decrease", reasons).map(({ code }) => code)).toEqual(["billing_error", "other"]);
  });

  it("becomes an adjustment in minor units, without a note where none was written", () => {
    expect(read({ note: "  " })).toEqual({
      ok: true,
      adjustment: {
        action: "increase",
        amountMinor: 5000,
        currency: "USD",
        reasonCode: "courtesy",
        note: null,
        terms: null,
      },
    });
  });

  it.each(["0", "-5", "", "abc", "1,2,3", "12.345", "1e21"])("refuses %j as an amount", (amountText) => {
    const answer = read({ amountText });
    expect(answer.ok).toBe(false);
    expect(answer).toHaveProperty("problems.amount");
  });

  it("names every problem at once", () => {
    const answer = read({ amountText: "abc", reasonCode: null, note: "x".repeat(2_001) });
    expect(Object.keys(answer.ok ? {} : answer.problems)).toEqual(["amount", "reason", "note"]);
  });

  it("takes terms along with credit that is added, and leaves them out where it is removed", () => {
    const terms = { ...emptyTermsForm, expiresOn: "2026-06-01" };
    expect(read({ terms })).toMatchObject({ adjustment: { terms: { expiresOn: "2026-06-01" } } });
    expect(read({ terms, action: "decrease", reasonCode: "billing_error" })).toMatchObject({
      adjustment: { terms: null },
    });
    expect(read({ terms: { ...terms, expiresOn: "2026-03-01" } })).toHaveProperty("problems.terms.expiresOn");
  });

  it("wants a note for a reason that needs one", () => {
    expect(read({ reasonCode: "other" }).ok).toBe(false);
    expect(read({ reasonCode: "other", note: "agreed on the phone" }).ok).toBe(true);
  });

  it("does not take a reason that belongs to the other direction", () => {
    expect(read({ action: "decrease" })).toHaveProperty("problems.reason");
  });
});
