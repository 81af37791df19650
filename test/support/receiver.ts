import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Server } from "node:net";
import { onTestFinished } from "vitest";

/** A request as it came. */
export interface Received {
  readonly path: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Somebody else's server, to which deliveries go. */
export interface Receiver {
  readonly address: string;
  readonly received: readonly Received[];
  /** Waits until so many requests have come. */
  readonly until: (count: number) => Promise<readonly Received[]>;
  /** How many requests waited for an answer at once, at most. */
  readonly mostAtOnce: () => number;
}

type Answer = (response: ServerResponse, received: Received) => void;

/** A status and nothing else. */
export function answerWith(status: number): Answer {
  return (response) => {
    response.writeHead(status).end();
  };
}

/** A server on this machine that answers as it is told; it is gone when the test is over. */
export async function startReceiver(answer: Answer = answerWith(200)): Promise<Receiver> {
  const received: Received[] = [];
  const waiting = new Set<() => void>();
  let atOnce = 0;
  let mostAtOnce = 0;
  const server = createServer((request, response) => {
    atOnce += 1;
    mostAtOnce = Math.max(mostAtOnce, atOnce);
    response.on("close", () => (atOnce -= 1));
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (part: string) => (body += part));
    request.on("end", () => {
      const one = { path: request.url ?? "", headers: request.headers, body };
      received.push(one);
      answer(response, one);
      for (const look of waiting) look();
    });
  });
  const address = await listen(server);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    address,
    received,
    mostAtOnce: () => mostAtOnce,
    async until(count) {
      if (received.length < count) {
        await new Promise<void>((resolve) => {
          const look = (): void => {
            if (received.length < count) return;
            waiting.delete(look);
            resolve();
          };
          waiting.add(look);
        });
      }
      return received;
    },
  };
}

/** @returns where the server is reached. */
export async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
