import { describe, expect, it } from "vitest";
import { readShare, shareText } from "./share-text.ts";

describe("a share", () => {
  it.each([
    ["24", 240_000],
    ["8.25", 82_500],
    ["8,25 %", 82_500],
    [" 0 ", 0],
    ["100%", 1_000_000],
    ["0.0001", 1],
  ])("is read as it is typed: %j", (typed, partsPerMillion) => {
    expect(readShare(typed)).toBe(partsPerMillion);
  });

  it.each(["en-US", "de-DE", "ar-EG", "fa-IR", "mr-IN", "he-IL"])("is read back as %s writes it", (locale) => {
    for (const share of [0, 1, 82_500, 240_000, 1_000_000]) {
      expect([locale, readShare(shareText(share, locale), locale)]).toEqual([locale, share]);
    }
  });

  it.each(["", "%", "100.0001", "101", "-1", "1e2", "8.12345", "1,000.5", "ten"])("is none when it is %j", (typed) => {
    expect(readShare(typed)).toBeNull();
  });

  it("is written with no more decimals than it has", () => {
    expect(shareText(240_000, "en-US")).toBe("24%");
    expect(shareText(82_500, "en-US")).toBe("8.25%");
    expect(shareText(1, "en-US")).toBe("0.0001%");
  });
});
