import { Alert, Button, Group, Stack, Text, Title } from "@mantine/core";
import { IconCalendarExclamation } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { BillingRunView, DryRunReport as Report } from "../../../shared/contract/billing.ts";
import type { JobView } from "../../../shared/contract/jobs.ts";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { useBook } from "../../foundation/book.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { useJob } from "../../foundation/jobs.ts";
import { momentText } from "../../foundation/moment-text.ts";
import { dateText } from "../../foundation/day-text.ts";
import { DayInput } from "../../components/day-input.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { Section } from "../../components/section.tsx";
import { billingText } from "./billing-text.ts";
import { useBillingView } from "./billing-view.ts";
import { exportDryRun } from "./export-dry-run.ts";
import { JobFailure } from "../../components/job-failure.tsx";
import { JobProgress } from "../../components/job-progress.tsx";
import { ProblemsTable } from "./problems-table.tsx";
import { RunConfirmation } from "./run-confirmation.tsx";
import { RunPicture, TotalsSoFar, TotalsTable } from "./totals-table.tsx";
import { useAnnouncement } from "../../components/use-announcement.ts";
import { dryRunReport, useBillingJobs } from "./use-billing-jobs.ts";
import { SubmitForm } from "../../components/submit-form.tsx";
import { ActionButton } from "../../components/action-button.tsx";

const words = billingText.run;

/** Billing to a date: choose it, see what would happen, make it happen, watch it. */
export function RunPanel() {
  const run = useJob("billing.run");
  const jobs = useBillingJobs();
  const { runUnderWay } = jobs;
  return (
    <Section title={words.title}>
      <Text size="sm" c="dimmed" my="xs">
        {words.explain}
      </Text>
      {runUnderWay ? (
        <JobProgress
          key={runUnderWay.id}
          what={words.running}
          job={runUnderWay}
          onCancel={() => jobs.cancel(runUnderWay)}
        >
          <TotalsSoFar totals={runUnderWay.progress.totals} tense="done" />
        </JobProgress>
      ) : (
        <Stack gap="sm">
          {run.job && <RunOutcome job={run.job} onClose={run.dismiss} />}
          {run.startError && <ErrorNotice error={run.startError} />}
          <InterruptedRun />
          <Planning onRun={run.start} isStarting={run.isStarting} />
        </Stack>
      )}
    </Section>
  );
}

/** What came of the run that was started here. */
function RunOutcome({ job, onClose }: { readonly job: JobView; readonly onClose: () => void }) {
  if (job.state === "failed") return <JobFailure job={job} />;
  const result = job.result as BillingRunView | undefined;
  if (result === undefined) return null;
  const isComplete = job.state === "done";
  return (
    <Alert color={isComplete ? "green" : "yellow"} title={isComplete ? words.doneTitle : words.stoppedTitle}>
      <Stack gap="xs">
        {!isComplete && <Text size="sm">{words.stoppedHint}</Text>}
        <TotalsTable caption={billingText.totals.caption} totals={result.totals} tense="done" runId={result.id} />
        <Group gap="md">
          <PlaceLink size="sm" to={{ screen: "run", runId: result.id }}>
            {words.openReport}
          </PlaceLink>
          <Button size="compact-sm" variant="default" onClick={onClose}>
            {words.close}
          </Button>
        </Group>
      </Stack>
    </Alert>
  );
}

interface PlanningProps {
  readonly onRun: (run: { readonly throughOn: string; readonly confirmed: Confirmed }) => Promise<void>;
  readonly isStarting: boolean;
}

/** What of a dry run is confirmed: the run is refused where something else is due by then (BEHAVIOUR 10.5). */
type Confirmed = Pick<Report, "madeOn" | "accountsTotal" | "invoicesTotal">;

/** The newest run where the application's end broke it off, and the way to go on with it (BEHAVIOUR 10.5). */
function InterruptedRun() {
  const [newest] = useEngineQuery("billing.runs", {}).data?.runs ?? [];
  if (newest?.state !== "interrupted") return null;
  return (
    <Alert color="yellow" title={words.interrupted(dateText(newest.throughOn))}>
      <Stack gap="xs">
        <Text size="sm">{words.interruptedHint}</Text>
        <PlaceLink size="sm" to={{ screen: "run", runId: newest.id }}>
          {words.openReport}
        </PlaceLink>
      </Stack>
    </Alert>
  );
}

