import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { JobView } from "../../shared/contract/jobs.ts";
import { announcedPercent } from "./announced-progress.ts";
import { text } from "../foundation/text.ts";
import { countText } from "../foundation/count-text.ts";
import { useAnnouncement } from "./use-announcement.ts";

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
  const progress = job?.progress;
  const percent = progress ? announcedPercent(progress) : null;
  const share = progress?.total ? Math.min(100, (100 * progress.done) / progress.total) : 0;
  useAnnouncement(percent === null ? what : text.jobs.spoken(what, percent));
  const counted = progress ? progressText(progress) : text.jobs.starting;

  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <Text fw={600}>{what}</Text>
        <Button
          size="compact-sm"
          variant="default"
          disabled={job === null || isCancelling}
          onClick={() => {
            setCancelling(true);
            void onCancel().catch(() => setCancelling(false));
          }}
        >
          {text.jobs.cancel}
        </Button>
      </Group>
      <Progress.Root size="md">
        <Progress.Section
          value={progress?.total === null ? 100 : share}
          animated={progress?.total === null}
          aria-label={text.jobs.progressOf(what)}
          aria-valuetext={counted}
        />
      </Progress.Root>
      <Group justify="space-between" gap="sm">
        <Text size="sm" className="tabular">
          {counted}
          {progress && progress.failures > 0 && ` · ${text.jobs.failures(countText(progress.failures))}`}
        </Text>
        {isCancelling && <Text size="sm">{text.jobs.cancelling}</Text>}
      </Group>
      {children}
    </Stack>
  );
}

function progressText({ done, total, unit }: JobView["progress"]): string {
  return total === null
    ? text.jobs.count(countText(done), unit)
    : text.jobs.of(countText(done), countText(total), unit);
}
