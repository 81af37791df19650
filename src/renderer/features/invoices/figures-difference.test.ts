import { describe, expect, it } from "vitest";
import { civilDate } from "../../../shared/civil-date.ts";
import { exampleFigures as figures, exampleLine as line } from "./example-figures.ts";
import { figureChanges } from "./figures-difference.ts";

describe("what changed between two previews", () => {
  it("is nothing when the paper reads the same", () => {
    expect(figureChanges(figures, structuredClone(figures))).toEqual([]);
  });

  it("names the figures that moved when credit was used elsewhere", () => {
    const changes = figureChanges(figures, { ...figures, creditAppliedMinor: 500, dueMinor: 1500, creditLeftMinor: 0 });
    expect(
      changes.map((change) =>
        change.kind === "money" ? [change.field, change.beforeMinor, change.afterMinor] : change,
      ),
    ).toEqual([
      ["creditAppliedMinor", 2000, 500],
      ["dueMinor", 0, 1500],
      ["creditLeftMinor", 3000, 0],
    ]);
  });

  it("names lines that came and went, and a repeated line once each time", () => {
    const twice = figureChanges(figures, { ...figures, lines: [line, line] });
    expect(twice).toEqual([{ kind: "line", change: "added", description: "Pro, monthly" }]);
    const replaced = figureChanges(figures, { ...figures, lines: [{ ...line, description: "Team, monthly" }] });
    expect(replaced).toEqual([
      { kind: "line", change: "removed", description: "Pro, monthly" },
      { kind: "line", change: "added", description: "Team, monthly" },
    ]);
  });

  it("takes a line that reads the same for the same, wherever it stands and whatever led to it", () => {
    const moved = { ...line, position: 2, steps: [{ kind: "fee", period: "month", amountMinor: 2000 } as const] };
    expect(figureChanges(figures, { ...figures, lines: [moved] })).toEqual([]);
  });

  it("names a note that was not there before", () => {
    expect(figureChanges(figures, { ...figures, note: "Thank you" })).toEqual([
      { kind: "text", field: "note", before: null, after: "Thank you" },
    ]);
  });

  it("names the dates when midnight passed", () => {
    expect(
      figureChanges(figures, { ...figures, issuedOn: civilDate("2026-03-02"), dueOn: civilDate("2026-03-16") }),
    ).toEqual([
      { kind: "date", field: "issuedOn", before: "2026-03-01", after: "2026-03-02" },
      { kind: "date", field: "dueOn", before: "2026-03-15", after: "2026-03-16" },
    ]);
  });
});
