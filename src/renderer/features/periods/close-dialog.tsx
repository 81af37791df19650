import { List, Skeleton, Stack, Text } from "@mantine/core";
import type { Month } from "../../../shared/months.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ClosingFiguresTable } from "./closing-figures-table.tsx";
import { monthText } from "./month-text.ts";
import { leftOpenText, periodsText } from "./periods-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface CloseDialogProps {
  readonly month: Month;
  readonly onClose: () => void;
}

const words = periodsText.closing;

/** Shows what closing a month would write down and leave open, and closes it. */
export function CloseDialog({ month, onClose }: CloseDialogProps) {
  const preview = useEngineQuery("periods.preview", { month });
  const closing = useEngineCommand("periods.close");
  const name = monthText(month);
  const close = async () => {
    try {
      await closing.run({ month });
      onClose();
      notice(words.done(name));
    } catch {
      // The refusal stands in the dialog.
    }
  };
  return (
    <Dialog title={words.title(name)} onClose={onClose} size="lg">
      <Stack gap="sm">
        <Text size="sm">{words.explain}</Text>
        {preview.isPending && <Skeleton h={120} />}
        {preview.error && <ErrorNotice error={preview.error} onRetry={() => void preview.refetch()} />}
        {preview.data && preview.data.leavesOpen.length > 0 && (
          <div role="note">
            <Text size="sm" fw={600}>
              {words.leavesOpen}
            </Text>
            <List size="sm">
              {preview.data.leavesOpen.map(({ kind, count }) => (
                <List.Item key={kind}>{leftOpenText[kind](countText(count))}</List.Item>
              ))}
            </List>
          </div>
        )}
        {preview.data && <ClosingFiguresTable currencies={preview.data.currencies} />}
        {closing.error && <ErrorNotice error={closing.error} />}
        <ConfirmButtons
          cancel={words.cancel}
          confirm={words.confirm}
          onCancel={onClose}
          onConfirm={close}
          isPending={closing.isPending}
          isDestructive={false}
        />
      </Stack>
    </Dialog>
  );
}
