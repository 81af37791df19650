import type { Result } from "../../../shared/errors.ts";
import type { Engine } from "../../engine/engine.ts";
import { hostCaller } from "../../hosts/callers.ts";
import { createAlarm, machineClock } from "./clock.ts";
import { send, type Attempt, type DueDelivery, type SendingOptions } from "./send.ts";

/** How many requests are under way at once: in all, and to one endpoint. */
const requestLimit = 8;
const requestsPerEndpoint = 2;

/** How many deliveries are asked for at once, and attempts written down. */
const batchSize = 200;

/** How long to wait where the book cannot be asked or written to. */
const pauseMs = 10_000;

/** After how long it is looked again whether another host of the book delivers still. */
const looksForLeftEveryMs = 3_000;

const deliverer = hostCaller("Webhooks");

export interface DeliveryOptions extends Pick<SendingOptions, "toBody">, Partial<Omit<SendingOptions, "toBody">> {
  /** Stays the caller's. */
  readonly engine: Pick<Engine, "call" | "subscribe" | "keepStanding">;
  /** How long requests under way may go on when it is stopped. */
  readonly graceMs?: number;
}

export interface WebhookDelivery {
  /** Sends nothing more and writes down what came of what was sent. Requests that are cut off are made again by the next host. */
  stop(): Promise<void>;
}

/** A request that was begun and is not answered. */
interface RequestUnderWay {
  readonly endpointId: string;
  readonly control: AbortController;
}

/**
 * Deliver a book's events for as long as its host runs. The book knows what is due and what came of it; here is only what is under
 * way. An attempt counts once it is written down, so whoever ends the process makes some deliveries arrive twice and none get lost.
 */
export function startWebhookDelivery({ engine, graceMs = 2_000, ...options }: DeliveryOptions): WebhookDelivery {
  const sending = { fetch, clock: machineClock, timeoutMs: 15_000, ...options };
  const { clock } = sending;
  const alarm = createAlarm(clock);
  /** Due, and not begun. */
  let queue: readonly DueDelivery[] = [];
  /** Begun, and not written down yet: the book calls these due still. */
  const begun = new Set<string>();
  const underWay = new Map<string, RequestUnderWay>();
  const finished: Attempt[] = [];
  let instanceId = "";
  let isStopping = false;

  const unsubscribe = engine.subscribe((event) => {
    if (event.type === "changed" && event.topics.includes("webhooks")) alarm.call();
  });

  async function run(): Promise<void> {
    for (;;) {
      const untilMs = await look();
      if (isStopping) return;
      await alarm.sleepUntil(untilMs);
    }
  }

  /** @returns until when there is nothing to do, unless something happens. */
  async function look(): Promise<number> {
    if (engine.keepStanding && !(await engine.keepStanding("deliveries"))) {
      queue = [];
      return clock.nowMs() + looksForLeftEveryMs;
    }
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

  async function recordFinished(): Promise<boolean> {
    const attempts = finished.slice(0, batchSize);
    if (attempts.length === 0) return true;
    const recorded = await answerOf(engine.call("webhooks.recordAttempts", { attempts }, deliverer));
    if (!recorded) return false;
    finished.splice(0, attempts.length);
    for (const { deliveryId } of attempts) begun.delete(deliveryId);
    return true;
  }

  function beginWhatMay(): void {
    if (isStopping) return;
    const { next, left } = withinLimits(queue, [...underWay.values()]);
    queue = left;
    for (const delivery of next) void begin(delivery);
  }

  async function begin(delivery: DueDelivery): Promise<void> {
    const { id, endpointId } = delivery;
    const control = new AbortController();
    begun.add(id);
    underWay.set(id, { endpointId, control });
    const attempt = await send(delivery, instanceId, control, sending);
    underWay.delete(id);
    // Nobody knows whether a request that was cut off arrived, so it is as if it had not been made.
    if (isStopping && control.signal.aborted) begun.delete(id);
    else finished.push(attempt);
    beginWhatMay();
    alarm.call();
  }

  const ended = run();

  return {
    async stop() {
      isStopping = true;
      unsubscribe();
      alarm.call();
      await ended;
      const impatience = setTimeout(() => {
        for (const { control } of underWay.values()) control.abort();
      }, graceMs);
      while (underWay.size > 0) await alarm.sleepUntil(Infinity);
      clearTimeout(impatience);
      while (finished.length > 0 && (await recordFinished()));
    },
  };
}

/** What of the queue may begin beside what is under way, in its order; and what has to wait. */
function withinLimits(
  queue: readonly DueDelivery[],
  underWay: readonly RequestUnderWay[],
): { readonly next: DueDelivery[]; readonly left: DueDelivery[] } {
  const perEndpoint = new Map<string, number>();
  const count = ({ endpointId }: { readonly endpointId: string }): void => {
    perEndpoint.set(endpointId, (perEndpoint.get(endpointId) ?? 0) + 1);
  };
  underWay.forEach(count);
  const next: DueDelivery[] = [];
  const left: DueDelivery[] = [];
  for (const delivery of queue) {
    const requests = underWay.length + next.length;
    // The second half of the places is for endpoints that have none, so that a few slow ones do not take all.
    const limit = requests < requestLimit / 2 ? requestsPerEndpoint : 1;
    const mayBegin = requests < requestLimit && (perEndpoint.get(delivery.endpointId) ?? 0) < limit;
    if (mayBegin) count(delivery);
    (mayBegin ? next : left).push(delivery);
  }
  return { next, left };
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
