import type { MethodAnswer, MethodInput } from "../../../shared/contract/index.ts";
import type { WebhookEvent } from "../../../shared/contract/webhooks.ts";
import type { Result } from "../../../shared/errors.ts";
import type { Engine } from "../../engine/engine.ts";
import { hostCaller } from "../../hosts/callers.ts";
import { machineClock, type DeliveryClock } from "./clock.ts";
import { post } from "./post.ts";
import { signatureHeaders } from "./signature.ts";

/** How many requests are under way at once: in all, and to one endpoint. */
const requestLimit = 8;
const requestsPerEndpoint = 2;

/** How many deliveries are asked for at once, and attempts written down. */
const batchSize = 200;

/** How long to wait where the book cannot be asked or written to. */
const pauseMs = 10_000;
/** The machine's clock can be set, so no sleep is longer. */
const longestSleepMs = 3_600_000;

const unsayable = "The event could not be put into words; nothing was sent.";

const deliverer = hostCaller("Webhooks");

type Due = MethodAnswer<"webhooks.due">["deliveries"][number];
type Attempt = MethodInput<"webhooks.recordAttempts">["attempts"][number];

export interface DeliveryOptions {
  /** Stays the caller's. */
  readonly engine: Pick<Engine, "call" | "subscribe">;
  /** What is sent of an event; the same for every attempt. */
  readonly toBody: (event: WebhookEvent, instanceId: string) => unknown;
  readonly fetch?: typeof fetch;
  readonly clock?: DeliveryClock;
  /** How long an endpoint may take to answer. */
  readonly timeoutMs?: number;
  /** How long requests under way may go on when it is stopped. */
  readonly graceMs?: number;
}

export interface WebhookDelivery {
  /** Sends nothing more and writes down what came of what was sent. Requests that are cut off are made again by the next host. */
  stop(): Promise<void>;
}

/**
 * Deliver a book's events for as long as its host runs. The book knows what is due and what came of it; here is only what is under
 * way. An attempt counts once it is written down, so whoever ends the process makes some deliveries arrive twice and none get lost.
 */
export function startWebhookDelivery(options: DeliveryOptions): WebhookDelivery {
  const { engine, toBody, clock = machineClock, timeoutMs = 15_000, graceMs = 2_000 } = options;
  const fetchFrom = options.fetch ?? fetch;
  /** Due, and not begun. */
  let queue: readonly Due[] = [];
  /** Begun, and not written down yet: the book calls these due still. */
  const begun = new Set<string>();
  const underWay = new Map<string, { readonly endpointId: string; readonly control: AbortController }>();
  const finished: Attempt[] = [];
  let instanceId = "";
  let isStopping = false;
  let isCalled = false;
  let wake = (): void => undefined;

  const callUp = (): void => {
    isCalled = true;
    wake();
  };
  const unsubscribe = engine.subscribe((event) => {
    if (event.type === "changed" && event.topics.includes("webhooks")) callUp();
  });

  async function recordFinished(): Promise<boolean> {
    const attempts = finished.slice(0, batchSize);
    if (attempts.length === 0) return true;
    const recorded = await answerOf(engine.call("webhooks.recordAttempts", { attempts }, deliverer));
    if (!recorded) return false;
    finished.splice(0, attempts.length);
    for (const { deliveryId } of attempts) begun.delete(deliveryId);
    return true;
  }

  /** @returns until when there is nothing to do, unless something happens. */
  async function look(): Promise<number> {
    const due =
      (await recordFinished()) &&
      (await answerOf(engine.call("webhooks.due", { nowMs: clock.nowMs(), limit: batchSize }, deliverer)));
    if (!due) {
      // A book that cannot be written to is sent nothing of that it could not account for.
      queue = [];
      return clock.nowMs() + pauseMs;
    }
    ({ instanceId } = due);
    queue = due.deliveries.filter(({ id }) => !begun.has(id));
    beginWhatMay();
    return due.nextDueAtMs ?? Infinity;
  }

  /** Begin what is due, in its order, as far as the limits let it. */
  function beginWhatMay(): void {
    if (isStopping) return;
    const perEndpoint = new Map<string, number>();
    for (const { endpointId } of underWay.values()) perEndpoint.set(endpointId, (perEndpoint.get(endpointId) ?? 0) + 1);
    const left: Due[] = [];
    for (const delivery of queue) {
      const count = perEndpoint.get(delivery.endpointId) ?? 0;
      // The second half of the places is for endpoints that have none, so that a few slow ones do not take all.
      const limit = underWay.size < requestLimit / 2 ? requestsPerEndpoint : 1;
      if (underWay.size >= requestLimit || count >= limit) {
        left.push(delivery);
        continue;
      }
      perEndpoint.set(delivery.endpointId, count + 1);
      void begin(delivery);
    }
    queue = left;
  }

  async function begin(delivery: Due): Promise<void> {
    const { id, endpointId } = delivery;
    const control = new AbortController();
    begun.add(id);
    underWay.set(id, { endpointId, control });
    const attempt = await send(delivery, control);
    underWay.delete(id);
    // Nobody knows whether a request that was cut off arrived, so it is as if it had not been made.
    if (isStopping && control.signal.aborted) begun.delete(id);
    else finished.push(attempt);
    beginWhatMay();
    callUp();
  }

  async function send({ id, address, secrets, event }: Due, control: AbortController): Promise<Attempt> {
    const startedAtMs = clock.nowMs();
    const body = bodyOf(event);
    if (body === null) return { deliveryId: id, startedAtMs, tookMs: 0, status: null, problem: unsayable };
    const timer = setTimeout(() => {
      control.abort(new Error(`There was no answer within ${timeoutMs / 1000} seconds.`));
    }, timeoutMs);
    const headers = signatureHeaders({ id, sentAtMs: startedAtMs, body }, secrets);
    const outcome = await post(fetchFrom, { address, headers, body, signal: control.signal });
    clearTimeout(timer);
    return { deliveryId: id, startedAtMs, tookMs: Math.max(0, clock.nowMs() - startedAtMs), ...outcome };
  }

  /** Null for an event that cannot be told, such as one of a version that told other things: it must not hold up the others. */
  function bodyOf(event: WebhookEvent): string | null {
    try {
      return JSON.stringify(toBody(event, instanceId));
    } catch (error) {
      process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      return null;
    }
  }

  async function run(): Promise<void> {
    for (;;) {
      isCalled = false;
      const untilMs = await look();
      if (isStopping) return;
      if (!isCalled) await sleepUntil(untilMs);
    }
  }

  async function sleepUntil(untilMs: number): Promise<void> {
    const sleepMs = Math.min(longestSleepMs, Math.max(0, untilMs - clock.nowMs()));
    await new Promise<void>((resolve) => {
      const cancel = clock.after(sleepMs, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });
    wake = () => undefined;
  }

  const ended = run();

  return {
    async stop() {
      isStopping = true;
      unsubscribe();
      callUp();
      await ended;
      const impatience = setTimeout(() => {
        for (const { control } of underWay.values()) control.abort();
      }, graceMs);
      while (underWay.size > 0) await new Promise<void>((resolve) => (wake = resolve));
      clearTimeout(impatience);
      while (finished.length > 0 && (await recordFinished()));
    },
  };
}

/** The answer; null where there was none, which is the same here whatever the reason: it is asked for again. */
async function answerOf<Answer>(call: Promise<Result<Answer>>): Promise<Answer | null> {
  try {
    const result = await call;
    return result.ok ? result.value : null;
  } catch {
    return null;
  }
}
