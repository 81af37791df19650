import { expect, test } from "vitest";
import { jobName } from "./job-name.ts";

test("a job of another host of the book is said to be one", () => {
  expect(jobName({ method: "billing.run" })).toBe("Billing run");
  expect(jobName({ method: "billing.run", isAtOtherHost: true })).toBe("Billing run (at another host)");
});
