import { Alert, Button, Stack, Text } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import type { ImportReport } from "../../../shared/contract/account-import.ts";
import type { AskedFor } from "../../../shared/contract/evidence.ts";
import type { JobView } from "../../../shared/contract/jobs.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { useJob } from "../../foundation/jobs.ts";
import { AccountsOfBookFields } from "./accounts-of-book-fields.tsx";
import { FileReading } from "./file-reading.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { JobProgress } from "../../components/job-progress.tsx";
import { ChooseFiles } from "./choose-files.tsx";
import { ChosenFiles } from "./chosen-files.tsx";
import { ColumnHelp } from "./column-help.tsx";
import { guessFileKind } from "./file-kind.ts";
import {
  emptyImportDraft,
  maximumFiles,
  useImportDraft,
  withChoices,
  withFiles,
  withKind,
  withLook,
  withSheet,
  withoutFile,
  type ImportMode,
  type StartedImport,
} from "./import-draft.ts";
import { ImportRefusal } from "./import-refusal.tsx";
import { ImportReportView } from "./import-report.tsx";
import classes from "./files-import.module.css";
import { importsText } from "./imports-text.ts";
import { sendFiles } from "./send-files.ts";
import { SendingStopped, useSending } from "./sending.ts";
import { SendingProgress } from "./sending-progress.tsx";
import { ActionButton } from "../../components/action-button.tsx";

const words = importsText;
const purpose = "files";

/** Brings accounts, plans, subscriptions and opening balances in from CSV files: choose, check, import. */
export function FilesImport() {
  const { files, started, existing = "refuse", emptyCells = "keep", change } = useImportDraft();
  const [leftOut, setLeftOut] = useState<readonly string[]>([]);
  const [refusal, setRefusal] = useState<Error | null>(null);
  const [isSendingStopped, setSendingStopped] = useState(false);
  const isSending = useSending(purpose) !== null;
  const importing = useImportJob(started);
  const next = useRef<HTMLDivElement>(null);
  const stage = started === null ? null : importing.isUnderWay ? `${started.mode} under way` : `${started.mode} over`;
  useEffect(() => {
    // What was pressed gives way to the progress, and that to the report: who goes on by keyboard does so where it stood.
    if (stage !== null && next.current && document.activeElement?.contains(next.current)) next.current.focus();
  }, [stage]);

  const choose = (chosen: readonly File[]) => {
    if (chosen.length > 0) next.current?.focus();
    const added = chosen.map((file) => ({ name: file.name, kind: guessFileKind(file.name), file }));
    const names = new Set([...files, ...added].map(({ name }) => name));
    setLeftOut(names.size > maximumFiles ? [words.files.tooMany(maximumFiles)] : []);
    change((draft) => withFiles(draft, added));
  };
  const start = async (mode: ImportMode, ask: AskedFor | null = null) => {
    change((draft) => ({ ...draft, started: { mode, precedingJobId: importing.newestJobId } }));
    setRefusal(null);
    setSendingStopped(false);
    try {
      await importing.start({ files: await sendFiles(purpose, files), mode, existing, emptyCells, ask });
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      if (error instanceof SendingStopped) setSendingStopped(true);
      else setRefusal(error);
      change((draft) => ({ ...draft, started: null }));
    }
  };
  const startAfresh = () => {
    setLeftOut([]);
    change(() => emptyImportDraft);
  };

  const isOver = importing.report?.outcome === "written" || importing.report?.outcome === "asked";
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {words.explain}
        </Text>
        {!isOver && <ChooseFiles onChoose={choose} isDisabled={importing.isUnderWay} isCompact={files.length > 0} />}
        {leftOut.length > 0 && (
          <Alert role="alert" color="yellow" icon={<IconAlertTriangle aria-hidden="true" />}>
            {leftOut.map((sentence) => (
              <Text key={sentence} size="sm">
                {sentence}
              </Text>
            ))}
          </Alert>
        )}
        {files.length > 0 && !isOver && (
          <ChosenFiles
            files={files}
            isDisabled={importing.isUnderWay}
            onKindChange={(name, kind) => change((draft) => withKind(draft, name, kind))}
            onRemove={(name) => change((draft) => withoutFile(draft, name))}
            onClear={startAfresh}
          />
        )}
        {!isOver &&
          files.map((file) => (
            <FileReading
              key={file.name}
              file={file}
              isUpdate={existing === "update"}
              isDisabled={importing.isUnderWay}
              onStop={() => change((draft) => withoutFile(draft, file.name))}
              onSeen={(kind, choices) => change((draft) => withLook(draft, file.name, kind, choices))}
              onChoices={(choices) => change((draft) => withChoices(draft, file.name, choices))}
              onSheet={(sheet) => change((draft) => withSheet(draft, file.name, sheet))}
            />
          ))}
        {files.length > 0 && !isOver && (
          <AccountsOfBookFields
            accountsOfBook={{ existing, emptyCells }}
            isDisabled={importing.isUnderWay}
            onChange={(changed) => change((draft) => ({ ...draft, ...changed, started: null }))}
          />
        )}
        <Stack ref={next} gap="sm" tabIndex={-1} className={classes.next}>
          {refusal && <ErrorNotice error={refusal} />}
          <ImportRefusal job={importing.job} onAsk={(ask) => void start("write", ask)} />
          {importing.job?.state === "stopped" && <Text size="sm">{words.stopped}</Text>}
          {isSendingStopped && <Text size="sm">{words.sending.stopped}</Text>}
          <SendingProgress purpose={purpose} />
          {importing.isUnderWay && !isSending && (
            <JobProgress
              key={importing.job?.id ?? "starting"}
              what={started?.mode === "write" ? words.writing : words.checking}
              job={importing.job}
              onCancel={importing.cancel}
            />
          )}
          {importing.report === null && !importing.isUnderWay && files.length > 0 && (
            <CheckButton isKindMissing={files.some(({ kind }) => kind === null)} onCheck={() => void start("check")} />
          )}
          {importing.report && started && (
            <ImportReportView
              report={importing.report}
              mode={started.mode}
              actions={
                <>
                  {importing.report.outcome === "checked" && (
                    <ActionButton takes="imports" isLeftToUpstream onClick={() => void start("write")}>
                      {words.report.importAll}
                    </ActionButton>
                  )}
                  {isOver ? (
                    <Button variant="default" onClick={startAfresh}>
                      {words.report.importMore}
                    </Button>
                  ) : (
                    <ActionButton
                      takes="imports"
                      isLeftToUpstream
                      variant="default"
                      onClick={() => void start("check")}
                    >
                      {words.checkAgain}
                    </ActionButton>
                  )}
                </>
              }
            />
          )}
        </Stack>
      </Stack>
      <ColumnHelp />
    </Stack>
  );
}

