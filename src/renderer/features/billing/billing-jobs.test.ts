import { describe, expect, it } from "vitest";
import type { JobView } from "../../../shared/contract/jobs.ts";
import { findDryRun, findRunUnderWay } from "./billing-jobs.ts";

function job(id: string, method: string, state: JobView["state"], startedAtMs: number, throughOn?: string): JobView {
  const progress = { done: 0, total: null, unit: "accounts", failures: 0, totals: [] };
  return { id, method, state, progress, startedAtMs, endedAtMs: null, ...(throughOn && { result: { throughOn } }) };
}

describe("the jobs that the billing screen shows", () => {
  it("find the run that writes, started, resumed or tried again", () => {
    expect(
      findRunUnderWay([job("a", "billing.dryRun", "running", 1), job("b", "billing.resume", "running", 2)])?.id,
    ).toBe("b");
    expect(findRunUnderWay([job("a", "billing.retryParked", "running", 1)])?.id).toBe("a");
    expect(findRunUnderWay([job("a", "billing.run", "done", 1)])).toBeNull();
  });

  it("find the newest dry run of the chosen date, and of no other", () => {
    const jobs = [
      job("old", "billing.dryRun", "done", 1, "2026-03-31"),
      job("new", "billing.dryRun", "done", 3, "2026-03-31"),
      job("other", "billing.dryRun", "done", 4, "2026-04-30"),
      job("stopped", "billing.dryRun", "stopped", 5),
    ];
    expect(findDryRun(jobs, "2026-03-31")?.id).toBe("new");
    expect(findDryRun(jobs, "2026-01-31")).toBeNull();
  });

  it("show the dry run under way before any finished one", () => {
    const jobs = [job("new", "billing.dryRun", "done", 3, "2026-03-31"), job("now", "billing.dryRun", "running", 2)];
    expect(findDryRun(jobs, "2026-03-31")?.id).toBe("now");
  });

  it("put a dry run aside once a run has written what it foretold", () => {
    const jobs = [job("dry", "billing.dryRun", "done", 1, "2026-03-31"), job("run", "billing.run", "done", 2)];
    expect(findDryRun(jobs, "2026-03-31")).toBeNull();
  });
});
