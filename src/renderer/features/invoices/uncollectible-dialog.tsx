import { Text } from "@mantine/core";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { BuyerAndAmount } from "./buyer-and-amount.tsx";
import { invoicesText } from "./invoices-text.ts";
import { notice } from "../../foundation/notice.tsx";

interface UncollectibleDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}

const words = invoicesText.givingUp;

/** Asks before an open invoice is given up as uncollectible. It can still be paid or voided afterwards. */
export function UncollectibleDialog({ invoice, onClose }: UncollectibleDialogProps) {
  return (
    <ConfirmDialog
      title={words.title(invoice.number)}
      cancel={words.cancel}
      confirm={words.confirm}
      command="invoices.markUncollectible"
      input={{ invoiceId: invoice.id }}
      onDone={() => notice({ title: words.doneTitle, message: words.done(invoice.number) })}
      onClose={onClose}
      isDestructive
    >
      <Text size="sm">{words.explain}</Text>
      <BuyerAndAmount invoice={invoice} names={words} />
    </ConfirmDialog>
  );
}
