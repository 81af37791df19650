import { expect, test } from "vitest";
import type { EngineEvent } from "../../shared/contract/events.ts";
import { AppError } from "../../shared/errors.ts";
import { createJobRunner } from "./job-runner.ts";
import { verbatim } from "../../shared/sentences/sentence.ts";

const progress = { done: 0, total: null, unit: "rows", failures: 0, totals: [] };

test("a job that waited in vain learns of it, so that what it has begun is taken away", async () => {
  const states: (string | undefined)[] = [];
  const { promise: over, resolve } = Promise.withResolvers<void>();
  const runner = createJobRunner((event: EngineEvent) => {
    if (event.type !== "job") return;
    states.push(event.job.error?.code ?? event.job.state);
    if (event.job.state !== "running") resolve();
  });
  let isTakenAway = false;
  runner.start("exports.make", function* () {
    try {
      yield progress;
      yield Promise.reject(new AppError("disk_full", verbatim("There is no room left.")));
      return "written";
    } finally {
      isTakenAway = true;
    }
  });
  await over;
  expect(states).toEqual(["running", "disk_full"]);
  expect(isTakenAway).toBe(true);
});
