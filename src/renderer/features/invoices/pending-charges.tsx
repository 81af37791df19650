import { Table, Text } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { PendingCharge } from "../../../shared/contract/invoice-view.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Fact, FactList } from "../../components/facts.tsx";
import { Money, useCodedMoneyText } from "../../components/money.tsx";
import { MoneyFigure } from "../../components/money-figure.tsx";
import { Section } from "../../components/section.tsx";
import { AddChargeDialog } from "./add-charge-dialog.tsx";
import { chargesText } from "./charges-text.ts";
import layout from "./paper-layout.module.css";
import { ActionButton } from "../../components/action-button.tsx";
import { notice } from "../../foundation/notice.tsx";

const words = chargesText;

/** What waits for the account's next invoice beside its subscription, with what adds to it and takes from it. */
export function PendingCharges({ account }: { readonly account: AccountView }) {
  const [isAdding, setAdding] = useState(false);
  const [removed, setRemoved] = useState<PendingCharge | null>(null);
  const charges = useEngineQuery("invoices.charges", { accountId: account.id });
  return (
    <>
      <Section
        title={words.title}
        action={
          <ActionButton
            takes="invoices"
            isLeftToUpstream
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} aria-hidden="true" />}
            onClick={() => setAdding(true)}
          >
            {words.add}
          </ActionButton>
        }
      >
        {charges.error && <ErrorNotice error={charges.error} onRetry={() => void charges.refetch()} />}
        {charges.data && <ChargesTable charges={charges.data.charges} onRemove={setRemoved} />}
      </Section>
      {isAdding && <AddChargeDialog account={account} onClose={() => setAdding(false)} />}
      {removed && <RemoveChargeDialog charge={removed} onClose={() => setRemoved(null)} />}
    </>
  );
}

interface ChargesTableProps {
  readonly charges: readonly PendingCharge[];
  readonly onRemove: (charge: PendingCharge) => void;
}

function ChargesTable({ charges, onRemove }: ChargesTableProps) {
  if (charges.length === 0) {
    return (
      <Text size="sm" py={6} c="dimmed">
        {words.none}
      </Text>
    );
  }
  return (
    <Table
      verticalSpacing={6}
      horizontalSpacing={0}
      className={`tabular ${layout.topAligned}`}
      aria-label={words.title}
    >
      <Table.Tbody>
        {charges.map((charge) => (
          <ChargeRow key={charge.id} charge={charge} onRemove={() => onRemove(charge)} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function ChargeRow({ charge, onRemove }: { readonly charge: PendingCharge; readonly onRemove: () => void }) {
  const { currency, description, discountMinor, taxRateName } = charge;
  const moneyText = useCodedMoneyText();
  return (
    <Table.Tr>
      <Table.Td className="free-text">
        {description}
        <Text size="xs" c="dimmed">
          {words.quantityOf(countText(charge.quantity), moneyText(charge.unitMinor, currency))}
          {discountMinor !== 0 && words.discountOf(moneyText(discountMinor, currency))}
          {taxRateName !== null && ` · ${taxRateName}`}
        </Text>
        {charge.isCarried && (
          <Text size="xs" c="dimmed">
            {words.carried}
          </Text>
        )}
      </Table.Td>
      <Table.Td ta="end">
        <MoneyFigure amountMinor={charge.netMinor} currency={currency} />
        {!charge.isCarried && (
          <div>
            <ActionButton
              takes="invoices"
              isLeftToUpstream
              size="compact-xs"
              variant="subtle"
              color="gray"
              aria-label={words.removeOf(description)}
              onClick={onRemove}
            >
              {words.remove}
            </ActionButton>
          </div>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

interface RemoveChargeDialogProps {
  readonly charge: PendingCharge;
  readonly onClose: () => void;
}

const removal = chargesText.removing;

function RemoveChargeDialog({ charge, onClose }: RemoveChargeDialogProps) {
  return (
    <ConfirmDialog
      title={removal.title}
      cancel={removal.cancel}
      confirm={removal.confirm}
      command="invoices.removeCharge"
      input={{ chargeId: charge.id }}
      onDone={() => notice(removal.done(charge.description))}
      onClose={onClose}
      isDestructive
    >
      <Text size="sm">{removal.explain}</Text>
      <FactList>
        <Fact name={removal.charge}>{charge.description}</Fact>
        <Fact name={removal.amount}>
          <Money amountMinor={charge.netMinor} currency={charge.currency} />
        </Fact>
      </FactList>
    </ConfirmDialog>
  );
}
