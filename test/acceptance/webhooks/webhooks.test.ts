import { describe, expect, test } from "vitest";
import { commandLineCaller, deskCaller } from "../../../src/main/hosts/callers.ts";
import type { WebhookEndpointView } from "../../../src/shared/contract/webhooks.ts";
import type { MethodAnswer } from "../../../src/shared/contract/index.ts";
import { makeWebhookSecret } from "../../../src/shared/webhook-secret.ts";
import { createTestBook, openTestBook, type TestBook } from "../../support/book.ts";
import { inDatabase } from "../../support/database.ts";
import { adjust, billThrough, createCustomer } from "../../support/company.ts";
import { addEndpoint, askDue, deliveriesOf, deliveringHost, eventsFor, recordAttempt } from "../../support/webhooks.ts";

type Page = MethodAnswer<"webhooks.deliveries">;

const secondMs = 1_000;
const dayMs = 86_400_000;

/** A book with one endpoint, and an account whose events it may be told of. */
async function bookWithEndpoint(options: Parameters<typeof addEndpoint>[1] = {}) {
  const book = await createTestBook();
  const accountId = await createCustomer(book);
  return { book, accountId, endpoint: await addEndpoint(book, options) };
}

const endpointsOf = async (book: TestBook): Promise<WebhookEndpointView[]> =>
  (await book.ask("webhooks.endpoints", {})).endpoints;

