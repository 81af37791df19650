import { Text } from "@mantine/core";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Fact, FactList } from "../../components/facts.tsx";
import { Money } from "../../components/money.tsx";
import { showAppliedNotice } from "./applied-notice.tsx";
import { creditsText } from "./credits-text.ts";
import { ActRefusal } from "../approvals/act-refusal.tsx";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";

interface ApplyDialogProps {
  readonly accountId: string;
  readonly onClose: () => void;
}

const { apply: words } = creditsText;

/**
 * Asks before an account's credit is used for its open invoices (BEHAVIOUR 8.7). Cancel has the focus, so that Enter alone
 * uses nothing.
 */
export function ApplyDialog({ accountId, onClose }: ApplyDialogProps) {
  const { data: account, error } = useEngineQuery("accounts.get", { accountId });

  const act = { accountId };
  return (
    <ConfirmDialog
      title={words.title}
      cancel={words.cancel}
      confirm={words.confirm}
      command="credits.applyToOpenInvoices"
      input={act}
      renderRefusal={(refused) => (
        <ActRefusal error={refused} method="credits.applyToOpenInvoices" input={act} onAsked={onClose} />
      )}
      onDone={({ applied }) => showAppliedNotice(applied)}
      onClose={onClose}
    >
      <Text size="sm">{words.explain}</Text>
      {account && (
        <FactList>
          <Fact name={words.account}>{account.name}</Fact>
          <Fact name={words.available}>
            <Money
              amountMinor={
                account.balances.find(({ currency }) => currency === account.currency)?.availableMinor ?? null
              }
              currency={account.currency}
              emphasis="strong"
            />
          </Fact>
          <Fact name={words.openInvoices}>
            <span>
              {words.openInvoiceCount(countText(account.openInvoiceCount))},{" "}
              <Money amountMinor={account.openDueMinor} currency={account.currency} />
            </span>
          </Fact>
        </FactList>
      )}
      {error && <ErrorNotice error={error} />}
    </ConfirmDialog>
  );
}
