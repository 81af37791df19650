import { Alert, Text } from "@mantine/core";
import { IconFlask } from "@tabler/icons-react";
import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { Fact, FactList } from "../../components/facts.tsx";
import { Money } from "../../components/money.tsx";
import { invoicesText } from "./invoices-text.ts";
import { failureNotice, notice } from "../../foundation/notice.tsx";
import { toldText } from "../../foundation/refusal-text.ts";

interface CollectDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}

const words = invoicesText.collecting;

/** Asks before the account's payment method is tried for what is due (BEHAVIOUR 9.2, 9.3). */
export function CollectDialog({ invoice, onClose }: CollectDialogProps) {
  const methods = useEngineQuery("paymentMethods.list", { accountId: invoice.accountId });
  const paymentMethod = methods.data?.paymentMethods.find(({ isDefault }) => isDefault);
  // The invoice on the screen behind may be the paid one before the answer is here.
  const [askedMinor] = useState(invoice.outstandingMinor);

  return (
    <ConfirmDialog
      title={words.title(invoice.number)}
      cancel={words.cancel}
      confirm={words.confirm}
      command="invoices.collect"
      input={{ invoiceId: invoice.id }}
      onDone={(answer) => showOutcome(answer.invoice)}
      onClose={onClose}
    >
      <Text size="sm">{words.explain}</Text>
      {paymentMethod?.isTest === true && (
        <Alert color="yellow" icon={<IconFlask aria-hidden="true" />}>
          {invoicesText.testGateway}
        </Alert>
      )}
      <FactList>
        <Fact name={words.method}>{paymentMethod && toldText({ message: paymentMethod.label })}</Fact>
        <Fact name={words.amount}>
          <Money amountMinor={askedMinor} currency={invoice.currency} emphasis="strong" />
        </Fact>
      </FactList>
    </ConfirmDialog>
  );
}

/** A try that brings no money is no refusal: it stands among the payments, and the notice says why it failed. */
function showOutcome({ number, state, payments }: InvoiceView): void {
  if (state === "paid") {
    notice({ title: words.doneTitle, message: words.done(number) });
    return;
  }
  const tried = payments.at(-1);
  const reason = tried?.failureReason ?? invoicesText.invoice.paymentStatus[tried?.status ?? "failed"];
  failureNotice({
    title: words.failedTitle,
    message: words.failed(number, reason),
    standsMs: false,
  });
}
