import { webcrypto } from "node:crypto";
import { type Command, Option } from "commander";
import { webhookEventTypes, type WebhookEndpointView } from "../../../shared/contract/webhooks.ts";
import { AppError } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { makeWebhookSecret } from "../../../shared/webhook-secret.ts";
import { webhookColumns, webhookState } from "../../../shared/exports/webhook-columns.ts";
import { confirm } from "../foundation/confirm.ts";
import { findWebhook, withWebhook } from "./find-webhook.ts";
import {
  bookOption,
  jsonOption,
  keyOption,
  withExamples,
  withRowOptions,
  wordsOption,
  wholeNumber,
  yesOption,
} from "../foundation/options.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedList, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { count } from "../foundation/terminal.ts";
import { addDeliveryCommands } from "./webhook-deliveries-commands.ts";
import { codeText, said } from "../foundation/spoken.ts";

type EventType = (typeof webhookEventTypes)[number];

interface AddFlags extends BookFlags {
  readonly description?: string;
  readonly events?: EventType[];
}

interface UpdateFlags extends AddFlags {
  readonly address?: string;
  readonly allEvents?: true;
}

const headings: Headings<WebhookEndpointView> = {
  id: "Id",
  address: { heading: "Address", shrinks: true },
  description: { heading: "Description", shrinks: true },
  events: { heading: "Events", text: ({ eventTypes }) => wantedText(eventTypes), shrinks: true },
  state: { heading: "State", text: stateText },
  waiting: { heading: "Waiting", align: "right", text: ({ waitingCount }) => count(waitingCount) },
  given_up: { heading: "Given up", align: "right", text: ({ failedCount }) => count(failedCount) },
};

const instant = (atMs: number): string => new Date(atMs).toISOString();

function stateText(endpoint: WebhookEndpointView): string {
  const { failing } = endpoint;
  if (!failing || endpoint.isPaused) return codeText(webhookState(endpoint));
  const since = instant(failing.sinceMs);
  if (failing.lastStatus === null) return said("failing since {since} (no answer)", { since });
  return said("failing since {since} (HTTP {status})", { since, status: failing.lastStatus });
}

const wantedText = (types: readonly string[]): string => (types.length === 0 ? codeText("all") : types.join(" "));

/** `countinghouse webhooks …` */
export function addWebhooksCommands(program: Command, line: CommandLine): void {
  const webhooks = program
    .command("webhooks")
    .description("Tell programs elsewhere what happens in a book, and see what they were sent.");
  withExamples(webhooks, "webhooks add https://example.com/billing-events", "webhooks deliveries --state failed");
  addList(webhooks, line);
  addAdd(webhooks, line);
  addUpdate(webhooks, line);
  addPauseAndResume(webhooks, line);
  addRemove(webhooks, line);
  addRotateSecret(webhooks, line);
  addRetention(webhooks, line);
  addDeliveryCommands(webhooks, line);
}

function eventsOption(): Option {
  return wordsOption("--events <types...>", "only these events; left out: all of them", webhookEventTypes);
}

function addList(webhooks: Command, line: CommandLine): void {
  const list = webhooks
    .command("list")
    .description("List the webhooks, newest first, and since when what one is sent fails.")
    .action((flags: BookFlags & ExportedRowFlags) =>
      line.withBook(flags, (book) =>
        printExportedList(line.terminal, book, flags, {
          columns: webhookColumns,
          headings,
          of: { list: "webhooks" },
          read: async () => (await book.ask("webhooks.endpoints", {})).endpoints,
        }),
      ),
    );
  withExamples(withTableFileOption(withRowOptions(list)), "webhooks list", "webhooks list --json");
}

function addAdd(webhooks: Command, line: CommandLine): void {
  const add = webhooks
    .command("add")
    .description("Add a webhook and show the secret that its deliveries are signed with, this once.")
    .argument("<address>", "where events are sent, beginning with https:// or http://")
    .option("--description <text>", "what it is for")
    .addOption(eventsOption())
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((address: string, { description, events = [], ...flags }: AddFlags) =>
      line.withBook(flags, async (book) => {
        const secret = makeWebhookSecret(webcrypto);
        const eventTypes = [...events];
        const { endpoint } = await book.write("webhooks.add", {
          address,
          description: description ?? null,
          eventTypes,
          secret,
        });
        return { ok: true, value: { endpoint, secret }, text: secretText(secret, endpoint) };
      }),
    );
  withExamples(
    add,
    "webhooks add https://example.com/billing-events",
    'webhooks add http://127.0.0.1:8080/hook --events invoice.paid invoice.voided --description "Revenue sync"',
    "webhooks add https://example.com/billing-events --json",
  );
}

function secretText(secret: string, { id, address }: WebhookEndpointView): string {
  return `${secret}\n\n${said("Keep it now: it is not shown again. Webhook {id}, {address}.", { id, address })}`;
}

