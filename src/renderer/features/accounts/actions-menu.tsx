import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { useRef, useState, type ComponentProps } from "react";
import { flushSync } from "react-dom";
import type { AccountRow } from "../../../shared/contract/accounts.ts";
import { ActionItem } from "../../components/action-item.tsx";
import { refusalsOfRow, type AccountRefusals } from "./account-refusals.ts";
import { accountsText } from "./accounts-text.ts";
import type { AccountAction } from "./use-account-actions.tsx";

interface ActionsMenuProps {
  readonly row: AccountRow;
  readonly onAction: (action: AccountAction, row: AccountRow) => void;
}

/** A row's Actions menu. Its button is all there is of it until it is opened: a list has fifty of them, and few are. */
export function ActionsMenu({ row, onAction }: ActionsMenuProps) {
  const [wasOpened, setWasOpened] = useState(false);
  const target = useRef<HTMLButtonElement>(null);
  const open = () => {
    flushSync(() => setWasOpened(true));
    // The menu's own button takes the place of the one that was pressed, and is what the focus comes back to.
    target.current?.focus({ preventScroll: true });
    target.current?.click();
  };
  if (!wasOpened) return <MenuButton row={row} aria-haspopup="menu" aria-expanded={false} onClick={open} />;
  return (
    <Menu position="bottom-end" width={250}>
      <Menu.Target>
        <MenuButton ref={target} row={row} />
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

function MenuButton({ row, ...rest }: Pick<ActionsMenuProps, "row"> & ComponentProps<typeof ActionIcon<"button">>) {
  return (
    <ActionIcon
      {...rest}
      variant="subtle"
      color="gray"
      aria-label={accountsText.actions.labelFor(row.name)}
      data-row-menu=""
      tabIndex={-1}
    >
      <IconDots size={16} aria-hidden="true" />
    </ActionIcon>
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
  return (
    <>
      <ActionItem takes="credits" name={actions.adjust} onClick={() => onAction("adjust")} />
      <ActionItem
        takes="credits"
        name={actions.transfer}
        refusal={refusals.transfer}
        onClick={() => onAction("transfer")}
      />
      <ActionItem
        takes="credits"
        isLeftToUpstream
        name={actions.applyCredit}
        refusal={refusals.applyCredit}
        onClick={() => onAction("applyCredit")}
      />
      <ActionItem
        takes="payments"
        isLeftToUpstream
        name={actions.recordPayment}
        refusal={refusals.recordPayment}
        onClick={() => onAction("recordPayment")}
      />
      {isSubscribed ? (
        <ActionItem
          takes="subscriptions"
          isLeftToUpstream
          name={actions.changePlan}
          onClick={() => onAction("changePlan")}
        />
      ) : (
        <ActionItem
          takes="subscriptions"
          isLeftToUpstream
          name={actions.subscribe}
          onClick={() => onAction("subscribe")}
        />
      )}
      <Menu.Item onClick={() => onAction("preview")}>{actions.preview}</Menu.Item>
      <Menu.Item onClick={() => onAction("exportStatement")}>{actions.exportStatement}</Menu.Item>
      <ActionItem takes="accounts" name={actions.billingDetails} onClick={() => onAction("billingDetails")} />
      <Menu.Divider />
      <Menu.Item onClick={() => onAction("copyId")}>{actions.copyId}</Menu.Item>
    </>
  );
}
