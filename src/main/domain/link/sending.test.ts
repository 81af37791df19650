import { expect, test } from "vitest";
import { verdictOf } from "./sending.ts";

test.each([
  [200, "", "applied"],
  [422, "insufficient_credit", "refused"],
  [404, "resource_not_found", "refused"],
  [409, "idempotency_conflict", "refused"],
  // What is said of a key that is still being worked on, by one service and another.
  [409, "idempotency_key_in_use", "unknown"],
  [409, "idempotency_in_flight", "unknown"],
  [409, "request_in_progress", "unknown"],
  [409, "resource_locked", "unknown"],
  [401, "authentication_invalid", "unknown"],
  [429, "too_many_requests", "unknown"],
  [503, "", "unknown"],
] as const)("an answer of %i %s means that an adjustment is %s", (status, code, verdict) => {
  expect(verdictOf(status, code)).toBe(verdict);
});
