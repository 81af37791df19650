import type { IncomingMessage } from "node:http";
import { createInterface } from "node:readline";
import type { EngineEvent } from "../../shared/contract/events.ts";

const dataPrefix = "data: ";

/**
 * Read a host's Server-Sent Events until the stream ends: one JSON object on a line of its own each; other lines are comments and
 * signs of life.
 */
export async function readEvents(stream: IncomingMessage, onEvent: (event: EngineEvent) => void): Promise<void> {
  try {
    for await (const line of createInterface({ input: stream })) {
      if (line.startsWith(dataPrefix)) onEvent(JSON.parse(line.slice(dataPrefix.length)) as EngineEvent);
    }
  } catch {
    // A stream that breaks off is over, like one that ends.
  }
}
