import { DataList, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { useEngineCommand } from "../../app/engine.ts";
import { Money } from "../../components/money.tsx";
import { invoicesText } from "./invoices-text.ts";
import { ReasonDialog } from "./reason-dialog.tsx";

interface WriteOffDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}

const words = invoicesText.writingOff;

/** Asks before the rest of an invoice is written off (BEHAVIOUR 9.11). */
export function WriteOffDialog({ invoice, onClose }: WriteOffDialogProps) {
  // The invoice on the screen behind may have nothing left before the answer is here.
  const [restMinor] = useState(invoice.outstandingMinor);
  const writing = useEngineCommand("invoices.writeOff");
  return (
    <ReasonDialog
      run={(reason) => writing.run({ invoiceId: invoice.id, reason })}
      isPending={writing.isPending}
      error={writing.error}
      words={{ ...words, title: words.title(invoice.number) }}
      onDone={({ number }) => notifications.show({ title: words.doneTitle, message: words.done(number) })}
      onClose={onClose}
    >
      <Text size="sm">{words.explain}</Text>
      <DataList size="sm" labelWidth={130}>
        <DataList.Item>
          <DataList.ItemLabel>{words.account}</DataList.ItemLabel>
          <DataList.ItemValue>{invoice.buyerName}</DataList.ItemValue>
        </DataList.Item>
        <DataList.Item>
          <DataList.ItemLabel>{words.rest}</DataList.ItemLabel>
          <DataList.ItemValue>
            <Money amountMinor={restMinor} currency={invoice.currency} emphasis="strong" />
          </DataList.ItemValue>
        </DataList.Item>
      </DataList>
    </ReasonDialog>
  );
}
