import { describe, expect, it } from "vitest";
import { civilDate } from "../../../shared/civil-date.ts";
import { isNarrowed, narrowedBy, noFilters, readAccountFilters, toListInput } from "./account-filters.ts";

const today = civilDate("2026-03-01");

describe("the filters of the accounts", () => {
  it("come back as they were left", () => {
    const filters = {
      ...noFilters,
      kind: "user",
      search: "acme",
      hasCredit: true,
      planId: "cplan_1",
      currency: "EUR",
      noActivitySinceOn: "2026-02-28",
    };
    expect(readAccountFilters(structuredClone(filters))).toEqual(filters);
  });

  it.each([
    undefined,
    null,
    "text",
    3,
    { kind: "robot", search: 7, hasCredit: "yes", planId: 1, currency: "XXX", noActivitySinceOn: "2026-02-30" },
  ])("are none where what is stored makes no sense: %j", (stored) => {
    expect(readAccountFilters(stored)).toEqual(noFilters);
  });

  it("ask the engine only for what is narrowed", () => {
    expect(toListInput(noFilters, today)).toEqual({ kind: null, search: "", filters: {} });
    const narrowed = {
      ...noFilters,
      search: " acme ",
      isPastDue: true,
      currency: "EUR",
      noActivitySinceOn: "2026-02-28",
    };
    expect(toListInput(narrowed, today)).toEqual({
      kind: null,
      search: "acme",
      filters: { isPastDue: true, currency: "EUR", noActivitySinceOn: "2026-02-28" },
    });
  });

  it("look thirty days ahead for credit that expires, and not beyond the calendar", () => {
    const expiring = { ...noFilters, isExpiring: true };
    expect(toListInput(expiring, today).filters).toEqual({ creditExpiresThroughOn: "2026-03-31" });
    expect(toListInput(expiring, civilDate("9999-12-20")).filters).toEqual({ creditExpiresThroughOn: "9999-12-31" });
  });

  it("count as narrowing, but for a search of nothing", () => {
    expect(isNarrowed({ ...noFilters, search: " " })).toBe(false);
    expect(isNarrowed({ ...noFilters, kind: "user" })).toBe(true);
    expect(isNarrowed({ ...noFilters, hasCredit: true })).toBe(true);
    expect(isNarrowed({ ...noFilters, noActivitySinceOn: "2026-02-28" })).toBe(true);
  });

  it("are said in words where nothing fits them", () => {
    const filters = { ...noFilters, kind: "user", search: " acme ", planId: "cplan_1" } as const;
    expect(narrowedBy(noFilters, null)).toEqual([]);
    expect(narrowedBy(filters, null)).toEqual(["users", expect.stringContaining("“acme”"), "on the chosen plan"]);
    const others = { ...filters, hasCredit: true, isPastDue: true, currency: "EUR", noActivitySinceOn: "2026-02-28" };
    const words = narrowedBy(others, "Team");
    expect(words).toHaveLength(7);
    expect(words.slice(2)).toEqual([
      "has credit",
      "past due",
      "plan Team",
      "billed in EUR",
      expect.stringMatching(/^no activity since .*28.*2026|^no activity since .*2026.*28/u),
    ]);
  });
});
