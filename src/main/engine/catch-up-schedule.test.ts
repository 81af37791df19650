import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { civilDateAt } from "../../shared/calendar.ts";
import { startCatchUpSchedule } from "./catch-up-schedule.ts";
import type { Dispatcher } from "./dispatcher.ts";
import type { QueryContext } from "./handler.ts";

const timeZone = "America/New_York";
const hourMs = 60 * 60 * 1000;

/** A writer thread in which credit expires on a day, told by the system's clock, which the test moves. */
function threadWith(expiresOn: string) {
  const begun: string[] = [];
  const looks: string[] = [];
  const state = { isRunning: false, isBroken: false };
  const book = { get: (_sql: string, today: string) => (today >= expiresOn ? {} : undefined), all: () => [] };
  const dispatcher = {
    jobs: { isRunning: () => state.isRunning },
    startOwnJob: (method: string) => begun.push(method),
    read(work: (context: QueryContext) => unknown) {
      const nowMs = Date.now();
      looks.push(new Date(nowMs).toISOString());
      if (state.isBroken) throw new Error("The disk is gone");
      const settings = { timeZone, testClockAtMs: null };
      return work({ book, settings, nowMs, today: civilDateAt(nowMs, timeZone) } as unknown as QueryContext);
    },
  };
  return { dispatcher: dispatcher as unknown as Dispatcher, begun, looks, state };
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-03-07T20:30:00-05:00") });
});
afterEach(() => {
  vi.useRealTimers();
});

test("looks at once, once an hour and at the book's own midnight, and begins what is due then", () => {
  const { dispatcher, begun, looks } = threadWith("2026-03-08");
  const schedule = startCatchUpSchedule(dispatcher);
  vi.advanceTimersByTime(3.5 * hourMs - 1);
  expect(begun).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(begun).toEqual(["billing.catchUp"]);
  expect(looks).toEqual([
    "2026-03-08T01:30:00.000Z",
    "2026-03-08T02:30:00.000Z",
    "2026-03-08T03:30:00.000Z",
    "2026-03-08T04:30:00.000Z",
    "2026-03-08T05:00:00.000Z",
  ]);
  schedule.stop();
});

test("begins nothing while catching up is under way", () => {
  const { dispatcher, begun, state } = threadWith("2026-03-01");
  state.isRunning = true;
  const schedule = startCatchUpSchedule(dispatcher);
  schedule.look();
  expect(begun).toEqual([]);
  state.isRunning = false;
  schedule.look();
  expect(begun).toEqual(["billing.catchUp"]);
  schedule.stop();
});

test("keeps one timer however often it looks, and none once it is stopped", () => {
  const { dispatcher, looks } = threadWith("2026-12-31");
  const schedule = startCatchUpSchedule(dispatcher);
  schedule.look();
  schedule.look();
  expect(vi.getTimerCount()).toBe(1);
  schedule.stop();
  expect(vi.getTimerCount()).toBe(0);
  schedule.look();
  expect(looks).toHaveLength(3);
});

test("a look that fails is logged, and the next one is made an hour later", () => {
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const { dispatcher, begun, state } = threadWith("2026-03-01");
  state.isBroken = true;
  const schedule = startCatchUpSchedule(dispatcher);
  expect(logged).toHaveBeenCalledOnce();
  state.isBroken = false;
  vi.advanceTimersByTime(hourMs);
  expect(begun).toEqual(["billing.catchUp"]);
  schedule.stop();
  logged.mockRestore();
});
