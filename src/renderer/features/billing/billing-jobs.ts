import type { BillingReport } from "../../../shared/contract/billing.ts";
import type { JobView } from "../../../shared/contract/jobs.ts";

const newestFirst = (a: JobView, b: JobView) => b.startedAtMs - a.startedAtMs;

const runMethods: ReadonlySet<string> = new Set(["billing.run", "billing.resume", "billing.retryParked"]);

const isRun = ({ method }: JobView) => runMethods.has(method);

/** The billing run that writes now, started afresh, resumed or tried again; the engine lets there be one. */
export function findRunUnderWay(jobs: readonly JobView[]): JobView | null {
  return jobs.find((job) => isRun(job) && job.state === "running") ?? null;
}

/**
 * The dry run that a screen with this date shows: the newest one under way, whose date is not known before it ends, else the
 * newest finished one for the date. What was computed before a run wrote invoices is no longer true and is not shown. What another host of the book comes to is not told here.
 */
export function findDryRun(jobs: readonly JobView[], throughOn: string): JobView | null {
  const isHere = ({ method, isAtOtherHost }: JobView) => method === "billing.dryRun" && !isAtOtherHost;
  const dryRuns = jobs.filter(isHere).toSorted(newestFirst);
  const underWay = dryRuns.find(({ state }) => state === "running");
  if (underWay) return underWay;
  const lastRunStartedAtMs = Math.max(0, ...jobs.filter(isRun).map(({ startedAtMs }) => startedAtMs));
  const isShown = ({ state, result, startedAtMs }: JobView) =>
    state === "done" && startedAtMs > lastRunStartedAtMs && (result as BillingReport).throughOn === throughOn;
  return dryRuns.find(isShown) ?? null;
}
