import { describe, expect, it } from "vitest";
import { createCursorMap, lastRowOf } from "./keyset.ts";

describe("reading a long list by keyset", () => {
  it("starts without a cursor", () => {
    expect(createCursorMap<string>().placeFor(0, 100)).toEqual({ after: null, skip: 0, limit: 100 });
  });

  it("goes on from the end of the page before, passing over nothing", () => {
    const map = createCursorMap<string>();
    map.remember(0, 100, "after-100");
    map.remember(100, 100, "after-200");
    expect(map.placeFor(200, 100)).toEqual({ after: "after-200", skip: 0, limit: 100 });
    expect(map.placeFor(100, 100)).toEqual({ after: "after-100", skip: 0, limit: 100 });
  });

  it("passes over rows from the nearest known place where the thumb was dragged", () => {
    const map = createCursorMap<string>();
    map.remember(0, 100, "after-100");
    expect(map.placeFor(5_000, 100)).toEqual({ after: "after-100", skip: 4_900, limit: 100 });
  });

  it("never starts from a place further down", () => {
    const map = createCursorMap<string>();
    map.remember(5_000, 100, "after-5100");
    expect(map.placeFor(300, 100)).toEqual({ after: null, skip: 300, limit: 100 });
  });

  it("forgets every place once rows may have moved", () => {
    const map = createCursorMap<number>();
    map.remember(0, 100, 900);
    map.clear();
    expect(map.placeFor(100, 100)).toEqual({ after: null, skip: 100, limit: 100 });
  });

  it("remembers nothing at the end of the list", () => {
    const map = createCursorMap<number>();
    map.remember(0, 40, null);
    expect(map.placeFor(40, 100)).toEqual({ after: null, skip: 40, limit: 100 });
  });
});

describe("the last row of a list", () => {
  it("is the total where that is exact", () => {
    expect(lastRowOf(0, { rows: [1, 2], next: "more", total: { count: 7, isExact: true } })).toBe(7);
  });

  it("is where the pages end where the total is a lower bound", () => {
    expect(lastRowOf(100, { rows: [1, 2], next: null, total: { count: 50, isExact: false } })).toBe(102);
    expect(lastRowOf(100, { rows: [1, 2], next: "more", total: { count: 50, isExact: false } })).toBeUndefined();
  });
});
