import { useEffect, useRef } from "react";
import type { JobView } from "../../shared/contract/jobs.ts";
import type { VerificationReport } from "../../shared/contract/ledger.ts";
import { errorRemedies, type ErrorView } from "../../shared/errors.ts";
import { useCommand } from "../foundation/commands.ts";
import { EngineError } from "../foundation/engine.ts";
import { useJob } from "../foundation/jobs.ts";
import { countText } from "../foundation/count-text.ts";
import { refusalText, toldText } from "../foundation/refusal-text.ts";
import { text } from "../foundation/text.ts";
import { failureNotice, hintNotice, notice } from "../foundation/notice.tsx";

/** Verifying the ledger as a job, which is followed among the others, and a notice of how it came out. */
export function useVerification(): { readonly isVerifying: boolean; readonly verify: () => void } {
  const { start, job, dismiss } = useJob("ledger.verify");
  const isRunning = job?.state === "running";
  const verify = () => void start({}).catch(showFailure);
  useCommand("ledger.verify", isRunning ? null : verify);

  // A job is told of once, however often the screen is drawn while it lies finished in the cache.
  const toldOf = useRef<string | null>(null);
  useEffect(() => {
    if (!job || job.state === "running" || toldOf.current === job.id) return;
    toldOf.current = job.id;
    showOutcome(job);
    dismiss();
  }, [job, dismiss]);

  return { isVerifying: isRunning, verify };
}

function showOutcome(job: JobView): void {
  const { title } = text.verification;
  if (job.state === "stopped") return hintNotice({ title, message: text.verification.stopped });
  if (job.error) return showRefusal(refusalText(job.error));
  const { checkedEntries, firstBroken, findingCount, fileProblem, audit, closings, approvals } =
    job.result as VerificationReport;
  if (fileProblem !== null) {
    return showRefusal({ message: text.verification.fileDamaged(fileProblem), remedy: errorRemedies.book_damaged });
  }
  const { broken, brokenAct, brokenClosing, brokenApproval, remedy } = text.verification;
  const problems = [
    firstBroken && broken(countText(firstBroken.sequence), toldText({ message: firstBroken.problem })),
    audit.firstBroken &&
      brokenAct(countText(audit.firstBroken.sequence), toldText({ message: audit.firstBroken.problem })),
    closings.firstBroken &&
      brokenClosing(closings.firstBroken.month, toldText({ message: closings.firstBroken.problem })),
    approvals.firstBroken &&
      brokenApproval(approvals.firstBroken.requestId, toldText({ message: approvals.firstBroken.problem })),
  ].filter((problem) => problem !== null);
  if (problems.length === 0) {
    const holds = text.verification.ok(countText(checkedEntries));
    const message = findingCount === 0 ? holds : `${holds} ${text.verification.findings(countText(findingCount))}`;
    notice({ title, message, ...(findingCount > 0 && { standsMs: false }) });
    return;
  }
  const message = [...problems, remedy].join(" ");
  failureNotice({ title, message, standsMs: false });
}

function showFailure(error: unknown): void {
  showRefusal(
    error instanceof EngineError
      ? error.view
      : refusalText({ code: "internal_error", message: String(error), remedy: errorRemedies.internal_error }),
  );
}

function showRefusal({ message, remedy }: Pick<ErrorView, "message" | "remedy">): void {
  const { title } = text.verification;
  failureNotice({ title, message: `${message} ${remedy}`, standsMs: false });
}
