import type { JobProgress } from "../../shared/contract/jobs.ts";

/**
 * How far a job is, in quarters: what a screen reader is told. Speaking every step would never end, saying nothing would
 * leave the listener waiting; four times per job is enough. Null while the total is unknown.
 */
export function announcedPercent({ done, total }: Pick<JobProgress, "done" | "total">): number | null {
  if (total === null || total <= 0) return null;
  return Math.min(100, Math.floor((done / total) * 4) * 25);
}
