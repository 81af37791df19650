import { describe, expect, test } from "vitest";
import { isSuccess, nextTryAtMs } from "./retry-schedule.ts";

describe("the schedule of tries", () => {
  test("is at once, then after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h, then given up", () => {
    const waitsMs = [1, 2, 3, 4, 5, 6, 7].map((failedTries) => (nextTryAtMs(failedTries, 1_000, null) ?? 0) - 1_000);
    expect(waitsMs).toEqual([5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000, 36_000_000]);
    expect(nextTryAtMs(8, 1_000, 60_000)).toBeNull();
  });

  test("waits as long as the receiver asks, where that is longer, and a day at most", () => {
    expect(nextTryAtMs(1, 1_000, 60_000)).toBe(61_000);
    expect(nextTryAtMs(2, 1_000, 60_000)).toBe(301_000);
    expect(nextTryAtMs(1, 1_000, 365 * 86_400_000)).toBe(86_401_000);
  });

  test("ends with an answer from 200 to 299", () => {
    expect([200, 204, 299].every(isSuccess)).toBe(true);
    expect([null, 100, 199, 300, 302, 404, 410, 500].some(isSuccess)).toBe(false);
  });
});
