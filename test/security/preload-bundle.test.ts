import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { methodNames } from "../../src/shared/contract/index.ts";

const bundle = readFileSync("out/preload/index.cjs", "utf8");

test("the built preload loads nothing but Electron, which is all that the sandbox gives it", () => {
  const required = [...bundle.matchAll(/require\(["'`]([^"'`]+)["'`]\)/gu)].map(([, name]) => name);
  expect(required).toEqual(["electron"]);
  expect(bundle).not.toMatch(/\bimport\s*\(|\bnew Function\b|\beval\(/u);
});

test("the built preload knows every method of the contract", () => {
  for (const name of methodNames) expect(bundle).toContain(name);
});
