import { Button, Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { AccountPaymentMethods } from "../payments/payment-methods.tsx";
import { SubscriptionFacts } from "../subscriptions/subscription-facts.tsx";
import { subscriptionsText } from "../subscriptions/subscriptions-text.ts";
import { AccountDetailFacts, NextInvoiceFacts } from "./account-facts.tsx";
import classes from "./account-page.module.css";
import { accountsText } from "./accounts-text.ts";
import { LastEntries } from "./last-entries.tsx";
import type { AccountAction } from "./use-account-actions.tsx";
import { ActionButton } from "../../components/action-button.tsx";

// The chart's library is the largest part of the page, and no other screen needs it.
const BalanceHistory = lazy(async () => ({ default: (await import("./balance-history.tsx")).BalanceHistory }));

interface AccountOverviewProps {
  readonly account: AccountView;
  readonly onAction: (action: AccountAction) => void;
}

/** The account at a glance: what moves on the left, what is so on the right. */
export function AccountOverview({ account, onAction }: AccountOverviewProps) {
  return (
    <div className={classes.overview}>
      <div className={classes.column}>
        <Suspense fallback={<Skeleton h={260} />}>
          <BalanceHistory account={account} />
        </Suspense>
        <NextInvoiceFacts
          account={account}
          action={
            account.nextInvoice !== null && (
              <Button size="compact-xs" variant="subtle" onClick={() => onAction("preview")}>
                {accountsText.nextInvoice.preview}
              </Button>
            )
          }
        />
        <LastEntries accountId={account.id} limit={5} />
      </div>
      <div className={classes.column}>
        <SubscriptionFacts
          account={account}
          action={
            <ActionButton
              takes="subscriptions"
              isLeftToUpstream
              size="compact-xs"
              variant="subtle"
              onClick={() => onAction(account.subscription === null ? "subscribe" : "changePlan")}
            >
              {subscriptionsText.actions[account.subscription === null ? "start" : "plan"]}
            </ActionButton>
          }
        />
        <AccountDetailFacts
          account={account}
          action={
            <ActionButton
              takes="accounts"
              size="compact-xs"
              variant="subtle"
              onClick={() => onAction("billingDetails")}
            >
              {accountsText.actions.billingDetails}
            </ActionButton>
          }
        />
        <AccountPaymentMethods accountId={account.id} />
      </div>
    </div>
  );
}