describe("an endpoint", () => {
  test("is added, changed, paused and removed, each written down in the audit log", async () => {
    const book = await createTestBook();
    const endpoint = await addEndpoint(book, { description: "The warehouse", eventTypes: ["invoice.paid"] });
    expect(endpoint).toEqual({
      id: expect.stringMatching(/^whe_/u),
      address: "http://127.0.0.1:9/hooks",
      description: "The warehouse",
      eventTypes: ["invoice.paid"],
      isPaused: false,
      createdAtMs: Date.parse("2026-01-01T12:00:00Z"),
      waitingCount: 0,
      failedCount: 0,
      failing: null,
    });
    const change = { description: null, eventTypes: [], isPaused: true, address: "https://example.com/h" } as const;
    const { endpoint: changed } = await book.ask("webhooks.update", {
      endpointId: endpoint.id,
      ...change,
      eventTypes: [],
    });
    expect(changed).toEqual({ ...endpoint, ...change });
    const { endpoint: resumed } = await book.ask("webhooks.update", { endpointId: endpoint.id, isPaused: false });
    expect(resumed).toEqual({ ...changed, isPaused: false });
    const newer = await addEndpoint(book);
    expect(await endpointsOf(book)).toEqual([newer, resumed]);
    await book.ask("webhooks.rotateSecret", { endpointId: newer.id, secret: makeWebhookSecret(crypto) });
    expect(await book.ask("webhooks.remove", { endpointId: endpoint.id })).toEqual({ cancelledCount: 0 });
    expect(await endpointsOf(book)).toEqual([newer]);
    const { rows } = await book.ask("audit.list", { limit: 10 });
    const acts = rows.filter(({ subject }) => subject === "webhook");
    expect(acts.map(({ act, subjectId, operator }) => [act, subjectId, operator]).toReversed()).toEqual([
      ["webhooks.add", endpoint.id, "Tess Tester"],
      ["webhooks.update", endpoint.id, "Tess Tester"],
      ["webhooks.update", endpoint.id, "Tess Tester"],
      ["webhooks.add", newer.id, "Tess Tester"],
      ["webhooks.rotateSecret", newer.id, "Tess Tester"],
      ["webhooks.remove", endpoint.id, "Tess Tester"],
    ]);
  });

  test("whose deliveries fail says so: since when, and what was answered last, until one arrives or it is elsewhere", async () => {
    const { book, endpoint } = await bookWithEndpoint();
    const failing = async () => (await endpointsOf(book)).map((each) => each.failing);
    const send = async (status: number | null, startedAtMs: number, deliveryId?: string) => {
      const { delivery } = deliveryId
        ? { delivery: { id: deliveryId } }
        : await book.ask("webhooks.sendTest", { endpointId: endpoint.id });
      await recordAttempt(book, delivery.id, { status, startedAtMs });
      return delivery.id;
    };
    const startMs = Date.now();
    const first = await send(500, startMs);
    expect(await failing()).toEqual([{ sinceMs: startMs, lastAttemptAtMs: startMs, lastStatus: 500 }]);
    await send(null, startMs + 1000);
    expect(await failing()).toEqual([{ sinceMs: startMs, lastAttemptAtMs: startMs + 1000, lastStatus: null }]);
    await send(200, startMs + 2000, first);
    expect(await failing()).toEqual([null]);
    await send(404, startMs + 3000);
    expect(await failing()).toEqual([{ sinceMs: startMs + 3000, lastAttemptAtMs: startMs + 3000, lastStatus: 404 }]);
    await book.ask("webhooks.update", { endpointId: endpoint.id, description: "The warehouse" });
    expect(await failing()).toMatchObject([{ sinceMs: startMs + 3000 }]);
    await book.ask("webhooks.update", { endpointId: endpoint.id, address: "https://example.com/elsewhere" });
    expect(await failing()).toEqual([null]);
    const last = await send(500, startMs + 4000);
    await book.ask("webhooks.remove", { endpointId: endpoint.id });
    await recordAttempt(book, last, { status: 500 });
    expect((await book.runJob("ledger.verify", {})).result).toMatchObject({ ok: true });
  });

  test("that was removed, or never was, is not found", async () => {
    const { book, endpoint } = await bookWithEndpoint();
    await book.ask("webhooks.remove", { endpointId: endpoint.id });
    const secret = makeWebhookSecret(crypto);
    for (const endpointId of [endpoint.id, "whe_none"]) {
      expect((await book.refusal("webhooks.update", { endpointId })).code).toBe("webhook_not_found");
      expect((await book.refusal("webhooks.rotateSecret", { endpointId, secret })).code).toBe("webhook_not_found");
      expect((await book.refusal("webhooks.remove", { endpointId })).code).toBe("webhook_not_found");
      expect((await book.refusal("webhooks.sendTest", { endpointId })).code).toBe("webhook_not_found");
      expect((await book.refusal("webhooks.resendFailed", { endpointId })).code).toBe("webhook_not_found");
    }
  });

  test.each(["ftp://example.com/", "https://user:secret@example.com/", "https://example.com/#here", "example.com"])(
    "cannot be at %s",
    async (address) => {
      const { book, endpoint } = await bookWithEndpoint();
      const input = { address, secret: makeWebhookSecret(crypto) };
      expect((await book.refusal("webhooks.add", input)).code).toBe("webhook_address_invalid");
      const change = { endpointId: endpoint.id, address };
      expect((await book.refusal("webhooks.update", change)).code).toBe("webhook_address_invalid");
      expect(await endpointsOf(book)).toEqual([endpoint]);
    },
  );

  test.each(["whsec_", "whsec_c2hvcnQ=", "c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0c2Vj", `whsec_${"!".repeat(32)}`])(
    "cannot have the secret %s",
    async (secret) => {
      const book = await createTestBook();
      const refused = await book.refusal("webhooks.add", { address: "https://example.com/", secret });
      expect(refused.code).toBe("invalid_input");
    },
  );

  test("is one of twenty at most; one that was removed makes room", async () => {
    const book = await createTestBook();
    for (let index = 0; index < 19; index += 1) await addEndpoint(book);
    const last = await addEndpoint(book);
    const next = { address: "https://example.com/", secret: makeWebhookSecret(crypto) };
    expect((await book.refusal("webhooks.add", next)).code).toBe("too_many_webhooks");
    await book.ask("webhooks.remove", { endpointId: last.id });
    await book.ask("webhooks.add", next);
  });

  test("is added once under one key, and its secret is in no answer and nowhere once it is removed", async () => {
    const book = await createTestBook();
    const secret = makeWebhookSecret(crypto);
    const input = { address: "https://example.com/", secret, idempotencyKey: "the endpoint" };
    const first = await book.ask("webhooks.add", input);
    expect(await book.ask("webhooks.add", input)).toEqual(first);
    const other = { ...input, secret: makeWebhookSecret(crypto) };
    expect((await book.refusal("webhooks.add", other)).code).toBe("idempotency_conflict");
    expect(JSON.stringify([first, await endpointsOf(book)])).not.toContain(secret);
    const { id } = first.endpoint;
    await book.ask("webhooks.rotateSecret", { endpointId: id, secret: other.secret });
    expect((await askDue(book)).deliveries).toEqual([]);
    await book.ask("webhooks.sendTest", { endpointId: id });
    expect((await askDue(book)).deliveries).toMatchObject([{ secrets: [other.secret, secret] }]);
    await book.ask("webhooks.remove", { endpointId: id });
    const answers = await inDatabase(book, (database) => {
      expect(database.prepare("SELECT secret, previous_secret FROM webhook_endpoint").all()).toEqual([
        { secret: null, previous_secret: null },
      ]);
      return database.prepare("SELECT method, answer FROM command").all();
    });
    expect(JSON.stringify(answers)).not.toMatch(/whsec_/u);
  });

  test("has its former secret for one more day", async () => {
    const former = makeWebhookSecret(crypto);
    const { book, endpoint } = await bookWithEndpoint({ secret: former });
    await book.ask("webhooks.sendTest", { endpointId: endpoint.id });
    const secret = makeWebhookSecret(crypto);
    const before = Date.now();
    await book.ask("webhooks.rotateSecret", { endpointId: endpoint.id, secret });
    const secretsAt = async (nowMs: number) => (await askDue(book, { nowMs })).deliveries[0]?.secrets;
    expect(await secretsAt(before + dayMs - 1)).toEqual([secret, former]);
    expect(await secretsAt(Date.now() + dayMs)).toEqual([secret]);
  });
});

