import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import { emptyFileText, importColumnHelp } from "./import-columns.ts";
import { importFileKinds } from "../../../shared/import-file-kinds.ts";

const document = readFileSync(join(import.meta.dirname, "../../../../docs/csv.md"), "utf8");

const headings: Readonly<Record<ImportFileKind, string>> = {
  plans: "Plans",
  users: "Users and organizations",
  organizations: "Users and organizations",
  subscriptions: "Subscriptions",
  opening_balances: "Opening balances",
  ledger_entries: "Ledger history",
};

/** The columns that the document lists for a kind: name, and whether it may be left out. */
function documentedColumns(kind: ImportFileKind): (readonly [string, boolean])[] {
  const section = document.split(`\n## ${headings[kind]}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows = section.matchAll(/^\| `(?<name>\w+)`(?: \((?<only>\w+)\))? \| (?<optional>may be left out)? ?\|/gmu);
  return [...rows].flatMap(({ groups }) =>
    groups?.only === undefined || groups.only === kind ? [[groups?.name ?? "", groups?.optional === undefined]] : [],
  );
}

describe("the help about import files", () => {
  it.each(importFileKinds)("lists the columns of %s as docs/csv.md does", (kind) => {
    expect(importColumnHelp[kind].map(({ name, isRequired }) => [name, isRequired])).toEqual(documentedColumns(kind));
  });

  it("offers a file with the header alone", () => {
    expect(emptyFileText("opening_balances")).toBe(
      "account,currency,amount,note,effective_on,expires_on,priority,category\r\n",
    );
    expect(emptyFileText("users")).toMatch(/^id,name,email,currency,.*,created_on\r\n$/u);
  });
});
