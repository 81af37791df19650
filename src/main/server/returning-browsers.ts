import type { FastifyRequest } from "fastify";
import type { MethodAnswer } from "../../shared/contract/index.ts";
import type { Engine } from "../engine/engine.ts";
import { hostCaller } from "../hosts/callers.ts";
import type { BrowserDoor } from "./browser-door.ts";
import type { BrowserDesks } from "./desks.ts";
import { hashOfSecret } from "./session-secret.ts";

const recorder = hostCaller("Sessions");

/**
 * The sessions of browsers that come back after their host was started anew: whoever had signed in there goes on without doing it
 * again (BEHAVIOUR 13.4). Several pages of one browser come back at once and share what they are given.
 *
 * @returns asks for the session of a browser of which a page has proved to be one that was let in before.
 */
export function createReturns(
  engine: Pick<Engine, "dispatch">,
  browserDoor: BrowserDoor,
  desks: BrowserDesks,
): (request: FastifyRequest) => Promise<string> {
  const given = new Map<string, Promise<string>>();

  async function moveTo(session: string, fromSecretHash: string, request: FastifyRequest): Promise<string> {
    const input = { fromSecretHash, toSecretHash: hashOfSecret(session) };
    const moved = await engine.dispatch("sessions.move", input, recorder);
    const signedIn = moved.ok ? (moved.value as MethodAnswer<"sessions.move">).signedIn : null;
    if (signedIn) desks.bringBack(session, request, signedIn);
    return session;
  }

  return (request) => {
    const earlier = browserDoor.sessionOf(request);
    if (earlier === "") return Promise.resolve(browserDoor.makeSession());
    const key = hashOfSecret(earlier);
    const session = given.get(key) ?? moveTo(browserDoor.makeSession(), key, request);
    given.set(key, session);
    return session;
  };
}
