import { describe, expect, it } from "vitest";
import { arrangeColumns, moveColumn, showColumn, sizeColumn, unarranged } from "./column-arrangement.ts";
import type { ListColumn } from "./list-column.ts";

interface Row {
  readonly name: string;
}

const column = (id: string, more: { isLead?: boolean; isHiddenAtFirst?: boolean } = {}): ListColumn<Row> => ({
  id,
  kind: "text",
  title: id,
  minimumWidth: 80,
  growth: 1,
  text: ({ name }) => name,
  ...more,
});
const columns = [column("name", { isLead: true }), column("plan"), column("id", { isHiddenAtFirst: true })];
const first = unarranged(columns);
const shown = (view: typeof first, of = columns) =>
  arrangeColumns(of, view).flatMap(({ column: { id }, isShown }) => (isShown ? [id] : []));

describe("the arrangement of columns", () => {
  it("is the list's own until somebody arranges them", () => {
    expect(shown(first)).toEqual(["name", "plan"]);
  });

  it("moves one before another, or to the end", () => {
    expect(moveColumn(first, "id", "name").order).toEqual(["id", "name", "plan"]);
    expect(moveColumn(first, "name", null).order).toEqual(["plan", "id", "name"]);
    expect(moveColumn(first, "plan", "plan")).toBe(first);
  });

  it("shows and hides, but never what the row is about", () => {
    expect(shown(showColumn(first, "id", true))).toEqual(["name", "plan", "id"]);
    expect(shown(showColumn(showColumn(first, "plan", false), "name", false))).toEqual(["name"]);
  });

  it("keeps sizes within reason, and gives them back", () => {
    expect(sizeColumn(first, "plan", 3.4).widths).toEqual({ plan: 48 });
    expect(sizeColumn(first, "plan", 1e9).widths).toEqual({ plan: 800 });
    expect(sizeColumn(sizeColumn(first, "plan", 200), "plan", null).widths).toEqual({});
  });

  it("takes in a column that is newer than it, after its neighbour, and forgets one that is gone", () => {
    const arranged = moveColumn(first, "id", "name");
    const newer = [column("name", { isLead: true }), column("balance"), column("id")];
    expect(arrangeColumns(newer, arranged).map(({ column: { id } }) => id)).toEqual(["id", "name", "balance"]);
    expect(shown(arranged, [...newer, column("note", { isHiddenAtFirst: true })])).toEqual(["name", "balance"]);
  });
});
