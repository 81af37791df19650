import type { AddressInfo } from "node:net";
import cookie from "@fastify/cookie";
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from "fastify";
import { AppError } from "../../shared/errors.ts";
import type { Engine } from "../engine/engine.ts";
import { commandLineCaller, deskCaller } from "../hosts/desk-caller.ts";
import { listPageFiles } from "../hosts/page-files.ts";
import { securityHeaders } from "../hosts/page-headers.ts";
import { createAccess } from "./access.ts";
import { announceWhenHeld } from "./announcement.ts";
import { sendRefusal } from "./answers.ts";
import { addBackendApi, defaultApiLimits, isForTheApi, type ApiLimits } from "./backend-api/index.ts";
import { turnedAwayPage } from "./entrance-pages.ts";
import { addEventRoutes } from "./event-routes.ts";
import { addPageRoutes, enterByToken } from "./page-routes.ts";
import { createProgramDoor } from "./program-door.ts";
import { isFromThePage } from "./request-guard.ts";
import { addRpcRoutes } from "./rpc-routes.ts";

/** How long the host waits for whom. */
interface LoopbackTimeouts {
  /** For a client to finish its headers. */
  readonly headersMs: number;
  /** For a client to finish its whole request. */
  readonly requestMs: number;
  /** For a client that neither reads nor writes. */
  readonly idleMs: number;
  /** For answers under way when the host closes. */
  readonly closeMs: number;
  /** Between two signs of life on the stream of events; shorter than `idleMs`. */
  readonly keepAliveMs: number;
}

const defaultTimeouts: LoopbackTimeouts = {
  headersMs: 10_000,
  requestMs: 120_000,
  idleMs: 120_000,
  closeMs: 5_000,
  keepAliveMs: 15_000,
};

export interface LoopbackOptions {
  /** Stays the caller's: closing the host does not close it. */
  readonly engine: Engine;
  /** The built page, with its `index.html`. */
  readonly rendererDirectory: string;
  /** The engine's book, beside which the host says where it is; left out, it says so nowhere and lets no program in. */
  readonly bookPath?: string;
  /** One that is free is chosen where it is left out. */
  readonly port?: number;
  /** Told a fresh address when a browser was turned away and no unused address is left. */
  readonly onFreshAddress?: (address: string) => void;
  readonly timeouts?: Partial<LoopbackTimeouts>;
  /** How much one may ask of the Backend API. */
  readonly apiLimits?: Partial<ApiLimits>;
}

export interface LoopbackHost {
  /** Where to open the page: `http://127.0.0.1:PORT/?token=…`. The token lets one browser in, once. */
  readonly address: string;
  /** Makes a further address, for a further browser. */
  issueAddress(): string;
  /** Stops accepting, ends the event streams, lets calls under way finish, and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves the page, the contract's methods and the engine's events to browsers on this machine.
 *
 * @throws where the port is taken or the page is not built.
 */
export async function startLoopbackHost(options: LoopbackOptions): Promise<LoopbackHost> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const access = createAccess();
  const programDoor = createProgramDoor();
  /** The requests that came in through it. */
  const programs = new WeakSet<FastifyRequest>();
  const server = createServer(timeouts);

  const portOf = (): number => (server.server.address() as AddressInfo).port;
  const issueAddress = (): string => `http://127.0.0.1:${portOf()}/?token=${access.issueToken()}`;
  const announcement =
    options.bookPath === undefined
      ? undefined
      : announceWhenHeld(options.engine, options.bookPath, () => ({
          address: `http://127.0.0.1:${portOf()}`,
          pid: process.pid,
          secret: programDoor.secret,
        }));
  const engine = announcement?.engine ?? options.engine;
  const turnAway = (reply: FastifyReply): void => {
    // At most one unused address at a time: a browser that insists does not fill the terminal.
    if (!access.hasUnusedToken()) options.onFreshAddress?.(issueAddress());
    void reply.code(401).header("cache-control", "no-store").type("text/html; charset=utf-8").send(turnedAwayPage);
  };

