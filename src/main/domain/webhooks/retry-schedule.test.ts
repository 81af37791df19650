import { describe, expect, test } from "vitest";
import { isSuccess, nextTryAtMs } from "./retry-schedule.ts";

describe("the schedule of tries", () => {
  test("is at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, then given up", () => {
    const waitsMs = [1, 2, 3, 4, 5, 6, 7].map((failedTries) => (nextTryAtMs(failedTries, 1_000) ?? 0) - 1_000);
    expect(waitsMs).toEqual([5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000]);
    expect(nextTryAtMs(8, 1_000)).toBeNull();
  });

  test("ends with an answer from 200 to 299", () => {
    expect([200, 204, 299].every(isSuccess)).toBe(true);
    expect([null, 100, 199, 300, 302, 404, 410, 500].some(isSuccess)).toBe(false);
  });
});
