import { Button, Skeleton } from "@mantine/core";
import { lazy, Suspense } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { AccountPaymentMethods } from "../payments/payment-methods.tsx";
import { SubscriptionFacts } from "../subscriptions/subscription-facts.tsx";
import { subscriptionsText } from "../subscriptions/subscriptions-text.ts";
import { AccountDetailFacts, NextInvoiceFacts } from "./account-facts.tsx";
import classes from "./account-page.module.css";
import { accountsText } from "./accounts-text.ts";
import type { AccountAction } from "./use-account-actions.tsx";

// The chart's library is the largest part of the page, and no other screen needs it.
const BalanceHistory = lazy(async () => ({ default: (await import("./balance-history.tsx")).BalanceHistory }));

interface AccountOverviewProps {
  readonly account: AccountView;
  readonly onAction: (action: AccountAction) => void;
}

/** The account at a glance. */
export function AccountOverview({ account, onAction }: AccountOverviewProps) {
  return (
    <div className={classes.overview}>
      <SubscriptionFacts
        account={account}
        action={
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => onAction(account.subscription === null ? "subscribe" : "changePlan")}
          >
            {subscriptionsText.actions[account.subscription === null ? "start" : "plan"]}
          </Button>
        }
      />
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
      <AccountDetailFacts
        account={account}
        action={
          <Button size="compact-xs" variant="subtle" onClick={() => onAction("billingDetails")}>
            {accountsText.actions.billingDetails}
          </Button>
        }
      />
      <AccountPaymentMethods accountId={account.id} />
      <div className={classes.wide}>
        <Suspense fallback={<Skeleton h={260} />}>
          <BalanceHistory account={account} />
        </Suspense>
      </div>
    </div>
  );
}
