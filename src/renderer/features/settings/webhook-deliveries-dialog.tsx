import { Button, Group, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { WebhookDeliveryState, WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { useEngineQuery } from "../../foundation/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { SegmentedField } from "../../components/segmented-field.tsx";
import { WebhookDelivery } from "./webhook-delivery.tsx";
import { WebhookDeliveryTable } from "./webhook-delivery-table.tsx";
import { webhooksText } from "./webhooks-text.ts";

interface WebhookDeliveriesDialogProps {
  readonly endpoint: WebhookEndpointView;
  /** The one to begin with; null begins with the list. */
  readonly deliveryId: string | null;
  readonly onClose: () => void;
}

const words = webhooksText.deliveries;

/** What was sent to a webhook and what still is to be; one delivery at a time in place of the list. */
export function WebhookDeliveriesDialog({ endpoint, deliveryId, onClose }: WebhookDeliveriesDialogProps) {
  const [openId, setOpenId] = useState(deliveryId);
  // Where the list was left, for who comes back to it.
  const [view, setView] = useState<ListView>({ state: "all", pageStarts: [null], lastOpenId: null });
  return (
    <Dialog onClose={onClose} title={words.title(endpoint.address)} size="64rem">
      {openId === null ? (
        <Deliveries
          endpoint={endpoint}
          view={view}
          onView={setView}
          onOpen={(id) => {
            setView({ ...view, lastOpenId: id });
            setOpenId(id);
          }}
        />
      ) : (
        <WebhookDelivery deliveryId={openId} endpoint={endpoint} onBack={() => setOpenId(null)} />
      )}
    </Dialog>
  );
}

interface ListView {
  readonly state: WebhookDeliveryState | "all";
  /** Where the pages start that were turned to, the one in sight last. */
  readonly pageStarts: readonly (string | null)[];
  readonly lastOpenId: string | null;
}

interface DeliveriesProps {
  readonly endpoint: WebhookEndpointView;
  readonly view: ListView;
  readonly onView: (view: ListView) => void;
  readonly onOpen: (deliveryId: string) => void;
}

const pageSize = 50;
const shownStates = ["waiting", "delivered", "failed"] as const;

function Deliveries({ endpoint, view, onView, onOpen }: DeliveriesProps) {
  const { state, pageStarts } = view;
  const chosen = { endpointId: endpoint.id, state: state === "all" ? null : state };
  const deliveries = useEngineQuery(
    "webhooks.deliveries",
    { ...chosen, after: pageStarts.at(-1) ?? null, limit: pageSize },
    { keepsPrevious: true },
  );
  const next = deliveries.data?.nextCursor ?? null;
  return (
    <Stack gap="sm">
      <Group justify="space-between" align="flex-end" gap="sm">
        <SegmentedField
          label={words.show}
          value={state}
          options={[
            { value: "all" as const, label: words.allStates },
            ...shownStates.map((each) => ({ value: each, label: webhooksText.states[each] })),
          ]}
          onChange={(wanted) => onView({ ...view, state: wanted, pageStarts: [null] })}
        />
        {deliveries.data && deliveries.data.rows.length > 0 && (
          <ExportButton of={{ list: "webhook_deliveries", ...chosen }} />
        )}
      </Group>
      {deliveries.isPending && <Skeleton h={200} />}
      {deliveries.error && <ErrorNotice error={deliveries.error} onRetry={() => void deliveries.refetch()} />}
      {deliveries.data?.rows.length === 0 && <Text size="sm">{state === "all" ? words.none : words.noneOfState}</Text>}
      {deliveries.data && deliveries.data.rows.length > 0 && (
        <WebhookDeliveryTable
          deliveries={deliveries.data.rows}
          isPaused={endpoint.isPaused}
          focusedId={view.lastOpenId}
          onOpen={onOpen}
        />
      )}
      {(pageStarts.length > 1 || next !== null) && (
        <Group justify="flex-end" gap="sm">
          <Button
            size="compact-sm"
            variant="default"
            disabled={pageStarts.length === 1}
            onClick={() => onView({ ...view, pageStarts: pageStarts.slice(0, -1) })}
          >
            {words.newer}
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={next === null}
            onClick={() => onView({ ...view, pageStarts: [...pageStarts, next] })}
          >
            {words.older}
          </Button>
        </Group>
      )}
    </Stack>
  );
}
