import { Button, Group, Stack } from "@mantine/core";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { AskFields, type AskFieldsProps } from "./ask-fields.tsx";
import { approvalsText } from "./approvals-text.ts";

interface AskFormProps extends AskFieldsProps {
  /** Why asking was refused; null where it was not. */
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly onAsk: () => unknown;
}

/** What takes the place of a refusal that approval can be asked for against: what is said with it, and the button that asks. */
export function AskForm({ error, isPending, onAsk, ...fields }: AskFormProps) {
  return (
    <Stack gap="xs">
      <AskFields {...fields} />
      {error && <ErrorNotice error={error} />}
      <Group justify="flex-end">
        <Button loading={isPending} onClick={() => void onAsk()}>
          {approvalsText.ask.submit}
        </Button>
      </Group>
    </Stack>
  );
}
