import { Button, Code, Group, Skeleton, Stack, Text } from "@mantine/core";
import type { WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { AttemptTable } from "../../components/attempt-table.tsx";
import { CopyId } from "../../components/copy-id.tsx";
import { MomentText } from "../../components/date-text.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { focusFirstField } from "../../components/focus-first-field.ts";
import { ScrollBox } from "../../components/scroll-box.tsx";
import { Section } from "../../components/section.tsx";
import { LastAnswer, NextAttempt } from "./webhook-delivery-table.tsx";
import { eventText } from "./webhook-events.ts";
import { WebhookSubject } from "./webhook-subject.tsx";
import classes from "./webhooks.module.css";
import { webhooksText } from "./webhooks-text.ts";
import { ActionButton } from "../../components/action-button.tsx";

interface WebhookDeliveryProps {
  readonly deliveryId: string;
  readonly endpoint: WebhookEndpointView;
  readonly onBack: () => void;
}

const words = webhooksText.delivery;

/** One delivery with its event and every attempt, and the way to send it again. */
export function WebhookDelivery({ deliveryId, endpoint, onBack }: WebhookDeliveryProps) {
  const read = useEngineQuery("webhooks.getDelivery", { deliveryId });
  const resending = useEngineCommand("webhooks.resend");
  return (
    <Stack gap="md" ref={focusFirstField}>
      <Group justify="space-between" gap="sm">
        <Button data-autofocus variant="default" size="compact-sm" onClick={onBack}>
          {words.back}
        </Button>
        <ActionButton
          takes="programs"
          size="compact-sm"
          loading={resending.isPending}
          disabled={!read.data}
          onClick={() => {
            // The refusal stands below.
            resending.run({ deliveryId }).catch(() => undefined);
          }}
        >
          {words.sendAgain}
        </ActionButton>
      </Group>
      {resending.error && <ErrorNotice error={resending.error} />}
      {read.isPending && <Skeleton h={320} />}
      {read.error && <ErrorNotice error={read.error} onRetry={() => void read.refetch()} />}
      {read.data && <Details read={read.data} isPaused={endpoint.isPaused} />}
    </Stack>
  );
}

interface DetailsProps {
  readonly read: MethodAnswer<"webhooks.getDelivery">;
  readonly isPaused: boolean;
}

function Details({ read: { delivery, event, attempts }, isPaused }: DetailsProps) {
  const { deliveries, states } = webhooksText;
  const isHeld = isPaused && delivery.state === "waiting";
  return (
    <>
      <Facts title={eventText(delivery.eventType)}>
        <Fact name={deliveries.about}>
          <WebhookSubject id={delivery.subjectId} />
        </Fact>
        <Fact name={words.happened}>
          <MomentText atMs={event.atMs} />
        </Fact>
        <Fact name={deliveries.state}>{states[delivery.state]}</Fact>
        <Fact name={deliveries.lastAnswer}>
          <LastAnswer delivery={delivery} />
        </Fact>
        <Fact name={deliveries.nextAttempt}>
          <NextAttempt delivery={delivery} isPaused={isPaused} />
        </Fact>
        <Fact name={words.id}>
          <CopyId id={delivery.id} />
        </Fact>
      </Facts>
      {isHeld && <Text size="sm">{words.isPaused}</Text>}
      <Section title={words.attemptsTitle}>
        <AttemptTable attempts={attempts} />
      </Section>
      <Section title={words.bodyTitle}>
        <ScrollBox label={words.body} size="medium">
          <Code block className={classes.body}>
            {JSON.stringify(event.data, null, 2)}
          </Code>
        </ScrollBox>
      </Section>
    </>
  );
}
