import { spawn } from "node:child_process";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer as createRawServer } from "node:net";
import { fileURLToPath } from "node:url";
import { verifyWebhook } from "@clerk/backend/webhooks";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { WebhookDeliveryView } from "../../src/shared/contract/webhooks.ts";
import { makeWebhookSecret } from "../../src/shared/webhook-secret.ts";
import { startWebhookDelivery, type DeliveryOptions } from "../../src/main/server/webhooks/delivery.ts";
import { startTestApi } from "../support/api.ts";
import { createTestBook, openTestBook, type TestBook } from "../support/book.ts";
import { adjust, createCustomer } from "../support/company.ts";
import { answerWith, listen, startReceiver, type Received } from "../support/receiver.ts";
import { addEndpoint, deliveriesOf } from "../support/webhooks.ts";

/** A clock that stands until it is moved; a little ahead, so that whatever happens is due. */
function manualClock() {
  let nowMs = Date.now() + 60_000;
  const sleepers = new Set<{ readonly untilMs: number; readonly act: () => void }>();
  return {
    nowMs: () => nowMs,
    after(delayMs: number, act: () => void) {
      if (delayMs === 0) {
        queueMicrotask(act);
        return () => undefined;
      }
      const sleeper = { untilMs: nowMs + delayMs, act };
      sleepers.add(sleeper);
      return () => sleepers.delete(sleeper);
    },
    moveTo(atMs: number) {
      nowMs = atMs;
      for (const sleeper of sleepers) {
        if (sleeper.untilMs > nowMs || !sleepers.delete(sleeper)) continue;
        sleeper.act();
      }
    },
  };
}

/** Deliver a book's events until the test is over. */
function deliver(book: TestBook, options: Partial<DeliveryOptions> = {}) {
  const delivery = startWebhookDelivery({
    engine: book.engine,
    toBody: ({ type, data, atMs }, instanceId) => ({ object: "event", type, data, timestamp: atMs, instanceId }),
    graceMs: 0,
    ...options,
  });
  onTestFinished(() => delivery.stop());
  return delivery;
}

/** Wait until a delivery is as it should be. */
async function untilDelivery(
  book: TestBook,
  deliveryId: string,
  isReached: (delivery: WebhookDeliveryView) => boolean,
) {
  let wake = () => {};
  const unsubscribe = book.engine.subscribe((event) => {
    if (event.type === "changed" && event.topics.includes("webhooks")) wake();
  });
  try {
    for (;;) {
      const changed = new Promise<void>((resolve) => (wake = resolve));
      const found = await book.ask("webhooks.getDelivery", { deliveryId });
      if (isReached(found.delivery)) return found;
      await changed;
    }
  } finally {
    unsubscribe();
  }
}

const isAttempted = ({ attemptCount }: WebhookDeliveryView): boolean => attemptCount > 0;
const isDelivered = ({ state }: WebhookDeliveryView): boolean => state === "delivered";

async function sendTest(book: TestBook, address: string): Promise<string> {
  const endpoint = await addEndpoint(book, { address, eventTypes: ["billingRun.completed"] });
  return (await book.ask("webhooks.sendTest", { endpointId: endpoint.id })).delivery.id;
}

const idsOf = (received: readonly Received[]) => received.map(({ headers }) => headers["webhook-id"]);

