import { Code, Group, Input, Skeleton, Stack, Text, Title } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import type { BackupPlan, CopyView } from "../../../shared/contract/copies.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { useBook, useEntryCount } from "../../foundation/book.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { useJob } from "../../foundation/jobs.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { JobFailure } from "../../components/job-failure.tsx";
import { JobProgress } from "../../components/job-progress.tsx";
import { tellFailure, useSavedExport } from "../../components/saved-export.ts";
import { Section } from "../../components/section.tsx";
import { platform } from "../../platform/platform.ts";
import { backupsText as words } from "./backups-text.ts";
import { CopiesTable } from "./copies-table.tsx";
import { MendChoice } from "./mend-choice.tsx";
import { RecipientsDialog } from "./recipients-dialog.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { RestoreFromFile } from "./restore-from-file.tsx";
import { usePlaceDialog } from "./use-places.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Choice } from "../../components/choice.tsx";
import { useWhyNot } from "../../foundation/session.ts";
import { notice } from "../../foundation/notice.tsx";

/** How the book is copied, the copies there are, and the ways to one more and back to one of them. */
export function Backups() {
  const { timeZone, lastVerification } = useBook();
  const entryCount = useEntryCount();
  const plan = useEngineQuery("backups.plan", {});
  const listed = useEngineQuery("backups.list", {});
  const backup = useBackup();
  const dialog = usePlaceDialog();
  const [restoring, setRestoring] = useState<CopyView | null>(null);
  return (
    <Section
      title={words.title}
      action={
        <Group gap="xs">
          <RestoreFromFile size="compact-sm" />
          <ActionButton
            takes="book"
            size="compact-sm"
            variant="default"
            title={words.saveCopyTitle}
            disabled={dialog.isOpen || backup.isRunning}
            onClick={() =>
              dialog.ask(
                () => platform.saveBookCopy(),
                () => undefined,
              )
            }
          >
            {words.saveCopy}
          </ActionButton>
          <ActionButton
            takes="book"
            size="compact-sm"
            loading={backup.isStarting}
            disabled={backup.isRunning}
            onClick={backup.start}
          >
            {words.backUp}
          </ActionButton>
        </Group>
      }
    >
      <Stack gap="sm" py="xs">
        <Text size="sm" c="dimmed" maw="46rem">
          {words.explain}
        </Text>
        {plan.error && <ErrorNotice error={plan.error} onRetry={() => void plan.refetch()} />}
        {plan.data?.problem && <ErrorNotice error={plan.data.problem} />}
        {dialog.error && <ErrorNotice error={dialog.error} />}
        {backup.error && <ErrorNotice error={backup.error} />}
        {backup.view}
        {plan.data && <Plan plan={plan.data} />}
      </Stack>
      {lastVerification?.ok === false && <MendChoice />}
      {listed.isPending && <Skeleton h={80} />}
      {listed.error && <ErrorNotice error={listed.error} onRetry={() => void listed.refetch()} />}
      {listed.data?.isFolderMissing && <Text size="sm">{words.folderMissing}</Text>}
      {listed.data?.copies.length === 0 && <Text size="sm">{words.none}</Text>}
      {listed.data && listed.data.copies.length > 0 && (
        <CopiesTable copies={listed.data.copies} timeZone={timeZone} onRestore={setRestoring} />
      )}
      <ExportBook />
      {restoring && (
        <RestoreDialog
          copy={restoring}
          timeZone={timeZone}
          entryCount={entryCount}
          onClose={() => setRestoring(null)}
        />
      )}
    </Section>
  );
}

/** Everything in a documented format that other programs read. */
function ExportBook() {
  const { start, isRunning } = useSavedExport("book.export");
  return (
    <Stack gap="xs" pt="md" align="flex-start">
      <Title order={3} size="h6">
        {words.exportTitle}
      </Title>
      <Text size="sm" c="dimmed" maw="46rem">
        {words.exportExplain}
      </Text>
      <ActionButton
        takes="book"
        size="compact-sm"
        variant="default"
        loading={isRunning}
        onClick={() => void start({}).catch(tellFailure)}
      >
        {words.exportBook}
      </ActionButton>
    </Stack>
  );
}

/** Making a copy as a job: whoever began it, it is shown while it runs. */
function useBackup() {
  const { start, job, isStarting, startError, cancel, dismiss } = useJob("book.backup");
  const isRunning = job?.state === "running";
  const toldOf = useRef<string | null>(null);
  useEffect(() => {
    if (job?.state !== "done" || toldOf.current === job.id) return;
    toldOf.current = job.id;
    const { entryCount } = job.result as MethodOutput<"book.backup">;
    notice(words.backedUp(countText(entryCount)));
    dismiss();
  }, [job, dismiss]);
  return {
    start: () => void start({}).catch(() => undefined),
    isStarting,
    isRunning,
    error: startError,
    view: (
      <>
        {isRunning && <JobProgress what={words.backingUp} job={job} onCancel={cancel} />}
        <JobFailure job={job} />
      </>
    ),
  };
}

function Plan({ plan }: { readonly plan: BackupPlan }) {
  const configuring = useEngineCommand("backups.configure");
  const whyNot = useWhyNot("book");
  const dialog = usePlaceDialog();
  const [isNaming, setNaming] = useState(false);
  const { places } = platform;
  const tellSaved = () => notice(words.saved);
  const setEvery = (every: BackupPlan["every"]) => void configuring.run({ every }).then(tellSaved, () => undefined);
  return (
    <Group gap="xl" align="flex-start">
      <Choice<BackupPlan["every"]>
        label={words.every}
        value={plan.every}
        data={(["day", "hour", "off"] as const).map((value) => ({ value, label: words.everyWords[value] }))}
        disabled={configuring.isPending || whyNot !== null}
        description={whyNot}
        onChange={(every) => every !== null && setEvery(every)}
        allowDeselect={false}
      />
      <div>
        <Input.Label labelElement="div" display="block">
          {words.folder}
        </Input.Label>
        <Group gap="sm">
          <Text size="sm" style={{ overflowWrap: "anywhere" }}>
            {plan.folder}
          </Text>
          {places && (
            <ActionButton
              takes="book"
              size="compact-sm"
              variant="default"
              disabled={dialog.isOpen}
              onClick={() => dialog.ask(() => places.nameBackupFolder(), tellSaved)}
            >
              {words.chooseFolder}
            </ActionButton>
          )}
        </Group>
        {!plan.isFolderNamed && (
          <Text size="xs" c="dimmed">
            {words.folderOwn}
          </Text>
        )}
        {!places && (
          <Text size="xs" c="dimmed">
            {words.folderByCommandLine} <Code>{words.folderCommand}</Code>
          </Text>
        )}
      </div>
      <div>
        <Input.Label labelElement="div" display="block">
          {words.recipients}
        </Input.Label>
        <Group gap="sm">
          <Text size="sm" title={plan.recipients.join("\n")}>
            {plan.recipients.length === 0
              ? words.recipientsNone
              : words.recipientsCount(countText(plan.recipients.length))}
          </Text>
          <ActionButton takes="book" size="compact-sm" variant="default" onClick={() => setNaming(true)}>
            {words.recipientsChange}
          </ActionButton>
        </Group>
      </div>
      {isNaming && (
        <RecipientsDialog recipients={plan.recipients} onDone={tellSaved} onClose={() => setNaming(false)} />
      )}
      {configuring.error && <ErrorNotice error={configuring.error} />}
      {dialog.error && <ErrorNotice error={dialog.error} />}
    </Group>
  );
}
