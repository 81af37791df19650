import { describe, expect, test } from "vitest";
import { lastInstantMs } from "../../shared/calendar.ts";
import { nextSendAtMs, verdictOf } from "./link/sending.ts";
import { askedWaitMs, sendAgainAtMs } from "./send-again.ts";

describe("what is sent again", () => {
  test.each([
    ["120", 120_000],
    ["0", 0],
    ["99999999999999999999", 86_400_000],
    ["Wed, 21 Oct 2026 07:28:30 GMT", 30_000],
    ["Wed, 21 Oct 2026 07:00:00 GMT", 0],
    ["-5", null],
    ["1.5", null],
    ["soon", null],
    ["", null],
    [null, null],
  ])("reads Retry-After %j as %j", (text, expected) => {
    expect(askedWaitMs(text, Date.parse("2026-10-21T07:28:00Z"))).toBe(expected);
  });

  test("waits as its schedule says, or as long as it is asked to, within a day and within time", () => {
    expect(sendAgainAtMs(5_000, 1_000, null)).toBe(6_000);
    expect(sendAgainAtMs(5_000, 1_000, 60_000)).toBe(61_000);
    expect(sendAgainAtMs(5_000, 1_000, 365 * 86_400_000)).toBe(86_401_000);
    expect(sendAgainAtMs(5_000, lastInstantMs, null)).toBe(lastInstantMs);
  });

  test("goes on without end where it is an adjustment, which nobody knows to be there", () => {
    const waits = [1, 2, 3, 4, 5, 6, 7, 100].map((failedTries) => nextSendAtMs(failedTries, 0, null) / 1_000);
    expect(waits).toEqual([5, 30, 120, 600, 1_800, 3_600, 3_600, 3_600]);
  });

  test("is refused only where the other side has decided so", () => {
    expect([400, 404, 409, 422].map((status) => verdictOf(status))).toEqual(Array(4).fill("refused"));
    expect([200, 201].map((status) => verdictOf(status))).toEqual(["applied", "applied"]);
    expect([401, 403, 408, 425, 429, 500, 503].map((status) => verdictOf(status))).toEqual(Array(7).fill("unknown"));
    // The same key is still being worked on.
    expect(verdictOf(409, "idempotency_key_in_progress")).toBe("unknown");
    expect(verdictOf(409, "idempotency_conflict")).toBe("refused");
  });
});
