import { Stack, Title } from "@mantine/core";
import { useState } from "react";
import type { CopyView } from "../../../shared/contract/copies.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { platform } from "../../platform/platform.ts";
import { backupsText as words } from "./backups-text.ts";
import { CopiesTable } from "./copies-table.tsx";
import { RestoreDialog } from "./restore-dialog.tsx";
import { RestoreFromFile } from "./restore-from-file.tsx";

const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();

/** The copies of a book that cannot be opened, as the ways out of that. Nothing where there are none. */
export function RestoreChoice() {
  const copies = useEngineQuery("backups.list", {}).data?.copies ?? [];
  const [restoring, setRestoring] = useState<CopyView | null>(null);
  if (copies.length === 0 && !platform.places) return null;
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
      <RestoreFromFile />
      {restoring && (
        <RestoreDialog copy={restoring} timeZone={timeZone} entryCount={null} onClose={() => setRestoring(null)} />
      )}
    </Stack>
  );
}