function addUpdate(webhooks: Command, line: CommandLine): void {
  const update = withWebhook(webhooks.command("update"))
    .description("Change where a webhook is, what it is for and which events it is sent.")
    .option("--address <address>", "where events are sent from now on, also those that wait")
    .option("--description <text>", "what it is for; empty: nothing")
    .addOption(eventsOption())
    .addOption(new Option("--all-events", "all events").conflicts("events"))
    .action((reference: string, flags: UpdateFlags) =>
      line.withBook(flags, async (book) => {
        const { address, description, events, allEvents } = flags;
        if (address === undefined && description === undefined && events === undefined && !allEvents) {
          throw new AppError(
            "invalid_input",
            sentence("Nothing was asked for: name an address, a description or events."),
          );
        }
        const { id: endpointId } = await findWebhook(book, reference);
        const value = await book.write("webhooks.update", {
          endpointId,
          ...(address !== undefined && { address }),
          ...(description !== undefined && { description: description === "" ? null : description }),
          ...(allEvents ? { eventTypes: [] } : events && { eventTypes: [...new Set(events)] }),
        });
        const { endpoint } = value;
        return {
          ok: true,
          value,
          text: said("{address} ({id}): {wanted} events.", {
            address: endpoint.address,
            id: endpoint.id,
            wanted: wantedText(endpoint.eventTypes),
          }),
        };
      }),
    );
  withExamples(
    update,
    "webhooks update whe_01jd2x9k3mh6v8t4b7q0c5n1wz --address https://example.com/v2/events",
    "webhooks update https://example.com/billing-events --events ledgerEntry.created",
    "webhooks update https://example.com/billing-events --all-events --json",
  );
}

function addPauseAndResume(webhooks: Command, line: CommandLine): void {
  const pause = withWebhook(webhooks.command("pause"))
    .description("Send a webhook nothing for now. What happens waits.")
    .action((reference: string, flags: BookFlags) => setPaused(line, reference, flags, true));
  withExamples(pause, "webhooks pause https://example.com/billing-events");
  const resume = withWebhook(webhooks.command("resume"))
    .description("Let a webhook go on after a pause. What waited is sent.")
    .action((reference: string, flags: BookFlags) => setPaused(line, reference, flags, false));
  withExamples(resume, "webhooks resume https://example.com/billing-events");
}

function setPaused(line: CommandLine, reference: string, flags: BookFlags, isPaused: boolean): Promise<void> {
  return line.withBook(flags, async (book) => {
    const { id: endpointId } = await findWebhook(book, reference);
    const value = await book.write("webhooks.update", { endpointId, isPaused });
    const { address, waitingCount } = value.endpoint;
    const given = { address, count: count(waitingCount) };
    const text = isPaused
      ? said("{address} is paused; {count} waiting.", given)
      : said("{address} goes on; {count} waiting.", given);
    return { ok: true, value, text };
  });
}

function addRemove(webhooks: Command, line: CommandLine): void {
  const remove = withWebhook(webhooks.command("remove"))
    .description("End a webhook for good and cancel what waits for it; asks first.")
    .addOption(yesOption())
    .action((reference: string, flags: BookFlags & { readonly yes?: true }) =>
      line.withBook(flags, async (book) => {
        const { id: endpointId, address, waitingCount } = await findWebhook(book, reference);
        const shown = said("{address} ({id}), {count} waiting.", {
          address,
          id: endpointId,
          count: count(waitingCount),
        });
        const refusal = await confirm(line.terminal, flags.yes === true, {
          shown,
          question: said("Remove this webhook?"),
        });
        if (refusal) return refusal;
        const value = await book.write("webhooks.remove", { endpointId });
        return {
          ok: true,
          value,
          text: said("{address} is removed; {count} cancelled.", { address, count: count(value.cancelledCount) }),
        };
      }),
    );
  withExamples(
    remove,
    "webhooks remove whe_01jd2x9k3mh6v8t4b7q0c5n1wz",
    "webhooks remove https://example.com/billing-events --yes",
  );
}

function addRotateSecret(webhooks: Command, line: CommandLine): void {
  const rotate = withWebhook(webhooks.command("rotate-secret"))
    .description(
      "Give a webhook another secret and show it, this once. For a day, deliveries are signed with the former one too.",
    )
    .action((reference: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const { id: endpointId } = await findWebhook(book, reference);
        const secret = makeWebhookSecret(webcrypto);
        const { endpoint } = await book.write("webhooks.rotateSecret", { endpointId, secret });
        return { ok: true, value: { endpoint, secret }, text: secretText(secret, endpoint) };
      }),
    );
  withExamples(rotate, "webhooks rotate-secret https://example.com/billing-events");
}

function addRetention(webhooks: Command, line: CommandLine): void {
  const retention = webhooks
    .command("retention")
    .description(
      "Show for how long deliveries are kept after they arrived, or change it. What was given up is kept until it has.",
    )
    .argument("[days]", "1 to 3650", wholeNumber(1, 3650))
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((days: number | undefined, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        if (days !== undefined) await book.write("book.configure", { webhookRetentionDays: days });
        const { webhookRetentionDays } = await book.ask("book.settings", {});
        const text = said("Deliveries are kept for {count} {count|day|days} after they arrived.", {
          count: webhookRetentionDays,
        });
        return { ok: true, value: { webhookRetentionDays }, text };
      }),
    );
  withExamples(retention, "webhooks retention", "webhooks retention 90");
}
