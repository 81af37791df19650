import { Table, Text } from "@mantine/core";
import type { WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { momentText } from "../../foundation/moment-text.ts";
import { StateMark } from "../../components/state-mark.tsx";
import { useBook } from "../../foundation/book.ts";
import { countOrBlank } from "../../foundation/count-text.ts";
import { wantedText } from "./webhook-events.ts";
import { WebhookMenu, type WebhookAction } from "./webhook-menu.tsx";
import classes from "./webhooks.module.css";
import { webhooksText } from "./webhooks-text.ts";

interface WebhookTableProps {
  readonly endpoints: readonly WebhookEndpointView[];
  readonly onAction: (action: WebhookAction, endpoint: WebhookEndpointView) => void;
}

const words = webhooksText.list;

/** The webhooks of the book, and how each of them stands. */
export function WebhookTable({ endpoints, onAction }: WebhookTableProps) {
  return (
    <Table verticalSpacing={6} className="tabular" aria-label={words.caption}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{words.address}</Table.Th>
          <Table.Th scope="col">{words.events}</Table.Th>
          <Table.Th scope="col">{words.state}</Table.Th>
          <Table.Th scope="col" ta="end">
            {words.waiting}
          </Table.Th>
          <Table.Th scope="col" ta="end" className={classes.whole}>
            {words.failed}
          </Table.Th>
          <Table.Td />
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {endpoints.map((endpoint) => (
          <Table.Tr key={endpoint.id}>
            <Table.Th scope="row" className={classes.address}>
              {endpoint.address}
              {endpoint.description !== null && (
                <Text size="xs" c="dimmed">
                  {endpoint.description}
                </Text>
              )}
            </Table.Th>
            <Table.Td>{wantedText(endpoint.eventTypes)}</Table.Td>
            <Table.Td>
              <WebhookState endpoint={endpoint} />
            </Table.Td>
            <Table.Td ta="end">{countOrBlank(endpoint.waitingCount)}</Table.Td>
            <Table.Td ta="end" className={classes.failed} data-alarm={endpoint.failedCount > 0 || undefined}>
              {countOrBlank(endpoint.failedCount)}
            </Table.Td>
            <Table.Td ta="end">
              <WebhookMenu endpoint={endpoint} onAction={(action) => onAction(action, endpoint)} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

/** Whether it is told; where that fails, since when, and what it answered last. */
function WebhookState({ endpoint: { isPaused, failing } }: { readonly endpoint: WebhookEndpointView }) {
  const { timeZone } = useBook();
  if (isPaused) return <StateMark word={words.paused} tone="over" />;
  if (!failing) return <StateMark word={words.active} tone="fine" />;
  const { sinceMs, lastStatus } = failing;
  const answer = lastStatus === null ? webhooksText.deliveries.noAnswer : webhooksText.answer(lastStatus);
  return (
    <>
      <StateMark word={words.failing} tone="wrong" />
      <Text size="xs" c="dimmed" className={classes.since}>
        {words.failingSince(momentText(sinceMs, timeZone), answer)}
      </Text>
    </>
  );
}
