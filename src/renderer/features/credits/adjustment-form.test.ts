import { describe, expect, it } from "vitest";
import type { AdjustmentAction, ListedReason } from "../../../shared/contract/credits.ts";
import { readTypedMoney } from "../../foundation/typed-money.ts";
import { emptyTermsForm } from "./credit-terms-form.ts";
import { problemsOf, readAdjustment, readAmount, reasonsFor, type AdjustmentForm } from "./adjustment-form.ts";

const reason = (code: string, ...actions: AdjustmentAction[]): ListedReason => ({
  code,
  name: code,
  direction: "both",
  generalLedgerAccount: "4000",
  needsNote: false,
  actions,
});
const reasons = [reason("courtesy", "increase"), reason("billing_error", "increase", "decrease")];

const form: AdjustmentForm = {
  action: "increase",
  amountText: "50.00",
  currency: "USD",
  reasonCode: "courtesy",
  note: "",
  terms: emptyTermsForm,
  countsOn: "",
};

function read(changes: Partial<AdjustmentForm>) {
  const changed = { ...form, ...changes };
  return readAdjustment(
    changed,
    readAmount(readTypedMoney(changed.amountText, changed.currency, { locale: "en-US" })),
    reasons,
  );
}

describe("the form of an adjustment", () => {
  it("offers the reasons that the engine takes for the direction", () => {
    expect(reasonsFor("decrease", reasons).map(({ code }) => code)).toEqual(["billing_error"]);
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
        countsOn: null,
      },
    });
  });

  it.each(["0", "-5", "", "abc", "1,2,3", "12.345", "1e21"])("refuses %j as an amount", (amountText) => {
    const answer = read({ amountText });
    expect(answer.ok).toBe(false);
    expect(answer).toHaveProperty("problems.amount");
  });

  it("names everything at once that cannot be read", () => {
    const answer = read({ amountText: "abc", reasonCode: null, terms: { ...emptyTermsForm, priority: "first" } });
    expect(Object.keys(answer.ok ? {} : answer.problems)).toEqual(["amount", "reason", "terms"]);
  });

  it("takes terms along with credit that is added, and leaves them out where it is removed", () => {
    const terms = { ...emptyTermsForm, expiresOn: "2026-06-01" };
    expect(read({ terms })).toMatchObject({ adjustment: { terms: { expiresOn: "2026-06-01" } } });
    expect(read({ terms, action: "decrease", reasonCode: "billing_error" })).toMatchObject({
      adjustment: { terms: null },
    });
    expect(read({ terms: { ...terms, expiresOn: "soon" } })).toHaveProperty("problems.terms.expiresOn");
  });

  it("finds the fields that a refusal names, and none of one that names none", () => {
    const fields = [
      { path: "note", message: "The reason needs a note." },
      { path: "terms.expiresOn", message: "It could never be used." },
      { path: "accountId", message: "is not an id" },
    ];
    expect(problemsOf({ details: { fields } })).toEqual({
      note: "The reason needs a note.",
      terms: { expiresOn: "It could never be used." },
    });
    expect(problemsOf({ details: { availableMinor: 0 } })).toEqual({});
    expect(problemsOf(null)).toEqual({});
  });

  it("does not take a reason that belongs to the other direction", () => {
    expect(read({ action: "decrease" })).toHaveProperty("problems.reason");
  });
});
