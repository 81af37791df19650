import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const rows = Array.from(
  readFileSync("SECURITY.md", "utf8").matchAll(/^\| (\d+)\. [^|]+\|[^|]+\| `([\w-]+)` _([^|]+)_ +\|$/gmu),
  ([, point, file = "", title = ""]) => ({ point: Number(point), file, title }),
);

test("Electron's checklist has a row for each of its twenty points", () => {
  expect(rows.map(({ point }) => point)).toEqual(Array.from({ length: 20 }, (_none, index) => index + 1));
});

test.each(rows)("point $point is held by a test that is there: $file, $title", ({ file, title }) => {
  expect(readFileSync(`test/security/${file}.test.ts`, "utf8")).toContain(`"${title}"`);
});
