import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Closing } from "../../../shared/contract/periods.ts";
import { fromBase64 } from "../../foundation/from-base64.ts";
import { callEngine, type EngineError, useEngineQuery } from "../../foundation/engine.ts";
import { platform } from "../../platform/platform.ts";
import { dateText } from "../../foundation/day-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { Section } from "../../components/section.tsx";
import { CloseDialog } from "./close-dialog.tsx";
import { ClosingsTable, type ClosingAction } from "./closings-table.tsx";
import { monthText } from "./month-text.ts";
import { periodsText as words } from "./periods-text.ts";
import { ReopenDialog } from "./reopen-dialog.tsx";
import { ActionButton } from "../../components/action-button.tsx";

/** Which months are closed, the way to close the next one, and what can be done with those that are. */
export function ClosedMonths() {
  const periods = useEngineQuery("periods.list", {});
  const [isClosing, setClosing] = useState(false);
  const [reopening, setReopening] = useState<Closing | null>(null);
  const [error, setError] = useState<EngineError | null>(null);
  const next = periods.data?.next;
  const act = (action: ClosingAction, closing: Closing) => {
    setError(null);
    if (action === "reopen") setReopening(closing);
    else saveReceipt(action, closing).catch((failure: unknown) => setError(failure as EngineError));
  };
  return (
    <Section
      title={words.title}
      action={
        <Group gap="xs">
          {periods.data && periods.data.closings.length > 0 && <ExportButton of={{ list: "closed_months" }} />}
          {next?.isOver && (
            <ActionButton takes="book" size="compact-sm" variant="default" onClick={() => setClosing(true)}>
              {words.close(monthText(next.month))}
            </ActionButton>
          )}
        </Group>
      }
    >
      <Stack gap={4} py="xs" maw="46rem">
        <Text size="sm" c="dimmed">
          {words.explain}
        </Text>
        {periods.data && (
          <Text size="sm">
            {periods.data.closedThroughOn === null
              ? words.none
              : words.closedThrough(dateText(periods.data.closedThroughOn))}{" "}
            {next && !next.isOver && words.notOver(monthText(next.month), dateText(next.throughOn))}
          </Text>
        )}
      </Stack>
      {error && <ErrorNotice error={error} />}
      {periods.isPending && <Skeleton h={80} />}
      {periods.error && <ErrorNotice error={periods.error} onRetry={() => void periods.refetch()} />}
      {periods.data && periods.data.closings.length > 0 && (
        <ClosingsTable closings={periods.data.closings} closedThroughOn={periods.data.closedThroughOn} onAction={act} />
      )}
      {isClosing && next && <CloseDialog month={next.month} onClose={() => setClosing(false)} />}
      {reopening && <ReopenDialog month={reopening.month} onClose={() => setReopening(null)} />}
    </Section>
  );
}

/** @throws EngineError where the receipt cannot be made. */
async function saveReceipt(action: "pdf" | "json", { month }: Closing): Promise<void> {
  if (action === "pdf") {
    const { fileName, contentBase64 } = await callEngine("periods.receiptPdf", { month });
    await platform.saveFile(fileName, fromBase64(contentBase64));
    return;
  }
  const { receipt } = await callEngine("periods.receipt", { month });
  await platform.saveTextFile(`closing-${month}.json`, `${JSON.stringify(receipt, null, 2)}\n`);
}
