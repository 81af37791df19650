import { Text } from "@mantine/core";
import type { InvoiceView, PaymentView } from "../../../shared/contract/invoice-view.ts";
import { useEngineCommand } from "../../foundation/engine.ts";
import { ActRefusal } from "../approvals/act-refusal.tsx";
import { DateText } from "../../components/date-text.tsx";
import { Fact, FactList } from "../../components/facts.tsx";
import { Money, useMoneyText } from "../../components/money.tsx";
import { invoicesText } from "./invoices-text.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { notice } from "../../foundation/notice.tsx";

interface TakeBackDialogProps {
  readonly invoice: InvoiceView;
  readonly payment: PaymentView;
  readonly onClose: () => void;
}

const words = invoicesText.takingBack;

/** Asks before a recorded payment is taken back, because it bounced or was a mistake (BEHAVIOUR 9.9). */
export function TakeBackDialog({ invoice, payment, onClose }: TakeBackDialogProps) {
  const { currency } = invoice;
  const taking = useEngineCommand("invoices.takeBackPayment");
  const moneyText = useMoneyText();
  const items = [
    { name: words.payment, value: <DateText on={payment.paidOn} /> },
    { name: words.amount, value: <Money amountMinor={payment.amountMinor} currency={currency} emphasis="strong" /> },
    ...(payment.overpaidMinor === 0
      ? []
      : [{ name: words.overpaid, value: <Money amountMinor={-payment.overpaidMinor} currency={currency} /> }]),
  ];
  return (
    <ReasonDialog
      words={words}
      run={(reason) => taking.run({ paymentId: payment.id, reason })}
      isPending={taking.isPending}
      error={taking.error}
      renderRefusal={(error, reason) => (
        <ActRefusal
          error={error}
          method="invoices.takeBackPayment"
          input={{ paymentId: payment.id, reason }}
          onAsked={onClose}
        />
      )}
      onDone={({ number, outstandingMinor }) =>
        notice({
          title: words.doneTitle,
          message: words.done(number, moneyText(outstandingMinor, currency)),
        })
      }
      onClose={onClose}
    >
      <Text size="sm">{words.explain}</Text>
      <FactList>
        {items.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </FactList>
    </ReasonDialog>
  );
}
