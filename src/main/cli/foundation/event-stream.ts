import type { IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { createParser } from "eventsource-parser";
import type { EngineEvent } from "../../../shared/contract/events.ts";

/** How often, and after how long a pause, a stream of events that broke off is asked for again. */
const reconnectLimit = 5;
const reconnectPauseMs = 500;

export interface EventStreamOptions {
  /** @throws where there is no stream to be had. */
  readonly open: () => Promise<IncomingMessage>;
  readonly onEvent: (event: EngineEvent) => void;
  /** After a stream that broke off there is another one; what happened in between was told to nobody. */
  readonly onMissed: () => Promise<void>;
  /** No further stream was to be had. */
  readonly onLost: () => void;
}

/** A host's events, for as long as they are wanted. */
export interface EventStream {
  /** Resolves once events are told; fails where they are not. */
  readonly ready: Promise<void>;
  end(): void;
}

/** Follow a host's events, over one stream after the other. */
export function followEvents({ open, onEvent, onMissed, onLost }: EventStreamOptions): EventStream {
  const over = new AbortController();
  let current: IncomingMessage | undefined;

  async function follow(): Promise<void> {
    current = await open();
    if (over.signal.aborted) current.destroy();
    void readEvents(current, onEvent).then(() => (over.signal.aborted ? undefined : recover()));
  }

  async function recover(): Promise<void> {
    for (let attempt = 0; attempt < reconnectLimit && !over.signal.aborted; attempt += 1) {
      await wait(reconnectPauseMs);
      try {
        await follow();
        await onMissed();
        return;
      } catch {
        // The host may only be slow; it is asked again until the attempts are used up.
      }
    }
    if (!over.signal.aborted) onLost();
  }

  return {
    ready: follow(),
    end() {
      over.abort();
      current?.destroy();
    },
  };
}

/** Read Server-Sent Events until the stream ends, each with an event of the engine as JSON. */
async function readEvents(stream: IncomingMessage, onEvent: (event: EngineEvent) => void): Promise<void> {
  const parser = createParser({ onEvent: ({ data }) => onEvent(JSON.parse(data) as EngineEvent) });
  try {
    for await (const text of stream.setEncoding("utf8")) parser.feed(text as string);
  } catch {
    // A stream that breaks off is over, like one that ends.
  }
}
