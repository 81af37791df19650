import { Button, Checkbox, Group, SimpleGrid, Skeleton, Stack, Text, TextInput } from "@mantine/core";
import { useEffect, useRef } from "react";
import { batchFields, type BatchChoices } from "../../../shared/contract/batches.ts";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import { currencyCodes } from "../../../shared/money/currencies.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { Choice } from "../../components/choice.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { JobFailure } from "../../components/job-failure.tsx";
import { JobProgress } from "../../components/job-progress.tsx";
import { Section } from "../../components/section.tsx";
import { SegmentedField } from "../../components/segmented-field.tsx";
import { useEngineQuery } from "../../foundation/engine.ts";
import { reasonChoices } from "../../foundation/reason-names.ts";
import { useBatchDraft } from "./batch-draft.ts";
import { BatchRows } from "./batch-rows.tsx";
import { batchesText } from "./batches-text.ts";
import { ColumnChoice, fieldsBeside, SheetChoice, withColumn } from "./column-choice.tsx";
import { useJobResult } from "./use-job-result.ts";
import { formatText, UnclearWays, WrittenWays } from "./written-ways.tsx";

type Look = MethodOutput<"batches.inspect">;

interface BatchReadingProps {
  readonly file: { readonly uploadId: string; readonly name: string };
  readonly onLeave: () => void;
  readonly onChecked: (batchId: string) => void;
}

const words = batchesText;

/** How a file is read, with its first rows as they will be; whatever is changed is seen in them at once. */
export function BatchReading({ file, onLeave, onChecked }: BatchReadingProps) {
  const { sheet: chosenSheet, choices: chosen, change } = useBatchDraft();
  const looking = useJobResult("batches.inspect");
  const checking = useJobResult("batches.check");
  const { uploadId } = file;

  const look = (choices: BatchChoices | null, sheet = chosenSheet) => {
    change({ choices, sheet });
    void looking.start({ uploadId, sheet, choices }).catch(() => undefined);
  };
  const begin = useRef(() => look(chosen));
  useEffect(() => begin.current(), []);

  const checkedId = checking.result?.id ?? null;
  const tell = useRef(onChecked);
  useEffect(() => {
    tell.current = onChecked;
  });
  useEffect(() => {
    if (checkedId !== null) tell.current(checkedId);
  }, [checkedId]);

  const seen = looking.result;
  const choices = chosen ?? seen?.choices ?? null;
  const isChecking = checking.isStarting || checking.job?.state === "running";
  const isReady =
    choices?.columns.account !== undefined && (choices.columns.amount !== undefined || choices.amount !== null);
  return (
    <Stack gap="sm">
      <Group justify="space-between" gap="sm">
        <Text fw={600} className="free-text">
          {file.name}
        </Text>
        <Button size="compact-sm" variant="default" disabled={isChecking} onClick={onLeave}>
          {words.another}
        </Button>
      </Group>
      {looking.startError && <ErrorNotice error={looking.startError} />}
      <JobFailure job={looking.job} />
      {!seen && (looking.isStarting || looking.job?.state === "running") && <Skeleton h={320} />}
      {seen && choices && (
        <>
          <ReadingFields seen={seen} choices={choices} onChange={look} onSheet={(sheet) => look(null, sheet)} />
          <BatchRows title={words.preview} label={words.previewLabel} rows={seen.rows} />
          {checking.startError && <ErrorNotice error={checking.startError} />}
          <JobFailure job={checking.job} />
          {isChecking ? (
            <JobProgress what={words.checking} job={checking.job} onCancel={checking.cancel} />
          ) : (
            <Group gap="sm">
              <ActionButton
                takes="credits"
                disabled={!isReady}
                onClick={() => void checking.start({ uploadId, name: file.name, choices }).catch(() => undefined)}
              >
                {words.check}
              </ActionButton>
              {!isReady && <Text size="sm">{words.missing}</Text>}
            </Group>
          )}
        </>
      )}
    </Stack>
  );
}

interface ReadingFieldsProps {
  readonly seen: Look;
  readonly choices: BatchChoices;
  readonly onChange: (choices: BatchChoices) => void;
  /** Another table of the workbook is to be read, whose columns nothing is known of yet. */
  readonly onSheet: (sheet: string | null) => void;
}

function ReadingFields({ seen, choices, onChange, onSheet }: ReadingFieldsProps) {
  const change = (changed: Partial<BatchChoices>) => onChange({ ...choices, ...changed });
  const reasons = useEngineQuery("credits.reasons", {}).data?.reasons ?? [];
  const { sheets, unclear } = seen;
  return (
    <Section title={words.reading}>
      <Stack gap="sm" py="xs">
        <Text size="sm" c="dimmed">
          {formatText(seen)}
          {seen.isRemembered && ` ${words.remembered}`}
        </Text>
        <Group gap="lg" align="end">
          <SheetChoice sheets={sheets} sheet={choices.sheet} onChange={onSheet} />
          <Checkbox
            label={words.hasHeader}
            checked={choices.hasHeader}
            onChange={({ currentTarget }) => change({ hasHeader: currentTarget.checked })}
          />
        </Group>
        <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
          {batchFields.map((field) => (
            <ColumnChoice
              key={field}
              name={words.fields[field]}
              header={seen.header}
              index={choices.columns[field]}
              beside={fieldsBeside(choices.columns, field).map((other) => words.fields[other])}
              onChange={(index) => change({ columns: withColumn(choices.columns, field, index) })}
            />
          ))}
        </SimpleGrid>
        <Group gap="lg" align="start">
          <WrittenWays ways={choices} onChange={change} />
          <SegmentedField
            label={words.direction}
            value={choices.direction}
            options={(["signed", "increase", "decrease"] as const).map((value) => ({
              value,
              label: words.directions[value],
            }))}
            onChange={(direction) => change({ direction })}
          />
        </Group>
        <UnclearWays unclear={unclear} />
        <Text size="sm" fw={600}>
          {words.defaults}
        </Text>
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          <Choice
            label={words.reason}
            clearable
            data={reasonChoices(reasons)}
            value={choices.reasonCode}
            onChange={(reasonCode) => change({ reasonCode })}
          />
          <Choice
            label={words.currency}
            placeholder={words.ownCurrency}
            clearable
            data={[...currencyCodes]}
            value={choices.currency}
            onChange={(currency) => change({ currency })}
          />
          <TypedDefault label={words.amount} value={choices.amount} onChange={(amount) => change({ amount })} />
          <TypedDefault label={words.note} value={choices.note} onChange={(note) => change({ note })} />
        </SimpleGrid>
      </Stack>
    </Section>
  );
}

interface TypedDefaultProps {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}

/** Taken when the field is left, so that the rows are not read anew for every letter. */
function TypedDefault({ label, value, onChange }: TypedDefaultProps) {
  return (
    <TextInput
      label={label}
      defaultValue={value ?? ""}
      onBlur={({ currentTarget }) => {
        const typed = currentTarget.value.trim() || null;
        if (typed !== value) onChange(typed);
      }}
    />
  );
}
