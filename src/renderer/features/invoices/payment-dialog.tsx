import { Button, DataList, Group, Stack, Text, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { isCivilDate } from "../../../shared/calendar.ts";
import { toDecimalString } from "../../../shared/money/format.ts";
import { useBook } from "../../app/book.ts";
import { useEngineCommand } from "../../app/engine.ts";
import { operatorLocale } from "../../app/locale.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { MoneyInput, readMoney } from "../../components/money-input.tsx";
import { Money } from "../../components/money.tsx";
import { invoicesText } from "./invoices-text.ts";
import { typedAmount } from "./typed-amount.ts";
import { SubmitForm } from "../../components/submit-form.tsx";

interface PaymentDialogProps {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}

const words = invoicesText.payment;

/** Records money that arrived outside the application (BEHAVIOUR 9.2). It starts with the whole of what is outstanding. */
export function PaymentDialog({ invoice, onClose }: PaymentDialogProps) {
  return (
    <Dialog onClose={onClose} title={words.title(invoice.number)}>
      <PaymentForm invoice={invoice} onClose={onClose} />
    </Dialog>
  );
}

function PaymentForm({ invoice, onClose }: PaymentDialogProps) {
  const { today } = useBook();
  const { currency, outstandingMinor } = invoice;
  const [amount, setAmount] = useState(() => typedAmount(toDecimalString(outstandingMinor, currency), operatorLocale));
  const [receivedOn, setReceivedOn] = useState<string>(today);
  const [reference, setReference] = useState("");
  const [wasTried, setWasTried] = useState(false);
  const recording = useEngineCommand("invoices.recordPayment");

  const parsed = readMoney(amount, currency);
  const amountProblem = problemOf(parsed, outstandingMinor);
  const dateProblem = isCivilDate(receivedOn) ? null : words.invalidDate;
  const leftMinor = parsed.ok && amountProblem === null ? outstandingMinor - parsed.amountMinor : null;

  const record = async () => {
    setWasTried(true);
    if (!parsed.ok || amountProblem !== null || dateProblem !== null) return;
    try {
      const answer = await recording.run({
        invoiceId: invoice.id,
        amountMinor: parsed.amountMinor,
        receivedOn,
        reference: reference.trim() === "" ? null : reference.trim(),
      });
      onClose();
      const done = answer.invoice.state === "paid" ? words.donePaid : words.donePart;
      notifications.show({ title: words.doneTitle, message: done(invoice.number) });
    } catch {
      // The refusal stands in the dialog, beside what was typed.
    }
  };

  return (
    <SubmitForm checksItself onSubmit={record}>
      <Stack gap="sm">
        <Text size="sm">{words.explain}</Text>
        <MoneyInput
          data-autofocus
          required
          label={words.amount}
          currency={currency}
          value={amount}
          onChange={setAmount}
          error={wasTried && amountProblem}
        />
        <TextInput
          type="date"
          required
          label={words.receivedOn}
          value={receivedOn}
          error={wasTried && dateProblem}
          onChange={(event) => setReceivedOn(event.currentTarget.value)}
        />
        <TextInput
          label={words.reference}
          description={words.referenceHint}
          maxLength={200}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <DataList size="sm" gap={6} labelWidth={170}>
          <DataList.Item>
            <DataList.ItemLabel>{words.outstanding}</DataList.ItemLabel>
            <DataList.ItemValue>
              <Money amountMinor={outstandingMinor} currency={currency} />
            </DataList.ItemValue>
          </DataList.Item>
          <DataList.Item>
            <DataList.ItemLabel>{words.leftAfter}</DataList.ItemLabel>
            <DataList.ItemValue>
              <Money amountMinor={leftMinor} currency={currency} emphasis="strong" />
            </DataList.ItemValue>
          </DataList.Item>
        </DataList>
        {recording.error && <ErrorNotice error={recording.error} />}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" loading={recording.isPending}>
            {words.confirm}
          </Button>
        </Group>
      </Stack>
    </SubmitForm>
  );
}

function problemOf(parsed: ReturnType<typeof readMoney>, outstandingMinor: number): string | null {
  if (!parsed.ok) return parsed.message;
  if (parsed.amountMinor <= 0) return words.notAboveZero;
  return parsed.amountMinor > outstandingMinor ? words.tooMuch : null;
}
