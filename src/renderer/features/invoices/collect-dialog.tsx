import { Alert, DataList, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconFlask } from "@tabler/icons-react";
import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import type { PaymentMethodView } from "../../../shared/contract/payments.ts";
import { useEngineCommand } from "../../app/engine.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Money } from "../../components/money.tsx";
import { invoicesText } from "./invoices-text.ts";

interface CollectDialogProps {
  readonly invoice: InvoiceView;
  readonly paymentMethod: PaymentMethodView | null;
  readonly onClose: () => void;
}

const words = invoicesText.collecting;

/** Asks before the account's payment method is tried for what is due (BEHAVIOUR 9.2, 9.3). */
export function CollectDialog({ invoice, paymentMethod, onClose }: CollectDialogProps) {
  // The invoice on the screen behind may be the paid one before the answer is here.
  const [askedMinor] = useState(invoice.outstandingMinor);
  const collecting = useEngineCommand("invoices.collect");

  const collect = async () => {
    try {
      const answer = await collecting.run({ invoiceId: invoice.id });
      onClose();
      showOutcome(answer.invoice);
    } catch {
      // The refusal stands in the dialog.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.title(invoice.number)}>
      <Stack gap="sm">
        <Text size="sm">{words.explain}</Text>
        {paymentMethod?.isTest === true && (
          <Alert color="yellow" icon={<IconFlask aria-hidden="true" />}>
            {invoicesText.paper.testGateway}
          </Alert>
        )}
        <DataList size="sm" labelWidth={130}>
          <DataList.Item>
            <DataList.ItemLabel>{words.method}</DataList.ItemLabel>
            <DataList.ItemValue>{paymentMethod?.label ?? words.noMethod}</DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>{words.amount}</DataList.ItemLabel>
            <DataList.ItemValue>
              <Money amountMinor={askedMinor} currency={invoice.currency} emphasis="strong" />
            </DataList.ItemValue>
          </DataList.Item>
        </DataList>
        {collecting.error && <ErrorNotice error={collecting.error} />}
        <ConfirmButtons
          cancel={words.cancel}
          confirm={words.confirm}
          onCancel={onClose}
          onConfirm={collect}
          isPending={collecting.isPending}
        />
      </Stack>
    </Dialog>
  );
}

/** A try that brings no money is no refusal: it stands among the payments, and the notice says why it failed. */
function showOutcome({ number, state, payments }: InvoiceView): void {
  if (state === "paid") {
    notifications.show({ title: words.doneTitle, message: words.done(number) });
    return;
  }
  const tried = payments.at(-1);
  const reason = tried?.failureReason ?? invoicesText.invoice.paymentStatus[tried?.status ?? "failed"];
  notifications.show({
    title: words.failedTitle,
    message: words.failed(number, reason),
    color: "red",
    autoClose: false,
  });
}
