import { Alert, Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { ErrorView } from "../../shared/errors.ts";
import type { SampleProgress } from "../../shared/platform.ts";
import { ErrorNotice } from "../components/error-notice.tsx";
import { countText } from "../foundation/count-text.ts";
import { text } from "../foundation/text.ts";
import { platform } from "../platform/platform.ts";

const words = text.welcome;

/** The way to look around before there is a book of one's own: one press opens the sample company. */
export function SampleChoice() {
  const [progress, setProgress] = useState<SampleProgress | null>(null);
  const [isOpening, setOpening] = useState(false);
  const [failure, setFailure] = useState<ErrorView | "lost" | null>(null);
  const open = async () => {
    setOpening(true);
    setFailure(null);
    const opened = await platform.openSample(setProgress).catch(() => null);
    // Where it is open the host shows it instead of this page.
    if (opened?.ok) return;
    setFailure(opened?.error ?? "lost");
    setProgress(null);
    setOpening(false);
  };

  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <Text size="sm" flex={1}>
          <strong>{words.justLooking}</strong> {words.sample}
        </Text>
        <Button variant="default" loading={isOpening} onClick={() => void open()}>
          {words.openSample}
        </Button>
      </Group>
      {progress && (
        <>
          <Progress.Root size="sm">
            <Progress.Section
              value={(100 * progress.daysDone) / progress.daysTotal}
              aria-label={words.makingSample}
              aria-valuetext={words.sampleDays(countText(progress.daysDone), countText(progress.daysTotal))}
            />
          </Progress.Root>
          <Text size="xs" c="dimmed" className="tabular">
            {words.makingSample}: {words.sampleDays(countText(progress.daysDone), countText(progress.daysTotal))}
          </Text>
        </>
      )}
      {failure === "lost" ? (
        <Alert color="red">{words.sampleFailed}</Alert>
      ) : (
        failure && <ErrorNotice error={failure} />
      )}
    </Stack>
  );
}
