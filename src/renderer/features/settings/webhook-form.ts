import { webhookEventTypes, type WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import type { WantedEventType } from "./webhook-events.ts";
import { webhooksText } from "./webhooks-text.ts";

/** A webhook, as it was filled in. */
export interface WebhookForm {
  readonly address: string;
  readonly description: string;
  readonly wants: "all" | "chosen";
  /** Kept while `all` is chosen, for who comes back to it. */
  readonly eventTypes: readonly WantedEventType[];
}

export const emptyWebhookForm: WebhookForm = { address: "", description: "", wants: "all", eventTypes: [] };

/** What a webhook that is there looks like in the form. */
export function webhookFormOf({ address, description, eventTypes }: WebhookEndpointView): WebhookForm {
  return { address, description: description ?? "", wants: eventTypes.length === 0 ? "all" : "chosen", eventTypes };
}

interface WebhookDetails {
  readonly address: string;
  readonly description: string | null;
  readonly eventTypes: WantedEventType[];
}

/** What a filled-in form means: what the book is told, else what is wrong with which field. */
export interface ReadWebhook {
  readonly input: WebhookDetails | null;
  readonly problems: Readonly<Partial<Record<"address" | "eventTypes", string>>>;
}

/** Whether there is more to an address is for the book to say, which also knows whether it can be delivered to. */
export function readWebhook(form: WebhookForm): ReadWebhook {
  const { addressWrong, typesMissing } = webhooksText.form;
  const address = form.address.trim();
  const description = form.description.trim();
  const eventTypes = form.wants === "all" ? [] : webhookEventTypes.filter((type) => form.eventTypes.includes(type));
  const problems = {
    ...(!/^https?:\/\/[^\s/]/iu.test(address) && { address: addressWrong }),
    ...(form.wants === "chosen" && eventTypes.length === 0 && { eventTypes: typesMissing }),
  };
  if (Object.keys(problems).length > 0) return { input: null, problems };
  return { input: { address, description: description === "" ? null : description, eventTypes }, problems };
}
