import { ActionIcon, Alert, Button, Group, Stack, Text, Textarea } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ErrorView } from "../../../shared/errors.ts";
import type { Told } from "../../../shared/sentences/sentence.ts";
import { FileChooser } from "../../components/file-chooser.tsx";
import { toldText } from "../../foundation/refusal-text.ts";
import { sizeText } from "../../foundation/size-text.ts";
import { approvalsText } from "./approvals-text.ts";

const words = approvalsText.ask;

/** What is said with an act that is asked for. */
export interface Asking {
  readonly comment: string;
  readonly files: readonly File[];
}

export const nothingSaid: Asking = { comment: "", files: [] };

export interface AskFieldsProps {
  /** Why it needs approval. */
  readonly needed: Told & { readonly details?: ErrorView["details"] | undefined };
  readonly asking: Asking;
  readonly onChange: (asking: Asking) => void;
}

/** That an act needs approval, by whom, and what is said to them: why, and files. */
export function AskFields({ needed, asking, onChange }: AskFieldsProps) {
  const { comment, files } = asking;
  const could = (needed.details?.["couldApprove"] ?? []) as readonly { readonly name: string }[];
  return (
    <Stack gap="xs">
      <Alert variant="light" color="yellow" title={words.title} role="note">
        <Text size="sm" aria-live="polite">
          {toldText(needed)} {approvalsText.decide.couldApprove(could.map(({ name }) => name))}
        </Text>
      </Alert>
      <Textarea
        label={words.why}
        description={words.whyHint}
        autosize
        minRows={2}
        maxRows={5}
        maxLength={2000}
        value={comment}
        onChange={({ currentTarget }) => onChange({ ...asking, comment: currentTarget.value })}
      />
      {files.map((file, index) => (
        <Group key={`${index}`} gap="xs" wrap="nowrap" justify="space-between">
          <Text size="sm" className="free-text">
            {file.name}{" "}
            <Text span size="xs" c="dimmed">
              {sizeText(file.size)}
            </Text>
          </Text>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={words.remove(file.name)}
            onClick={() => onChange({ ...asking, files: files.toSpliced(index, 1) })}
          >
            <IconX size={14} aria-hidden="true" />
          </ActionIcon>
        </Group>
      ))}
      <Group gap="xs">
        <FileChooser
          multiple
          label={words.files}
          onChoose={(chosen) => onChange({ ...asking, files: [...files, ...chosen] })}
        >
          {(button) => (
            <Button {...button} variant="default" size="compact-sm">
              {words.addFiles}
            </Button>
          )}
        </FileChooser>
        <Text size="xs" c="dimmed">
          {words.filesHint}
        </Text>
      </Group>
    </Stack>
  );
}
