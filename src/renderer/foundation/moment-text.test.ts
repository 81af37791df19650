import { describe, expect, it } from "vitest";
import { instantText, isInstant, momentParts, momentText } from "./moment-text.ts";

describe("a moment", () => {
  it("names the time zone that its day and hour are of", () => {
    const atMs = Date.parse("2026-03-01T12:00:00Z");
    expect(momentText(atMs, "UTC")).toMatch(/\b1\b.*UTC/u);
    expect(momentText(atMs, "Pacific/Auckland")).toMatch(/\b2\b.*GMT\+13/u);
  });

  it("is the same in its two parts", () => {
    const atMs = Date.parse("2026-03-01T12:00:00Z");
    expect(momentParts(atMs, "UTC").join(" ").replaceAll(/\s/gu, " ")).toBe(
      momentText(atMs, "UTC").replaceAll(/\s/gu, " "),
    );
  });

  it("is told of a sentence as well, and what only begins like one is left alone", () => {
    expect(isInstant("2026-03-01T12:00:00.000Z")).toBe(true);
    expect(instantText("2026-03-01T12:00:00.000Z")).toMatch(/2026/u);
    for (const word of ["2026-03-01", "2026-03-01T12:00:00.000Z-copy", "key_2026"]) expect(isInstant(word)).toBe(false);
  });
});
