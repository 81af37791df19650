import { Alert, Stack, Text } from "@mantine/core";
import { IconCalendarExclamation } from "@tabler/icons-react";
import type { BillingReport } from "../../../shared/contract/billing.ts";
import { useBook } from "../../foundation/book.ts";
import { momentText } from "../../foundation/moment-text.ts";
import { dateText } from "../../foundation/day-text.ts";
import { Dialog } from "../../components/dialog.tsx";
import { billingText } from "./billing-text.ts";
import { countText } from "../../foundation/count-text.ts";
import { TotalsTable } from "./totals-table.tsx";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";

interface RunConfirmationProps {
  readonly report: BillingReport;
  readonly madeAtMs: number;
  readonly onCancel: () => void;
  readonly onConfirm: () => void;
}

const words = billingText.run;

/** Asks before invoices become final, with the figures of the dry run. Cancel has the focus. */
export function RunConfirmation({ report, madeAtMs, onCancel, onConfirm }: RunConfirmationProps) {
  const { today, timeZone } = useBook();
  const date = dateText(report.throughOn);
  return (
    <Dialog onClose={onCancel} title={words.confirmTitle(date)} size="lg">
      <Stack gap="sm">
        <Text size="sm">{words.confirmLead(momentText(madeAtMs, timeZone))}</Text>
        <TotalsTable caption={billingText.totals.caption} totals={report.totals} tense="planned" />
        {report.problemCount > 0 && <Text size="sm">{words.confirmLeftOut(countText(report.problemCount))}</Text>}
        {report.throughOn > today && (
          <Alert color="yellow" icon={<IconCalendarExclamation aria-hidden="true" />}>
            {words.future(date, dateText(today))}
          </Alert>
        )}
        <Text size="sm">{words.confirmFinal}</Text>
        <ConfirmButtons cancel={words.cancel} confirm={words.confirm} onCancel={onCancel} onConfirm={onConfirm} />
      </Stack>
    </Dialog>
  );
}
