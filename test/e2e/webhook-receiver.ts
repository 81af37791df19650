import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";

/** One delivery as the program of the test was sent it. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  /** The body, as it was signed. */
  readonly text: string;
  readonly type: string;
}

/** A program that is told what happens: a small HTTP server on this machine. */
export interface Receiver {
  readonly address: string;
  readonly received: readonly Received[];
  /** What it answers from now on. At first, 204. */
  answerWith(status: number): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = [];
  let status = 204;
  const take = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(request);
    received.push({ headers: request.headers, text: body, type: (JSON.parse(body) as { type: string }).type });
    response.writeHead(status).end();
  };
  const server = createServer((request, response) => void take(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  return {
    address: `http://127.0.0.1:${port}/hook`,
    received,
    answerWith(next) {
      status = next;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
