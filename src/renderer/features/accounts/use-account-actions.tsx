import { lazy, Suspense, useCallback, useState, type ReactNode } from "react";
import { createStore, useStore, type StoreApi } from "zustand";
import { useEngineQuery } from "../../foundation/engine.ts";
import { goTo } from "../../foundation/router.ts";
import { AdjustDialog } from "../credits/adjust-dialog.tsx";
import { accountsText } from "./accounts-text.ts";
import { failureNotice, notice } from "../../foundation/notice.tsx";

// All but the most frequent of them come with the first time that they are opened, so that the first list is there sooner.
const ApplyDialog = lazy(async () => ({ default: (await import("../credits/apply-dialog.tsx")).ApplyDialog }));
const BillingDetailsDialog = lazy(async () => ({
  default: (await import("./billing-details-dialog.tsx")).BillingDetailsDialog,
}));
const ChangeDialog = lazy(async () => ({
  default: (await import("../subscriptions/change-dialog.tsx")).ChangeDialog,
}));
const RecordPaymentDialog = lazy(async () => ({
  default: (await import("./record-payment-dialog.tsx")).RecordPaymentDialog,
}));
const StatementDialog = lazy(async () => ({ default: (await import("./statement-dialog.tsx")).StatementDialog }));
const TransferDialog = lazy(async () => ({ default: (await import("../credits/transfer-dialog.tsx")).TransferDialog }));

export type AccountAction =
  | "open"
  | "adjust"
  | "transfer"
  | "applyCredit"
  | "recordPayment"
  | "preview"
  | "subscribe"
  | "changePlan"
  | "exportStatement"
  | "billingDetails"
  | "copyId";

/**
 * What can be done to an account, wherever it is offered.
 *
 * @returns `run` does it, and is the same function always; `dialog` is what to show for it, if anything, and belongs somewhere on the screen.
 */
export function useAccountActions(): {
  readonly run: (action: AccountAction, accountId: string) => void;
  readonly dialog: ReactNode;
} {
  const [opened] = useState(() => createStore<OpenedDialog>(() => ({ open: null })));
  // What the most frequent of the dialogs needs is there before it is opened.
  useEngineQuery("credits.reasons", {});

  const run = useCallback(
    (action: AccountAction, accountId: string) => {
      if (action === "open") goTo({ screen: "account", accountId, tab: "overview" });
      else if (action === "preview") goTo({ screen: "preview", accountId });
      else if (action === "copyId") void copyId(accountId);
      else opened.setState({ open: { action, accountId } });
    },
    [opened],
  );

  return { run, dialog: <AccountDialog opened={opened} /> };
}

interface OpenedDialog {
  readonly open: { readonly action: AccountAction; readonly accountId: string } | null;
}

/** The dialog that is open, if any. It knows so by itself: the screen behind it, with all its rows, is not asked to draw itself again. */
function AccountDialog({ opened }: { readonly opened: StoreApi<OpenedDialog> }) {
  const { open } = useStore(opened);
  if (!open) return null;
  return <Suspense>{dialogFor(open.action, open.accountId, () => opened.setState({ open: null }))}</Suspense>;
}

function dialogFor(action: AccountAction, accountId: string, onClose: () => void): ReactNode {
  if (action === "adjust") return <AdjustDialog accountId={accountId} onClose={onClose} />;
  if (action === "transfer") return <TransferDialog accountId={accountId} onClose={onClose} />;
  if (action === "applyCredit") return <ApplyDialog accountId={accountId} onClose={onClose} />;
  if (action === "recordPayment") return <RecordPaymentDialog accountId={accountId} onClose={onClose} />;
  if (action === "exportStatement") return <StatementDialog accountId={accountId} onClose={onClose} />;
  if (action === "billingDetails") return <BillingDetailsDialog accountId={accountId} onClose={onClose} />;
  return <ChangeDialog accountId={accountId} type={action === "changePlan" ? "plan" : "start"} onClose={onClose} />;
}

async function copyId(id: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(id);
    notice(accountsText.actions.copied(id));
  } catch {
    // The browser may refuse the clipboard; the id is shown so that it can be copied by hand.
    failureNotice({ title: accountsText.actions.notCopied, message: id, standsMs: false });
  }
}
