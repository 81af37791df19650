import { Button, Group, Menu, Skeleton, Stack, Tabs } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { lazy, Suspense } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { accountTabs, replacePlace, type AccountTab } from "../../foundation/router.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Page, type Breadcrumb } from "../../components/page.tsx";
import { AccountActivity } from "./account-activity.tsx";
import { AccountOverview } from "./account-overview.tsx";
import classes from "./account-page.module.css";
import { refusalsOf } from "./account-refusals.ts";
import { accountsText } from "./accounts-text.ts";
import { AccountActionItems } from "./actions-menu.tsx";
import { BalanceFigure } from "./balance-figure.tsx";
import { TestGatewayBadge } from "./test-gateway-badge.tsx";
import { useAccountActions, type AccountAction } from "./use-account-actions.tsx";
import { useAccountCommands } from "./use-account-commands.ts";
import { ActionButton } from "../../components/action-button.tsx";

const AccountSubscription = lazy(async () => ({
  default: (await import("../subscriptions/account-subscription.tsx")).AccountSubscription,
}));
const AccountCreditBlocks = lazy(async () => ({
  default: (await import("../credits/credit-blocks.tsx")).AccountCreditBlocks,
}));
const AccountLedger = lazy(async () => ({ default: (await import("../ledger/account-ledger.tsx")).AccountLedger }));
const AccountInvoices = lazy(async () => ({
  default: (await import("../invoices/account-invoices.tsx")).AccountInvoices,
}));

interface AccountPageProps {
  readonly accountId: string;
  readonly tab: AccountTab;
}

const breadcrumbs: readonly Breadcrumb[] = [{ label: accountsText.title, place: { screen: "accounts" } }];

/** One account: its credit, what it pays for, its ledger and its invoices. */
export function AccountPage({ accountId, tab }: AccountPageProps) {
  const account = useEngineQuery("accounts.get", { accountId });
  if (account.data) return <LoadedAccount account={account.data} tab={tab} />;
  return (
    <Page
      title={account.error ? accountsText.account.notShown : accountsText.account.loading}
      breadcrumbs={breadcrumbs}
    >
      {account.error ? (
        <ErrorNotice error={account.error} onRetry={() => void account.refetch()} />
      ) : (
        <Stack aria-busy="true">
          <Skeleton h={64} w={280} />
          <Skeleton h={320} />
        </Stack>
      )}
    </Page>
  );
}

interface LoadedAccountProps {
  readonly account: AccountView;
  readonly tab: AccountTab;
}

function LoadedAccount({ account, tab }: LoadedAccountProps) {
  const actions = useAccountActions();
  const run = (action: AccountAction) => actions.run(action, account.id);
  useAccountCommands({ isSubscribed: account.subscription !== null, refusals: refusalsOf(account), run });

  return (
    <Page
      title={account.name}
      breadcrumbs={breadcrumbs}
      isFilled={tab === "ledger" || tab === "invoices"}
      description={<AccountMarks account={account} />}
      actions={<Actions account={account} onAction={run} />}
    >
      <Tabs
        value={tab}
        onChange={(value) =>
          replacePlace({ screen: "account", accountId: account.id, tab: (value ?? "overview") as AccountTab })
        }
        keepMounted={false}
        className={classes.tabs}
      >
        <Tabs.List aria-label={accountsText.account.tabsLabel}>
          {accountTabs.map((each) => (
            <Tabs.Tab key={each} value={each}>
              {accountsText.account.tabs[each]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="overview" className={classes.panel}>
          <AccountOverview account={account} onAction={run} />
        </Tabs.Panel>
        <Tabs.Panel value="subscription" className={classes.panel}>
          <Suspense fallback={<Skeleton h={320} />}>
            <AccountSubscription account={account} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="credit" className={classes.panel}>
          <Suspense fallback={<Skeleton h={320} />}>
            <AccountCreditBlocks accountId={account.id} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="ledger" className={classes.panel}>
          <Suspense fallback={<Skeleton h={320} />}>
            <AccountLedger accountId={account.id} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="invoices" className={classes.panel}>
          <Suspense fallback={<Skeleton h={320} />}>
            <AccountInvoices accountId={account.id} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="activity" className={classes.panel}>
          <AccountActivity accountId={account.id} />
        </Tabs.Panel>
      </Tabs>
      {actions.dialog}
    </Page>
  );
}

function AccountMarks({ account }: { readonly account: AccountView }) {
  return (
    <Group gap="xs" mt={2}>
      {account.contact !== null && <span className={classes.contact}>{account.contact}</span>}
      {account.usesTestGateway && <TestGatewayBadge />}
    </Group>
  );
}

interface ActionsProps {
  readonly account: AccountView;
  readonly onAction: (action: AccountAction) => void;
}

function Actions({ account, onAction }: ActionsProps) {
  const { actions } = accountsText;
  return (
    <>
      <div className={classes.balance}>
        <BalanceFigure account={account} />
      </div>
      <ActionButton takes="credits" onClick={() => onAction("adjust")}>
        {actions.adjust}
      </ActionButton>
      <Menu position="bottom-end" width={250}>
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={16} aria-hidden="true" />}>
            {actions.label}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <AccountActionItems
            isSubscribed={account.subscription !== null}
            refusals={refusalsOf(account)}
            onAction={onAction}
          />
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
