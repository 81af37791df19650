import { describe, expect, it } from "vitest";
import { importFileKinds } from "../../../shared/import-file-kinds.ts";
import { guessFileKind } from "./file-kind.ts";

describe("the kind of a file, guessed from its name", () => {
  it.each(importFileKinds)("knows %s.csv", (kind) => {
    expect(guessFileKind(`${kind}.csv`)).toBe(kind);
  });

  it.each([
    ["Opening Balances 2026-01-01.csv", "opening_balances"],
    ["opening-balances.CSV", "opening_balances"],
    ["organisations.csv", "organizations"],
    ["users (2).csv", "users"],
    ["user_subscriptions.csv", "subscriptions"],
    ["credit history acme.csv", "ledger_entries"],
    ["ledger-2026.csv", "ledger_entries"],
  ])("knows %s", (name, kind) => {
    expect(guessFileKind(name)).toBe(kind);
  });

  it("does not guess where the name says nothing", () => {
    expect(guessFileKind("export-final.csv")).toBeNull();
  });
});
