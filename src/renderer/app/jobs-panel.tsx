import { Group, Stack, Text, Title } from "@mantine/core";
import type { BillingRunView } from "../../shared/contract/billing.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { MomentText } from "../components/date-text.tsx";
import { dateText } from "../foundation/day-text.ts";
import { ErrorNotice } from "../components/error-notice.tsx";
import { JobProgress } from "../components/job-progress.tsx";
import { PlaceLink } from "../components/place-link.tsx";
import { useEngineCommand } from "../foundation/engine.ts";
import { useJob } from "../foundation/jobs.ts";
import { refusalText } from "../foundation/refusal-text.ts";
import { text } from "../foundation/text.ts";
import { jobName } from "./job-name.ts";
import classes from "./jobs-panel.module.css";
import { ActionButton } from "../components/action-button.tsx";

const words = text.jobs;
const shownEndedCount = 6;

type StoppedRunView = Pick<BillingRunView, "id" | "throughOn">;

interface JobsPanelProps {
  readonly jobs: readonly JobView[];
  /** The newest run where the application's end or somebody broke it off, while nothing is gone on with (BEHAVIOUR 10.5). */
  readonly stoppedRun: StoppedRunView | null;
}

/** What is going on in the book, whoever started it, with the way to stop it and to go on; and what is over. */
export function JobsPanel({ jobs, stoppedRun }: JobsPanelProps) {
  const running = jobs.filter(({ state }) => state === "running");
  // What the day asked for is done every hour, and worth a line only where it failed.
  const ended = jobs.filter(
    ({ state, method }) => state !== "running" && (state !== "done" || method !== "billing.catchUp"),
  );
  return (
    // The panel has the focus and not its first button: Enter alone stops nothing.
    <Stack gap="md" className={classes.panel} tabIndex={-1} data-autofocus>
      {running.map((job) => (
        <RunningJob key={job.id} job={job} />
      ))}
      {stoppedRun && <StoppedRun run={stoppedRun} />}
      {running.length === 0 && stoppedRun === null && <Text size="sm">{words.nothingRuns}</Text>}
      {ended.length > 0 && (
        <section>
          <Title order={2} size="h6">
            {words.ended}
          </Title>
          <ul className={classes.ended}>
            {ended.slice(0, shownEndedCount).map((job) => (
              <EndedJob key={job.id} job={job} />
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}

function RunningJob({ job }: { readonly job: JobView }) {
  const cancellation = useEngineCommand("jobs.cancel");
  return (
    <JobProgress
      what={jobName(job)}
      job={job}
      onCancel={async () => {
        await cancellation.run({ jobId: job.id });
      }}
    >
      {/* Who began a job may stop it, and so may who runs billing; only the engine knows who began it. */}
      {cancellation.error && <ErrorNotice error={cancellation.error} />}
    </JobProgress>
  );
}

function StoppedRun({ run }: { readonly run: StoppedRunView }) {
  const resuming = useJob("billing.resume");
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <PlaceLink size="sm" to={{ screen: "run", runId: run.id }}>
          {words.stoppedRun(dateText(run.throughOn))}
        </PlaceLink>
        <ActionButton
          takes="runs"
          isLeftToUpstream
          size="compact-sm"
          loading={resuming.isStarting}
          // A refusal stands below, as the job's start error.
          onClick={() => void resuming.start({ runId: run.id }).catch(() => undefined)}
        >
          {words.resume}
        </ActionButton>
      </Group>
      {resuming.startError && <ErrorNotice error={resuming.startError} />}
    </Stack>
  );
}

function EndedJob({ job }: { readonly job: JobView }) {
  return (
    <li>
      <span>
        {jobName(job)}: {job.state === "running" ? null : words.states[job.state]}
      </span>
      {job.endedAtMs !== null && <MomentText atMs={job.endedAtMs} />}
      {job.error && (
        <span className={job.state === "done" ? classes.told : classes.failure}>{refusalText(job.error).message}</span>
      )}
    </li>
  );
}
