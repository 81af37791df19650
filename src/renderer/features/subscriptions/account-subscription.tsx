import { Group, Skeleton } from "@mantine/core";
import { useState } from "react";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import classes from "./account-subscription.module.css";
import { ChangeDialog } from "./change-dialog.tsx";
import { CycleFacts } from "./cycle-facts.tsx";
import { ItemHistory } from "./item-history.tsx";
import { offeredChanges, type ChangeType } from "./offered-changes.ts";
import { SubscriptionFacts, UpcomingFacts } from "./subscription-facts.tsx";
import { UpstreamBills } from "../link/upstream-bills.tsx";
import { subscriptionsText } from "./subscriptions-text.ts";
import { ActionButton } from "../../components/action-button.tsx";

/** What the account is subscribed to, how far its period is, what follows, what was before, and every change of it. */
export function AccountSubscription({ account }: { readonly account: AccountView }) {
  const state = useEngineQuery("subscriptions.get", { accountId: account.id });
  const [open, setOpen] = useState<ChangeType | null>(null);
  const { subscription } = account;
  return (
    <div className={classes.tab}>
      <UpstreamBills />
      <Group gap="xs">
        {offeredChanges(subscription).map((type, index) => (
          <ActionButton
            takes="subscriptions"
            isLeftToUpstream
            key={type}
            size="compact-sm"
            variant={index === 0 ? "filled" : "default"}
            onClick={() => setOpen(type)}
          >
            {subscriptionsText.actions[type]}
          </ActionButton>
        ))}
      </Group>
      <div className={classes.facts}>
        <SubscriptionFacts account={account} />
        {subscription && state.data && <CycleFacts subscription={subscription} cycle={state.data.cycle} />}
        {subscription && <UpcomingFacts account={account} />}
      </div>
      {state.error && <ErrorNotice error={state.error} onRetry={() => void state.refetch()} />}
      {state.isPending && <Skeleton h={160} />}
      {state.data && <ItemHistory items={state.data.items} />}
      {open !== null && <ChangeDialog accountId={account.id} type={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
