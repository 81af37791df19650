import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync(new URL("../../DECISIONS.md", import.meta.url), "utf8");

test("decisions are numbered one after the other, and the index has each of them", () => {
  const titles = Array.from(text.matchAll(/^## (\d+\. .+)$/gmu), ([, title = ""]) => title);
  expect(titles.map((title) => Number.parseInt(title, 10))).toEqual(titles.map((_title, index) => index + 1));
  expect(Array.from(text.matchAll(/^- \[(\d+\. .+)\]\(#.+\)$/gmu), ([, title = ""]) => title)).toEqual(titles);
});
