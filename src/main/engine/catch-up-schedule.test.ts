import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { temporaryFolder } from "../../../test/support/book.ts";
import type { MethodAnswer, MethodInput, MethodName } from "../../shared/contract/index.ts";
import { openBook } from "../storage/book/book-file.ts";
import { startCatchUpSchedule } from "./catch-up-schedule.ts";
import { createBook } from "./create-book.ts";
import { createDispatcher, type Dispatcher } from "./dispatcher.ts";

const hourMs = 60 * 60 * 1000;

/** What a test leaves open, last opened first. */
const open: (() => void)[] = [];

/** A writer thread on a book in which credit expires on a day. What the schedule asks of the thread's dispatcher is written down. */
function threadWith(expiresOn: string) {
  const path = join(temporaryFolder(), "book.countinghouse");
  const createdAtMs = Date.parse("2026-02-01T12:00:00Z");
  createBook(path, createdAtMs, { name: "Acme", timeZone: "America/New_York", currency: "USD", isForTrying: false });
  const { book, close } = openBook(path, createdAtMs);
  open.unshift(close);
  const dispatcher = createDispatcher(book, () => undefined, false);
  addExpiringCredit(dispatcher, createdAtMs, expiresOn);

  const begun: string[] = [];
  const looks: string[] = [];
  const state = { isRunning: false, isBroken: false };
  const watched: Dispatcher = {
    ...dispatcher,
    jobs: { ...dispatcher.jobs, isRunning: () => state.isRunning },
    startOwnJob: (method) => begun.push(method),
    read(work) {
      looks.push(new Date().toISOString());
      if (state.isBroken) throw new Error("The disk is gone");
      return dispatcher.read(work);
    },
  };
  return { dispatcher: watched, begun, looks, state };
}

function addExpiringCredit(dispatcher: Dispatcher, atMs: number, expiresOn: string): void {
  const nowMs = Date.now();
  vi.setSystemTime(atMs);
  const ask = <Name extends MethodName>(method: Name, input: MethodInput<Name>): MethodAnswer<Name> => {
    const result = dispatcher.dispatch({ method, input, caller: { origin: "desk", operator: "Tess Tester" } });
    if (!result.ok) throw new Error(result.error.message);
    return result.value as MethodAnswer<Name>;
  };
  const { accountId } = ask("accounts.create", { kind: "user", name: "Ann", idempotencyKey: "account" });
  const terms = { priority: 50, category: null, effectiveOn: null, expiresOn };
  ask("credits.adjust", {
    accountId,
    action: "increase",
    amountMinor: 20_00,
    currency: "USD",
    reasonCode: "courtesy",
    terms,
    idempotencyKey: "credit",
  });
  vi.setSystemTime(nowMs);
}

beforeEach(() => {
  vi.useFakeTimers({ now: Date.parse("2026-03-07T20:30:00-05:00") });
});
afterEach(() => {
  vi.useRealTimers();
  for (const close of open.splice(0)) close();
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
  const timersOfTheBook = vi.getTimerCount();
  const schedule = startCatchUpSchedule(dispatcher);
  schedule.look();
  schedule.look();
  expect(vi.getTimerCount()).toBe(timersOfTheBook + 1);
  schedule.stop();
  expect(vi.getTimerCount()).toBe(timersOfTheBook);
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