describe("what happens", () => {
  test("is told to every endpoint that wants it, each with a delivery of its own and one event", async () => {
    const { book, accountId, endpoint } = await bookWithEndpoint();
    const other = await addEndpoint(book, { eventTypes: ["ledgerEntry.created", "invoice.paid"] });
    const unconcerned = await addEndpoint(book, { eventTypes: ["invoice.paid"] });
    const { id } = await adjust(book, accountId, 50_00);
    const [first, second, ...more] = await deliveriesOf(book);
    expect(more).toEqual([]);
    expect([first?.endpointId, second?.endpointId]).toEqual([endpoint.id, other.id]);
    expect(first).toMatchObject({
      eventId: second?.eventId,
      eventType: "ledgerEntry.created",
      subjectId: id,
      state: "waiting",
      attemptCount: 0,
      lastAttemptAtMs: null,
      lastStatus: null,
    });
    expect(first?.nextAttemptAtMs).toBe(first?.createdAtMs);
    const counts = (await endpointsOf(book)).map((each) => [each.id, each.waitingCount, each.failedCount]);
    expect(counts).toEqual([
      [unconcerned.id, 0, 0],
      [other.id, 1, 0],
      [endpoint.id, 1, 0],
    ]);
  });

  test("is told as it was then, by the book's clock, whatever comes after", async () => {
    const { book, accountId, endpoint } = await bookWithEndpoint({ eventTypes: ["organization.updated"] });
    await book.ask("accounts.update", { accountId, name: "Globex One" });
    await book.setToday("2026-02-01");
    await book.ask("accounts.update", { accountId, name: "Globex Two" });
    const events = await eventsFor(book, endpoint.id);
    expect(events).toMatchObject([
      { type: "organization.updated", atMs: Date.parse("2026-01-01T12:00:00Z"), data: { name: "Globex One" } },
      { type: "organization.updated", atMs: Date.parse("2026-02-01T12:00:00Z"), data: { name: "Globex Two" } },
    ]);
  });

  test("is told once where the request is repeated under its key, and not at all where it is refused", async () => {
    const { book, accountId, endpoint } = await bookWithEndpoint();
    const input = {
      accountId,
      action: "increase",
      amountMinor: 100,
      currency: "USD",
      reasonCode: "billing_error",
      idempotencyKey: "once",
    } as const;
    await book.ask("credits.adjust", input);
    await book.ask("credits.adjust", input);
    const refused = { ...input, action: "decrease", amountMinor: 101, idempotencyKey: "again" };
    expect((await book.refusal("credits.adjust", refused)).code).toBe("insufficient_credit");
    expect(await eventsFor(book, endpoint.id)).toHaveLength(1);
  });

  test("is not told where nobody wanted to hear of it at the time", async () => {
    const book = await createTestBook();
    const accountId = await createCustomer(book, { feeMinor: 10_00 });
    await adjust(book, accountId, 50_00);
    await billThrough(book, "2026-01-01");
    const endpoint = await addEndpoint(book);
    expect(await eventsFor(book, endpoint.id)).toEqual([]);
    await book.ask("webhooks.remove", { endpointId: endpoint.id });
    await adjust(book, accountId, 1_00);
    const rows = await inDatabase(book, (database) => database.prepare("SELECT * FROM webhook_event").all());
    expect(rows).toEqual([]);
  });

  test("is either done and told, or neither", async () => {
    const { book, accountId, endpoint } = await bookWithEndpoint();
    await inDatabase(book, (database) =>
      database.exec(
        "CREATE TRIGGER no_more BEFORE INSERT ON webhook_delivery BEGIN SELECT RAISE(ABORT, 'not now'); END",
      ),
    );
    const broken = await openTestBook(book.path);
    const input = {
      accountId,
      action: "increase",
      amountMinor: 100,
      currency: "USD",
      reasonCode: "billing_error",
      idempotencyKey: "doomed",
    } as const;
    // Not a refusal of the contract's: a database that somebody broke.
    const failed = await broken.engine.dispatch("credits.adjust", input, { origin: "desk", operator: "Tess Tester" });
    expect(failed).toMatchObject({ ok: false, error: { code: "internal_error" } });
    expect((await broken.ask("ledger.list", {})).rows).toEqual([]);
    await inDatabase(broken, (database) => database.exec("DROP TRIGGER no_more"));
    const mended = await openTestBook(book.path);
    expect(await eventsFor(mended, endpoint.id)).toEqual([]);
    await mended.ask("credits.adjust", input);
    expect(await eventsFor(mended, endpoint.id)).toHaveLength(1);
  });
});

