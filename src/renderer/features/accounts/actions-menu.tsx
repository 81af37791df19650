import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { ExplainedItem } from "../../components/explained-item.tsx";
import { useWhyNot } from "../access/session.ts";
import { refusalsOfRow, type AccountRefusals } from "./account-refusals.ts";
import { accountsText } from "./accounts-text.ts";
import type { AccountAction } from "./use-account-actions.tsx";

interface ActionsMenuProps {
  readonly row: AccountRow;
  readonly onAction: (action: AccountAction, row: AccountRow) => void;
}

/** A row's Actions menu. */
export function ActionsMenu({ row, onAction }: ActionsMenuProps) {
  return (
    <Menu position="bottom-end" width={250}>
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
          refusals={refusalsOfRow(row)}
          onAction={(action) => onAction(action, row)}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

interface AccountActionItemsProps {
  readonly isSubscribed: boolean;
  readonly refusals: AccountRefusals;
  readonly onAction: (action: AccountAction) => void;
}

/** The items that a row's menu and the account page's have in common. What cannot be done now is there with its reason. */
export function AccountActionItems({ isSubscribed, refusals, onAction }: AccountActionItemsProps) {
  const { actions } = accountsText;
  const noCredits = useWhyNot("credits");
  const noPayments = useWhyNot("payments");
  const noSubscriptions = useWhyNot("subscriptions");
  const noAccounts = useWhyNot("accounts");
  return (
    <>
      <ExplainedItem name={actions.adjust} refusal={noCredits} onClick={() => onAction("adjust")} />
      <ExplainedItem
        name={actions.transfer}
        refusal={noCredits ?? refusals.transfer}
        onClick={() => onAction("transfer")}
      />
      <ExplainedItem
        name={actions.applyCredit}
        refusal={noCredits ?? refusals.applyCredit}
        onClick={() => onAction("applyCredit")}
      />
      <ExplainedItem
        name={actions.recordPayment}
        refusal={noPayments ?? refusals.recordPayment}
        onClick={() => onAction("recordPayment")}
      />
      {isSubscribed ? (
        <ExplainedItem name={actions.changePlan} refusal={noSubscriptions} onClick={() => onAction("changePlan")} />
      ) : (
        <ExplainedItem name={actions.subscribe} refusal={noSubscriptions} onClick={() => onAction("subscribe")} />
      )}
      <Menu.Item onClick={() => onAction("preview")}>{actions.preview}</Menu.Item>
      <Menu.Item onClick={() => onAction("exportStatement")}>{actions.exportStatement}</Menu.Item>
      <ExplainedItem name={actions.billingDetails} refusal={noAccounts} onClick={() => onAction("billingDetails")} />
      <Menu.Divider />
      <Menu.Item onClick={() => onAction("copyId")}>{actions.copyId}</Menu.Item>
    </>
  );
}
