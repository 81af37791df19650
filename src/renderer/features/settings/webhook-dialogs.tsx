import { useRef, useState } from "react";
import type { WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { makeWebhookSecret } from "../../../shared/webhook-secret.ts";
import { announce } from "../../foundation/announcer.tsx";
import { useEngineCommand } from "../../foundation/engine.ts";
import { Dialog } from "../../components/dialog.tsx";
import { ShownOnce } from "./shown-once.tsx";
import { WebhookFields } from "./webhook-fields.tsx";
import { emptyWebhookForm, webhookFormOf } from "./webhook-form.ts";
import { webhooksText } from "./webhooks-text.ts";

const words = webhooksText.form;

/** Adds a webhook, and then shows its secret, this once. */
export function AddWebhookDialog({ onClose }: { readonly onClose: () => void }) {
  const adding = useEngineCommand("webhooks.add");
  const [secret, setSecret] = useState<string | null>(null);
  // What was sent, with its secret: sent again, it is the same webhook, so that an answer that was lost leaves no second one behind.
  const sent = useRef<{ readonly content: string; readonly secret: string } | null>(null);
  if (secret !== null) {
    return (
      <Dialog onClose={onClose} title={webhooksText.secret.title} closesOnClickOutside={false}>
        <ShownOnce secret={secret} words={webhooksText.secret} onClose={onClose} />
      </Dialog>
    );
  }
  return (
    <Dialog onClose={onClose} title={words.addTitle} size="lg">
      <WebhookFields
        initial={emptyWebhookForm}
        submit={words.add}
        command={adding}
        onCancel={onClose}
        onSubmit={async (input) => {
          const content = JSON.stringify(input);
          if (sent.current?.content !== content) sent.current = { content, secret: makeWebhookSecret(crypto) };
          const { secret: made } = sent.current;
          await adding.run({ ...input, secret: made });
          setSecret(made);
        }}
      />
    </Dialog>
  );
}

interface EditWebhookDialogProps {
  readonly endpoint: WebhookEndpointView;
  readonly onClose: () => void;
}

/** Changes where a webhook is and what it is told. */
export function EditWebhookDialog({ endpoint, onClose }: EditWebhookDialogProps) {
  const updating = useEngineCommand("webhooks.update");
  return (
    <Dialog onClose={onClose} title={words.editTitle} size="lg">
      <WebhookFields
        initial={webhookFormOf(endpoint)}
        submit={words.save}
        command={updating}
        onCancel={onClose}
        onSubmit={async (input) => {
          await updating.run({ endpointId: endpoint.id, ...input });
          onClose();
          // Who sees the list sees it there.
          announce(words.saved(input.address));
        }}
      />
    </Dialog>
  );
}
