import { DataList, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
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

  return (
    <ConfirmDialog
      title={words.title(invoice.number)}
      cancel={words.cancel}
      confirm={words.confirm}
      command="invoices.markUncollectible"
      input={{ invoiceId: invoice.id }}
      onDone={() => notifications.show({ title: words.doneTitle, message: words.done(invoice.number) })}
      onClose={onClose}
      isDestructive
    >
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
    </ConfirmDialog>
  );
}
