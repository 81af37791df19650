import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import type { DryRunReport } from "../../../shared/contract/billing.ts";
import type { JobView } from "../../../shared/contract/jobs.ts";
import { findDryRun, findRunUnderWay } from "./billing-jobs.ts";

/** The jobs of billing, whoever started them and from whichever screen or window. */
export interface BillingJobs {
  /** The run or resumed run that writes now; there is one at most. */
  readonly runUnderWay: JobView | null;
  /** The dry run that is under way, or the newest finished one for the date. */
  dryRunFor(throughOn: string): JobView | null;
  cancel(job: JobView): Promise<void>;
}

/** Follow the jobs of billing. Unlike the screen that started them, they go on and are found again. */
export function useBillingJobs(): BillingJobs {
  const jobs = useEngineQuery("jobs.list", {}).data?.jobs ?? [];
  const cancellation = useEngineCommand("jobs.cancel");
  return {
    runUnderWay: findRunUnderWay(jobs),
    dryRunFor: (throughOn) => findDryRun(jobs, throughOn),
    cancel: async (job) => {
      await cancellation.run({ jobId: job.id });
    },
  };
}

/** What a dry run came to; null while it has no result. */
export function dryRunReport(job: JobView | null): DryRunReport | null {
  return job?.state === "done" ? (job.result as DryRunReport) : null;
}
