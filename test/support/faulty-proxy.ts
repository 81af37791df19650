import { createServer, request as sendRequest, type IncomingMessage, type ServerResponse } from "node:http";
import { onTestFinished } from "vitest";
import { listen } from "./receiver.ts";

/** What may go wrong on the way to an upstream and back. */
export const faults = [
  /** The request never arrives. */
  "dropRequest",
  /** It arrives, and its answer does not. */
  "dropAnswer",
  /** It arrives twice. */
  "double",
  /** The answer ends in its middle. */
  "cutBody",
  /** The answer says that it is longer than it is. */
  "lieAboutLength",
  /** A hotel's sign-in page answers in its place. */
  "captivePortal",
  /** It is sent somewhere else. */
  "redirect",
  "tooMany",
  "serverError",
  "keyRefused",
] as const;
type Fault = (typeof faults)[number];

/** What may be met on the way: a fault that passes, an upstream that does not have what is asked for, or one that wants two hours of rest. */
type Met = Fault | "notFound" | "restsTwoHours";

/** A way to an upstream on which things go wrong. */
export interface FaultyProxy {
  /** Of the API, as a link is made to it. */
  readonly address: string;
  /** Every request, as far as it is of interest. */
  readonly requests: readonly { readonly method: string; readonly path: string; readonly fault: Met | null }[];
  /** Says what happens to each request from now on. */
  meet(choose: (request: { readonly method: string; readonly path: string }) => Met | null): void;
}

/** An answer of the upstream, to be passed on. */
interface Passed {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const html = "<!doctype html><title>Welcome</title><p>Sign in to use this network.";

/** A proxy on this machine; it is gone when the test is over. */
export async function startFaultyProxy(upstreamOrigin: string): Promise<FaultyProxy> {
  const requests: { method: string; path: string; fault: Met | null }[] = [];
  let choose: Parameters<FaultyProxy["meet"]>[0] = () => null;

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const one = { method: request.method ?? "", path: request.url ?? "" };
    const fault = choose(one);
    requests.push({ ...one, fault });
    switch (fault) {
      case "dropRequest":
        request.socket.destroy();
        return;
      case "captivePortal":
        response.writeHead(200, { "content-type": "text/html" }).end(html);
        return;
      case "redirect":
        response.writeHead(302, { location: "http://127.0.0.1:9/" }).end();
        return;
      case "tooMany":
        response
          .writeHead(429, { "content-type": "application/json", "retry-after": "0" })
          .end(refusal("too_many_requests"));
        return;
      case "restsTwoHours":
        response
          .writeHead(429, { "content-type": "application/json", "retry-after": "7200" })
          .end(refusal("too_many_requests"));
        return;
      case "serverError":
        response.writeHead(502, { "content-type": "text/html" }).end("<h1>Bad gateway</h1>");
        return;
      case "notFound":
        response.writeHead(404, { "content-type": "application/json" }).end(refusal("resource_not_found"));
        return;
      case "keyRefused":
        response.writeHead(401, { "content-type": "application/json" }).end(refusal("authentication_invalid"));
        return;
      default:
    }
    const first = await forward(request, body);
    const passed = fault === "double" ? await forward(request, body) : first;
    if (fault === "dropAnswer") {
      request.socket.destroy();
      return;
    }
    const length = passed.body.length + (fault === "lieAboutLength" ? 100 : 0);
    response.writeHead(passed.status, { ...passed.headers, "content-length": length });
    if (fault === "cutBody") {
      response.write(passed.body.subarray(0, Math.floor(passed.body.length / 2)), () => request.socket.destroy());
      return;
    }
    response.end(passed.body);
    if (fault === "lieAboutLength") request.socket.end();
  }

  async function forward({ method, url, headers }: IncomingMessage, body: Buffer): Promise<Passed> {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const { host: _host, connection: _connection, ...kept } = headers;
    const sent = sendRequest(new URL(url ?? "/", upstreamOrigin), { method, headers: kept }, resolve);
    sent.on("error", reject);
    sent.end(body);
    const answered = await promise;
    const { "content-type": type, "retry-after": wait } = answered.headers;
    return {
      status: answered.statusCode ?? 500,
      headers: {
        ...(type !== undefined && { "content-type": type }),
        ...(wait !== undefined && { "retry-after": wait }),
      },
      body: await bodyOf(answered),
    };
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => request.socket.destroy());
  });
  const origin = await listen(server);
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return {
    address: `${origin}/v1`,
    requests,
    meet(chosen) {
      choose = chosen;
    },
  };
}

function refusal(code: string): string {
  return JSON.stringify({ errors: [{ message: code, long_message: code, code }], clerk_trace_id: "0" });
}

async function bodyOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
