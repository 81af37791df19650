import { Alert, Stack } from "@mantine/core";
import type { BillingRunView } from "../../../shared/contract/billing.ts";
import type { JobView } from "../../../shared/contract/jobs.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { useJob } from "../../foundation/jobs.ts";
import { CopyId } from "../../components/copy-id.tsx";
import { DateText, MomentText } from "../../components/date-text.tsx";
import { dateText } from "../../foundation/day-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { Page } from "../../components/page.tsx";
import { Section } from "../../components/section.tsx";
import { billingText } from "./billing-text.ts";
import { countText } from "../../foundation/count-text.ts";
import { JobFailure } from "../../components/job-failure.tsx";
import { JobProgress } from "../../components/job-progress.tsx";
import { ProblemsTable } from "./problems-table.tsx";
import classes from "./run-page.module.css";
import { RunState } from "./run-state.tsx";
import { RunPicture, TotalsTable } from "./totals-table.tsx";
import { useBillingJobs } from "./use-billing-jobs.ts";
import { ActionButton } from "../../components/action-button.tsx";

const words = billingText.report;

/** One billing run: what it did, what it left out, and the way to go on where it stopped. */
export function RunPage({ runId }: { readonly runId: string }) {
  const run = useEngineQuery("billing.getRun", { runId });
  const resuming = useJob("billing.resume");
  const retrying = useJob("billing.retryParked");
  const jobs = useBillingJobs();
  const data = run.data;
  // The engine lets one run write at a time, so the job under way is this run's exactly while this run says so.
  const jobUnderWay = data?.state === "running" ? jobs.runUnderWay : null;
  const isResumable = (data?.state === "interrupted" || data?.state === "stopped") && jobs.runUnderWay === null;

  // A run that stopped half way is resumed first; what it parked can be tried again once it is through.
  const isRetryable = data?.state === "complete" && data.problemCount > 0 && jobs.runUnderWay === null;

  return (
    <Page
      title={data ? words.title(dateText(data.throughOn)) : words.titleLoading}
      breadcrumbs={[{ label: billingText.title, place: { screen: "billing", tab: "runs" } }]}
      actions={
        data && (
          <>
            <ExportButton size="sm" of={{ list: "billing_run", runId }} />
            {isResumable && (
              <ActionButton
                takes="runs"
                isLeftToUpstream
                size="sm"
                loading={resuming.isStarting}
                // A refusal stands below, as the job's start error.
                onClick={() => void resuming.start({ runId }).catch(() => undefined)}
              >
                {words.resume}
              </ActionButton>
            )}
            {isRetryable && (
              <ActionButton
                takes="runs"
                isLeftToUpstream
                size="sm"
                loading={retrying.isStarting}
                // A refusal stands below, as the job's start error.
                onClick={() => void retrying.start({ runId }).catch(() => undefined)}
              >
                {words.retry}
              </ActionButton>
            )}
          </>
        )
      }
    >
      {run.error && <ErrorNotice error={run.error} onRetry={() => void run.refetch()} />}
      {resuming.startError && <ErrorNotice error={resuming.startError} />}
      {retrying.startError && <ErrorNotice error={retrying.startError} />}
      <JobFailure job={resuming.job} />
      <JobFailure job={retrying.job} />
      {isResumable && <Alert color="yellow">{words.resumeHint}</Alert>}
      {data && <ParkedNotice problemCount={data.problemCount} isRetryable={isRetryable} retry={retrying.job} />}
      {jobUnderWay && (
        <JobProgress
          key={jobUnderWay.id}
          what={billingText.run.running}
          job={jobUnderWay}
          onCancel={() => jobs.cancel(jobUnderWay)}
        />
      )}
      {data && <Report run={data} />}
    </Page>
  );
}

interface ParkedNoticeProps {
  readonly problemCount: number;
  readonly isRetryable: boolean;
  /** The newest try that was started here. */
  readonly retry: JobView | null;
}

/** What can be done about the accounts that the run parked, and what came of trying them again. */
function ParkedNotice({ problemCount, isRetryable, retry }: ParkedNoticeProps) {
  const count = countText(problemCount);
  if (retry?.state === "done") {
    return problemCount === 0 ? (
      <Alert color="green">{words.retriedAll}</Alert>
    ) : (
      <Alert color="yellow">{words.retriedSome(count)}</Alert>
    );
  }
  return isRetryable ? <Alert color="yellow">{words.retryHint(count)}</Alert> : null;
}

function Report({ run }: { readonly run: BillingRunView }) {
  return (
    <div className={classes.report}>
      <Facts title={words.facts}>
        <Fact name={words.state}>
          <RunState state={run.state} />
        </Fact>
        <Fact name={words.through}>
          <DateText on={run.throughOn} />
        </Fact>
        <Fact name={words.invoices}>{words.of(countText(run.invoicesDone), countText(run.invoicesTotal))}</Fact>
        <Fact name={words.accounts}>{words.of(countText(run.accountsDone), countText(run.accountsTotal))}</Fact>
        <Fact name={words.operator}>{run.operator}</Fact>
        <Fact name={words.started}>
          <MomentText atMs={run.startedAtMs} />
        </Fact>
        <Fact name={words.ended}>{run.endedAtMs === null ? words.notEnded : <MomentText atMs={run.endedAtMs} />}</Fact>
        <Fact name={words.id}>
          <CopyId id={run.id} />
        </Fact>
      </Facts>
      <Section title={words.outcome}>
        <Stack gap="sm" pt="xs">
          <RunPicture totals={run.totals} tense="done" />
          <TotalsTable caption={billingText.totals.caption} totals={run.totals} tense="done" runId={run.id} />
          <ProblemsTable report={run} />
        </Stack>
      </Section>
    </div>
  );
}