  await server.register(cookie);
  server.addHook("onRequest", (request, reply, done) => {
    void reply.headers(securityHeaders);
    if (!isFromThePage(request.method, request.headers, portOf())) {
      void sendRefusal(reply, new AppError("forbidden_origin", "The request came from another site or name."));
      return;
    }
    // The Backend API has keys of its own and looks at them itself; a browser's session is nothing to it.
    if (isForTheApi(request)) {
      done();
      return;
    }
    const { authorization } = request.headers;
    if (authorization !== undefined && isForPrograms(request)) {
      // Whoever brings a secret is judged by it alone: a wrong one is not made good by a cookie.
      if (announcement && programDoor.admits(authorization)) {
        programs.add(request);
        done();
      } else void sendRefusal(reply, new AppError("unauthorized", "The secret is not this host's."));
      return;
    }
    const cookieName = sessionCookieName(portOf());
    const hasSession = access.admits(request.cookies[cookieName] ?? "");
    if (enterByToken(request, reply, { access, cookieName, hasSession })) return;
    if (hasSession) done();
    else if (request.method === "GET" && !isForPrograms(request)) turnAway(reply);
    else void sendRefusal(reply, new AppError("unauthorized", "The request carries no valid session."));
  });

  addRpcRoutes(server, engine, (request) => (programs.has(request) ? commandLineCaller() : deskCaller()));
  const finishApi = await addBackendApi(server, engine, { ...defaultApiLimits, ...options.apiLimits });
  const endEventStreams = addEventRoutes(server, engine, timeouts.keepAliveMs);
  addPageRoutes(server, listPageFiles(options.rendererDirectory));
  await server.listen({ host: "127.0.0.1", port: options.port ?? 0 });
  if (announcement) await engine.dispatch("book.info", {}, deskCaller());

  return {
    address: issueAddress(),
    issueAddress,
    async close() {
      announcement?.withdraw();
      endEventStreams();
      const impatience = setTimeout(() => server.server.closeAllConnections(), timeouts.closeMs);
      await server.close();
      clearTimeout(impatience);
      await finishApi();
    },
  };
}

function createServer(timeouts: LoopbackTimeouts): FastifyInstance {
  const server = fastify({
    http: {
      headersTimeout: timeouts.headersMs,
      connectionsCheckingInterval: Math.min(1_000, timeouts.headersMs),
    },
    requestTimeout: timeouts.requestMs,
    connectionTimeout: timeouts.idleMs,
    keepAliveTimeout: 5_000,
    forceCloseConnections: "idle",
    frameworkErrors: (error, _request, reply) => sendFailure(error, reply.headers(securityHeaders)),
  });
  // JSON is the only thing understood, so that no form of another site can send what is.
  server.removeContentTypeParser("text/plain");
  server.setErrorHandler<FastifyError>((error, _request, reply) => sendFailure(error, reply));
  server.setNotFoundHandler((_request, reply) => {
    void reply.code(404).type("text/plain; charset=utf-8").send("There is nothing at this address.\n");
  });
  return server;
}

/** Browsers do not tell ports apart when they send cookies: two hosts on one machine need two names. */
function sessionCookieName(port: number): string {
  return `countinghouse-session-${port}`;
}

/** Whether a program waits for something to parse, rather than a person for something to read. */
function isForPrograms(request: FastifyRequest): boolean {
  return /^\/(?:rpc|events)\b/u.test(request.raw.url ?? "");
}

/** Says in the contract's words what went wrong before a handler could answer. */
function sendFailure(error: FastifyError, reply: FastifyReply): void {
  const status = error.statusCode ?? 500;
  if (status === 413) {
    void sendRefusal(reply, new AppError("request_too_large", "The request is larger than this method takes."));
  } else if (status >= 400 && status < 500) {
    const refusal = new AppError("invalid_input", `The request is not understood: ${error.message}.`);
    void sendRefusal(reply, refusal, status);
  } else {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    void sendRefusal(reply, new AppError("internal_error", "The host met an error of its own."));
  }
}
