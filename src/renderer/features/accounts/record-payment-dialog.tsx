import { Button, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { InvoiceRow } from "../../../shared/contract/invoice-view.ts";
import { Dialog } from "../../components/dialog.tsx";
import { dateText } from "../../foundation/day-text.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { useEngineQuery } from "../../foundation/engine.ts";
import { PaymentDialog } from "../invoices/payment-dialog.tsx";
import { accountsText } from "./accounts-text.ts";

const words = accountsText.recordPayment;

interface RecordPaymentDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

/** Records a payment of an account: of its one open invoice, or of the one that is chosen among several. */
export function RecordPaymentDialog({ accountId, onClose }: RecordPaymentDialogProps) {
  const open = useEngineQuery("invoices.list", { accountId, state: "open" });
  const [chosenId, setChosenId] = useState<string | null>(null);
  const rows = open.data?.rows ?? [];
  const onlyId = rows.length === 1 ? rows[0]?.id : undefined;
  const invoiceId = chosenId ?? onlyId ?? null;
  const invoice = useEngineQuery("invoices.get", { invoiceId: invoiceId ?? "" }, { isEnabled: invoiceId !== null });
  if (invoice.data) return <PaymentDialog invoice={invoice.data} onClose={onClose} />;
  const error = open.error ?? invoice.error;
  return (
    <Dialog onClose={onClose} title={words.title}>
      {error ? (
        <ErrorNotice error={error} />
      ) : open.data && invoiceId === null ? (
        <InvoiceChoice rows={rows} onChoose={setChosenId} />
      ) : (
        <Skeleton h={200} />
      )}
    </Dialog>
  );
}

interface InvoiceChoiceProps {
  readonly rows: readonly InvoiceRow[];
  readonly onChoose: (invoiceId: string) => void;
}

function InvoiceChoice({ rows, onChoose }: InvoiceChoiceProps) {
  const moneyText = useMoneyText();
  if (rows.length === 0) return <Text size="sm">{accountsText.refusals.noOpenInvoice}</Text>;
  return (
    <Stack gap="xs">
      <Text size="sm">{words.which}</Text>
      {rows.map(({ id, number, currency, outstandingMinor, dueOn }, place) => (
        <Button
          key={id}
          variant="default"
          justify="space-between"
          rightSection={moneyText(outstandingMinor, currency)}
          onClick={() => onChoose(id)}
          {...(place === 0 && { "data-autofocus": true })}
        >
          {words.invoice(number, dateText(dueOn))}
        </Button>
      ))}
    </Stack>
  );
}
