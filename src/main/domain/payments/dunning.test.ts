import { describe, expect, test } from "vitest";
import { civilDate } from "../../../shared/calendar.ts";
import { decideDunningStep, nextAttemptOn } from "./dunning.ts";

const first = civilDate("2026-02-26");
const days = [1, 3, 5, 7];

describe("the schedule of retries (BEHAVIOUR 9.3)", () => {
  test("counts its days from the first failed attempt, over the end of a month", () => {
    expect(nextAttemptOn(first, days, first)).toBe("2026-02-27");
    expect(nextAttemptOn(first, days, civilDate("2026-02-27"))).toBe("2026-03-01");
    expect(nextAttemptOn(first, days, civilDate("2026-02-28"))).toBe("2026-03-01");
    expect(nextAttemptOn(first, days, civilDate("2026-03-03"))).toBe("2026-03-05");
    expect(nextAttemptOn(first, days, civilDate("2026-03-05"))).toBeNull();
    expect(nextAttemptOn(first, [], first)).toBeNull();
  });

  test.each([
    ["2026-02-26", "2026-02-26", { kind: "wait", untilOn: "2026-02-27" }],
    ["2026-02-26", "2026-02-27", { kind: "try" }],
    // Three of its days have passed; one attempt makes up for them, and the next day of the schedule follows.
    ["2026-02-26", "2026-03-04", { kind: "try" }],
    ["2026-03-04", "2026-03-04", { kind: "wait", untilOn: "2026-03-05" }],
    // Off until after the last day: the last retry is still made before anything is given up.
    ["2026-02-27", "2026-06-01", { kind: "try" }],
    ["2026-06-01", "2026-06-01", { kind: "give_up" }],
    ["2026-03-05", "2026-03-06", { kind: "give_up" }],
  ])("last tried on %s, today %s", (lastOn, today, step) => {
    expect(decideDunningStep({ firstOn: first, lastOn: civilDate(lastOn) }, days, civilDate(today))).toEqual(step);
  });

  test("without any retry the first failure is the last", () => {
    expect(decideDunningStep({ firstOn: first, lastOn: first }, [], first)).toEqual({ kind: "give_up" });
  });
});
