import type { MethodAnswer, MethodInput } from "../../../shared/contract/index.ts";
import type { WebhookEvent } from "../../../shared/contract/webhooks.ts";
import type { DeliveryClock } from "./clock.ts";
import { post } from "./post.ts";
import { signatureHeaders } from "./signature.ts";

const unsayable = "The event could not be put into words; nothing was sent.";

/** A delivery whose time has come. */
export type DueDelivery = MethodAnswer<"webhooks.due">["deliveries"][number];
/** What came of sending one. */
export type Attempt = MethodInput<"webhooks.recordAttempts">["attempts"][number];

export interface SendingOptions {
  /** What is sent of an event; the same for every attempt. */
  readonly toBody: (event: WebhookEvent, instanceId: string) => unknown;
  readonly fetch: typeof fetch;
  readonly clock: DeliveryClock;
  /** How long an endpoint may take to answer. */
  readonly timeoutMs: number;
}

/**
 * Send an event once, signed, and never throw.
 *
 * @param instanceId what programs know the book by.
 * @param control ends the request: where it takes too long, or from outside.
 */
export async function send(
  { id, address, secrets, event }: DueDelivery,
  instanceId: string,
  control: AbortController,
  options: SendingOptions,
): Promise<Attempt> {
  const { clock, timeoutMs } = options;
  const startedAtMs = clock.nowMs();
  const body = bodyOf(event, instanceId, options);
  if (body === null) return { deliveryId: id, startedAtMs, tookMs: 0, status: null, problem: unsayable };
  const timer = setTimeout(() => {
    control.abort(new Error(`There was no answer within ${timeoutMs / 1000} seconds.`));
  }, timeoutMs);
  const headers = signatureHeaders({ id, sentAtMs: startedAtMs, body }, secrets);
  const outcome = await post(options.fetch, { address, headers, body, signal: control.signal });
  clearTimeout(timer);
  return { deliveryId: id, startedAtMs, tookMs: Math.max(0, clock.nowMs() - startedAtMs), ...outcome };
}

/** Null for an event that cannot be told, such as one of a version that told other things: it must not hold up the others. */
function bodyOf(event: WebhookEvent, instanceId: string, { toBody }: SendingOptions): string | null {
  try {
    return JSON.stringify(toBody(event, instanceId));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return null;
  }
}
