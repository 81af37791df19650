import type { FastifyRequest } from "fastify";
import type { Caller, SessionDoor, SignedIn } from "../engine/engine.ts";
import { createDesk, type Desk } from "../hosts/desk.ts";
import { hashOfSecret } from "./session-secret.ts";

/** More desks than that are nobody's: of those that were left, the oldest is forgotten, and whoever comes back signs in anew. */
const deskLimit = 1000;

/** The desks of a host, each by the secret that its requests carry. */
export interface Desks {
  of(secret: string): Desk;
}

/** @param unsigned who is at each of them as long as nobody has signed in. */
export function createDesks(unsigned: () => Caller): Desks {
  const desks = createDeskList();
  return { of: (secret) => desks.of(hashOfSecret(secret), () => createDesk(unsigned())) };
}

/** The desks at browsers, whose sign-ins the book keeps (BEHAVIOUR 13.4). */
export interface BrowserDesks {
  of(secret: string, request: FastifyRequest): Desk;
  /** A browser that had signed in with an earlier host works under this secret from now on. */
  bringBack(secret: string, request: FastifyRequest, signedIn: SignedIn): void;
}

/** @param unsigned who is at each of them as long as nobody has signed in. */
export function createBrowserDesks(unsigned: (request: FastifyRequest) => Caller): BrowserDesks {
  const desks = createDeskList();
  const open = (secret: string, request: FastifyRequest, signedIn: SignedIn | null): Desk =>
    createDesk({ ...unsigned(request), door: doorOf(secret, request, request.ip) }, signedIn);
  return {
    of: (secret, request) => desks.of(hashOfSecret(secret), () => open(secret, request, null)),
    bringBack: (secret, request, signedIn) => desks.put(hashOfSecret(secret), open(secret, request, signedIn)),
  };
}

/** What the book keeps beside a sign-in: by what, from where, and how the browser calls itself. */
export function doorOf(secret: string, { headers }: Pick<FastifyRequest, "headers">, address: string): SessionDoor {
  return { secretHash: hashOfSecret(secret), address, agent: (headers["user-agent"] ?? "").slice(0, 300) };
}

/** The desks that were used last, each by the hash of its secret. */
export function createDeskList() {
  const desks = new Map<string, Desk>();
  function put(key: string, desk: Desk): Desk {
    // The one that was used last stands last.
    desks.delete(key);
    desks.set(key, desk);
    const [oldest] = desks.keys();
    if (desks.size > deskLimit && oldest !== undefined) desks.delete(oldest);
    return desk;
  }
  const find = (key: string): Desk | undefined => {
    const desk = desks.get(key);
    return desk && put(key, desk);
  };
  return {
    put,
    find,
    of: (key: string, open: () => Desk): Desk => find(key) ?? put(key, open()),
  };
}
