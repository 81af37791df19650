import { Group, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconCheck } from "@tabler/icons-react";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { announce } from "../../foundation/announcer.tsx";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { backupsText } from "./backups-text.ts";

type Restored = MethodAnswer<"book.restore">;

const words = backupsText.restored;
const noticeId = "book-restored";

/** Tells that the book became what a copy held, and offers the way back for as long as it is not closed. */
export function showRestored(restored: Restored): void {
  const title = words.title(countText(restored.entryCount));
  announce(`${title}.`);
  notifications.hide(noticeId);
  notifications.show({
    id: noticeId,
    title,
    message: <RestoredNotice restored={restored} />,
    icon: <IconCheck size={18} aria-hidden="true" />,
    autoClose: false,
    // The announcement says it already; a second voice would speak over it.
    role: "group",
  });
}

function RestoredNotice({ restored: { keptPath, mayMissLast } }: { readonly restored: Restored }) {
  const restore = useEngineCommand("book.restore");
  const keptName = keptPath?.split(/[/\\]/u).at(-1);
  const undo = async (fileName: string) => {
    try {
      const { entryCount } = await restore.run({ fileName, replaces: true });
      const message = backupsText.restored.title(countText(entryCount));
      announce(`${words.undone}. ${message}.`);
      notifications.update({ id: noticeId, title: words.undone, message, autoClose: 8_000 });
    } catch {
      // The refusal is shown from the command's state, in the notice itself.
    }
  };
  return (
    <>
      {mayMissLast && <Text size="sm">{words.mayMissLast}</Text>}
      {keptName !== undefined && (
        <Group justify="space-between" wrap="nowrap">
          <Text size="sm">{words.kept}</Text>
          <ActionButton
            takes="book"
            size="compact-sm"
            variant="light"
            loading={restore.isPending}
            onClick={() => void undo(keptName)}
          >
            {words.undo}
          </ActionButton>
        </Group>
      )}
      {restore.error && <ErrorNotice error={restore.error} />}
    </>
  );
}
