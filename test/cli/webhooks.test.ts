import { parse } from "csv-parse/sync";
import { describe, expect, it, vi } from "vitest";
import type { MethodOutput } from "../../src/shared/contract/index.ts";
import type { WebhookDeliveryView, WebhookEndpointView } from "../../src/shared/contract/webhooks.ts";
import { openTestBook } from "../support/book.ts";
import { closedBook, countinghouse, serveBook, valueOf } from "../support/command-line.ts";
import { startReceiver } from "../support/receiver.ts";
import { addEndpoint, deliveriesOf, recordAttempt } from "../support/webhooks.ts";

const address = "http://127.0.0.1:9/hook";

/** `countinghouse webhooks …` on a book. */
function onBook(book: string) {
  return (...line: string[]) => countinghouse("webhooks", ...line, "--book", book);
}

describe("countinghouse webhooks", () => {
  it("adds a webhook whose secret is shown once, lists, changes, pauses and removes it", async () => {
    const book = await closedBook();
    const run = onBook(book);
    const added = valueOf<{ endpoint: WebhookEndpointView; secret: string }>(
      await run("add", address, "--events", "invoice.paid", "invoice.voided", "--description", "Sync", "--json"),
    );
    expect(added.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/u);
    const { id } = added.endpoint;
    expect(added.endpoint).toMatchObject({ address, eventTypes: ["invoice.paid", "invoice.voided"], isPaused: false });
    const list = await run("list", "--csv");
    expect(list.output).toBe(
      '"id","address","description","events","state","waiting","given_up","failing_since","last_attempt_at","last_status","created_at"\r\n' +
        `"${id}","${address}","Sync","invoice.paid invoice.voided","active",0,0,,,,"2026-01-01T12:00:00.000Z"\r\n`,
    );
    expect(list.output).not.toContain("whsec_");

    expect((await run("update", address, "--all-events", "--description", "")).output).toBe(
      `${address} (${id}): all events.\n`,
    );
    expect((await run("pause", id)).output).toBe(`${address} is paused; 0 waiting.\n`);
    expect(valueOf<{ rows: unknown[] }>(await run("list", "--json")).rows).toMatchObject([
      { id, description: null, eventTypes: [], isPaused: true },
    ]);
    expect((await run("retention", "90")).output).toBe("Deliveries are kept for 90 days after they arrived.\n");
    expect(valueOf(await run("retention", "--json"))).toEqual({ webhookRetentionDays: 90 });
    expect((await run("retention", "0")).exitCode).toBe(2);
    expect((await run("resume", address)).output).toBe(`${address} goes on; 0 waiting.\n`);
    const rotated = await run("rotate-secret", id);
    expect(rotated.output).toMatch(/^whsec_\S{44}\n\nKeep it now: it is not shown again\. Webhook whe_/u);
    expect(rotated.output).not.toContain(added.secret);

    // Nobody is there to be asked.
    expect(await run("remove", id)).toMatchObject({ exitCode: 2, output: "" });
    expect((await run("remove", id, "--yes")).output).toBe(`${address} is removed; 0 cancelled.\n`);
    expect(await run("list")).toMatchObject({ exitCode: 0, output: "", errors: "There is nothing to list.\n" });
  });

  it("refuses what is wrong with the exit code that says so", async () => {
    const run = onBook(await closedBook());
    expect(await run("pause", "whe_none")).toMatchObject({ exitCode: 3 });
    expect(await run("show", "whd_none")).toMatchObject({ exitCode: 3 });
    expect(await run("add", address, "--events", "everything")).toMatchObject({ exitCode: 2 });
    const refused = await run("add", "ftp://example.com", "--json");
    expect(refused.exitCode).toBe(1);
    expect(JSON.parse(refused.output)).toMatchObject({ error: { code: "webhook_address_invalid" } });
    expect(await run("resend")).toMatchObject({ exitCode: 1 });
    valueOf(await run("add", address, "--json"));
    expect((await run("update", address)).errors).toContain("Nothing was asked for");
    const second = valueOf<{ endpoint: WebhookEndpointView }>(await run("add", address, "--json")).endpoint;
    const ambiguous = await run("pause", address);
    expect(ambiguous.exitCode).toBe(1);
    expect(ambiguous.errors).toContain(second.id);
  });

  it("lists deliveries a page at a time, shows one with its tries, and sends again", async () => {
    const sent: string[] = [];
    const book = await closedBook(async (open) => {
      const { id: endpointId } = await addEndpoint(open, { address });
      for (let number = 0; number < 3; number += 1) {
        const { delivery } = await open.ask("webhooks.sendTest", { endpointId });
        sent.unshift(delivery.id);
      }
      const startedAtMs = Date.now();
      await recordAttempt(open, sent[1] ?? "", { status: 200, startedAtMs });
      await recordAttempt(open, sent[0] ?? "", { status: 500, startedAtMs });
    });
    const run = onBook(book);
    const [webhook] = parse<Record<string, string>>((await run("list", "--csv")).output, { columns: true });
    expect(webhook).toMatchObject({
      state: "failing",
      last_status: "500",
      last_attempt_at: webhook?.["failing_since"],
    });
    expect((await run("list")).output).toContain(`failing since ${webhook?.["failing_since"]} (HTTP 500)`);
    const csv = parse<Record<string, string>>((await run("deliveries", "--csv")).output, { columns: true });
    expect(
      csv.map(({ id, event, state, attempts, last_status: status }) => [id, event, state, attempts, status]),
    ).toEqual([
      [sent[0], "webhook.test", "waiting", "1", "500"],
      [sent[1], "webhook.test", "delivered", "1", "200"],
      [sent[2], "webhook.test", "waiting", "0", ""],
    ]);
    const waiting = valueOf<{ rows: WebhookDeliveryView[] }>(
      await run("deliveries", "--webhook", address, "--state", "waiting", "--limit", "1", "--json"),
    );
    expect(waiting.rows.map(({ id }) => id)).toEqual([sent[0]]);

    const shown = (await run("show", sent[0] ?? "")).output;
    expect(shown).toMatch(/^Event +webhook\.test\n/u);
    expect(shown).toContain("2026-01-01T12:00:00.000Z");
    expect(shown).toContain("It did not work.");
    const details = valueOf<MethodOutput<"webhooks.getDelivery">>(await run("show", sent[0] ?? "", "--json"));
    expect(details.attempts).toMatchObject([{ status: 500, tookMs: 10 }]);

    const again = ["resend", sent[1] ?? "", "--key", "again", "--json"];
    const first = await run(...again);
    expect(valueOf<{ delivery: WebhookDeliveryView }>(first).delivery).toMatchObject({ state: "waiting" });
    expect(await run(...again)).toEqual(first);
    expect((await run("resend", "--failed", address)).output).toBe(`${address}: 0 sent again.\n`);
    const open = await openTestBook(book);
    expect((await deliveriesOf(open)).map(({ state }) => state)).toEqual(["waiting", "waiting", "waiting"]);
  });

  it("has the application that holds the book deliver a test", async () => {
    const receiver = await startReceiver();
    const book = await closedBook();
    await serveBook(book);
    const run = onBook(book);
    const { address: hook } = receiver;
    valueOf(await run("add", hook, "--json"));
    const { delivery } = valueOf<{ delivery: WebhookDeliveryView }>(await run("test", hook, "--json"));
    const [received] = await receiver.until(1);
    expect(received?.body).toContain("webhook.test");
    await vi.waitFor(async () => expect((await run("show", delivery.id)).output).toMatch(/^State +delivered$/mu), {
      timeout: 60_000,
    });
  });
});
