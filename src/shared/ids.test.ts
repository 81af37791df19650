import { expect, test } from "vitest";
import { createIdMaker, idPrefixes } from "./ids.ts";

test("ids carry their kind's prefix and sort by when they were made, within a millisecond too", () => {
  const makeId = createIdMaker(() => 0.5);
  const ids = [1000, 1000, 1000, 1001, 2_000_000_000_000].map((nowMs) => makeId("ledgerEntry", nowMs));
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids).size).toBe(ids.length);
  for (const id of ids) expect(id).toMatch(/^ccl_[0-9a-z]{26}$/u);
});

test("no two kinds of record share a prefix", () => {
  const prefixes = Object.values(idPrefixes);
  expect(new Set(prefixes).size).toBe(prefixes.length);
});