describe("a delivery", () => {
  test("waits while its endpoint is paused, and goes out afterwards", async () => {
    const { book, accountId, endpoint } = await bookWithEndpoint();
    await book.ask("webhooks.update", { endpointId: endpoint.id, isPaused: true });
    await adjust(book, accountId, 50_00);
    expect(await askDue(book)).toMatchObject({ deliveries: [], nextDueAtMs: null });
    await book.ask("webhooks.update", { endpointId: endpoint.id, isPaused: false, address: "https://example.com/new" });
    const [waiting] = await deliveriesOf(book);
    const { deliveries, instanceId } = await askDue(book);
    expect(instanceId).toMatch(/^ins_/u);
    expect(deliveries).toMatchObject([
      { id: waiting?.id, endpointId: endpoint.id, address: "https://example.com/new", event: { id: waiting?.eventId } },
    ]);
  });

  test("is cancelled with its endpoint, and listed still", async () => {
    const { book, accountId, endpoint } = await bookWithEndpoint();
    await adjust(book, accountId, 50_00);
    await adjust(book, accountId, 60_00);
    const [first] = await deliveriesOf(book);
    await recordAttempt(book, first?.id ?? "", { status: 200 });
    expect(await book.ask("webhooks.remove", { endpointId: endpoint.id })).toEqual({ cancelledCount: 1 });
    expect((await askDue(book)).deliveries).toEqual([]);
    const [delivered, cancelled] = await deliveriesOf(book, endpoint.id);
    expect([delivered?.state, cancelled?.state, cancelled?.nextAttemptAtMs]).toEqual(["delivered", "cancelled", null]);
    const deliveryId = cancelled?.id ?? "";
    expect((await book.refusal("webhooks.resend", { deliveryId })).code).toBe("webhook_not_found");
    // It was under way as the endpoint was removed.
    await recordAttempt(book, deliveryId, { status: 500 });
    expect(await book.ask("webhooks.getDelivery", { deliveryId })).toMatchObject({
      delivery: { state: "cancelled", attemptCount: 1, lastStatus: 500, nextAttemptAtMs: null },
      attempts: [{ status: 500 }],
    });
  });

  test("is tried eight times, further and further apart, and then given up", async () => {
    const { book, endpoint } = await bookWithEndpoint();
    const { delivery } = await book.ask("webhooks.sendTest", { endpointId: endpoint.id });
    const deliveryId = delivery.id;
    let atMs = delivery.createdAtMs;
    const waitsMs: number[] = [];
    for (;;) {
      const { deliveries } = await askDue(book, { nowMs: atMs });
      expect(deliveries.map(({ id }) => id)).toEqual([deliveryId]);
      await recordAttempt(book, deliveryId, {
        status: waitsMs.length === 0 ? null : 503,
        startedAtMs: atMs,
        tookMs: 25,
      });
      const { delivery: now } = await book.ask("webhooks.getDelivery", { deliveryId });
      if (now.nextAttemptAtMs === null) break;
      waitsMs.push(now.nextAttemptAtMs - (atMs + 25));
      expect(await askDue(book, { nowMs: now.nextAttemptAtMs - 1 })).toMatchObject({
        deliveries: [],
        nextDueAtMs: now.nextAttemptAtMs,
      });
      atMs = now.nextAttemptAtMs;
    }
    expect(waitsMs.map((waitMs) => waitMs / secondMs)).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000]);
    const { delivery: given, attempts } = await book.ask("webhooks.getDelivery", { deliveryId });
    expect(given).toMatchObject({ state: "failed", attemptCount: 8, lastStatus: 503, lastAttemptAtMs: atMs });
    expect(attempts.map(({ status }) => status)).toEqual([null, 503, 503, 503, 503, 503, 503, 503]);
    expect(await askDue(book, { nowMs: atMs + 30 * dayMs })).toMatchObject({ deliveries: [], nextDueAtMs: null });
    expect(await endpointsOf(book)).toMatchObject([{ waitingCount: 0, failedCount: 1 }]);
  });

  test("that was given up is sent again with its own id and all its tries", async () => {
    const { book, endpoint } = await bookWithEndpoint();
    const give = async () => {
      const { delivery } = await book.ask("webhooks.sendTest", { endpointId: endpoint.id });
      for (let index = 0; index < 8; index += 1) await recordAttempt(book, delivery.id, { status: 500 });
      return delivery.id;
    };
    const ids = [await give(), await give(), await give()];
    const { delivery } = await book.ask("webhooks.resend", { deliveryId: ids[0] ?? "" });
    expect(delivery).toMatchObject({ id: ids[0], state: "waiting", attemptCount: 8 });
    expect((await askDue(book)).deliveries.map(({ id }) => id)).toEqual([ids[0]]);
    expect(await book.ask("webhooks.resendFailed", { endpointId: endpoint.id })).toEqual({ resentCount: 2 });
    expect((await askDue(book)).deliveries.map(({ id }) => id)).toEqual(ids);
    const startedAtMs = Date.now();
    await recordAttempt(book, ids[1] ?? "", { status: 500, startedAtMs, tookMs: 0 });
    const [, second] = await deliveriesOf(book);
    expect(second).toMatchObject({ attemptCount: 9, nextAttemptAtMs: startedAtMs + 5 * secondMs });
    expect(await book.ask("webhooks.resendFailed", { endpointId: endpoint.id })).toEqual({ resentCount: 0 });
  });

  test("that arrived is sent again all the same", async () => {
    const { book, endpoint } = await bookWithEndpoint();
    const { delivery } = await book.ask("webhooks.sendTest", { endpointId: endpoint.id });
    await recordAttempt(book, delivery.id, { status: 200 });
    expect((await askDue(book)).deliveries).toEqual([]);
    await book.ask("webhooks.resend", { deliveryId: delivery.id });
    expect((await askDue(book)).deliveries).toMatchObject([{ id: delivery.id, event: { id: delivery.eventId } }]);
    expect((await book.refusal("webhooks.resend", { deliveryId: "whd_none" })).code).toBe("delivery_not_found");
    expect((await book.refusal("webhooks.getDelivery", { deliveryId: "whd_none" })).code).toBe("delivery_not_found");
  });

  test("of a test says nothing but that, to an endpoint that wants something else", async () => {
    const { book, endpoint } = await bookWithEndpoint({ eventTypes: ["invoice.paid"] });
    await addEndpoint(book);
    const { delivery } = await book.ask("webhooks.sendTest", { endpointId: endpoint.id });
    expect(await deliveriesOf(book)).toEqual([delivery]);
    expect(await eventsFor(book, endpoint.id)).toMatchObject([
      { type: "webhook.test", data: { endpointId: endpoint.id } },
    ]);
  });
});

