import { describe, expect, it } from "vitest";
import { momentText } from "./date-text.tsx";

describe("a moment", () => {
  it("names the time zone that its day and hour are of", () => {
    const atMs = Date.parse("2026-03-01T12:00:00Z");
    expect(momentText(atMs, "UTC")).toMatch(/\b1\b.*UTC/u);
    expect(momentText(atMs, "Pacific/Auckland")).toMatch(/\b2\b.*GMT\+13/u);
  });
});
