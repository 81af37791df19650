import { describe, expect, it } from "vitest";
import { isNarrowed, noFilters, readAccountFilters, toListInput } from "./account-filters.ts";

describe("the filters of the accounts", () => {
  it("come back as they were left", () => {
    const filters = { ...noFilters, kind: "user", search: "acme", hasCredit: true, planId: "cplan_1", currency: "EUR" };
    expect(readAccountFilters(structuredClone(filters))).toEqual(filters);
  });

  it.each([undefined, null, "text", 3, { kind: "robot", search: 7, hasCredit: "yes", planId: 1, currency: "XXX" }])(
    "are none where what is stored makes no sense: %j",
    (stored) => {
      expect(readAccountFilters(stored)).toEqual(noFilters);
    },
  );

  it("ask the engine only for what is narrowed", () => {
    expect(toListInput(noFilters)).toEqual({ kind: null, search: "", filters: {} });
    expect(toListInput({ ...noFilters, search: " acme ", isPastDue: true, currency: "EUR" })).toEqual({
      kind: null,
      search: "acme",
      filters: { isPastDue: true, currency: "EUR" },
    });
  });

  it("count as narrowing beside the kind", () => {
    expect(isNarrowed({ ...noFilters, kind: "user", search: " " })).toBe(false);
    expect(isNarrowed({ ...noFilters, hasCredit: true })).toBe(true);
  });
});
