import { Group, Skeleton, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { announce } from "../../foundation/announcer.tsx";
import { useCommand } from "../../foundation/commands.ts";
import { countText } from "../../foundation/count-text.ts";
import { useEngineCommand, useEngineQuery } from "../../foundation/engine.ts";
import { ErrorNotice } from "../../components/error-notice.tsx";
import { ExportButton } from "../../components/export-button.tsx";
import { Section } from "../../components/section.tsx";
import { NewWebhookSecretDialog } from "./new-webhook-secret-dialog.tsx";
import { RemoveWebhookDialog } from "./remove-webhook-dialog.tsx";
import { AddWebhookDialog, EditWebhookDialog } from "./webhook-dialogs.tsx";
import { WebhookDeliveriesDialog } from "./webhook-deliveries-dialog.tsx";
import type { WebhookAction } from "./webhook-menu.tsx";
import { WebhookRetention } from "./webhook-retention.tsx";
import { WebhookTable } from "./webhook-table.tsx";
import { webhooksText } from "./webhooks-text.ts";
import { ActionButton } from "../../components/action-button.tsx";
import { notice } from "../../foundation/notice.tsx";

type Opened =
  | { readonly dialog: "add" }
  | { readonly dialog: "edit" | "rotate" | "remove"; readonly endpoint: WebhookEndpointView }
  | { readonly dialog: "deliveries"; readonly endpoint: WebhookEndpointView; readonly deliveryId: string | null };

const words = webhooksText.list;

/** The programs that are told what happens, and everything that can be done with them. */
export function Webhooks() {
  const endpoints = useEngineQuery("webhooks.endpoints", {});
  const [opened, setOpened] = useState<Opened | null>(null);
  const { act, error } = useWebhookActions(setOpened);
  const add = () => setOpened({ dialog: "add" });
  useCommand("webhooks.add", add);
  const rows = endpoints.data?.endpoints;
  return (
    <Section
      title={words.title}
      action={
        rows &&
        rows.length > 0 && (
          <Group gap="xs">
            <ExportButton of={{ list: "webhooks" }} />
            <AddButton onClick={add} />
          </Group>
        )
      }
    >
      <Text size="sm" c="dimmed" py="xs" maw="46rem">
        {words.explain}
      </Text>
      {error && <ErrorNotice error={error} />}
      {endpoints.isPending && <Skeleton h={80} />}
      {endpoints.error && <ErrorNotice error={endpoints.error} onRetry={() => void endpoints.refetch()} />}
      {rows?.length === 0 && (
        <Stack gap="xs" align="flex-start">
          <Text size="sm">{words.none}</Text>
          <AddButton onClick={add} />
        </Stack>
      )}
      {rows && rows.length > 0 && <WebhookTable endpoints={rows} onAction={act} />}
      {rows && rows.length > 0 && <WebhookRetention />}
      {opened && <OpenedDialog opened={opened} endpoints={rows ?? []} onClose={() => setOpened(null)} />}
    </Section>
  );
}

function AddButton({ onClick }: { readonly onClick: () => void }) {
  return (
    <ActionButton takes="programs" size="compact-sm" variant="default" onClick={onClick}>
      {words.add}
    </ActionButton>
  );
}

/** What the items of a webhook's menu do: open a dialog, or act at once and say so. */
function useWebhookActions(open: (opened: Opened) => void) {
  const updating = useEngineCommand("webhooks.update");
  const testing = useEngineCommand("webhooks.sendTest");
  const resending = useEngineCommand("webhooks.resendFailed");
  const { menu } = webhooksText;

  const run = async (action: WebhookAction, endpoint: WebhookEndpointView): Promise<void> => {
    const { id: endpointId, address } = endpoint;
    switch (action) {
      case "edit":
      case "rotate":
      case "remove":
        return open({ dialog: action, endpoint });
      case "deliveries":
        return open({ dialog: action, endpoint, deliveryId: null });
      case "sendTest": {
        const { delivery } = await testing.run({ endpointId });
        // What comes of it is what one wants to see.
        return open({ dialog: "deliveries", endpoint, deliveryId: delivery.id });
      }
      case "pause":
      case "goOn": {
        const isPaused = action === "pause";
        await updating.run({ endpointId, isPaused });
        // Who sees the list sees it there.
        return announce(isPaused ? menu.paused(address) : menu.wentOn(address));
      }
      case "resendFailed": {
        const { resentCount } = await resending.run({ endpointId });
        const message = resentCount === 1 ? menu.oneResent : menu.resent(countText(resentCount));
        return notice(message);
      }
    }
  };

  return {
    act: (action: WebhookAction, endpoint: WebhookEndpointView) => {
      for (const { clearError } of [updating, testing, resending]) clearError();
      // The refusal stands above the list.
      run(action, endpoint).catch(() => undefined);
    },
    error: updating.error ?? testing.error ?? resending.error,
  };
}

interface OpenedDialogProps {
  readonly opened: Opened;
  readonly endpoints: readonly WebhookEndpointView[];
  readonly onClose: () => void;
}

function OpenedDialog({ opened, endpoints, onClose }: OpenedDialogProps) {
  switch (opened.dialog) {
    case "add":
      return <AddWebhookDialog onClose={onClose} />;
    case "edit":
      return <EditWebhookDialog endpoint={opened.endpoint} onClose={onClose} />;
    case "rotate":
      return <NewWebhookSecretDialog endpoint={opened.endpoint} onClose={onClose} />;
    case "remove":
      return <RemoveWebhookDialog endpoint={opened.endpoint} onClose={onClose} />;
    case "deliveries": {
      // As it is now, not as it was when the dialog was opened.
      const endpoint = endpoints.find(({ id }) => id === opened.endpoint.id) ?? opened.endpoint;
      return <WebhookDeliveriesDialog endpoint={endpoint} deliveryId={opened.deliveryId} onClose={onClose} />;
    }
  }
}
