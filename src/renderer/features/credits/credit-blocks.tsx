import { Skeleton, Stack, Switch, Table, Text } from "@mantine/core";
import { useState } from "react";
import type { CreditBlockView } from "../../../shared/contract/credits.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { DateText } from "../../components/date-text.tsx";
import { EmptyState } from "../../components/empty-state.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { useCodedMoneyText, useMoneyText } from "../../components/money.tsx";
import { FigureColumns, MoneyFigure } from "../../components/money-figure.tsx";
import { NoValue } from "../../components/no-value.tsx";
import { PlaceLink } from "../../components/place-link.tsx";
import { StateMark, type StateWord } from "../../components/state-mark.tsx";
import classes from "./credit-blocks.module.css";
import { creditsText } from "./credits-text.ts";
import { ExpiringChart } from "./expiring-chart.tsx";
import { VoidBlockDialog } from "./void-block-dialog.tsx";
import { ActionButton } from "../../components/action-button.tsx";

const words = creditsText.blocks;

const tones: Readonly<Record<CreditBlockView["state"], StateWord["tone"]>> = {
  usable: "fine",
  waiting: "waiting",
  used: "over",
  expired: "over",
  voided: "over",
};

/** An account's blocks of credit in the order in which they are used (BEHAVIOUR 5.2), then those with nothing left. */
export function AccountCreditBlocks({ accountId }: { readonly accountId: string }) {
  const blocks = useEngineQuery("credits.blocks", { accountId });
  const [hidesClosed, setHidesClosed] = useState(false);
  const [voided, setVoided] = useState<CreditBlockView | null>(null);
  if (blocks.error) return <ErrorNotice error={blocks.error} onRetry={() => void blocks.refetch()} />;
  if (!blocks.data) return <Skeleton h={200} aria-label={words.loading} />;
  const all = blocks.data.blocks;
  if (all.length === 0) return <EmptyState title={words.emptyTitle}>{words.empty}</EmptyState>;
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        {words.explain}
      </Text>
      <ExpiringChart blocks={all} />
      <Switch
        size="xs"
        label={words.hideClosed}
        checked={hidesClosed}
        onChange={({ currentTarget }) => setHidesClosed(currentTarget.checked)}
      />
      <BlocksTable blocks={hidesClosed ? all.filter(isLeft) : all} onVoid={setVoided} />
      {voided && <VoidBlockDialog block={voided} onClose={() => setVoided(null)} />}
    </Stack>
  );
}

function isLeft({ state }: CreditBlockView): boolean {
  return state === "usable" || state === "waiting";
}

interface BlocksTableProps {
  readonly blocks: readonly CreditBlockView[];
  readonly onVoid: (block: CreditBlockView) => void;
}

function BlocksTable({ blocks, onVoid }: BlocksTableProps) {
  return (
    <Table.ScrollContainer minWidth={760} type="native">
      <Table
        verticalSpacing={4}
        horizontalSpacing="xs"
        className={`tabular ${classes.blocks}`}
        aria-label={words.label}
      >
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{words.order}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.left}
            </Table.Th>
            <Table.Th scope="col">{words.state}</Table.Th>
            <Table.Th scope="col" ta="end">
              {words.priority}
            </Table.Th>
            <Table.Th scope="col">{words.category}</Table.Th>
            <Table.Th scope="col">{words.expires}</Table.Th>
            <Table.Th scope="col">{words.effective}</Table.Th>
            <Table.Th scope="col">{words.entry}</Table.Th>
            <Table.Th scope="col">
              <span className="visually-hidden">{words.actions}</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          <FigureColumns currencies={blocks.map(({ currency }) => currency)}>
            {blocks.map((block) => (
              <BlockRow key={block.id} block={block} onVoid={() => onVoid(block)} />
            ))}
          </FigureColumns>
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function BlockRow({ block, onVoid }: { readonly block: CreditBlockView; readonly onVoid: () => void }) {
  const { currency, remainingMinor, heldMinor, amountMinor } = block;
  const moneyText = useMoneyText();
  const codedText = useCodedMoneyText();
  return (
    <Table.Tr {...(!isLeft(block) && { c: "dimmed" })}>
      <Table.Td>{block.useOrder === null ? <NoValue meaning={words.notUsed} /> : countText(block.useOrder)}</Table.Td>
      <Table.Td ta="end">
        <MoneyFigure amountMinor={remainingMinor} currency={currency} isStrong />
        {remainingMinor !== amountMinor && (
          <Text size="xs" c="dimmed">
            {words.leftOf(codedText(amountMinor, currency))}
          </Text>
        )}
        {heldMinor > 0 && (
          <Text size="xs" c="dimmed">
            {words.held(codedText(heldMinor, currency))}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <StateMark word={words.states[block.state]} tone={tones[block.state]} />
      </Table.Td>
      <Table.Td ta="end">{countText(block.priority)}</Table.Td>
      <Table.Td>{words.categories[block.category ?? "none"]}</Table.Td>
      <Table.Td>{block.expiresOn === null ? words.never : <DateText on={block.expiresOn} />}</Table.Td>
      <Table.Td>
        <DateText on={block.effectiveOn} />
      </Table.Td>
      <Table.Td>
        <PlaceLink size="sm" to={{ screen: "entry", entryId: block.entryId }}>
          {words.openEntry}
        </PlaceLink>
      </Table.Td>
      <Table.Td ta="end">
        {isLeft(block) && (
          <ActionButton
            takes="credits"
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={words.voidOf(moneyText(remainingMinor, currency))}
            onClick={onVoid}
          >
            {words.void}
          </ActionButton>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
