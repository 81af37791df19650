import { describe, expect, it } from "vitest";
import { emptyImportDraft, maximumFiles, withFiles, withKind, withoutFile, type ChosenFile } from "./import-draft.ts";

const file = (name: string, text = ""): ChosenFile => ({ name, kind: null, text });

describe("the files that are about to be imported", () => {
  it("take a corrected file in the place of the one before", () => {
    const draft = withFiles(withFiles(emptyImportDraft, [file("users.csv", "old"), file("plans.csv")]), [
      file("users.csv", "new"),
    ]);
    expect(draft.files.map(({ name, text }) => [name, text])).toEqual([
      ["users.csv", "new"],
      ["plans.csv", ""],
    ]);
  });

  it("are never more than an import takes", () => {
    const many = Array.from({ length: maximumFiles + 5 }, (_, index) => file(`users-${index}.csv`));
    expect(withFiles(emptyImportDraft, many).files).toHaveLength(maximumFiles);
  });

  it("forget a check as soon as something else would be imported", () => {
    const checked = {
      files: [file("a.csv"), file("b.csv")],
      started: { mode: "check" as const, precedingJobId: null },
    };
    expect(withFiles(checked, [file("c.csv")]).started).toBeNull();
    expect(withKind(checked, "a.csv", "users").started).toBeNull();
    expect(withoutFile(checked, "a.csv")).toEqual({ files: [file("b.csv")], started: null });
  });
});
