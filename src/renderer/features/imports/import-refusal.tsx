import { useState } from "react";
import type { AskedFor } from "../../../shared/contract/evidence.ts";
import type { JobView } from "../../../shared/contract/jobs.ts";
import { JobFailure } from "../../components/job-failure.tsx";
import { nothingSaid } from "../approvals/ask-fields.tsx";
import { AskForm } from "../approvals/ask-form.tsx";
import { sendSaid } from "../approvals/use-asking.tsx";

interface ImportRefusalProps {
  readonly job: JobView | null;
  /** Import the same files once more, asking for approval. */
  readonly onAsk: (ask: AskedFor) => void;
}

/** Why an import failed; where it is above one's limits, the way to ask for it. */
export function ImportRefusal({ job, onAsk }: ImportRefusalProps) {
  const [asking, change] = useState(nothingSaid);
  const [isSending, setSending] = useState(false);
  const [error, setError] = useState<Error | null>(null);
  const needed = job?.state === "failed" ? job.error : undefined;
  // One that waits already says which request it is.
  if (needed?.code !== "approval_required" || needed.details?.["requestId"] !== undefined)
    return <JobFailure job={job} />;
  const ask = async () => {
    setError(null);
    setSending(true);
    try {
      onAsk(await sendSaid(asking));
    } catch (failure) {
      setError(failure as Error);
    } finally {
      setSending(false);
    }
  };
  return <AskForm needed={needed} asking={asking} onChange={change} error={error} isPending={isSending} onAsk={ask} />;
}
