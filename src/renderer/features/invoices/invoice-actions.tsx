import { Button } from "@mantine/core";
import { useState, type ReactNode } from "react";
import type { InvoiceView } from "../../../shared/contract/invoices.ts";
import { useEngineQuery } from "../../app/engine.ts";
import { platform } from "../../platform/platform.ts";
import { ApplyDialog } from "../credits/apply-dialog.tsx";
import { invoicesText } from "./invoices-text.ts";
import { PaymentDialog } from "./payment-dialog.tsx";
import { VoidDialog } from "./void-dialog.tsx";

type Question = "payment" | "void" | "apply";

const words = invoicesText.invoice;

/** What can be done to an invoice: only what works for this one, as it stands. */
export function InvoiceActions({ invoice }: { readonly invoice: InvoiceView }) {
  const { accountId, currency } = invoice;
  const [question, setQuestion] = useState<Question | null>(null);
  const isOpen = invoice.state === "open";
  const isPayable = isOpen && invoice.outstandingMinor > 0;
  const credit = useEngineQuery("credits.balance", { accountId }, { isEnabled: isPayable });
  const availableMinor = credit.data?.balances.find((balance) => balance.currency === currency)?.availableMinor ?? 0;
  // A payment that was tried and failed brought no money, so it does not stand in the way.
  const wasPaidInPart = invoice.payments.some(({ status }) => status === "succeeded");

  return (
    <>
      <Button size="sm" variant="default" onClick={() => void platform.print()}>
        {words.print}
      </Button>
      {isOpen && !wasPaidInPart && (
        <Button size="sm" variant="default" onClick={() => setQuestion("void")}>
          {words.void}
        </Button>
      )}
      {isPayable && availableMinor > 0 && (
        <Button size="sm" variant="default" onClick={() => setQuestion("apply")}>
          {words.applyCredit}
        </Button>
      )}
      {isPayable && (
        <Button size="sm" onClick={() => setQuestion("payment")}>
          {words.recordPayment}
        </Button>
      )}
      {question !== null && dialogs[question](invoice, () => setQuestion(null))}
    </>
  );
}

const dialogs: Readonly<Record<Question, (invoice: InvoiceView, onClose: () => void) => ReactNode>> = {
  payment: (invoice, onClose) => <PaymentDialog invoice={invoice} onClose={onClose} />,
  void: (invoice, onClose) => <VoidDialog invoice={invoice} onClose={onClose} />,
  apply: ({ accountId }, onClose) => <ApplyDialog accountId={accountId} onClose={onClose} />,
};
