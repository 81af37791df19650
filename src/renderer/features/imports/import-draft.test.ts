import { describe, expect, it } from "vitest";
import {
  emptyImportDraft,
  maximumFiles,
  withFiles,
  withKind,
  withoutFile,
  withSheet,
  type ChosenFile,
} from "./import-draft.ts";

const file = (name: string, content: File = new File([], name)): ChosenFile => ({ name, kind: null, file: content });

describe("the files that are about to be imported", () => {
  it("take a corrected file in the place of the one before", () => {
    const [plans, corrected] = [file("plans.csv"), file("users.csv", new File(["new"], "users.csv"))];
    const draft = withFiles(withFiles(emptyImportDraft, [file("users.csv"), plans]), [corrected]);
    expect(draft.files.map((each) => each.file)).toEqual([corrected.file, plans.file]);
    expect(draft.files[0]?.file).toBe(corrected.file);
  });

  it("are never more than an import takes", () => {
    const many = Array.from({ length: maximumFiles + 5 }, (_, index) => file(`users-${index}.csv`));
    expect(withFiles(emptyImportDraft, many).files).toHaveLength(maximumFiles);
  });

  it("forget a check as soon as something else would be imported", () => {
    const kept = file("b.csv");
    const checked = {
      files: [file("a.csv"), kept],
      started: { mode: "check" as const, precedingJobId: null },
    };
    expect(withFiles(checked, [file("c.csv")]).started).toBeNull();
    expect(withKind(checked, "a.csv", "users").started).toBeNull();
    expect(withoutFile(checked, "a.csv")).toEqual({ files: [kept], started: null });
  });

  it("ask what another table of a workbook holds, and keep the table when that is said", () => {
    const choices = { sheet: null, mapping: null, columns: { name: 3 }, decimal: null, dateOrder: null };
    const [people, users] = [file("people.xlsx"), file("users.xlsx")];
    const read = {
      files: [people, users].map((each) => ({ ...each, kind: "plans" as const, choices })),
      started: null,
    };
    const other = withSheet(withSheet(read, "people.xlsx", "Debts"), "users.xlsx", "Debts");
    expect(other.files).toEqual([
      { ...people, kind: null, sheet: "Debts" },
      { ...users, kind: "users", sheet: "Debts" },
    ]);
    expect(withKind(other, "people.xlsx", "users").files[0]).toEqual({ ...people, kind: "users", sheet: "Debts" });
  });
});