function CheckButton({ isKindMissing, onCheck }: { readonly isKindMissing: boolean; readonly onCheck: () => void }) {
  return (
    <div>
      <ActionButton takes="imports" isLeftToUpstream disabled={isKindMissing} onClick={onCheck}>
        {words.check}
      </ActionButton>
      {isKindMissing && (
        <Text size="sm" mt={4}>
          {words.files.kindMissing}
        </Text>
      )}
    </div>
  );
}

/**
 * The job that the chosen files were given to. It is found again after one has looked at another screen, so that nobody has
 * to wonder whether an import happened.
 */
function useImportJob(started: StartedImport | null) {
  const { start } = useJob("accounts.import");
  const jobs = useEngineQuery("jobs.list", {}).data?.jobs ?? [];
  const cancellation = useEngineCommand("jobs.cancel");
  const newest = jobs.filter(({ method }) => method === "accounts.import").reduce(newerOf, null);
  const job = started !== null && newest?.id !== started.precedingJobId ? newest : null;
  return {
    start,
    job,
    newestJobId: newest?.id ?? null,
    isUnderWay: started !== null && (job === null || job.state === "running"),
    // What an import at another host of the book came to is not told here.
    report: job?.state === "done" ? ((job.result as ImportReport | undefined) ?? null) : null,
    cancel: async () => {
      if (job) await cancellation.run({ jobId: job.id });
    },
  };
}

function newerOf(newest: JobView | null, job: JobView): JobView {
  return newest !== null && newest.startedAtMs > job.startedAtMs ? newest : job;
}
