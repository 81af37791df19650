import { useState } from "react";
import type { MethodNameOf, MethodOutput } from "../../../shared/contract/index.ts";
import { useJob, type EngineJob } from "../../foundation/jobs.ts";

/** A job with what it last came to, which stays in sight while it is asked again. */
export function useJobResult<Name extends MethodNameOf<"job">>(
  name: Name,
): EngineJob<Name> & { readonly result: MethodOutput<Name> | null } {
  const job = useJob(name);
  const [kept, setKept] = useState<{ readonly jobId: string; readonly result: MethodOutput<Name> } | null>(null);
  const done = job.job?.state === "done" ? job.job : null;
  if (done !== null && done.id !== kept?.jobId) {
    setKept({ jobId: done.id, result: done.result as MethodOutput<Name> });
  }
  return { ...job, result: kept?.result ?? null };
}
