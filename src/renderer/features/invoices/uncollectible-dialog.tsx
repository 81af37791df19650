import { DataList, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { useEngineCommand } from "../../app/engine.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Money } from "../../components/money.tsx";
import { invoicesText } from "./invoices-text.ts";

interface UncollectibleDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}

const words = invoicesText.givingUp;

/** Asks before an open invoice is given up as uncollectible. It can still be paid or voided afterwards. */
export function UncollectibleDialog({ invoice, onClose }: UncollectibleDialogProps) {
  const [outstandingMinor] = useState(invoice.outstandingMinor);
  const marking = useEngineCommand("invoices.markUncollectible");

  const giveUp = async () => {
    try {
      await marking.run({ invoiceId: invoice.id });
      onClose();
      notifications.show({ title: words.doneTitle, message: words.done(invoice.number) });
    } catch {
      // The refusal stands in the dialog.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.title(invoice.number)}>
      <Stack gap="sm">
        <Text size="sm">{words.explain}</Text>
        <DataList size="sm" labelWidth={130}>
          <DataList.Item>
            <DataList.ItemLabel>{words.account}</DataList.ItemLabel>
            <DataList.ItemValue>{invoice.buyerName}</DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>{words.outstanding}</DataList.ItemLabel>
            <DataList.ItemValue>
              <Money amountMinor={outstandingMinor} currency={invoice.currency} emphasis="strong" />
            </DataList.ItemValue>
          </DataList.Item>
        </DataList>
        {marking.error && <ErrorNotice error={marking.error} />}
        <ConfirmButtons
          cancel={words.cancel}
          confirm={words.confirm}
          onCancel={onClose}
          onConfirm={giveUp}
          isPending={marking.isPending}
          isDestructive
        />
      </Stack>
    </Dialog>
  );
}
