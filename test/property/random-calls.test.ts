import { expect, test } from "vitest";
import { methodNames } from "../../src/shared/contract/index.ts";
import { callAtRandom } from "../fuzz/random-calls.ts";

test("whatever is asked of a book, it answers by the contract, and its ledger and its file stay whole", async () => {
  const { faults, answered } = await callAtRandom({
    seed: 17,
    goesOn: (calls) => calls < 3000,
    longestWaitMs: 60_000,
  });
  expect(faults).toEqual([]);
  // So that it goes on meaning something: most methods were given something that they take, but for those that take an upstream.
  const answerable = methodNames.filter((name) => !/^(?:link|outbox)\./u.test(name));
  expect(answered.size).toBeGreaterThan(answerable.length * 0.8);
});
