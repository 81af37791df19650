import type { Command } from "commander";
import type { WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { bookOption, jsonOption, keyOption } from "../foundation/options.ts";
import type { OpenBook } from "../foundation/run-command.ts";

/** The webhook that a person means by its id or its address. @throws AppError `webhook_not_found`. */
export async function findWebhook(book: OpenBook, reference: string): Promise<WebhookEndpointView> {
  const { endpoints } = await book.ask("webhooks.endpoints", {});
  const meant = endpoints.filter(({ id, address }) => id === reference || address === reference);
  const [webhook] = meant;
  if (!webhook) throw new AppError("webhook_not_found", sentence('There is no webhook "{reference}".', { reference }));
  if (meant.length === 1) return webhook;
  const ids = meant.map(({ id }) => id).join(", ");
  throw new AppError(
    "invalid_input",
    sentence('"{reference}" is the address of {count} webhooks: {ids}.', {
      reference,
      count: meant.length,
      ids,
    }),
  );
}

/** For commands that change one webhook and may be repeated. */
export function withWebhook(command: Command): Command {
  return command
    .argument("<webhook>", "its id or address")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption());
}