describe("the list of deliveries", () => {
  test("is paged, newest first, also by endpoint and by state", async () => {
    const { book, accountId, endpoint } = await bookWithEndpoint();
    const other = await addEndpoint(book, { eventTypes: ["ledgerEntry.created"] });
    for (let amountMinor = 1; amountMinor <= 7; amountMinor += 1) await adjust(book, accountId, amountMinor);
    const all = await deliveriesOf(book);
    expect(all).toHaveLength(14);
    for (const { id } of all.slice(0, 5)) await recordAttempt(book, id, { status: 200 });
    const now = (await deliveriesOf(book)).toReversed();
    const filters = [
      { endpointId: null, state: null },
      { endpointId: other.id, state: null },
      { endpointId: null, state: "delivered" },
      { endpointId: endpoint.id, state: "waiting" },
      { endpointId: endpoint.id, state: "failed" },
    ] as const;
    for (const { endpointId, state } of filters) {
      const paged: typeof now = [];
      let after: string | null = null;
      do {
        const page: Page = await book.ask("webhooks.deliveries", { endpointId, state, after, limit: 3 });
        paged.push(...page.rows);
        after = page.nextCursor;
      } while (after !== null);
      const wanted = now
        .filter((each) => endpointId === null || each.endpointId === endpointId)
        .filter((each) => state === null || each.state === state);
      expect(paged).toEqual(wanted);
    }
    expect((await book.refusal("webhooks.deliveries", { after: "made up" })).code).toBe("invalid_input");
  });

  test("of what is due gives each endpoint its share, in the order in which it happened", async () => {
    const { book, accountId, endpoint } = await bookWithEndpoint();
    for (let amountMinor = 1; amountMinor <= 6; amountMinor += 1) await adjust(book, accountId, amountMinor);
    const late = await addEndpoint(book);
    await adjust(book, accountId, 7);
    const { deliveries } = await askDue(book, { limit: 4 });
    const told = deliveries.map(({ endpointId, event }) => [
      endpointId,
      event.type === "ledgerEntry.created" ? event.data.amountMinor : null,
    ]);
    expect(told).toEqual([
      [endpoint.id, 1],
      [endpoint.id, 2],
      [late.id, 7],
    ]);
  });
});

