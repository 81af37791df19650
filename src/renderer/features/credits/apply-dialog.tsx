import { DataList, Stack, Text } from "@mantine/core";
import { countText } from "../../app/count-text.ts";
import { useEngineCommand, useEngineQuery } from "../../app/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Money } from "../../components/money.tsx";
import { showAppliedNotice } from "./applied-notice.tsx";
import { creditsText } from "./credits-text.ts";
import { ConfirmButtons } from "../../components/confirm-buttons.tsx";

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
  const application = useEngineCommand("credits.applyToOpenInvoices");

  const apply = async () => {
    try {
      const { applied } = await application.run({ accountId });
      onClose();
      showAppliedNotice(applied);
    } catch {
      // The refusal stands in the dialog.
    }
  };

  return (
    <Dialog onClose={onClose} title={words.title}>
      <Stack gap="sm">
        <Text size="sm">{words.explain}</Text>
        {account && (
          <DataList size="sm" labelWidth={130}>
            <DataList.Item>
              <DataList.ItemLabel>{words.account}</DataList.ItemLabel>
              <DataList.ItemValue>{account.name}</DataList.ItemValue>
            </DataList.Item>
            <DataList.Item>
              <DataList.ItemLabel>{words.available}</DataList.ItemLabel>
              <DataList.ItemValue>
                <Money
                  amountMinor={
                    account.balances.find(({ currency }) => currency === account.currency)?.availableMinor ?? null
                  }
                  currency={account.currency}
                  emphasis="strong"
                />
              </DataList.ItemValue>
            </DataList.Item>
            <DataList.Item>
              <DataList.ItemLabel>{words.openInvoices}</DataList.ItemLabel>
              <DataList.ItemValue>
                <span>
                  {words.openInvoiceCount(countText(account.openInvoiceCount))},{" "}
                  <Money amountMinor={account.openDueMinor} currency={account.currency} />
                </span>
              </DataList.ItemValue>
            </DataList.Item>
          </DataList>
        )}
        {error && <ErrorNotice error={error} />}
        {application.error && <ErrorNotice error={application.error} />}
        <ConfirmButtons
          cancel={words.cancel}
          confirm={words.confirm}
          onCancel={onClose}
          onConfirm={apply}
          isPending={application.isPending}
        />
      </Stack>
    </Dialog>
  );
}
