import { describe, expect, it } from "vitest";
import { announcedPercent } from "./announced-progress.ts";

describe("the progress that is spoken", () => {
  it.each([
    [0, 2000, 0],
    [499, 2000, 0],
    [500, 2000, 25],
    [1999, 2000, 75],
    [2000, 2000, 100],
    [2001, 2000, 100],
  ])("at %d of %d is %d percent", (done, total, percent) => {
    expect(announcedPercent({ done, total })).toBe(percent);
  });

  it("stays silent while the total is unknown or nothing", () => {
    expect(announcedPercent({ done: 5, total: null })).toBeNull();
    expect(announcedPercent({ done: 0, total: 0 })).toBeNull();
  });
});
