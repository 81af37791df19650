import type { CatchUpReport } from "../../shared/contract/billing.ts";
import type { JobProgress, JobView } from "../../shared/contract/jobs.ts";
import { countText } from "../foundation/count-text.ts";
import { callEngine } from "../foundation/engine.ts";
import { text } from "../foundation/text.ts";

/** Between two looks at what the book does by itself. */
const pauseMs = 200;

/** The times that the book has caught up so far, by their jobs' ids. */
export async function catchUpsSoFar(): Promise<ReadonlySet<string>> {
  return new Set((await catchUps()).map(({ id }) => id));
}

async function catchUps(): Promise<JobView[]> {
  const { jobs } = await callEngine("jobs.list", {});
  return jobs.filter(({ method }) => method === "billing.catchUp");
}

/**
 * Wait until the book has done what its new day asks for.
 *
 * @param earlier what it had done before the clock was set.
 * @returns the job that did it, once it is over; null where the day asked for nothing.
 */
export async function whatTheDayAskedFor(
  earlier: ReadonlySet<string>,
  onProgress: (progress: JobProgress) => void,
): Promise<JobView | null> {
  for (;;) {
    const job = (await catchUps()).find(({ id, state }) => state === "running" || !earlier.has(id));
    if (job === undefined) return null;
    if (job.state !== "running") return job;
    onProgress(job.progress);
    await new Promise((resolve) => {
      setTimeout(resolve, pauseMs);
    });
  }
}

/** What the move itself wrote, a sentence for each kind of it; none where that is nothing. */
export function wroteSentences(job: JobView | null): string[] {
  if (!job?.result) return [];
  const {
    expiredBlocks,
    paymentsTried,
    paymentsSucceeded,
    givenUp,
    accountsFallenBehind,
    subscriptionsEnded,
    problemCount,
  } = job.result as CatchUpReport;
  const { wrote } = text.clock;
  return [
    ...(expiredBlocks > 0 ? [wrote.expiredBlocks(countText(expiredBlocks))] : []),
    ...(paymentsTried > 0 ? [wrote.payments(countText(paymentsTried), countText(paymentsSucceeded))] : []),
    ...(givenUp > 0 ? [wrote.givenUp(countText(givenUp))] : []),
    ...(accountsFallenBehind > 0 ? [wrote.fallenBehind(countText(accountsFallenBehind))] : []),
    ...(subscriptionsEnded > 0 ? [wrote.ended(countText(subscriptionsEnded))] : []),
    ...(problemCount > 0 ? [wrote.leftOut(countText(problemCount))] : []),
  ];
}
