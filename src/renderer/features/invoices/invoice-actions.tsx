import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import type { PaymentMethodView } from "../../../shared/contract/payments.ts";
import { useEngineQuery } from "../../app/engine.ts";
import { platform } from "../../platform/platform.ts";
import { ApplyDialog } from "../credits/apply-dialog.tsx";
import { CollectDialog } from "./collect-dialog.tsx";
import { CreditNoteDialog } from "./credit-note-dialog.tsx";
import { invoiceAbilities } from "./invoice-abilities.ts";
import { invoicesText } from "./invoices-text.ts";
import { PaymentDialog } from "./payment-dialog.tsx";
import { UncollectibleDialog } from "./uncollectible-dialog.tsx";
import { VoidDialog } from "./void-dialog.tsx";

type Question = "payment" | "void" | "apply" | "collect" | "giveUp" | "creditNote";

const words = invoicesText.invoice;

/** What can be done to an invoice: only what works for this one, as it stands. */
export function InvoiceActions({ invoice }: { readonly invoice: InvoiceView }) {
  const { accountId, currency } = invoice;
  const [question, setQuestion] = useState<Question | null>(null);
  const isOpen = invoice.state === "open";
  const credit = useEngineQuery("credits.balance", { accountId }, { isEnabled: isOpen });
  const methods = useEngineQuery("paymentMethods.list", { accountId }, { isEnabled: isOpen });
  const availableMinor = credit.data?.balances.find((balance) => balance.currency === currency)?.availableMinor ?? 0;
  const paymentMethod = methods.data?.paymentMethods.find(({ isDefault }) => isDefault) ?? null;
  const able = invoiceAbilities(invoice, paymentMethod, availableMinor);

  return (
    <>
      {able.canBeGivenUp && (
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon size={36} variant="default" aria-label={words.more}>
              <IconDots size={16} aria-hidden="true" />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => setQuestion("giveUp")}>{words.giveUp}</Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <Action onClick={() => void platform.print()}>{words.print}</Action>
      {able.canBeVoided && <Action onClick={() => setQuestion("void")}>{words.void}</Action>}
      {able.canTakeCredit && <Action onClick={() => setQuestion("apply")}>{words.applyCredit}</Action>}
      {able.canBeCollected && <Action onClick={() => setQuestion("collect")}>{words.collect}</Action>}
      {able.canBeCredited && <Action onClick={() => setQuestion("creditNote")}>{words.creditNote}</Action>}
      {able.canBePaid && (
        <Button size="sm" onClick={() => setQuestion("payment")}>
          {words.recordPayment}
        </Button>
      )}
      {question !== null && dialogs[question]({ invoice, paymentMethod, onClose: () => setQuestion(null) })}
    </>
  );
}

interface ActionProps {
  readonly onClick: () => void;
  readonly children: ReactNode;
}

function Action({ onClick, children }: ActionProps) {
  return (
    <Button size="sm" variant="default" onClick={onClick}>
      {children}
    </Button>
  );
}

interface DialogContext {
  readonly invoice: InvoiceView;
  readonly paymentMethod: PaymentMethodView | null;
  readonly onClose: () => void;
}

const dialogs: Readonly<Record<Question, (context: DialogContext) => ReactNode>> = {
  payment: ({ invoice, onClose }) => <PaymentDialog invoice={invoice} onClose={onClose} />,
  void: ({ invoice, onClose }) => <VoidDialog invoice={invoice} onClose={onClose} />,
  apply: ({ invoice, onClose }) => <ApplyDialog accountId={invoice.accountId} onClose={onClose} />,
  collect: ({ invoice, paymentMethod, onClose }) => (
    <CollectDialog invoice={invoice} paymentMethod={paymentMethod} onClose={onClose} />
  ),
  giveUp: ({ invoice, onClose }) => <UncollectibleDialog invoice={invoice} onClose={onClose} />,
  creditNote: ({ invoice, onClose }) => <CreditNoteDialog invoice={invoice} onClose={onClose} />,
};
