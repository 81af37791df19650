import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import type { WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { webhooksText } from "./webhooks-text.ts";

export type WebhookAction =
  | "deliveries"
  | "sendTest"
  | "resendFailed"
  | "edit"
  | "pause"
  | "goOn"
  | "rotate"
  | "remove";

interface WebhookMenuProps {
  readonly endpoint: WebhookEndpointView;
  readonly onAction: (action: WebhookAction) => void;
}

const words = webhooksText.menu;

/** What can be done with a webhook, as it stands. */
export function WebhookMenu({ endpoint, onAction }: WebhookMenuProps) {
  const { address, isPaused, failedCount } = endpoint;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={words.label(address)}>
          <IconDots size={16} aria-hidden="true" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => onAction("deliveries")}>{words.deliveries}</Menu.Item>
        <Menu.Item onClick={() => onAction("sendTest")}>{words.sendTest}</Menu.Item>
        {failedCount > 0 && <Menu.Item onClick={() => onAction("resendFailed")}>{words.resendFailed}</Menu.Item>}
        <Menu.Divider />
        <Menu.Item onClick={() => onAction("edit")}>{words.edit}</Menu.Item>
        {isPaused ? (
          <Menu.Item onClick={() => onAction("goOn")}>{words.goOn}</Menu.Item>
        ) : (
          <Menu.Item onClick={() => onAction("pause")}>{words.pause}</Menu.Item>
        )}
        <Menu.Item onClick={() => onAction("rotate")}>{words.newSecret}</Menu.Item>
        <Menu.Divider />
        <Menu.Item onClick={() => onAction("remove")}>{words.remove}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