/** As a receiver without a library checks it. */
function signatureOf({ headers, body }: Received, secret: string): string {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  const text = `${String(headers["webhook-id"])}.${String(headers["webhook-timestamp"])}.${body}`;
  return `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
}

const toRequest = ({ headers, body }: Received): Request =>
  new Request("http://receiver.example/", { method: "POST", headers: headers as Record<string, string>, body });

describe("a delivery", () => {
  test("arrives signed, so that Clerk's own library takes it, and is written down", async () => {
    const { address, until } = await startReceiver();
    const { book } = await startTestApi();
    const secret = makeWebhookSecret(crypto);
    const { id: endpointId } = await addEndpoint(book, { address: `${address}/hooks?for=us`, secret });
    const { accountId } = await book.ask("accounts.create", { kind: "user", name: "Ada", contact: "ada@example.com" });
    const [received] = await until(1);
    const [delivery] = await deliveriesOf(book, endpointId);
    if (!received || !delivery) throw new Error("Nothing arrived");
    expect(received.path).toBe("/hooks?for=us");
    expect(received.headers).toMatchObject({
      "content-type": "application/json",
      "user-agent": "Countinghouse",
      "webhook-id": delivery.id,
      "svix-id": delivery.id,
      "svix-timestamp": received.headers["webhook-timestamp"],
      "svix-signature": received.headers["webhook-signature"],
      "webhook-signature": signatureOf(received, secret),
    });
    const event = await verifyWebhook(toRequest(received), { signingSecret: secret });
    expect(event).toMatchObject({
      object: "event",
      type: "user.created",
      timestamp: Date.parse("2026-01-01T12:00:00Z"),
      instance_id: expect.stringMatching(/^ins_/u),
      data: { id: accountId },
    });
    const other = { signingSecret: makeWebhookSecret(crypto) };
    await expect(verifyWebhook(toRequest(received), other)).rejects.toThrow("signature");
    const changed = { ...received, body: received.body.replace("Ada", "Eve") };
    await expect(verifyWebhook(toRequest(changed), { signingSecret: secret })).rejects.toThrow("signature");
    const { attempts } = await untilDelivery(book, delivery.id, isDelivered);
    expect(attempts).toMatchObject([{ status: 200, problem: null }]);
  });

  test("is signed with both secrets while one replaces the other", async () => {
    const { address, until } = await startReceiver();
    const book = await createTestBook();
    const [former, secret] = [makeWebhookSecret(crypto), makeWebhookSecret(crypto)];
    const { id: endpointId } = await addEndpoint(book, { address, secret: former });
    await book.ask("webhooks.rotateSecret", { endpointId, secret });
    deliver(book);
    await book.ask("webhooks.sendTest", { endpointId });
    const [received] = await until(1);
    if (!received) throw new Error("Nothing arrived");
    const signatures = `${signatureOf(received, secret)} ${signatureOf(received, former)}`;
    expect(received.headers["webhook-signature"]).toBe(signatures);
    for (const signingSecret of [secret, former]) {
      await expect(verifyWebhook(toRequest(received), { signingSecret })).resolves.toMatchObject({ object: "event" });
    }
  });

  test("is tried again with the same id and body until it is given up, and once more when that is asked for", async () => {
    const { address, received, until } = await startReceiver(answerWith(500));
    const book = await createTestBook();
    const clock = manualClock();
    const deliveryId = await sendTest(book, address);
    deliver(book, { clock });
    const waitsMs: number[] = [];
    for (let count = 1; ; count += 1) {
      await until(count);
      const { delivery } = await untilDelivery(book, deliveryId, ({ attemptCount }) => attemptCount === count);
      if (delivery.nextAttemptAtMs === null) break;
      waitsMs.push(delivery.nextAttemptAtMs - clock.nowMs());
      clock.moveTo(delivery.nextAttemptAtMs - 1);
      expect(received).toHaveLength(count);
      clock.moveTo(delivery.nextAttemptAtMs);
    }
    expect(waitsMs).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 36_000].map((seconds) => seconds * 1_000));
    expect(await book.ask("webhooks.getDelivery", { deliveryId })).toMatchObject({
      delivery: { state: "failed", attemptCount: 8, lastStatus: 500 },
      attempts: Array.from({ length: 8 }, () => ({ status: 500, problem: "It answered 500." })),
    });
    await book.ask("webhooks.resend", { deliveryId });
    await until(9);
    expect(new Set(idsOf(received))).toEqual(new Set([deliveryId]));
    expect(new Set(received.map(({ body }) => body)).size).toBe(1);
    const timestamps = received.map(({ headers }) => Number(headers["webhook-timestamp"]));
    expect((timestamps[1] ?? 0) - (timestamps[0] ?? 0)).toBe(5);
  });

  test("that failed at first arrives once the endpoint is back", async () => {
    let status = 503;
    const { address, until } = await startReceiver((response) => {
      response.writeHead(status).end();
    });
    const book = await createTestBook();
    const clock = manualClock();
    const deliveryId = await sendTest(book, address);
    deliver(book, { clock });
    const { delivery } = await untilDelivery(book, deliveryId, isAttempted);
    status = 204;
    clock.moveTo(delivery.nextAttemptAtMs ?? 0);
    await until(2);
    const { attempts } = await untilDelivery(book, deliveryId, isDelivered);
    expect(attempts.map((attempt) => attempt.status)).toEqual([503, 204]);
  });

  test("that is answered with Retry-After is not tried again before that", async () => {
    const { address, until } = await startReceiver((response) => {
      response.writeHead(429, { "retry-after": "3600" }).end();
    });
    const book = await createTestBook();
    const clock = manualClock();
    const deliveryId = await sendTest(book, address);
    deliver(book, { clock });
    await until(1);
    const { delivery } = await untilDelivery(book, deliveryId, isAttempted);
    expect((delivery.nextAttemptAtMs ?? 0) - (delivery.lastAttemptAtMs ?? 0)).toBe(3_600_000);
  });

  test("begins in the order in which it happened, and none is made twice", async () => {
    const { address, until } = await startReceiver();
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await addEndpoint(book, { address, eventTypes: ["ledgerEntry.created"] });
    for (let amountMinor = 1; amountMinor <= 30; amountMinor += 1) await adjust(book, accountId, amountMinor);
    // One at a time, so that the order of arrival is that of sending.
    let last: Promise<unknown> = Promise.resolve();
    const oneByOne: typeof fetch = (input, init) => {
      const next = last.then(() => fetch(input, init));
      last = next;
      return next;
    };
    deliver(book, { fetch: oneByOne });
    const received = await until(30);
    expect(received.map(({ body }) => (JSON.parse(body) as { data: { sequence: number } }).data.sequence)).toEqual(
      Array.from({ length: 30 }, (_, index) => index + 1),
    );
    const deliveries = await deliveriesOf(book);
    for (const { id } of deliveries) await untilDelivery(book, id, isDelivered);
    expect(received).toHaveLength(30);
  });

  test("waits while its endpoint is paused", async () => {
    const { address, received, until } = await startReceiver();
    const other = await startReceiver();
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    const { id: endpointId } = await addEndpoint(book, { address });
    await book.ask("webhooks.update", { endpointId, isPaused: true });
    await addEndpoint(book, { address: other.address });
    deliver(book);
    await adjust(book, accountId, 1_00);
    await other.until(1);
    expect(received).toHaveLength(0);
    await book.ask("webhooks.update", { endpointId, isPaused: false });
    await until(1);
  });
});

describe("an endpoint that", () => {
  test("redirects has not received anything, and nothing is sent elsewhere", async () => {
    const elsewhere = await startReceiver();
    const { address } = await startReceiver((response) => {
      response.writeHead(307, { location: elsewhere.address }).end();
    });
    const book = await createTestBook();
    const deliveryId = await sendTest(book, address);
    deliver(book);
    const { delivery, attempts } = await untilDelivery(book, deliveryId, isAttempted);
    expect(delivery).toMatchObject({ state: "waiting", lastStatus: 307 });
    expect(attempts).toMatchObject([{ status: 307, problem: "It answered 307, a redirect, which is not followed." }]);
    expect(elsewhere.received).toHaveLength(0);
  });

  test("is slow holds up nobody, and is asked two things at once at most", async () => {
    const slow = await startReceiver(() => undefined);
    const fast = await startReceiver();
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    await addEndpoint(book, { address: slow.address });
    await addEndpoint(book, { address: fast.address });
    deliver(book);
    for (let amountMinor = 1; amountMinor <= 20; amountMinor += 1) await adjust(book, accountId, amountMinor);
    await fast.until(20);
    await slow.until(2);
    expect(slow.mostAtOnce()).toBe(2);
    expect(slow.received).toHaveLength(2);
    expect(fast.mostAtOnce()).toBeLessThanOrEqual(2);
  });

  test("is one of many slow ones leaves room for others until eight are asked", async () => {
    const slow = await startReceiver(() => undefined);
    const fast = await startReceiver();
    const book = await createTestBook();
    const accountId = await createCustomer(book);
    for (let index = 0; index < 5; index += 1) await addEndpoint(book, { address: slow.address });
    await addEndpoint(book, { address: fast.address });
    for (let amountMinor = 1; amountMinor <= 5; amountMinor += 1) await adjust(book, accountId, amountMinor);
    deliver(book);
    await fast.until(5);
    expect(slow.mostAtOnce()).toBeLessThanOrEqual(7);
  });

  test("does not answer in time is tried again later", async () => {
    const { address } = await startReceiver(() => undefined);
    const book = await createTestBook();
    const deliveryId = await sendTest(book, address);
    deliver(book, { timeoutMs: 50 });
    const { delivery, attempts } = await untilDelivery(book, deliveryId, isAttempted);
    expect(delivery).toMatchObject({ state: "waiting", lastStatus: null });
    expect(attempts).toMatchObject([{ status: null, problem: "There was no answer within 0.05 seconds." }]);
  });

  test("answers without an end, or with what cannot be unpacked, has received it all the same", async () => {
    const { address } = await startReceiver((response, { path }) => {
      if (path === "/garbled") {
        response.writeHead(200, { "content-encoding": "gzip" }).end("this is not gzip");
        return;
      }
      response.writeHead(200);
      const pour = (): void => {
        if (!response.destroyed) response.write(Buffer.alloc(64 * 1024, "x"), pour);
      };
      pour();
    });
    const book = await createTestBook();
    const endless = await sendTest(book, `${address}/endless`);
    const garbled = await sendTest(book, `${address}/garbled`);
    deliver(book);
    for (const deliveryId of [endless, garbled]) {
      const { attempts } = await untilDelivery(book, deliveryId, isDelivered);
      expect(attempts).toMatchObject([{ status: 200, problem: null }]);
    }
  });

  test.each([
    ["hangs up", "", "The connection was broken off before there was an answer."],
    ["does not speak HTTP", "220 mail.example ESMTP\r\n", "What came back is not HTTP."],
    [
      "answers with headers without an end",
      `HTTP/1.1 200 OK\r\nx: ${"y".repeat(100_000)}\r\n\r\n`,
      "The headers of the answer are too long.",
    ],
    ["answers with a status that is none", "HTTP/1.1 999 Odd\r\n\r\n", "It answered with no status of HTTP."],
  ])("%s is tried again later", async (_what, answer, problem) => {
    const server = createRawServer((socket) => {
      socket.on("error", () => undefined);
      socket.once("data", () => socket.end(answer));
    });
    const address = await listen(server);
    onTestFinished(() => void server.close());
    const book = await createTestBook();
    const deliveryId = await sendTest(book, address);
    deliver(book);
    const { delivery, attempts } = await untilDelivery(book, deliveryId, isAttempted);
    expect(delivery).toMatchObject({ state: "waiting", lastStatus: null });
    expect(attempts).toMatchObject([{ status: null, problem }]);
  });

  test("is not there is tried again later", async () => {
    const server = createRawServer();
    const address = await listen(server);
    server.close();
    await once(server, "close");
    const book = await createTestBook();
    const deliveryId = await sendTest(book, address);
    deliver(book);
    const { attempts } = await untilDelivery(book, deliveryId, isAttempted);
    expect(attempts).toMatchObject([{ status: null, problem: "Nothing answers at the address." }]);
  });
});

describe("a host that", () => {
  test("is killed before it wrote down what it sent: the next one sends it again, with the same id", async () => {
    const book = await createTestBook();
    let isAnswering = false;
    const { address, received, until } = await startReceiver((response) => {
      if (isAnswering) response.writeHead(200).end();
    });
    const deliveryId = await sendTest(book, address);
    await book.close();
    const script = fileURLToPath(new URL("../support/delivery-process.ts", import.meta.url));
    const child = spawn(process.execPath, [script, book.path], { stdio: ["ignore", "inherit", "inherit"] });
    const exited = once(child, "exit");
    await until(1);
    child.kill("SIGKILL");
    await exited;
    isAnswering = true;
    const next = await openTestBook(book.path);
    deliver(next);
    await until(2);
    expect(idsOf(received)).toEqual([deliveryId, deliveryId]);
    const { attempts } = await untilDelivery(next, deliveryId, isDelivered);
    expect(attempts).toHaveLength(1);
  });

  test("stops cuts off what is under way and does not call it an attempt", async () => {
    const book = await createTestBook();
    const { address, received, until } = await startReceiver(() => undefined);
    const deliveryId = await sendTest(book, address);
    const delivery = deliver(book);
    await until(1);
    await delivery.stop();
    const found = await book.ask("webhooks.getDelivery", { deliveryId });
    expect(found).toMatchObject({ delivery: { state: "waiting", attemptCount: 0 }, attempts: [] });
    await adjust(book, await createCustomer(book), 1_00);
    deliver(book);
    await until(2);
    expect(idsOf(received)).toEqual([deliveryId, deliveryId]);
  });

  test("stops lets an answer come that is on its way, and writes it down", async () => {
    const book = await createTestBook();
    let answer = () => {};
    const { address, until } = await startReceiver((response) => {
      answer = () => response.writeHead(200).end();
    });
    const deliveryId = await sendTest(book, address);
    const delivery = deliver(book, { graceMs: 10_000 });
    await until(1);
    const stopped = delivery.stop();
    answer();
    await stopped;
    expect(await book.ask("webhooks.getDelivery", { deliveryId })).toMatchObject({
      delivery: { state: "delivered", attemptCount: 1 },
    });
  });

  test("cannot write down what it sent keeps it in mind and sends nothing twice", async () => {
    const book = await createTestBook();
    const { address, received, until } = await startReceiver();
    const clock = manualClock();
    const deliveryId = await sendTest(book, address);
    let refusals = 0;
    const refused = new Promise<void>((resolve) => {
      const call: TestBook["engine"]["call"] = (name, input, caller) => {
        if (name !== "webhooks.recordAttempts" || refusals > 0) return book.engine.call(name, input, caller);
        refusals += 1;
        resolve();
        return Promise.reject(new Error("The disk is full"));
      };
      deliver(book, { clock, engine: { call, subscribe: (listener) => book.engine.subscribe(listener) } });
    });
    await until(1);
    await refused;
    // What wakes it is that something happens, or its own patience.
    await book.ask("webhooks.sendTest", { endpointId: (await deliveriesOf(book))[0]?.endpointId ?? "" });
    await untilDelivery(book, deliveryId, isDelivered);
    await until(2);
    expect(idsOf(received).filter((id) => id === deliveryId)).toHaveLength(1);
  });

  test("meets an event that it cannot tell says so of that one, and sends the others", async () => {
    const log = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    onTestFinished(() => log.mockRestore());
    const book = await createTestBook();
    const { address, until } = await startReceiver();
    const untold = await sendTest(book, address);
    const accountId = await createCustomer(book);
    await addEndpoint(book, { address });
    await adjust(book, accountId, 1_00);
    deliver(book, {
      toBody({ type, data }) {
        if (type === "webhook.test") throw new TypeError("unknown");
        return data;
      },
    });
    await until(1);
    const { attempts } = await untilDelivery(book, untold, isAttempted);
    expect(attempts).toMatchObject([
      { status: null, problem: "The event could not be put into words; nothing was sent." },
    ]);
    expect(log).toHaveBeenCalled();
  });
});
