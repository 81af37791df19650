import { describe, expect, it } from "vitest";
import { placeAtContent, placeOfRow, scrolledHeight, scrolledTo, type ScrollExtent } from "./scroll-window.ts";

const short: ScrollExtent = { contentHeight: 64_000, viewHeight: 800 };
/** A million rows of two lines. */
const long: ScrollExtent = { contentHeight: 52_000_000, viewHeight: 800 };

describe("scrolling", () => {
  it("is the browser's own while its elements can be as high as the list", () => {
    expect(scrolledHeight(short.contentHeight)).toBe(64_000);
    expect(scrolledTo({ contentTop: 0, barTop: 0 }, 5_000, short)).toEqual({ contentTop: 5_000, barTop: 5_000 });
    expect(placeAtContent(5_000, short)).toEqual({ contentTop: 5_000, barTop: 5_000 });
  });

  it("moves the rows of a longer list by as much as a wheel does", () => {
    expect(scrolledHeight(long.contentHeight)).toBeLessThan(17_000_000);
    const place = placeAtContent(26_000_000, long);
    expect(scrolledTo(place, place.barTop + 100, long).contentTop).toBe(26_000_100);
    expect(scrolledTo(place, place.barTop - 100, long).contentTop).toBe(25_999_900);
  });

  it("reaches every row by the thumb, in proportion", () => {
    const end = scrolledHeight(long.contentHeight) - long.viewHeight;
    expect(scrolledTo({ contentTop: 0, barTop: 0 }, end, long).contentTop).toBe(52_000_000 - 800);
    expect(scrolledTo({ contentTop: 0, barTop: 0 }, end / 2, long).contentTop).toBeCloseTo((52_000_000 - 800) / 2, 0);
    expect(scrolledTo(placeAtContent(26_000_000, long), 0, long).contentTop).toBe(0);
  });

  it("never leaves the rows", () => {
    const nearTop = { contentTop: 50, barTop: 900 };
    expect(scrolledTo(nearTop, 800, long).contentTop).toBe(0);
    expect(placeAtContent(1e9, long).contentTop).toBe(52_000_000 - 800);
    expect(placeAtContent(500, { contentHeight: 300, viewHeight: 800 })).toEqual({ contentTop: 0, barTop: 0 });
  });

  it("puts the bar where it belongs without moving a row", () => {
    const drifted = scrolledTo(placeAtContent(26_000_000, long), placeAtContent(26_000_000, long).barTop + 1_500, long);
    const rested = placeAtContent(drifted.contentTop, long);
    expect(rested.contentTop).toBe(drifted.contentTop);
    expect(rested.barTop).not.toBe(drifted.barTop);
  });

  it("goes no further than it has to for a row to be in view", () => {
    const place = { contentTop: 1_000, barTop: 1_000 };
    expect(placeOfRow(place, 1_100, 32, short)).toBe(place);
    expect(placeOfRow(place, 968, 32, short).contentTop).toBe(968);
    expect(placeOfRow(place, 1_800, 32, short).contentTop).toBe(1_032);
  });
});
