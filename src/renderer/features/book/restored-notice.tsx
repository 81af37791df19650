import { Group, Text } from "@mantine/core";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { changeNotice, notice } from "../../foundation/notice.tsx";
import { ActionButton } from "../../components/action-button.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { backupsText } from "./backups-text.ts";

type Restored = MethodAnswer<"book.restore">;

const words = backupsText.restored;
const noticeId = "book-restored";

/** Tells that the book became what a copy held, and offers the way back for as long as it is not closed. */
export function showRestored(restored: Restored): void {
  const title = words.title(countText(restored.entryCount));
  const message = <RestoredNotice restored={restored} />;
  notice({ id: noticeId, title, message, standsMs: false, announcement: `${title}.` });
}

function RestoredNotice({ restored: { keptPath, mayMissLast, proof } }: { readonly restored: Restored }) {
  const restore = useEngineCommand("book.restore");
  const keptName = keptPath?.split(/[/\\]/u).at(-1);
  const undo = async (fileName: string) => {
    try {
      const { entryCount } = await restore.run({ fileName, replaces: true });
      const message = backupsText.restored.title(countText(entryCount));
      changeNotice(noticeId, { title: words.undone, message, announcement: `${words.undone}. ${message}.` });
    } catch {
      // The refusal is shown from the command's state, in the notice itself.
    }
  };
  return (
    <>
      <Text size="sm">{words.proofs[proof]}</Text>
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
