import { Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { JobView } from "../../shared/contract/jobs.ts";
import { text } from "../foundation/text.ts";
import { countText } from "../foundation/count-text.ts";
import { ProgressView } from "./progress-view.tsx";

interface JobProgressProps {
  /** What is being done, as a heading: "Billing run". */
  readonly what: string;
  /** Null between the click and the engine's answer. */
  readonly job: JobView | null;
  readonly onCancel: () => Promise<void>;
  /** What the job came to so far, where it comes to something. */
  readonly children?: ReactNode;
}

/** A job under way: what it does, how far it is, what it came to so far, and the way to stop it. */
export function JobProgress({ what, job, onCancel, children }: JobProgressProps) {
  const [isCancelling, setCancelling] = useState(false);
  const stop = () => {
    setCancelling(true);
    void onCancel().catch(() => setCancelling(false));
  };
  return (
    <ProgressView
      what={what}
      progress={job?.progress ?? null}
      counted={job ? progressText(job.progress) : text.jobs.starting}
      onStop={job === null || isCancelling ? null : stop}
      aside={isCancelling && <Text size="sm">{text.jobs.cancelling}</Text>}
    >
      {children}
    </ProgressView>
  );
}

function progressText({ done, total, unit, failures }: JobView["progress"]): string {
  const counted =
    total === null ? text.jobs.count(countText(done), unit) : text.jobs.of(countText(done), countText(total), unit);
  return failures > 0 ? `${counted} · ${text.jobs.failures(countText(failures))}` : counted;
}
