import { DataList, Skeleton, Stack, Text, Title } from "@mantine/core";
import type { ReactNode } from "react";
import type { SendAttempt } from "../../../shared/contract/attempts.ts";
import type { OutboxItem } from "../../../shared/contract/outbox.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { AttemptTable } from "../../components/attempt-table.tsx";
import { MomentText } from "../../components/date-text.tsx";
import { momentText } from "../../foundation/moment-text.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useMoneyText } from "../../components/money.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { StateMark } from "../../components/state-mark.tsx";
import { useBook } from "../../foundation/book.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { toldText } from "../../foundation/refusal-text.ts";
import { useUpstream } from "../../foundation/upstream.ts";
import classes from "./link.module.css";
import { isOpenItem, itemState } from "./outbox-state.ts";
import { outboxText } from "./outbox-text.ts";
import { SettleForm } from "./settle-form.tsx";
import { notice } from "../../foundation/notice.tsx";

const words = outboxText.item;

interface OutboxItemDialogProps {
  readonly entryId: string;
  readonly onClose: () => void;
}

/** One adjustment on its way: what became of it and why, sending it now, and settling it where it was refused. */
export function OutboxItemDialog({ entryId, onClose }: OutboxItemDialogProps) {
  const found = useEngineQuery("outbox.get", { entryId });
  const moneyText = useMoneyText();
  const { item, attempts = [] } = found.data ?? {};
  const title = item
    ? words.title(item.accountName, moneyText(item.amountMinor, item.currency, true))
    : outboxText.list.label;
  return (
    <Dialog title={title} onClose={onClose} size="lg">
      {found.error && <ErrorNotice error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Skeleton h={240} />}
      {item && <Item item={item} attempts={attempts} onClose={onClose} />}
    </Dialog>
  );
}

interface ItemProps {
  readonly item: OutboxItem;
  readonly onClose: () => void;
}

function Item({ item, attempts, onClose }: ItemProps & { readonly attempts: readonly SendAttempt[] }) {
  return (
    <Stack gap="md">
      <ItemFacts item={item} />
      {isOpenItem(item) && <Retry item={item} onClose={onClose} />}
      {isOpenItem(item) && item.state === "refused" && (
        <section aria-label={words.settle}>
          <Title order={3} size="h6" mb="xs">
            {words.settle}
          </Title>
          <SettleForm item={item} onClose={onClose} />
        </section>
      )}
      <section aria-label={words.attemptsTitle}>
        <Title order={3} size="h6" mb="xs">
          {words.attemptsTitle}
        </Title>
        <AttemptTable attempts={attempts} />
      </section>
    </Stack>
  );
}

function ItemFacts({ item }: { readonly item: OutboxItem }) {
  const { timeZone } = useBook();
  const upstream = useUpstream()?.name ?? "";
  const { state, problem, note, attemptCount, lastAttemptAtMs, lastStatus, nextAttemptAtMs, upstreamEntryId } = item;
  return (
    <DataList size="sm" labelWidth={150}>
      <Fact name={words.state}>
        <StateMark {...itemState(item)} />
      </Fact>
      {problem !== null && (
        <Fact name={state === "refused" && lastStatus !== null ? words.says(upstream) : words.problem}>
          <span className={classes.said}>{toldText({ message: problem })}</span>
        </Fact>
      )}
      <Fact name={words.account}>
        <PlaceLink size="sm" to={{ screen: "account", accountId: item.accountId, tab: "ledger" }}>
          {item.accountName}
        </PlaceLink>
      </Fact>
      <Fact name={words.entry}>
        <PlaceLink size="sm" to={{ screen: "entry", entryId: item.entryId }}>
          {words.openEntry}
        </PlaceLink>
      </Fact>
      {note !== null && (
        <Fact name={words.note}>
          <span className={classes.said}>{note}</span>
        </Fact>
      )}
      <Fact name={words.made}>{words.madeBy(momentText(item.createdAtMs, timeZone), item.operator)}</Fact>
      <Fact name={words.attempts}>
        {words.attemptsAt(
          countText(attemptCount),
          lastAttemptAtMs === null ? null : momentText(lastAttemptAtMs, timeZone),
        )}
      </Fact>
      {attemptCount > 0 && (
        <Fact name={words.lastStatus}>{lastStatus === null ? words.noAnswer : `HTTP ${lastStatus}`}</Fact>
      )}
      {nextAttemptAtMs !== null && attemptCount > 0 && (
        <Fact name={words.next}>
          <MomentText atMs={nextAttemptAtMs} />
        </Fact>
      )}
      {upstreamEntryId !== null && <Fact name={words.upstreamEntry}>{upstreamEntryId}</Fact>}
    </DataList>
  );
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <DataList.Item>
      <DataList.ItemLabel>{name}</DataList.ItemLabel>
      <DataList.ItemValue className={classes.value}>{children}</DataList.ItemValue>
    </DataList.Item>
  );
}

function Retry({ item: { entryId }, onClose }: ItemProps) {
  const retrying = useEngineCommand("outbox.retry");
  const retry = async () => {
    try {
      await retrying.run({ entryId });
      onClose();
      notice(words.retrying);
    } catch {
      // The refusal stands in the dialog.
    }
  };
  return (
    <Stack gap="xs" align="flex-start">
      <ActionButton
        takes="credits"
        size="compact-sm"
        variant="default"
        loading={retrying.isPending}
        onClick={() => void retry()}
      >
        {words.retry}
      </ActionButton>
      <Text size="xs" c="dimmed">
        {words.retryHint}
      </Text>
      {retrying.error && <ErrorNotice error={retrying.error} />}
    </Stack>
  );
}
