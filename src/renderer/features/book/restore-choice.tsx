import { Button, Stack, Title } from "@mantine/core";
import { useState } from "react";
import type { CopyView } from "../../../shared/contract/copies.ts";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { platform } from "../../platform/platform.ts";
import { backupsText as words } from "./backups-text.ts";
import { CopiesTable } from "./copies-table.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { showRestored } from "./restored-notice.tsx";
import { usePlaceDialog } from "./use-places.ts";

const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();

/** The copies of a book that cannot be opened, as the ways out of that. Nothing where there are none. */
export function RestoreChoice() {
  const copies = useEngineQuery("backups.list", {}).data?.copies ?? [];
  const dialog = usePlaceDialog();
  const [restoring, setRestoring] = useState<CopyView | null>(null);
  const { places } = platform;
  if (copies.length === 0 && !places) return null;
  return (
    <Stack gap="xs" align="flex-start" w="100%">
      {copies.length > 0 && (
        <>
          <Title order={2} size="h5">
            {words.copies}
          </Title>
          <CopiesTable copies={copies} timeZone={timeZone} onRestore={setRestoring} />
        </>
      )}
      {places && (
        <Button
          variant="default"
          disabled={dialog.isOpen}
          onClick={() =>
            dialog.ask(
              () => places.restoreFromFile(),
              (value) => showRestored(value as MethodAnswer<"book.restore">),
            )
          }
        >
          {words.restoreFromFile}
        </Button>
      )}
      {dialog.error && <ErrorNotice error={dialog.error} />}
      {restoring && (
        <RestoreDialog copy={restoring} timeZone={timeZone} entryCount={null} onClose={() => setRestoring(null)} />
      )}
    </Stack>
  );
}
