import { type IncomingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import type { LoopbackHost } from "../../src/main/server/loopback-host.ts";

export interface PlainAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface PlainRequest {
  readonly method?: string;
  /** Goes onto the request line as it stands; nothing is normalized. */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Sends exactly what it is given, as a browser never would: any Host, any path, no cookie of its own. */
export async function send(host: LoopbackHost, plain: PlainRequest = {}): Promise<PlainAnswer> {
  const { port } = new URL(host.address);
  return await new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        port,
        method: plain.method ?? "GET",
        path: plain.path ?? "/",
        headers: { host: `127.0.0.1:${port}`, ...plain.headers },
        agent: false,
      },
      (incoming) => {
        text(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
          reject,
        );
      },
    );
    outgoing.once("error", reject);
    outgoing.end(plain.body);
  });
}

/** Enters with an unused token and returns the cookie header that a browser would send from then on. */
export async function enter(host: LoopbackHost, address = host.issueAddress()): Promise<string> {
  const { pathname, search } = new URL(address);
  const answer = await send(host, { path: pathname + search });
  const [cookie] = answer.headers["set-cookie"] ?? [];
  if (cookie === undefined) throw new Error(`The token was not taken: ${answer.status} ${answer.body}`);
  return cookie.split(";")[0] ?? "";
}

/** Calls a method the way the page does. */
export async function callMethod(
  host: LoopbackHost,
  cookie: string,
  method: string,
  body: string | Buffer = "{}",
  headers: Readonly<Record<string, string>> = {},
): Promise<PlainAnswer> {
  return await send(host, {
    method: "POST",
    path: `/rpc/${method}`,
    headers: { cookie, "content-type": "application/json", ...headers },
    body,
  });
}
