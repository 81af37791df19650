import { Anchor, Table } from "@mantine/core";
import type { WebhookDeliveryView } from "../../../shared/contract/webhooks.ts";
import { countText } from "../../foundation/count-text.ts";
import { MomentText } from "../../components/date-text.tsx";
import { focusFirstField } from "../../components/focus-first-field.ts";
import { NoValue } from "../../components/no-value.tsx";
import { ScrollBox } from "../../components/scroll-box.tsx";
import { StateMark, type StateWord } from "../../components/state-mark.tsx";
import { WebhookSubject } from "./webhook-subject.tsx";
import { eventText } from "./webhook-events.ts";
import classes from "./webhooks.module.css";
import { webhooksText } from "./webhooks-text.ts";

interface WebhookDeliveryTableProps {
  readonly deliveries: readonly WebhookDeliveryView[];
  readonly isPaused: boolean;
  /** The one that was open last: who comes back from it goes on there. */
  readonly focusedId: string | null;
  readonly onOpen: (deliveryId: string) => void;
}

const words = webhooksText.deliveries;

const tones: Readonly<Record<WebhookDeliveryView["state"], StateWord["tone"]>> = {
  waiting: "waiting",
  delivered: "fine",
  failed: "wrong",
  cancelled: "over",
};

/** Deliveries, one to a row, each of which can be opened. */
export function WebhookDeliveryTable({ deliveries, isPaused, focusedId, onOpen }: WebhookDeliveryTableProps) {
  return (
    <ScrollBox label={words.caption} size="large">
      <Table verticalSpacing={6} className="tabular" aria-label={words.caption} ref={focusFirstField} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {[words.event, words.about, words.created, words.state].map((heading) => (
              <Table.Th key={heading} scope="col">
                {heading}
              </Table.Th>
            ))}
            <Table.Th scope="col" ta="end">
              {words.attempts}
            </Table.Th>
            <Table.Th scope="col" className={classes.whole}>
              {words.lastAnswer}
            </Table.Th>
            <Table.Th scope="col">{words.nextAttempt}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {deliveries.map((delivery) => (
            <Table.Tr key={delivery.id}>
              <Table.Th scope="row">
                <Anchor
                  component="button"
                  type="button"
                  size="sm"
                  ta="start"
                  aria-label={words.open(eventText(delivery.eventType))}
                  {...(delivery.id === focusedId && { "data-autofocus": true })}
                  onClick={() => onOpen(delivery.id)}
                >
                  {eventText(delivery.eventType)}
                </Anchor>
              </Table.Th>
              <Table.Td>
                <WebhookSubject id={delivery.subjectId} isShort />
              </Table.Td>
              <Table.Td className={classes.whole}>
                <MomentText atMs={delivery.createdAtMs} />
              </Table.Td>
              <Table.Td>
                <StateMark word={webhooksText.states[delivery.state]} tone={tones[delivery.state]} />
              </Table.Td>
              <Table.Td ta="end">{countText(delivery.attemptCount)}</Table.Td>
              <Table.Td className={classes.whole}>
                <LastAnswer delivery={delivery} />
              </Table.Td>
              <Table.Td className={classes.whole}>
                <NextAttempt delivery={delivery} isPaused={isPaused} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollBox>
  );
}

/** What the endpoint answered last. */
export function LastAnswer({ delivery }: { readonly delivery: WebhookDeliveryView }) {
  const { lastStatus, lastAttemptAtMs } = delivery;
  if (lastStatus !== null) return webhooksText.answer(lastStatus);
  return lastAttemptAtMs === null ? <NoValue meaning={words.notTried} /> : words.noAnswer;
}

/** When a delivery is tried next. */
export function NextAttempt({
  delivery,
  isPaused,
}: {
  readonly delivery: WebhookDeliveryView;
  readonly isPaused: boolean;
}) {
  if (delivery.state !== "waiting") return <NoValue meaning={words.noNext} />;
  if (isPaused || delivery.nextAttemptAtMs === null) return words.whenItGoesOn;
  return <MomentText atMs={delivery.nextAttemptAtMs} />;
}
