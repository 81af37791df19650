import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createSignInRate } from "./sign-in-rate.ts";

beforeEach(() => vi.useFakeTimers({ toFake: ["performance", "Date"] }));
afterEach(() => vi.useRealTimers());

test("a try that is still under way when the minute is over is one, and none once it is answered", async () => {
  const attempt = createSignInRate({ failuresPerMinute: 20, atOnce: 1 });
  const answered = { ok: true };
  let answer: (answered: { ok: boolean }) => void = () => undefined;
  const slow = attempt("192.0.2.1", () => new Promise<{ ok: boolean }>((resolve) => (answer = resolve)));
  vi.advanceTimersByTime(61_000);
  await expect(attempt("192.0.2.1", () => Promise.resolve(answered))).rejects.toThrow("tried at once");
  answer(answered);
  await slow;
  await expect(attempt("192.0.2.1", () => Promise.resolve(answered))).resolves.toBe(answered);
});
