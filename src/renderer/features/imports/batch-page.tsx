import { Alert, Checkbox, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import { useState } from "react";
import type { BatchView } from "../../../shared/contract/batches.ts";
import { ActRefusal } from "../approvals/act-refusal.tsx";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { MomentText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { JobFailure } from "../../components/job-failure.tsx";
import { JobProgress } from "../../components/job-progress.tsx";
import { NoteInput } from "../../components/note-input.tsx";
import { Page } from "../../components/page.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { useJob } from "../../foundation/jobs.ts";
import { orNothing } from "../../foundation/or-nothing.ts";
import { goTo } from "../../foundation/router.ts";
import { noBatchDraft, useBatchDraft } from "./batch-draft.ts";
import { BatchRows } from "./batch-rows.tsx";
import { BatchTotals } from "./batch-totals.tsx";
import { batchesText } from "./batches-text.ts";
import { ActionButton } from "../../components/action-button.tsx";

const words = batchesText;
/** So many rows are shown; who wants more exports them. */
const shownRows = 500;

const wayHere = [{ label: words.toBatches, place: { screen: "imports", tab: "adjustments" } }] as const;

/** A batch of adjustments: what it comes to, what cannot be applied, and what can be done with it. */
export function BatchPage({ batchId }: { readonly batchId: string }) {
  const batch = useEngineQuery("batches.get", { batchId });
  return (
    <Page title={batch.data?.name ?? words.batch} breadcrumbs={wayHere}>
      <Stack gap="sm">
        {batch.error && <ErrorNotice error={batch.error} onRetry={() => void batch.refetch()} />}
        {batch.isPending && <Skeleton h={240} />}
        {batch.data && <Batch batch={batch.data} />}
      </Stack>
    </Page>
  );
}

function Batch({ batch }: { readonly batch: BatchView }) {
  const { id: batchId, state, readyCount, repeatedCount, badCount, appliedCount, stuckCount } = batch;
  const applying = useJob("batches.apply");
  const undoing = useJob("batches.undo");
  const [isAsking, setAsking] = useState(false);
  const [takesRepeated, setTakesRepeated] = useState(false);
  const input = { batchId, rows: "ready", repeated: takesRepeated ? "apply" : "leave_out" } as const;
  const toApply = readyCount + (takesRepeated ? repeatedCount : 0);
  // What the undoing was said to be for, where it has to be asked for.
  const [undoNote, setUndoNote] = useState<string | null>(null);
  const draft = useBatchDraft();
  const isOfDraft = draft.batchId === batchId;
  const apply = () => {
    // What is applied is no draft any more, and the next file begins afresh.
    if (isOfDraft) draft.change(noBatchDraft);
    void applying.start(input).catch(() => undefined);
  };
  const undo = (note: string | null) => {
    setUndoNote(note);
    void undoing.start({ batchId, note }).catch(() => undefined);
  };
  const isAtRest = state === "checked" || state === "applied" || state === "undone";
  // What ended it, a full disk say, may be over.
  const isLeftOff = [applying, undoing].some(({ job }) => job?.state === "failed") && !isAtRest;
  const problemCount = badCount + stuckCount;
  return (
    <>
      <BatchState batch={batch} />
      {applying.startError && (
        <ActRefusal error={applying.startError} method="batches.apply" input={input} onAsked={applying.dismiss} />
      )}
      {undoing.startError && (
        <ActRefusal
          error={undoing.startError}
          method="batches.undo"
          input={{ batchId, note: undoNote }}
          onAsked={undoing.dismiss}
        />
      )}
      <JobFailure job={applying.job} />
      <JobFailure job={undoing.job} />
      {state === "applying" && !isLeftOff && (
        <JobProgress what={words.applying} job={applying.job} onCancel={applying.cancel} />
      )}
      {state === "undoing" && !isLeftOff && (
        <JobProgress what={words.undoing} job={undoing.job} onCancel={undoing.cancel} />
      )}
      {isLeftOff && (
        <Group gap="sm">
          <ActionButton
            takes="credits"
            loading={applying.isStarting || undoing.isStarting}
            onClick={state === "undoing" ? () => undo(null) : apply}
          >
            {words.goOn}
          </ActionButton>
        </Group>
      )}
      {isAtRest && state !== "undone" && repeatedCount > 0 && (
        <Checkbox
          label={words.applyRepeated(countText(repeatedCount))}
          description={words.applyRepeatedHelp}
          checked={takesRepeated}
          onChange={({ currentTarget }) => setTakesRepeated(currentTarget.checked)}
        />
      )}
      {isAtRest && state !== "undone" && (
        <Group gap="sm">
          {toApply > 0 && (
            <ActionButton takes="credits" loading={applying.isStarting} onClick={apply}>
              {applyText(batch, toApply)}
            </ActionButton>
          )}
          {appliedCount > 0 && (
            <ActionButton takes="credits" variant="default" onClick={() => setAsking(true)}>
              {words.undo}
            </ActionButton>
          )}
          {state === "checked" && <DraftButtons batchId={batchId} isOfDraft={isOfDraft} />}
        </Group>
      )}
      <BatchTotals title={words.totals} label={words.totalsLabel} totals={batch.totals} />
      <BatchTotals title={words.repeatedTotals} label={words.repeatedTotals} totals={batch.repeatedTotals} />
      {problemCount > 0 && <ListedRows batch={batch} listed="problems" count={problemCount} />}
      {repeatedCount > 0 && <ListedRows batch={batch} listed="repeated" count={repeatedCount} />}
      <ListedRows batch={batch} listed="all" count={batch.rowCount} />
      {isAsking && <UndoDialog count={appliedCount} onClose={() => setAsking(false)} onUndo={undo} />}
    </>
  );
}

/** @param toApply how many rows it would apply. */
function applyText({ state, rowCount }: BatchView, toApply: number): string {
  const count = countText(toApply);
  if (state === "applied") return words.applyRest(count);
  return toApply < rowCount ? words.applyReady(count) : words.applyAll(count);
}

function BatchState({
  batch: {
    state,
    readyCount,
    repeatedCount,
    badCount,
    appliedCount,
    undoneCount,
    stuckCount,
    operator,
    appliedAtMs,
    createdAtMs,
  },
}: {
  readonly batch: BatchView;
}) {
  const parts = [
    ...(appliedCount > 0 ? [words.appliedTitle(countText(appliedCount))] : []),
    ...(undoneCount > 0 ? [words.undoneTitle(countText(undoneCount))] : []),
    ...(readyCount > 0 ? [words.readyTitle(countText(readyCount))] : []),
    ...(repeatedCount > 0 ? [words.repeatedTitle(countText(repeatedCount))] : []),
    ...(badCount > 0 ? [words.badTitle(countText(badCount))] : []),
    ...(stuckCount > 0 ? [words.stuckTitle(countText(stuckCount))] : []),
  ];
  const isGood = badCount === 0 && stuckCount === 0 && repeatedCount === 0;
  return (
    <Alert
      color={isGood ? "green" : "yellow"}
      icon={isGood ? <IconCircleCheck aria-hidden="true" /> : <IconAlertTriangle aria-hidden="true" />}
      title={parts.join(" · ")}
    >
      <Text size="sm">
        {state === "checked" ? words.nothingMoved : words.states[state].word} · {operator} ·{" "}
        <MomentText atMs={appliedAtMs ?? createdAtMs} />
      </Text>
    </Alert>
  );
}

interface DraftButtonsProps {
  readonly batchId: string;
  /** Whether the file that it was made of is still here, with how it was read. */
  readonly isOfDraft: boolean;
}

/** What can be done with a batch that was not applied. */
function DraftButtons({ batchId, isOfDraft }: DraftButtonsProps) {
  const discarding = useEngineCommand("batches.discard");
  const leave = () => goTo({ screen: "imports", tab: "adjustments" });
  const discard = () =>
    void discarding
      .run({ batchId })
      .then(leave)
      .catch(() => undefined);
  return (
    <>
      {isOfDraft && (
        <ActionButton takes="credits" variant="default" loading={discarding.isPending} onClick={discard}>
          {words.change}
        </ActionButton>
      )}
      <ActionButton takes="credits" variant="subtle" loading={discarding.isPending} onClick={discard}>
        {words.discard}
      </ActionButton>
      {discarding.error && <ErrorNotice error={discarding.error} />}
    </>
  );
}

interface ListedRowsProps {
  readonly batch: BatchView;
  readonly listed: "problems" | "repeated" | "all";
  readonly count: number;
}

function ListedRows({ batch, listed, count }: ListedRowsProps) {
  const which = { withProblems: listed === "problems", repeated: listed === "repeated" };
  const read = useEngineQuery("batches.rows", { batchId: batch.id, ...which, limit: shownRows });
  if (read.error) return <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />;
  if (!read.data) return <Skeleton h={200} />;
  const { rows } = read.data;
  const { title, label } = {
    problems: { title: words.problems(countText(count)), label: words.problemsLabel },
    repeated: { title: words.repeated(countText(count)), label: words.repeatedLabel },
    all: { title: words.all, label: words.allLabel },
  }[listed];
  return (
    <BatchRows
      title={title}
      label={label}
      rows={rows}
      exported={{ list: "batch_rows", batchId: batch.id, ...which }}
      {...(rows.length < count && { note: words.listed(countText(rows.length), countText(count)) })}
    />
  );
}

interface UndoDialogProps {
  readonly count: number;
  readonly onUndo: (note: string | null) => void;
  readonly onClose: () => void;
}

function UndoDialog({ count, onUndo, onClose }: UndoDialogProps) {
  const [note, setNote] = useState("");
  return (
    <Dialog title={words.undoTitle} onClose={onClose}>
      <Stack gap="sm">
        <Text size="sm">{words.undoExplain(countText(count))}</Text>
        <NoteInput label={words.undoNote} value={note} onChange={setNote} />
        <ConfirmButtons
          cancel={words.cancel}
          confirm={words.undo}
          onCancel={onClose}
          onConfirm={() => {
            onUndo(orNothing(note));
            onClose();
          }}
        />
      </Stack>
    </Dialog>
  );
}
