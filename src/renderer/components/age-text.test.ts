import { expect, test } from "vitest";
import { ageText } from "./age-text.ts";

test.each([
  [-5_000, "this minute"],
  [59_999, "this minute"],
  [60_000, "1 minute ago"],
  [59 * 60_000, "59 minutes ago"],
  [3 * 60 * 60_000 + 59 * 60_000, "3 hours ago"],
  [24 * 60 * 60_000, "yesterday"],
  [9 * 24 * 60 * 60_000, "9 days ago"],
])("what was %d ms ago is %s", (ageMs, text) => {
  expect(ageText(1_000_000_000_000, 1_000_000_000_000 + ageMs)).toBe(text);
});
