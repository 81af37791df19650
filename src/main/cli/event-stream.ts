import type { IncomingMessage } from "node:http";
import { createParser } from "eventsource-parser";
import type { EngineEvent } from "../../shared/contract/events.ts";

/** Read a host's Server-Sent Events until the stream ends, each with an event of the engine as JSON. */
export async function readEvents(stream: IncomingMessage, onEvent: (event: EngineEvent) => void): Promise<void> {
  const parser = createParser({ onEvent: ({ data }) => onEvent(JSON.parse(data) as EngineEvent) });
  try {
    for await (const text of stream.setEncoding("utf8")) parser.feed(text as string);
  } catch {
    // A stream that breaks off is over, like one that ends.
  }
}
