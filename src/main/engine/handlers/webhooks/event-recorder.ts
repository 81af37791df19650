import type { WantableEventType } from "../../../../shared/contract/webhooks.ts";
import type { ReadableBook } from "../../../storage/book/book-handle.ts";
import { insertDelivery } from "../../../storage/webhooks/webhook-delivery-store.ts";
import { listListeners, type Listener } from "../../../storage/webhooks/webhook-endpoint-store.ts";
import { insertEvent } from "../../../storage/webhooks/webhook-event-store.ts";
import type { CommandContext } from "../../handler.ts";
import { readEventData } from "./event-data.ts";

/** What a transaction says happened, until its end. */
export interface EventRecorder {
  /** See `CommandContext.happened`. */
  readonly happened: (type: WantableEventType, subjectId: string) => void;
  /** How much was said to have happened until now. */
  readonly count: () => number;
  /** Take back what was said after the first so many, because it was undone. */
  readonly keepFirst: (count: number) => void;
  /** Write down what endpoints want to hear of: at the end of the transaction, and inside it, so that neither is without the other. */
  record(context: CommandContext): void;
}

/** One per transaction. A book without endpoints is asked for them once, and only if something happens; nothing else is done. */
export function createEventRecorder(book: ReadableBook): EventRecorder {
  let listeners: readonly Listener[] | undefined;
  const happenings = new Map<string, { readonly type: WantableEventType; readonly subjectId: string }>();

  return {
    happened(type, subjectId) {
      listeners ??= listListeners(book);
      if (listeners.some((listener) => listener.wants(type)))
        happenings.set(`${type} ${subjectId}`, { type, subjectId });
    },
    count: () => happenings.size,
    keepFirst(count) {
      for (const key of [...happenings.keys()].slice(count)) happenings.delete(key);
    },
    record(context) {
      if (!listeners || happenings.size === 0) return;
      for (const { type, subjectId } of happenings.values()) {
        const wantedBy = listeners.filter((listener) => listener.wants(type)).map(({ endpointId }) => endpointId);
        writeEvent(context, { type, subjectId, data: readEventData(context, type, subjectId) }, wantedBy);
      }
      context.changed("webhooks");
    },
  };
}

/** An event, and what it is told with. */
interface Happening {
  readonly type: WantableEventType | "webhook.test";
  readonly subjectId: string;
  readonly data: unknown;
}

/**
 * Write an event with a delivery for each endpoint.
 *
 * @returns the ids of the deliveries, one per endpoint.
 */
export function writeEvent(
  { book, nowMs, makeId }: CommandContext,
  happening: Happening,
  endpointIds: readonly string[],
): string[] {
  const eventSequence = insertEvent(book, { ...happening, id: makeId("webhookEvent"), atMs: nowMs });
  const createdAtMs = Date.now();
  return endpointIds.map((endpointId) => {
    const id = makeId("webhookDelivery");
    insertDelivery(book, { id, endpointId, eventSequence, createdAtMs });
    return id;
  });
}
