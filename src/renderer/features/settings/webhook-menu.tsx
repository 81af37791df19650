import { ActionIcon, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import { ActionItem } from "../../components/action-item.tsx";
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
        <ActionItem takes="programs" name={words.sendTest} onClick={() => onAction("sendTest")} />
        {failedCount > 0 && (
          <ActionItem takes="programs" name={words.resendFailed} onClick={() => onAction("resendFailed")} />
        )}
        <Menu.Divider />
        <ActionItem takes="programs" name={words.edit} onClick={() => onAction("edit")} />
        {isPaused ? (
          <ActionItem takes="programs" name={words.goOn} onClick={() => onAction("goOn")} />
        ) : (
          <ActionItem takes="programs" name={words.pause} onClick={() => onAction("pause")} />
        )}
        <ActionItem takes="programs" name={words.newSecret} onClick={() => onAction("rotate")} />
        <Menu.Divider />
        <ActionItem takes="programs" name={words.remove} onClick={() => onAction("remove")} />
      </Menu.Dropdown>
    </Menu>
  );
}
