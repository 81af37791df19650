import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { JobView } from "../../../shared/contract/jobs.ts";
import { announcedPercent } from "./announced-progress.ts";
import { billingText } from "./billing-text.ts";
import { countText } from "./count-text.ts";
import { TotalsTable } from "./totals-table.tsx";
import { useAnnouncement } from "./use-announcement.ts";

interface JobProgressProps {
  /** What is being done, as a heading: "Billing run". */
  readonly what: string;
  /** Null between the click and the engine's answer. */
  readonly job: JobView | null;
  readonly onCancel: () => Promise<void>;
  /** Which words the sums so far get; left out for jobs that have none. */
  readonly totalsTense?: "planned" | "done";
}

/** A job under way: what it does, how far it is, what it came to so far, and the way to stop it. */
export function JobProgress({ what, job, onCancel, totalsTense }: JobProgressProps) {
  const [isCancelling, setCancelling] = useState(false);
  const progress = job?.progress;
  const percent = progress ? announcedPercent(progress) : null;
  const share = progress?.total ? Math.min(100, (100 * progress.done) / progress.total) : 0;
  useAnnouncement(percent === null ? what : billingText.progress.spoken(what, percent));
  const counted = progress ? progressText(progress) : billingText.progress.starting;

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
          {billingText.progress.cancel}
        </Button>
      </Group>
      <Progress.Root size="md">
        <Progress.Section
          value={progress?.total === null ? 100 : share}
          animated={progress?.total === null}
          aria-label={billingText.progress.label(what)}
          aria-valuetext={counted}
        />
      </Progress.Root>
      <Group justify="space-between" gap="sm">
        <Text size="sm" className="tabular">
          {counted}
          {progress && progress.failures > 0 && ` · ${billingText.progress.failures(countText(progress.failures))}`}
        </Text>
        {isCancelling && <Text size="sm">{billingText.progress.cancelling}</Text>}
      </Group>
      {totalsTense && progress && progress.totals.length > 0 && (
        <TotalsTable caption={billingText.progress.soFar} totals={progress.totals} tense={totalsTense} />
      )}
    </Stack>
  );
}

function progressText({ done, total, unit }: JobView["progress"]): string {
  return total === null
    ? billingText.progress.count(countText(done), unit)
    : billingText.progress.of(countText(done), countText(total), unit);
}
