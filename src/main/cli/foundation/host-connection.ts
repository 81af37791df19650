import { randomBytes } from "node:crypto";
import { Agent, request, type ClientRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http";
import { Agent as TlsAgent, request as requestByTls } from "node:https";
import { text } from "node:stream/consumers";
import type { Result } from "../../../shared/errors.ts";
import { commandDeskHeader } from "../../hosts/desk.ts";
import { commandKeyHeader } from "../../hosts/key-credential.ts";
import type { RunningHost } from "../../hosts/running-file.ts";

/** A command's way to the host that holds the book. */
export interface HostConnection {
  /** @throws where the host does not answer, or not in the words of the contract. */
  ask(method: string, input: unknown): Promise<Result<unknown>>;
  /** The host's stream of events. @throws where there is none. */
  openEvents(): Promise<IncomingMessage>;
  end(): void;
}

/** Speak to a host with the secret that it left beside the book. @param apiKey by which the command acts; left out: as whoever signs in. */
export function createHostConnection({ address, secret }: RunningHost, apiKey?: string): HostConnection {
  const command = randomBytes(32).toString("base64url");
  // An agent of its own, so that no proxy of the environment gets to see the secret.
  const agent = new Agent({ keepAlive: true });
  const headers = () => ({
    authorization: `Bearer ${secret}`,
    [commandDeskHeader]: command,
    ...(apiKey !== undefined && { [commandKeyHeader]: apiKey }),
  });
  const open = (path: string, terms: RequestTerms) => request(`${address}${path}`, { ...terms, agent });
  return connectionBy({ open, headers, end: () => agent.destroy() });
}

/**
 * Speak to a team's host (docs/team.md), as whoever signs in: the session is a cookie, as a browser has it. The host's certificate is checked, by the
 * authorities that Node knows and those of `NODE_EXTRA_CA_CERTS`.
 *
 * @param address `https://NAME` or `https://NAME:PORT`; what stands behind that is nothing.
 */
export function createTeamConnection(address: string): HostConnection {
  const { origin } = new URL(address);
  const agent = new TlsAgent({ keepAlive: true, minVersion: "TLSv1.2" });
  let cookie = "";
  const takeCookie = ({ "set-cookie": given = [] }: IncomingHttpHeaders): void => {
    for (const each of given) cookie = /^__Host-countinghouse=[\w-]+/u.exec(each)?.[0] ?? cookie;
  };
  const headers = () => ({ "user-agent": "Countinghouse/command-line", ...(cookie !== "" && { cookie }) });
  const open = (path: string, terms: RequestTerms) => requestByTls(`${origin}${path}`, { ...terms, agent });
  return connectionBy({ open, headers, onHeaders: takeCookie, end: () => agent.destroy() });
}

interface RequestTerms {
  readonly method: "GET" | "POST";
  readonly headers: Readonly<Record<string, string>>;
}

interface Way {
  readonly open: (path: string, terms: RequestTerms) => ClientRequest;
  /** What a request carries beside what it says of its content. */
  readonly headers: () => Readonly<Record<string, string>>;
  /** Told what came with each answer. */
  readonly onHeaders?: (headers: IncomingHttpHeaders) => void;
  readonly end: () => void;
}

function connectionBy({ open, headers, onHeaders, end }: Way): HostConnection {
  function send(method: "GET" | "POST", path: string, body?: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const outgoing = open(path, { method, headers: { ...headers(), "content-type": "application/json" } });
      outgoing.once("response", (incoming) => {
        onHeaders?.(incoming.headers);
        resolve(incoming);
      });
      outgoing.once("error", reject);
      outgoing.end(body);
    });
  }

  return {
    async ask(method, input) {
      const answer = await send("POST", `/rpc/${encodeURIComponent(method)}`, JSON.stringify(input));
      return JSON.parse(await text(answer)) as Result<unknown>;
    },
    async openEvents() {
      const stream = await send("GET", "/events");
      if (stream.statusCode !== 200) throw new Error(`The events were refused with status ${stream.statusCode}`);
      return stream;
    },
    end,
  };
}
