import { Checkbox, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { isCivilDate } from "../../../shared/civil-date.ts";
import { useBook } from "../../foundation/book.ts";
import type { TypedMoney } from "../../foundation/typed-money.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { operatorLocale } from "../../foundation/locale.ts";
import { DayInput } from "../../components/day-input.tsx";
import { Dialog } from "../../components/dialog.tsx";
import { ActRefusal } from "../approvals/act-refusal.tsx";
import { FormButtons } from "../../components/form-buttons.tsx";
import { Fact, FactList } from "../../components/facts.tsx";
import { MoneyInput, useMoneyReader } from "../../components/money-input.tsx";
import { Money, useMoneyText } from "../../components/money.tsx";
import { invoicesText } from "./invoices-text.ts";
import { typedAmount } from "./typed-amount.ts";
import { SubmitForm } from "../../components/submit-form.tsx";
import { notice } from "../../foundation/notice.tsx";

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
  const [amount, setAmount] = useState(() => typedAmount(outstandingMinor, currency, operatorLocale));
  const [receivedOn, setReceivedOn] = useState<string>(today);
  const [reference, setReference] = useState("");
  const [keepsRest, setKeepsRest] = useState(false);
  const [wasTried, setWasTried] = useState(false);
  const recording = useEngineCommand("invoices.recordPayment");
  const moneyText = useMoneyText();

  const parsed = useMoneyReader()(amount, currency);
  const amountProblem = problemOf(parsed, keepsRest ? null : outstandingMinor);
  const dateProblem = isCivilDate(receivedOn) ? null : words.invalidDate;
  const receivedMinor = parsed.ok && amountProblem === null ? parsed.amountMinor : null;
  const leftMinor = receivedMinor === null ? null : Math.max(0, outstandingMinor - receivedMinor);
  const restMinor = receivedMinor === null ? 0 : Math.max(0, receivedMinor - outstandingMinor);

  const act = {
    invoiceId: invoice.id,
    amountMinor: receivedMinor,
    receivedOn,
    reference: reference.trim() === "" ? null : reference.trim(),
    overpayment: keepsRest ? ("to_credit" as const) : ("refuse" as const),
  };

  const record = async () => {
    setWasTried(true);
    if (receivedMinor === null || dateProblem !== null) return;
    try {
      const answer = await recording.run(act);
      onClose();
      const done = answer.invoice.state === "paid" ? words.donePaid : words.donePart;
      const rest = restMinor === 0 ? "" : ` ${words.doneRest(moneyText(restMinor, currency))}`;
      notice({ title: words.doneTitle, message: `${done(invoice.number)}${rest}` });
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
        <Checkbox
          label={words.keepsRest}
          description={words.keepsRestHint}
          checked={keepsRest}
          onChange={(event) => setKeepsRest(event.currentTarget.checked)}
        />
        <DayInput
          required
          label={words.receivedOn}
          value={receivedOn}
          error={wasTried && dateProblem}
          onChange={setReceivedOn}
        />
        <TextInput
          label={words.reference}
          description={words.referenceHint}
          maxLength={200}
          value={reference}
          onChange={(event) => setReference(event.currentTarget.value)}
        />
        <FactList>
          <Fact name={words.outstanding}>
            <Money amountMinor={outstandingMinor} currency={currency} />
          </Fact>
          <Fact name={words.leftAfter}>
            <Money amountMinor={leftMinor} currency={currency} emphasis="strong" />
          </Fact>
          {restMinor !== 0 && (
            <Fact name={words.rest}>
              <Money amountMinor={restMinor} currency={currency} showsPlus emphasis="strong" />
            </Fact>
          )}
        </FactList>
        {recording.error && (
          <ActRefusal error={recording.error} method="invoices.recordPayment" input={act} onAsked={onClose} />
        )}
        <FormButtons cancel={words.cancel} submit={words.confirm} onCancel={onClose} isPending={recording.isPending} />
      </Stack>
    </SubmitForm>
  );
}

function problemOf(parsed: TypedMoney, mostMinor: number | null): string | null {
  if (!parsed.ok) return parsed.message;
  if (parsed.amountMinor <= 0) return words.notAboveZero;
  return mostMinor !== null && parsed.amountMinor > mostMinor ? words.tooMuch : null;
}
