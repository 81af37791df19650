import { expect, test } from "vitest";
import { jobName } from "./job-name.ts";

test("a job of another host of the book is said to be one", () => {
  expect(jobName({ method: "billing.run" })).toBe("Billing run");
  expect(jobName({ method: "billing.run", hostName: "billing-a" })).toBe("Billing run (at the host on billing-a)");
});
