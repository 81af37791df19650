import type { JobView } from "../../shared/contract/jobs.ts";
import { ErrorNotice } from "./error-notice.tsx";

/** Why a job failed; nothing while it has not. */
export function JobFailure({ job }: { readonly job: JobView | null }) {
  if (job?.state !== "failed" || job.error === undefined) return null;
  return <ErrorNotice error={job.error} />;
}