describe("what is due", () => {
  test.each([
    ["the page", deskCaller()],
    ["a program that came through its door", commandLineCaller()],
  ])("is neither told to %s nor settled by it", async (_who, caller) => {
    const { book, endpoint } = await bookWithEndpoint();
    const { delivery } = await book.ask("webhooks.sendTest", { endpointId: endpoint.id });
    const attempts = [{ deliveryId: delivery.id, startedAtMs: 1, tookMs: 1, status: 200, problem: null }];
    const asked = await book.engine.call("webhooks.due", { nowMs: Date.now() }, caller);
    const told = await book.engine.call("webhooks.recordAttempts", { attempts }, caller);
    for (const result of [asked, told]) expect(result).toMatchObject({ ok: false, error: { code: "unknown_method" } });
    expect(await deliveriesOf(book)).toEqual([delivery]);
    const recorded = await book.engine.call("webhooks.recordAttempts", { attempts }, deliveringHost);
    expect(recorded).toEqual({ ok: true, value: { recorded: 1 } });
  });
});

describe("what has arrived", () => {
  test("is kept for as long as the book says, and its event until the last of its deliveries is gone", async () => {
    const { book, endpoint } = await bookWithEndpoint();
    const second = await addEndpoint(book);
    const daysAgo = (days: number) => Date.now() - days * dayMs;
    const send = async ({ id }: { id: string }) =>
      (await book.ask("webhooks.sendTest", { endpointId: id })).delivery.id;
    const [early, late, givenUp] = [await send(endpoint), await send(endpoint), await send(endpoint)];
    await recordAttempt(book, early, { status: 200, startedAtMs: daysAgo(10) });
    for (let tries = 0; tries < 20; tries += 1) {
      const found = await book.ask("webhooks.getDelivery", { deliveryId: givenUp });
      if (found.delivery.state === "failed") break;
      await recordAttempt(book, givenUp, { status: 500, startedAtMs: daysAgo(40) });
    }
    await recordAttempt(book, late, { status: 500, startedAtMs: daysAgo(9) });
    await recordAttempt(book, late, { status: 200, startedAtMs: daysAgo(6) });
    const kept = async () => (await deliveriesOf(book)).map(({ id, state }) => [id, state]);
    expect(await kept()).toEqual([
      [early, "delivered"],
      [late, "delivered"],
      [givenUp, "failed"],
    ]);
    expect((await book.ask("book.configure", { webhookRetentionDays: 7 })).webhookRetentionDays).toBe(7);
    const next = await send(second);
    await recordAttempt(book, next, { status: 200 });
    expect(await kept()).toEqual([
      [late, "delivered"],
      [givenUp, "failed"],
      [next, "delivered"],
    ]);
    expect((await book.refusal("webhooks.getDelivery", { deliveryId: early })).code).toBe("delivery_not_found");
    await inDatabase(book, (database) => {
      expect(database.prepare("SELECT count(*) FROM webhook_event").pluck().get()).toBe(3);
    });
  });

  test("of an act told to two is one event until both have arrived", async () => {
    const { book, accountId, endpoint } = await bookWithEndpoint();
    const slow = await addEndpoint(book);
    await adjust(book, accountId, 500);
    const [told] = await deliveriesOf(book, endpoint.id);
    const [untold] = await deliveriesOf(book, slow.id);
    if (!told || !untold) throw new Error("Nobody was to be told");
    await recordAttempt(book, told.id, { status: 200, startedAtMs: Date.now() - 31 * dayMs });
    expect(await deliveriesOf(book)).toEqual([untold]);
    expect(await eventsFor(book, slow.id)).toMatchObject([{ type: "ledgerEntry.created" }]);
    await recordAttempt(book, untold.id, { status: 200, startedAtMs: Date.now() - 31 * dayMs });
    expect(await deliveriesOf(book)).toEqual([]);
    await inDatabase(book, (database) => {
      expect(database.prepare("SELECT count(*) FROM webhook_event").pluck().get()).toBe(0);
    });
  });

  test.each([0, 3651, 1.5])("cannot be kept for %d days", async (webhookRetentionDays) => {
    const book = await createTestBook();
    expect((await book.refusal("book.configure", { webhookRetentionDays })).code).toBe("invalid_input");
    expect((await book.ask("book.settings", {})).webhookRetentionDays).toBe(30);
  });
});

