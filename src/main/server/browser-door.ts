import type { FastifyReply, FastifyRequest } from "fastify";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { createAccess } from "./access.ts";
import { sendRefusal } from "./answers.ts";
import { turnedAwayPage } from "./entrance-pages.ts";
import { enterByToken, setSession } from "./page-routes.ts";
import { isForPrograms } from "./request-guard.ts";

/** The way in for browsers: by a token once, and from then on by a session. */
export interface BrowserDoor {
  /** Makes an address for one browser, once: `http://127.0.0.1:PORT/?token=…`. */
  issueAddress(): string;
  /** A session for a browser whose page has proved to be one that was let in before. */
  makeSession(): string;
  /** Lets the browser in that is answered. */
  giveSession(reply: FastifyReply, session: string): void;
  /** The session that the request carries. */
  sessionOf(request: FastifyRequest): string;
  /** Whether the request carries a session; one that does not is answered here. */
  admits(request: FastifyRequest, reply: FastifyReply): boolean;
}

/**
 * @param portOf the host's port, known once it listens.
 * @param tokenMs how long an address lets its browser in.
 * @param onFreshAddress told a fresh address when a browser was turned away and no unused address is left.
 */
export function createBrowserDoor(
  portOf: () => number,
  tokenMs: number,
  onFreshAddress?: (address: string) => void,
): BrowserDoor {
  const access = createAccess(tokenMs);
  const issueAddress = (): string => `http://127.0.0.1:${portOf()}/?token=${access.issueToken()}`;
  const turnAway = (reply: FastifyReply): void => {
    // At most one unused address at a time: a browser that insists does not fill the terminal.
    if (!access.hasUnusedToken()) onFreshAddress?.(issueAddress());
    void reply.code(401).header("cache-control", "no-store").type("text/html; charset=utf-8").send(turnedAwayPage);
  };
  const sessionOf = (request: FastifyRequest): string => request.cookies[sessionCookieName(portOf())] ?? "";
  return {
    issueAddress,
    sessionOf,
    makeSession: () => access.issueSession(),
    giveSession: (reply, session) => setSession(reply, sessionCookieName(portOf()), session),
    admits(request, reply) {
      const cookieName = sessionCookieName(portOf());
      const hasSession = access.admits(sessionOf(request));
      if (enterByToken(request, reply, { access, cookieName, hasSession })) return false;
      if (hasSession) return true;
      if (request.method === "GET" && !isForPrograms(request)) turnAway(reply);
      else void sendRefusal(reply, new AppError("unauthorized", sentence("The request carries no valid session.")));
      return false;
    },
  };
}

/** Browsers do not tell ports apart when they send cookies: two hosts on one machine need two names. */
function sessionCookieName(port: number): string {
  return `countinghouse-session-${port}`;
}
