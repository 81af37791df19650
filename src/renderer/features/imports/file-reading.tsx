import { Group, SimpleGrid, Stack, Table, Text } from "@mantine/core";
import { useEffect, useRef, useState, type ComponentProps } from "react";
import type { ImportFileKind } from "../../../shared/contract/account-import.ts";
import type { ImportChoices } from "../../../shared/contract/imports.ts";
import type { MethodInput, MethodOutput } from "../../../shared/contract/index.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ScrollBox } from "../../components/scroll-box.tsx";
import { Section } from "../../components/section.tsx";
import { countText } from "../../foundation/count-text.ts";
import { runJob } from "../../foundation/jobs.ts";
import { batchesText } from "./batches-text.ts";
import { ColumnChoice, fieldsBeside, SheetChoice, withColumn } from "./column-choice.tsx";
import { importColumnHelp } from "./import-columns.ts";
import type { ChosenFile } from "./import-draft.ts";
import { importsText } from "./imports-text.ts";
import { sendNamed } from "./send-files.ts";
import { SendingStopped, whileShown } from "./sending.ts";
import { SendingProgress } from "./sending-progress.tsx";
import { formatText, UnclearWays, WrittenWays } from "./written-ways.tsx";

type Look = MethodOutput<"imports.inspect">;

interface FileReadingProps {
  readonly file: ChosenFile;
  /** Whether accounts that the book has may be changed: then a file need not have all columns of a new one. */
  readonly isUpdate: boolean;
  readonly isDisabled: boolean;
  /** It was stopped before the host had all of it to look at. */
  readonly onStop: () => void;
  /** The file was looked at: what it holds, and how it is read where it is not of our own form. */
  readonly onSeen: (kind: ImportFileKind | null, choices: ImportChoices | null) => void;
  readonly onChoices: (choices: ImportChoices) => void;
  /** Another table of the workbook is to be read, whose columns nothing is known of yet. */
  readonly onSheet: (sheet: string | null) => void;
}

const words = importsText.reading;

/** How a file is read that is not of our own form, with its first rows as they will be. Of one that is, there is nothing to say. */
export function FileReading(props: FileReadingProps) {
  const { file, isUpdate, isDisabled, onSeen, onStop, onChoices, onSheet } = props;
  const { look, error } = useLook(file, isUpdate, onSeen, onStop);
  if (error) return <ErrorNotice error={error} />;
  if (look === null) return <SendingProgress purpose={purposeOf(file.name)} />;
  if (look.isOwnForm || look.kind === null) return null;
  const kind = file.kind ?? look.kind;
  const choices = file.choices ?? look.choices;
  return (
    <Section title={words.title(file.name)}>
      <Stack gap="sm" py="xs">
        <Text size="sm" c="dimmed">
          {formatText(look)}
          {choices.mapping !== null && ` ${words.mappings[choices.mapping]}`}
          {look.isRemembered && ` ${batchesText.remembered}`}
        </Text>
        <SheetChoice sheets={look.sheets} sheet={choices.sheet} isDisabled={isDisabled} onChange={onSheet} />
        {choices.mapping === null && (
          <>
            <ColumnChoices kind={kind} look={look} choices={choices} isDisabled={isDisabled} onChange={onChoices} />
            <Group gap="lg" align="start">
              <WrittenWays ways={choices} onChange={(changed) => onChoices({ ...choices, ...changed })} />
            </Group>
            <UnclearWays unclear={look.unclear} />
          </>
        )}
        {look.missing.length > 0 && (
          <Text component="output" display="block" size="sm" fw={500}>
            {words.missing(look.missing.join(", "))}
          </Text>
        )}
        <FirstRows look={look} />
      </Stack>
    </Section>
  );
}

const purposeOf = (name: string) => `look at ${name}`;

/** Send a file and look at it, anew whenever what it holds or how it is read was said. */
function useLook(
  { file, name, kind, sheet = null, choices = null }: ChosenFile,
  isUpdate: boolean,
  onSeen: FileReadingProps["onSeen"],
  onStop: FileReadingProps["onStop"],
) {
  const [look, setLook] = useState<Look | null>(null);
  const [error, setError] = useState<ComponentProps<typeof ErrorNotice>["error"] | null>(null);
  const newest = useRef({ name, onSeen, onStop });
  useEffect(() => {
    newest.current = { name, onSeen, onStop };
  });
  const asked = JSON.stringify({ kind, sheet, choices, existing: isUpdate ? "update" : "refuse" });
  useEffect(() => {
    let isOld = false;
    const left = new AbortController();
    const see = async () => {
      const said = JSON.parse(asked) as Omit<MethodInput<"imports.inspect">, "uploadId">;
      const { name: called } = newest.current;
      const uploadId = await whileShown(
        purposeOf(called),
        { what: importsText.sending.file(called), totalBytes: file.size },
        (way) => sendNamed(file, called, way),
        left.signal,
      );
      const job = await runJob("imports.inspect", { uploadId, ...said });
      if (isOld) return;
      setError(job.error ?? null);
      if (job.state !== "done" || job.error) return;
      const seen = job.result as Look;
      setLook(seen);
      newest.current.onSeen(seen.kind, seen.isOwnForm ? null : seen.choices);
    };
    see().catch((problem: unknown) => {
      if (isOld || !(problem instanceof Error)) return;
      if (problem instanceof SendingStopped) newest.current.onStop();
      else setError(problem);
    });
    return () => {
      isOld = true;
      left.abort();
    };
  }, [file, asked]);
  return { look, error };
}

interface ColumnChoicesProps {
  readonly kind: ImportFileKind;
  readonly look: Look;
  readonly choices: ImportChoices;
  readonly isDisabled: boolean;
  readonly onChange: (choices: ImportChoices) => void;
}

/** Which column of the file holds what. */
function ColumnChoices({ kind, look, choices, isDisabled, onChange }: ColumnChoicesProps) {
  const columns = importColumnHelp[kind].filter(({ name, isOfExports }) => !isOfExports || name in choices.columns);
  return (
    <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="sm">
      {columns.map(({ name, isRequired }) => (
        <ColumnChoice
          key={name}
          name={name}
          header={look.header}
          index={choices.columns[name]}
          beside={fieldsBeside(choices.columns, name)}
          isRequired={isRequired}
          isDisabled={isDisabled}
          onChange={(index) => onChange({ ...choices, columns: withColumn(choices.columns, name, index) })}
        />
      ))}
    </SimpleGrid>
  );
}

/** The first rows, in the columns that have something. */
function FirstRows({ look: { rows } }: { readonly look: Look }) {
  const columns = [...new Set(rows.flatMap(({ values }) => Object.keys(values)))].filter((column) =>
    rows.some(({ values }) => (values[column] ?? "") !== ""),
  );
  if (columns.length === 0) return null;
  return (
    <ScrollBox label={batchesText.previewLabel} size="medium">
      <Table verticalSpacing={4} className="tabular" aria-label={batchesText.preview}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col" ta="end" w={64}>
              {batchesText.line}
            </Table.Th>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ lineNumber, values }) => (
            <Table.Tr key={lineNumber}>
              <Table.Td ta="end">{countText(lineNumber)}</Table.Td>
              {columns.map((column) => (
                <Table.Td key={column} className="free-text">
                  {values[column]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}
