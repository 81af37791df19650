import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { accountsText } from "./accounts-text.ts";
import type { AccountAction } from "./use-account-actions.tsx";

interface ActionsMenuProps {
  readonly row: AccountRow;
  readonly onAction: (action: AccountAction, row: AccountRow) => void;
}

/** A row's Actions menu: only what works for this account. */
export function ActionsMenu({ row, onAction }: ActionsMenuProps) {
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={accountsText.actions.labelFor(row.name)}
          data-row-menu=""
          tabIndex={-1}
        >
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAction("open", row)}>{accountsText.actions.open}</Menu.Item>
        <AccountActionItems
          isSubscribed={row.subscriptionStatus !== null}
          hasCredit={(row.creditBalanceMinor ?? 0) > 0}
          onAction={(action) => onAction(action, row)}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

interface AccountActionItemsProps {
  readonly isSubscribed: boolean;
  /** Whether there is credit that could go to another account. */
  readonly hasCredit: boolean;
  /** Whether there is credit to use and an open invoice to use it for; a row of the list does not know, so it offers nothing. */
  readonly canApplyCredit?: boolean;
  readonly onAction: (action: AccountAction) => void;
}

/** The items that a row's menu and the account page's have in common. */
export function AccountActionItems({
  isSubscribed,
  hasCredit,
  canApplyCredit = false,
  onAction,
}: AccountActionItemsProps) {
  const { actions } = accountsText;
  return (
    <>
      <Menu.Item onClick={() => onAction("adjust")}>{actions.adjust}</Menu.Item>
      {hasCredit && <Menu.Item onClick={() => onAction("transfer")}>{actions.transfer}</Menu.Item>}
      {canApplyCredit && <Menu.Item onClick={() => onAction("applyCredit")}>{actions.applyCredit}</Menu.Item>}
      {isSubscribed ? (
        <Menu.Item onClick={() => onAction("changePlan")}>{actions.changePlan}</Menu.Item>
      ) : (
        <Menu.Item onClick={() => onAction("subscribe")}>{actions.subscribe}</Menu.Item>
      )}
      <Menu.Item onClick={() => onAction("preview")}>{actions.preview}</Menu.Item>
      <Menu.Item onClick={() => onAction("billingDetails")}>{actions.billingDetails}</Menu.Item>
      <Menu.Divider />
      <Menu.Item onClick={() => onAction("copyId")}>{actions.copyId}</Menu.Item>
    </>
  );
}
