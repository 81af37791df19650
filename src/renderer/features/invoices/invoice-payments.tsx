import { Table, Text } from "@mantine/core";
import { useState } from "react";
import type { InvoiceView, PaymentView } from "../../../shared/contract/invoice-view.ts";
import { DateText } from "../../components/date-text.tsx";
import { dateText } from "../../foundation/day-text.ts";
import { useCodedMoneyText, useMoneyText } from "../../components/money.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { invoicesText } from "./invoices-text.ts";
import layout from "./paper-layout.module.css";
import { TakeBackDialog } from "./take-back-dialog.tsx";
import { ActionButton } from "../../components/action-button.tsx";

const words = invoicesText.invoice;

/** Every payment that was tried or recorded, with what became of it. */
export function InvoicePayments({ invoice }: { readonly invoice: InvoiceView }) {
  const { payments, currency } = invoice;
  const [takenBack, setTakenBack] = useState<PaymentView | null>(null);
  if (payments.length === 0) {
    return (
      <Text size="sm" py={6}>
        {noPaymentText(invoice)}
      </Text>
    );
  }
  const columns = words.paymentColumns;
  return (
    <Table.ScrollContainer minWidth={280} type="native">
      <Table verticalSpacing={6} horizontalSpacing="xs" className={`tabular ${layout.topAligned}`}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{columns.date}</Table.Th>
            <Table.Th scope="col">{columns.gateway}</Table.Th>
            <Table.Th scope="col" ta="end">
              {columns.amount}
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {payments.map((payment) => (
            <Payment key={payment.id} payment={payment} currency={currency} onTakeBack={() => setTakenBack(payment)} />
          ))}
        </Table.Tbody>
      </Table>
      {takenBack && <TakeBackDialog invoice={invoice} payment={takenBack} onClose={() => setTakenBack(null)} />}
    </Table.ScrollContainer>
  );
}

function noPaymentText({ paidBy, totalMinor }: InvoiceView): string {
  if (totalMinor === 0) return words.nothingAsked;
  if (paidBy === "payer-credits") return words.paidByCreditOnly;
  return paidBy === "carried-forward" ? words.carriedOnly : words.noPayments;
}

interface PaymentProps {
  readonly payment: PaymentView;
  readonly currency: string;
  readonly onTakeBack: () => void;
}

function Payment({ payment, currency, onTakeBack }: PaymentProps) {
  const moneyText = useMoneyText();
  const codedText = useCodedMoneyText();
  const canBeTakenBack = payment.actions.some(({ action, refusal }) => action === "takeBack" && refusal === null);
  const details = [words.paymentStatus[payment.status], payment.failureReason, payment.reference];
  return (
    <Table.Tr>
      <Table.Td className={layout.oneLine}>
        <DateText on={payment.paidOn} />
      </Table.Td>
      <Table.Td className="free-text">
        {payment.methodLabel ?? words.gateways[payment.gateway]}
        <Text size="xs" c="dimmed">
          {details.filter(Boolean).join(" · ")}
        </Text>
        {payment.takenBackOn !== null && (
          <Text size="xs">{words.takenBack(dateText(payment.takenBackOn), payment.takenBackReason ?? "")}</Text>
        )}
        {payment.overpaidMinor !== 0 && (
          <Text size="xs">
            {codedText(payment.overpaidMinor, currency)} {words.overpaid}
          </Text>
        )}
        {payment.refundedMinor !== 0 && (
          <Text size="xs">
            {codedText(payment.refundedMinor, currency)} {words.refunded}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end">
        <MoneyFigure amountMinor={payment.amountMinor} currency={currency} />
        {canBeTakenBack && (
          <div>
            <ActionButton
              takes="payments"
              isLeftToUpstream
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={words.takeBackOf(moneyText(payment.amountMinor, currency), dateText(payment.paidOn))}
              onClick={onTakeBack}
            >
              {words.takeBack}
            </ActionButton>
          </div>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
