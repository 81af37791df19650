import { readFileSync } from "node:fs";
import { expect, test } from "vitest";

const text = readFileSync(new URL("../../DECISIONS.md", import.meta.url), "utf8");

test("decisions are numbered one after the other, and the index has each of them", () => {
  const titles = Array.from(text.matchAll(/^## (\d+\. .+)$/gmu), ([, title = ""]) => title);
  expect(titles.map((title) => Number.parseInt(title, 10))).toEqual(titles.map((_title, index) => index + 1));
  expect(Array.from(text.matchAll(/^- \[(\d+\. .+)\]\(#.+\)$/gmu), ([, title = ""]) => title)).toEqual(titles);
});

test("each decision says something, under a title of its own", () => {
  const [, ...decisions] = text.split(/^## \d+\. /mu);
  const titles = decisions.map((decision) => decision.split("\n")[0]);
  expect(new Set(titles).size).toBe(titles.length);
  for (const decision of decisions) expect(decision.split("\n").slice(1).join("").trim()).not.toBe("");
});
