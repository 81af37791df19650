import type { JobView } from "../../shared/contract/jobs.ts";
import { ErrorNotice } from "./error-notice.tsx";

/** Why a job failed, or where it has left what it came to; nothing else. */
export function JobFailure({ job }: { readonly job: JobView | null }) {
  if (job?.error === undefined) return null;
  return <ErrorNotice error={job.error} />;
}