describe("the database itself", () => {
  test.each([
    ["UPDATE webhook_event SET data = '{}'", "never updated"],
    ["DELETE FROM webhook_event", "never deleted"],
    ["UPDATE webhook_attempt SET status = 200", "never updated"],
    ["DELETE FROM webhook_attempt", "never deleted"],
    ["UPDATE webhook_delivery SET event_sequence = 2", "always of the same event"],
    ["DELETE FROM webhook_delivery", "never deleted"],
    ["UPDATE webhook_delivery SET state = 'delivered'", "CHECK"],
    ["DELETE FROM webhook_endpoint", "never deleted"],
    ["UPDATE webhook_endpoint SET removed_at_ms = 1", "CHECK"],
  ])("refuses %s", async (sql, message) => {
    const { book, endpoint } = await bookWithEndpoint();
    const { delivery } = await book.ask("webhooks.sendTest", { endpointId: endpoint.id });
    await recordAttempt(book, delivery.id, { status: 500 });
    await inDatabase(book, (database) => expect(() => database.exec(sql)).toThrow(message));
  });

  test("does not let an endpoint come back", async () => {
    const { book, endpoint } = await bookWithEndpoint();
    await book.ask("webhooks.remove", { endpointId: endpoint.id });
    const sql = "UPDATE webhook_endpoint SET removed_at_ms = NULL, secret = 'whsec_'";
    await inDatabase(book, (database) => expect(() => database.exec(sql)).toThrow("stays removed"));
  });
});
