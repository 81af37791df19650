import { describe, expect, it } from "vitest";
import { bestChoice, matchingChoices } from "./matching-choices.ts";

const options = ["Courtesy", "Promotion", "Billing error", "Other"].map((label) => ({ value: label, label }));
const labels = (search: string) =>
  matchingChoices({ options, search, limit: 10 }).map((option) => ("label" in option ? option.label : option.items));

describe("a choice that finds what is typed", () => {
  it.each([
    ["o", ["Other", "Courtesy", "Promotion", "Billing error"]],
    ["err", ["Billing error"]],
    [" COUR ", ["Courtesy"]],
    ["", ["Courtesy", "Promotion", "Billing error", "Other"]],
    ["zzz", []],
  ])("%j finds the best first", (search, found) => {
    expect(labels(search)).toEqual(found);
  });

  it("means the first that fits, in groups as well, and nothing where none does", () => {
    expect(bestChoice(options, "o")?.value).toBe("Other");
    const groups = [
      { group: "This account", items: [{ value: "USD", label: "USD" }] },
      { group: "Others", items: [{ value: "EUR", label: "EUR" }] },
    ];
    expect(bestChoice(groups, "e")?.value).toBe("EUR");
    expect(matchingChoices({ options: groups, search: "e", limit: 10 })).toEqual([groups[1]]);
    expect(bestChoice(groups, "x")).toBeNull();
  });
});