function Planning({ onRun, isStarting }: PlanningProps) {
  const { today } = useBook();
  const throughOn = useBillingView((view) => view.throughOn) ?? today;
  const setThroughOn = useBillingView((view) => view.setThroughOn);
  const dryRun = useJob("billing.dryRun");
  const jobs = useBillingJobs();
  const dryRunJob = jobs.dryRunFor(throughOn);
  const report = dryRunReport(dryRunJob);
  const isDryRunning = dryRun.isStarting || dryRunJob?.state === "running";
  const isValid = isCivilDate(throughOn);

  return (
    <Stack gap="sm">
      <SubmitForm
        checksItself
        onSubmit={() => {
          // A refusal stands below, as the dry run's start error.
          if (isValid && !isDryRunning) void dryRun.start({ throughOn }).catch(() => undefined);
        }}
      >
        <Group align="flex-end" gap="sm">
          <DayInput
            w={200}
            label={words.through}
            description={words.throughHint(dateText(today))}
            value={throughOn}
            readOnly={isDryRunning}
            onChange={setThroughOn}
          />
          {/* While it runs, neither is disabled, because what is loses the focus. */}
          <Button
            type="submit"
            variant={report ? "default" : "filled"}
            disabled={!isValid}
            {...(isDryRunning && { "data-disabled": true, "aria-disabled": true })}
          >
            {report ? words.dryRunAgain : words.dryRun}
          </Button>
        </Group>
      </SubmitForm>
      {!isValid && <Text size="sm">{words.invalidDate}</Text>}
      {isValid && throughOn > today && (
        <Alert color="yellow" icon={<IconCalendarExclamation aria-hidden="true" />}>
          {words.future(dateText(throughOn), dateText(today))}
        </Alert>
      )}
      {dryRun.startError && <ErrorNotice error={dryRun.startError} />}
      <JobFailure job={dryRun.job} />
      {isDryRunning && (
        <JobProgress
          key={dryRunJob?.id ?? "starting"}
          what={words.dryRunning}
          job={dryRunJob?.state === "running" ? dryRunJob : null}
          onCancel={dryRun.cancel}
        >
          <TotalsSoFar totals={dryRunJob?.progress.totals ?? []} tense="planned" />
        </JobProgress>
      )}
      {!isDryRunning && dryRun.job?.state === "stopped" && <Text size="sm">{words.dryRunStopped}</Text>}
      {!isDryRunning && report && dryRunJob && (
        <DryRunReport report={report} madeAtMs={dryRunJob.startedAtMs}>
          <RunButton
            report={report}
            madeAtMs={dryRunJob.startedAtMs}
            isStarting={isStarting}
            onRun={({ madeOn, accountsTotal, invoicesTotal }) =>
              onRun({ throughOn, confirmed: { madeOn, accountsTotal, invoicesTotal } })
            }
          />
        </DryRunReport>
      )}
    </Stack>
  );
}

interface DryRunReportProps {
  readonly report: Report;
  readonly madeAtMs: number;
  readonly children: ReactNode;
}

function DryRunReport({ report, madeAtMs, children }: DryRunReportProps) {
  const { timeZone } = useBook();
  const date = dateText(report.throughOn);
  const isNothingDue = report.totals.length === 0 && report.problemCount === 0;
  useAnnouncement(isNothingDue ? words.nothingDue(date) : words.dryRunTitle(date));
  if (isNothingDue) {
    return (
      <Stack gap={2}>
        <Text fw={600}>{words.nothingDue(date)}</Text>
        <Text size="sm">{words.nothingDueHint}</Text>
      </Stack>
    );
  }
  return (
    <Stack gap="sm">
      <div>
        <Title order={3} size="h5">
          {words.dryRunTitle(date)}
        </Title>
        <Text size="sm" c="dimmed">
          {words.dryRunMade(momentText(madeAtMs, timeZone))}
        </Text>
      </div>
      <RunPicture totals={report.totals} tense="planned" />
      <TotalsTable caption={billingText.totals.caption} totals={report.totals} tense="planned" />
      <ProblemsTable report={report} />
      <Group gap="sm">
        {children}
        <Button variant="default" onClick={() => void exportDryRun(report)}>
          {words.export}
        </Button>
      </Group>
    </Stack>
  );
}

interface RunButtonProps {
  readonly report: Report;
  readonly madeAtMs: number;
  readonly isStarting: boolean;
  readonly onRun: (confirmed: Report) => Promise<void>;
}

/** Opens the question that names the figures; a run that would make no invoice is not offered. */
function RunButton({ report, madeAtMs, isStarting, onRun }: RunButtonProps) {
  const [isAsking, setAsking] = useState(false);
  if (report.totals.length === 0) return null;
  return (
    <>
      <ActionButton takes="runs" isLeftToUpstream loading={isStarting} onClick={() => setAsking(true)}>
        {words.run}
      </ActionButton>
      {isAsking && (
        <RunConfirmation
          report={report}
          madeAtMs={madeAtMs}
          onCancel={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            // A refusal stands above the form, as the run's start error.
            void onRun(report).catch(() => undefined);
          }}
        />
      )}
    </>
  );
}
