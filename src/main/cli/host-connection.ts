import { randomBytes } from "node:crypto";
import { Agent, request, type IncomingMessage } from "node:http";
import { text } from "node:stream/consumers";
import type { Result } from "../../shared/errors.ts";
import { commandDeskHeader } from "../hosts/desk.ts";
import type { RunningHost } from "../hosts/running-file.ts";

/** A command's way to the host that holds the book. */
export interface HostConnection {
  /** @throws where the host does not answer, or not in the words of the contract. */
  ask(method: string, input: unknown): Promise<Result<unknown>>;
  /** The host's stream of events. @throws where there is none. */
  openEvents(): Promise<IncomingMessage>;
  end(): void;
}

/** Speak to a host with the secret that it left beside the book. */
export function createHostConnection({ address, secret }: RunningHost): HostConnection {
  // An agent of its own, so that no proxy of the environment gets to see the secret.
  const agent = new Agent({ keepAlive: true });
  const headers = {
    authorization: `Bearer ${secret}`,
    [commandDeskHeader]: randomBytes(32).toString("base64url"),
    "content-type": "application/json",
  };

  function send(method: "GET" | "POST", path: string, body?: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const outgoing = request(`${address}${path}`, { method, agent, headers }, resolve);
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
    end: () => agent.destroy(),
  };
}
