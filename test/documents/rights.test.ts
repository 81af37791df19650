import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { rightsDocument } from "../../scripts/lib/rights-table.ts";

test("the page about rights says what the contract says; if it should say something else, write it anew and read the difference", () => {
  expect(readFileSync(new URL("../../docs/rights.md", import.meta.url), "utf8")).toBe(rightsDocument());
});
