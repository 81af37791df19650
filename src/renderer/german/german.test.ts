import { globSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as german from "./index.ts";

test("every catalogue that the page asks for by name is there in German, and no other", () => {
  const sources = globSync("src/renderer/**/*.{ts,tsx}").map((path) => readFileSync(path, "utf8"));
  const asked = sources.flatMap((source) =>
    Array.from(source.matchAll(/ = inLanguage(?:<.*>)?\(\s*"(\w+)"/gu), ([, name = ""]) => name),
  );
  expect(asked.length).toBeGreaterThan(20);
  expect(Object.keys(german).toSorted()).toEqual(asked.toSorted());
});
