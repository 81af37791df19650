import { expect, test } from "vitest";
import { afterFailure, lockAt, noFailures, type SignInTries } from "./sign-in.ts";

test("five failures lock a name for a minute, each one after that for twice as long, a day at most (BEHAVIOUR 11.7)", () => {
  let tries: SignInTries = noFailures;
  const locks: (number | null)[] = [];
  for (let failure = 1; failure <= 20; failure += 1) {
    tries = afterFailure(tries, 1_000);
    locks.push(lockAt(tries, 1_000));
  }
  const minute = 60_000;
  expect(locks.slice(0, 8)).toEqual([
    null,
    null,
    null,
    null,
    1_000 + minute,
    1_000 + 2 * minute,
    1_000 + 4 * minute,
    1_000 + 8 * minute,
  ]);
  expect(locks.at(-1)).toBe(1_000 + 24 * 60 * minute);
});

test("a lock is over at its instant", () => {
  const locked = { failedSignIns: 5, lockedUntilMs: 60_000 };
  expect(lockAt(locked, 59_999)).toBe(60_000);
  expect(lockAt(locked, 60_000)).toBeNull();
  expect(lockAt(noFailures, 0)).toBeNull();
});
