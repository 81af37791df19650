import { Button, CloseButton, Group, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { AccountView } from "../../../shared/contract/accounts.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { CopyId } from "../../components/copy-id.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ShortenedText } from "../../components/shortened-text.tsx";
import classes from "./accounts-page.module.css";
import { accountsText } from "./accounts-text.ts";
import { BalanceFigure } from "./balance-figure.tsx";
import { BalanceLine } from "./balance-line.tsx";
import { LastEntries } from "./last-entries.tsx";
import { SubscriptionFacts } from "../subscriptions/subscription-facts.tsx";
import { NextInvoiceFacts } from "./account-facts.tsx";
import { TestGatewayBadge } from "./test-gateway-badge.tsx";
import type { AccountAction } from "./use-account-actions.tsx";
import { ActionButton } from "../../components/action-button.tsx";

interface AccountDetailProps {
  readonly accountId: string;
  readonly onAction: (action: AccountAction, accountId: string) => void;
  readonly onClose: () => void;
}

/** The account that was chosen, beside the list. */
export function AccountDetail({ accountId, onAction, onClose }: AccountDetailProps) {
  return (
    <aside aria-label={accountsText.detail.label} className={classes.detail} data-pane="" tabIndex={-1}>
      <CloseButton size="sm" aria-label={accountsText.detail.close} className={classes.close} onClick={onClose} />
      <LoadedDetail accountId={accountId} onAction={onAction} />
    </aside>
  );
}

function LoadedDetail({ accountId, onAction }: Omit<AccountDetailProps, "onClose">) {
  // The account before stays until the next one is there, so that walking does not flicker.
  const account = useEngineQuery("accounts.get", { accountId }, { keepsPrevious: true });
  if (account.error) return <ErrorNotice error={account.error} onRetry={() => void account.refetch()} />;
  if (!account.data) return <Skeleton h={320} />;
  return <Detail account={account.data} onAction={onAction} />;
}

interface DetailProps {
  readonly account: AccountView;
  readonly onAction: AccountDetailProps["onAction"];
}

function Detail({ account, onAction }: DetailProps) {
  const { actions } = accountsText;
  return (
    <Stack gap="md">
      <div>
        <Title order={2} size="h5" dir="auto" className={classes.detailName}>
          {account.name}
        </Title>
        <Text size="sm" c="dimmed" component="div">
          <ShortenedText text={account.contact ?? accountsText.kindNames[account.kind]} />
        </Text>
        {account.usesTestGateway && <TestGatewayBadge />}
      </div>
      <BalanceFigure account={account} />
      <BalanceLine account={account} />
      <Group gap="xs">
        <Button size="compact-sm" onClick={() => onAction("open", account.id)}>
          {actions.open}
        </Button>
        <ActionButton
          takes="credits"
          size="compact-sm"
          variant="default"
          onClick={() => onAction("adjust", account.id)}
        >
          {actions.adjust}
        </ActionButton>
      </Group>
      <NextInvoiceFacts account={account} />
      <LastEntries accountId={account.id} limit={4} />
      <SubscriptionFacts account={account} />
      <CopyId id={account.id} />
    </Stack>
  );
}
