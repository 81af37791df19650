import { Text } from "@mantine/core";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { BuyerAndAmount } from "./buyer-and-amount.tsx";
import { invoicesText } from "./invoices-text.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { notice } from "../../foundation/notice.tsx";

interface WriteOffDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}

const words = invoicesText.writingOff;

/** Asks before the rest of an invoice is written off (BEHAVIOUR 9.11). */
export function WriteOffDialog({ invoice, onClose }: WriteOffDialogProps) {
  const writing = useEngineCommand("invoices.writeOff");
  return (
    <ReasonDialog
      run={(reason) => writing.run({ invoiceId: invoice.id, reason })}
      isPending={writing.isPending}
      error={writing.error}
      words={{ ...words, title: words.title(invoice.number) }}
      onDone={({ number }) => notice({ title: words.doneTitle, message: words.done(number) })}
      onClose={onClose}
    >
      <Text size="sm">{words.explain}</Text>
      <BuyerAndAmount invoice={invoice} names={words} />
    </ReasonDialog>
  );
}
