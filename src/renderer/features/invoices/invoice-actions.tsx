import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useState, type ReactNode } from "react";
import type { InvoiceAction, InvoiceView } from "../../../shared/contract/invoice-view.ts";
import type { Right } from "../../../shared/contract/rights.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { ActionItem } from "../../components/action-item.tsx";
import { callEngine } from "../../foundation/engine.ts";
import { refusalText } from "../../foundation/refusal-text.ts";
import { platform } from "../../platform/platform.ts";
import { ApplyDialog } from "../credits/apply-dialog.tsx";
import { CollectDialog } from "./collect-dialog.tsx";
import { CreditNoteDialog } from "./credit-note-dialog.tsx";
import { invoicesText } from "./invoices-text.ts";
import { SavePdf } from "./save-pdf.tsx";
import { PaymentDialog } from "./payment-dialog.tsx";
import { UncollectibleDialog } from "./uncollectible-dialog.tsx";
import { VoidDialog } from "./void-dialog.tsx";
import { WriteOffDialog } from "./write-off-dialog.tsx";

const words = invoicesText.invoice;

/** What one has to be allowed to do for each. */
const rights: Readonly<Record<InvoiceAction, Right>> = {
  recordPayment: "payments",
  collect: "payments",
  applyCredit: "credits",
  creditNote: "invoices",
  void: "invoices",
  writeOff: "invoices",
  markUncollectible: "invoices",
};

/** What stands as a button where it can be done, beside the one that is likeliest; everything else is in the menu. */
const buttonActions: readonly InvoiceAction[] = ["void", "applyCredit", "collect"];
const likeliestActions: readonly InvoiceAction[] = ["recordPayment", "creditNote"];

/**
 * What can be done with an invoice, as the engine says of it. What cannot be done now stands in the menu with the reason, so that
 * nobody looks for it in vain.
 */
export function InvoiceActions({ invoice }: { readonly invoice: InvoiceView }) {
  const [asked, setAsked] = useState<InvoiceAction | null>(null);
  const { actions } = invoice;
  const offered = new Set(actions.filter(({ refusal }) => refusal === null).map(({ action }) => action));
  const likeliest = likeliestActions.find((action) => offered.has(action));
  const buttons = buttonActions.filter((action) => offered.has(action));
  const inMenu = actions.filter(({ action }) => action !== likeliest && !buttons.includes(action));

  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <ActionIcon size={36} variant="default" aria-label={words.more}>
            <IconDots size={16} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {inMenu.map(({ action, refusal }) => (
            <ActionItem
              key={action}
              takes={rights[action]}
              isLeftToUpstream
              name={words.actions[action]}
              refusal={refusal && refusalText(refusal).message}
              onClick={() => setAsked(action)}
            />
          ))}
        </Menu.Dropdown>
      </Menu>
      <Button size="sm" variant="default" onClick={() => void platform.print()}>
        {words.print}
      </Button>
      <SavePdf make={() => callEngine("invoices.pdf", { invoiceId: invoice.id })} />
      {buttons.map((action) => (
        <ActionButton
          key={action}
          takes={rights[action]}
          isLeftToUpstream
          size="sm"
          variant="default"
          onClick={() => setAsked(action)}
        >
          {words.actions[action]}
        </ActionButton>
      ))}
      {likeliest && (
        <ActionButton takes={rights[likeliest]} isLeftToUpstream size="sm" onClick={() => setAsked(likeliest)}>
          {words.actions[likeliest]}
        </ActionButton>
      )}
      {asked !== null && dialogs[asked]({ invoice, onClose: () => setAsked(null) })}
    </>
  );
}

interface DialogContext {
  readonly invoice: InvoiceView;
  readonly onClose: () => void;
}

const dialogs: Readonly<Record<InvoiceAction, (context: DialogContext) => ReactNode>> = {
  recordPayment: (context) => <PaymentDialog {...context} />,
  collect: (context) => <CollectDialog {...context} />,
  applyCredit: ({ invoice, onClose }) => <ApplyDialog accountId={invoice.accountId} onClose={onClose} />,
  creditNote: (context) => <CreditNoteDialog {...context} />,
  void: (context) => <VoidDialog {...context} />,
  writeOff: (context) => <WriteOffDialog {...context} />,
  markUncollectible: (context) => <UncollectibleDialog {...context} />,
};
