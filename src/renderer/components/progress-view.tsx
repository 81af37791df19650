import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import type { ReactNode } from "react";
import { announcedPercent } from "./announced-progress.ts";
import { text } from "../foundation/text.ts";
import { useAnnouncement } from "./use-announcement.ts";

interface ProgressViewProps {
  /** What is being done, as a heading: "Billing run". */
  readonly what: string;
  /** How far it is; null until that is known. */
  readonly progress: { readonly done: number; readonly total: number | null } | null;
  /** The same in words. */
  readonly counted: string;
  /** Null while it cannot be stopped. */
  readonly onStop: (() => void) | null;
  /** What is said beside how far it is. */
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

/** Work under way: what it is, how far it is, and the way to stop it. */
export function ProgressView({ what, progress, counted, onStop, aside, children }: ProgressViewProps) {
  const percent = progress ? announcedPercent(progress) : null;
  const share = progress?.total ? Math.min(100, (100 * progress.done) / progress.total) : 0;
  useAnnouncement(percent === null ? what : text.jobs.spoken(what, percent));
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <Text fw={600}>{what}</Text>
        <Button size="compact-sm" variant="default" disabled={onStop === null} onClick={() => onStop?.()}>
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
        </Text>
        {aside}
      </Group>
      {children}
    </Stack>
  );
}
