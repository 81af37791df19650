import { randomBytes } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import type { SignOnOffer } from "../../../shared/contract/operators.ts";
import type { Result } from "../../../shared/errors.ts";
import type { Caller, Engine, SignedIn } from "../../engine/engine.ts";
import { elsewhereCaller, hostCaller } from "../../hosts/callers.ts";
import { createDesk, type Desk } from "../../hosts/desk.ts";
import { createDeskList, doorOf } from "../desks.ts";
import { createSeenSessions } from "../seen-sessions.ts";
import { hashOfSecret } from "../session-secret.ts";
import { addressOf } from "./client-address.ts";

/** The prefix has browsers take it by TLS alone, from this host alone, for all of its paths. */
const cookieName = "__Host-countinghouse";
const cookieTerms = { path: "/", httpOnly: true, sameSite: "strict", secure: true } as const;

const asker = hostCaller("Sessions");

/** The desks on other machines: each is a session of the book, by the secret in its cookie. */
export interface TeamDesks {
  /** Where a request comes from; one without a session is at a desk at which nobody has signed in. */
  of(request: FastifyRequest): Promise<Desk>;
  /**
   * Sign somebody in with a secret that nobody has seen before (so that none can be foisted on them), and end what the browser had.
   *
   * @param enter asks the engine whether to, on behalf of who is given.
   */
  signIn(
    request: FastifyRequest,
    reply: FastifyReply,
    enter: (caller: Caller) => Promise<Result<{ readonly signedIn: SignedIn }>>,
  ): Promise<Result<unknown>>;
  signOut(request: FastifyRequest, reply: FastifyReply): Promise<Result<unknown>>;
  /** Writes down what waits. */
  close(): Promise<void>;
}

/** @param signOn the single sign-on that is offered there; null: none. */
export function createTeamDesks(engine: Engine, signOn: SignOnOffer | null): TeamDesks {
  const desks = createDeskList();
  const seen = createSeenSessions(engine);

  const secretOf = (request: FastifyRequest): string | null => request.cookies[cookieName] ?? null;

  /** A session outlives its host, so one that is not known here may be known to the book. */
  async function find(secret: string, request: FastifyRequest): Promise<Desk | null> {
    const secretHash = hashOfSecret(secret);
    const known = desks.find(secretHash);
    if (known) return known;
    const found = await engine.dispatch("sessions.find", { secretHash }, asker);
    const signedIn = found.ok ? (found.value as MethodAnswer<"sessions.find">).signedIn : null;
    if (signedIn === null) return null;
    const desk = createDesk(signingIn(secret, request), signedIn);
    // Another request of the same browser may have been quicker.
    return desks.find(secretHash) ?? desks.put(secretHash, desk);
  }

  async function of(request: FastifyRequest): Promise<Desk> {
    const secret = secretOf(request);
    const desk = secret === null ? null : await find(secret, request);
    seen.saw(desk?.caller().signedIn);
    return desk ?? createDesk(elsewhereCaller(addressOf(request), signOn));
  }

  /** Whoever is about to sign in with a secret. */
  function signingIn(secret: string, request: FastifyRequest): Caller {
    const address = addressOf(request);
    return { ...elsewhereCaller(address, signOn), door: doorOf(secret, request, address) };
  }

  return {
    of,
    async signIn(request, reply, enter) {
      const before = await of(request);
      const secret = randomBytes(32).toString("base64url");
      const caller = signingIn(secret, request);
      const result = await enter(caller);
      if (!result.ok) return result;
      if (before.caller().signedIn) await before.dispatch(engine, "operators.signOut", {});
      desks.put(hashOfSecret(secret), createDesk(caller, result.value.signedIn));
      void reply.setCookie(cookieName, secret, cookieTerms);
      return result;
    },
    async signOut(request, reply) {
      const desk = await of(request);
      void reply.clearCookie(cookieName, cookieTerms);
      return desk.dispatch(engine, "operators.signOut", request.body);
    },
    close: () => seen.close(),
  };
}
