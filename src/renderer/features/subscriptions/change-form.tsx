import { Stack } from "@mantine/core";
import type { ReactNode } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import type { InvoiceView } from "../../../shared/contract/invoice-view.ts";
import { FormButtons } from "../../components/form-buttons.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { SubmitForm } from "../../components/submit-form.tsx";
import classes from "./change-form.module.css";
import { ChangePreview } from "./change-preview.tsx";
import type { ChangeType } from "./offered-changes.ts";
import { subscriptionsText as words } from "./subscriptions-text.ts";
import { useChange, type Change } from "./use-change.ts";
import { notice } from "../../foundation/notice.tsx";

interface ChangeFormProps {
  readonly account: AccountView;
  readonly type: ChangeType;
  /** Null while what was typed is not complete. */
  readonly change: Change | null;
  readonly onClose: () => void;
  /** Whether there is nothing to fill in, so that the way out has the focus. Default false. */
  readonly isQuestion?: boolean;
  /** The fields. */
  readonly children: ReactNode;
}

/** A change of a subscription: its fields, and beside them what it does, from the engine, before it is done. */
export function ChangeForm({ account, type, change, onClose, isQuestion = false, children }: ChangeFormProps) {
  const underWay = useChange(account.id, change);

  const save = async () => {
    if (!underWay.canConfirm) return;
    const answer = await underWay.confirm();
    if (answer === null) return;
    onClose();
    notice({
      title: words.done[type](account.name),
      message: answer.invoice === null ? null : <IssuedInvoice invoice={answer.invoice} />,
    });
  };

  return (
    <SubmitForm checksItself onSubmit={save}>
      <div className={classes.columns}>
        <Stack gap="sm">{children}</Stack>
        <ChangePreview underWay={underWay} />
      </div>
      <FormButtons
        cancel={words.cancel}
        submit={words.confirms[type]}
        onCancel={onClose}
        isPending={underWay.isPending}
        isDisabled={!underWay.canConfirm}
        isDestructive={type === "cancel"}
        startsAtCancel={isQuestion}
      />
    </SubmitForm>
  );
}

function IssuedInvoice({ invoice }: { readonly invoice: InvoiceView }) {
  return (
    <>
      {words.issued}{" "}
      <PlaceLink size="sm" underline="always" to={{ screen: "invoice", invoiceId: invoice.id }}>
        {words.openInvoice(invoice.number)}
      </PlaceLink>
    </>
  );
}
