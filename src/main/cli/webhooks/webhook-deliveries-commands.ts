import { type Command, Option } from "commander";
import type { MethodOutput } from "../../../shared/contract/index.ts";
import type { WebhookDeliveryState, WebhookDeliveryView } from "../../../shared/contract/webhooks.ts";
import { AppError } from "../../../shared/errors.ts";
import { attemptsText } from "../foundation/attempt-columns.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import { webhookDeliveryColumns } from "../../../shared/exports/webhook-columns.ts";
import { findWebhook, withWebhook } from "./find-webhook.ts";
import { bookOption, jsonOption, keyOption, withExamples, withRowOptions } from "../foundation/options.ts";
import { withTableFileOption } from "../foundation/export-file.ts";
import { printExportedPages, type ExportedRowFlags } from "../foundation/exported-rows.ts";
import { type Headings } from "../foundation/rows.ts";
import type { BookFlags, CommandLine } from "../foundation/run-command.ts";
import { layOutFields } from "../foundation/table.ts";
import { count, type Terminal } from "../foundation/terminal.ts";
import { codeText, said } from "../foundation/spoken.ts";

interface DeliveriesFlags extends BookFlags, ExportedRowFlags {
  readonly json?: true;
  readonly webhook?: string;
  readonly state?: WebhookDeliveryState;
}

interface ResendFlags extends BookFlags {
  readonly failed?: string;
}

const instant = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());

const headings: Headings<WebhookDeliveryView> = {
  id: "Id",
  event: "Event",
  subject_id: "About",
  state: "State",
  attempts: { heading: "Tries", align: "right" },
  last_status: { heading: "Answer", align: "right" },
  next_attempt_at: "Next try",
};

/** `countinghouse webhooks …`, as far as it is about what is sent. */
export function addDeliveryCommands(webhooks: Command, line: CommandLine): void {
  addTest(webhooks, line);
  addDeliveries(webhooks, line);
  addShow(webhooks, line);
  addResend(webhooks, line);
}

function addTest(webhooks: Command, line: CommandLine): void {
  const test = withWebhook(webhooks.command("test"))
    .description("Send a webhook an event that says nothing but that it arrived.")
    .action((reference: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const { id: endpointId, address } = await findWebhook(book, reference);
        const value = await book.write("webhooks.sendTest", { endpointId });
        return {
          ok: true,
          value,
          text: `${said("A test is on its way to {address}.", { address })} ${whenSent(value.delivery.id)}`,
        };
      }),
    );
  withExamples(test, "webhooks test https://example.com/billing-events");
}

/** The command line itself delivers nothing: it is gone before an answer would be there. */
function whenSent(deliveryId: string): string {
  return said(
    "The application sends it as soon as it has the book open. See: countinghouse webhooks show {deliveryId}",
    { deliveryId },
  );
}

function addDeliveries(webhooks: Command, line: CommandLine): void {
  const deliveries = webhooks
    .command("deliveries")
    .description("List what was sent and what is to be sent, newest first; to removed webhooks too.")
    .option("--webhook <webhook>", "only to this one: its id or address")
    .addOption(
      new Option("--state <state>", "only those in this state").choices([
        "waiting",
        "delivered",
        "failed",
        "cancelled",
      ]),
    )
    .action((flags: DeliveriesFlags) =>
      line.withBook(flags, async (book) => {
        const endpointId = flags.webhook === undefined ? null : (await findWebhook(book, flags.webhook)).id;
        const input = { endpointId, state: flags.state ?? null };
        let printed = 0;
        return printExportedPages(line.terminal, book, flags, {
          columns: webhookDeliveryColumns,
          headings,
          of: { list: "webhook_deliveries", ...input },
          async read(after: string | null, limit) {
            const { rows, nextCursor } = await book.ask("webhooks.deliveries", { ...input, after, limit });
            printed += rows.length;
            return { rows, next: nextCursor, total: { count: printed, isExact: nextCursor === null } };
          },
        });
      }),
    );
  withExamples(
    withTableFileOption(withRowOptions(deliveries)),
    "webhooks deliveries --state failed",
    "webhooks deliveries --webhook https://example.com/billing-events --limit 20",
    "webhooks deliveries --to deliveries.xlsx",
  );
}

function addShow(webhooks: Command, line: CommandLine): void {
  const show = webhooks
    .command("show")
    .description("Show a delivery with its event and every try.")
    .argument("<delivery>", "its id")
    .addOption(bookOption())
    .addOption(jsonOption())
    .action((deliveryId: string, flags: BookFlags) =>
      line.withBook(flags, async (book) => {
        const value = await book.ask("webhooks.getDelivery", { deliveryId });
        return { ok: true, value, text: deliveryText(line.terminal, value) };
      }),
    );
  withExamples(show, "webhooks show whd_01jd2x9k3mh6v8t4b7q0c5n1wz");
}

function deliveryText(terminal: Terminal, { delivery, event, attempts }: MethodOutput<"webhooks.getDelivery">): string {
  const fields = layOutFields([
    ["Event", event.type],
    ["About", delivery.subjectId],
    ["Happened", new Date(event.atMs).toISOString()],
    ["State", codeText(delivery.state)],
    ["Next try", instant(delivery.nextAttemptAtMs) ?? said("none")],
  ]);
  return `${fields}\n\n${attemptsText(terminal, attempts)}\n\n${JSON.stringify(event.data, null, 2)}`;
}

function addResend(webhooks: Command, line: CommandLine): void {
  const resend = webhooks
    .command("resend")
    .description("Send a delivery again, whatever came of it, or everything that was given up for a webhook.")
    .argument("[delivery]", "its id")
    .option("--failed <webhook>", "everything that was given up for this one: its id or address")
    .addOption(bookOption())
    .addOption(keyOption())
    .addOption(jsonOption())
    .action((deliveryId: string | undefined, flags: ResendFlags) =>
      line.withBook(flags, async (book) => {
        const { failed } = flags;
        if ((deliveryId === undefined) === (failed === undefined)) {
          throw new AppError("invalid_input", sentence("Name either a delivery or, with --failed, a webhook."));
        }
        if (deliveryId !== undefined) {
          const value = await book.write("webhooks.resend", { deliveryId });
          return {
            ok: true,
            value,
            text: `${said("{deliveryId} is sent again.", { deliveryId })} ${whenSent(deliveryId)}`,
          };
        }
        const { id: endpointId, address } = await findWebhook(book, failed ?? "");
        const value = await book.write("webhooks.resendFailed", { endpointId });
        return {
          ok: true,
          value,
          text: said("{address}: {count} sent again.", { address, count: count(value.resentCount) }),
        };
      }),
    );
  withExamples(
    resend,
    "webhooks resend whd_01jd2x9k3mh6v8t4b7q0c5n1wz",
    "webhooks resend --failed https://example.com/billing-events --json",
  );
}
