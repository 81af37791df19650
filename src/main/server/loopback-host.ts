import type { AddressInfo } from "node:net";
import cookie from "@fastify/cookie";
import type { FastifyRequest } from "fastify";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { Engine } from "../engine/engine.ts";
import { commandLineCaller, deskCaller } from "../hosts/callers.ts";
import { commandDeskHeader, createDesk, type Desk } from "../hosts/desk.ts";
import { commandKeyHeader, deskByKey } from "../hosts/key-credential.ts";
import { listPageFiles } from "../hosts/page-files.ts";
import { securityHeaders } from "../hosts/page-headers.ts";
import { announceWhenHeld } from "./announcement.ts";
import { sendRefusal } from "./answers.ts";
import { toEventObject } from "./backend-api/countinghouse/event-object.ts";
import { addBackendApi, defaultApiLimits, isForTheApi, type ApiLimits } from "./backend-api/index.ts";
import { addExportFileRoute } from "./export-file-route.ts";
import { addBookCopyRoute } from "./book-copy-route.ts";
import { createBrowserDoor } from "./browser-door.ts";
import { createBrowserDesks, createDesks } from "./desks.ts";
import { addEventRoutes } from "./event-routes.ts";
import { addPageRoutes } from "./page-routes.ts";
import { createPageProofs } from "./page-proofs.ts";
import { createProgramDoor } from "./program-door.ts";
import { isForPrograms, isFromThePage, loopbackAddress } from "./request-guard.ts";
import { addRpcRoutes } from "./rpc-routes.ts";
import { createReturns } from "./returning-browsers.ts";
import { createSeenSessions } from "./seen-sessions.ts";
import { addSampleRoute, type SampleOpener } from "./sample-route.ts";
import { addSessionRoutes, isForComingBack } from "./session-routes.ts";
import { createWebServer, sendNothingHere, type ClientTimeouts } from "./web-server.ts";
import { startWebhookDelivery } from "./webhooks/delivery.ts";

/** How long the host waits for whom. */
interface LoopbackTimeouts extends ClientTimeouts {
  /** For answers under way when the host closes. */
  readonly closeMs: number;
  /** For a browser to open an address that was printed. */
  readonly tokenMs: number;
  /** Between two signs of life on the stream of events; shorter than `idleMs`. */
  readonly keepAliveMs: number;
}

const defaultTimeouts: LoopbackTimeouts = {
  headersMs: 10_000,
  requestMs: 120_000,
  idleMs: 120_000,
  closeMs: 5_000,
  tokenMs: 15 * 60_000,
  keepAliveMs: 15_000,
};

export interface LoopbackOptions {
  /** Stays the caller's: closing the host does not close it. */
  readonly engine: Engine;
  /** The built page, with its `index.html`; left out, no browser is let in: there is the API and the programs' door, and no more. */
  readonly rendererDirectory?: string;
  /** The engine's book, beside which the host says where it is; left out, it says so nowhere and lets no program in. */
  readonly bookPath?: string;
  /** How the sample company is opened; left out, it is not offered. */
  readonly openSample?: SampleOpener;
  /** One that is free is chosen where it is left out. */
  readonly port?: number;
  /** Whether the engine only reads: then there is no Backend API, whose calls leave a trace in the book, and nothing is delivered. */
  readonly isReadOnly?: boolean;
  /** Told a fresh address when a browser was turned away and no unused address is left. */
  readonly onFreshAddress?: (address: string) => void;
  readonly timeouts?: Partial<LoopbackTimeouts>;
  /** How much one may ask of the Backend API. */
  readonly apiLimits?: Partial<ApiLimits>;
}

export interface LoopbackHost {
  /** The engine as the host has it; what others in this process ask goes through it, so that the host notices when the book is held. */
  readonly engine: Engine;
  /** `http://127.0.0.1:PORT` */
  readonly origin: string;
  /** Where to open the page: `http://127.0.0.1:PORT/?token=…`. The token lets one browser in, once. Without a page, the origin. */
  readonly address: string;
  /** Makes a further address, for a further browser. */
  issueAddress(): string;
  /** Stops accepting, ends the event streams, lets calls under way finish, and frees the port. */
  close(): Promise<void>;
}

/**
 * Serves the page, the contract's methods and the engine's events to browsers on this machine, and to programs the Backend API.
 *
 * @throws where the port is taken or the page is not built.
 */
export async function startLoopbackHost(options: LoopbackOptions): Promise<LoopbackHost> {
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const programDoor = createProgramDoor();
  /** The requests that came in through it. */
  const programs = new WeakSet<FastifyRequest>();
  const server = createWebServer({
    timeouts,
    addressOf: ({ socket }) => loopbackAddress(socket.localPort ?? 0),
    headers: securityHeaders,
  });

  const portOf = (): number => (server.server.address() as AddressInfo).port;
  const originOf = (): string => `http://127.0.0.1:${portOf()}`;
  const browserDoor =
    options.rendererDirectory === undefined
      ? undefined
      : createBrowserDoor(portOf, timeouts.tokenMs, options.onFreshAddress);
  const proofs =
    browserDoor === undefined || options.bookPath === undefined ? undefined : createPageProofs(options.bookPath);
  const announcement =
    options.bookPath === undefined
      ? undefined
      : announceWhenHeld(options.engine, options.bookPath, () => ({
          address: originOf(),
          pid: process.pid,
          secret: programDoor.secret,
        }));
  const engine = announcement?.engine ?? options.engine;

  await server.register(cookie);
  server.addHook("onRequest", (request, reply, done) => {
    void reply.headers(securityHeaders);
    if (!isFromThePage(request.method, request.headers, loopbackAddress(portOf()))) {
      void sendRefusal(
        reply,
        new AppError("forbidden_origin", sentence("The request came from another site or name.")),
      );
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
      } else void sendRefusal(reply, new AppError("unauthorized", sentence("The secret is not this host's.")));
      return;
    }
    if (browserDoor) {
      if ((proofs && isForComingBack(request)) || browserDoor.admits(request, reply)) done();
    } else if (isForPrograms(request)) {
      void sendRefusal(
        reply,
        new AppError("unauthorized", sentence("Programs bring the secret that stands beside the book.")),
      );
    } else sendNothingHere(reply);
  });

  const browserDesks = createBrowserDesks(deskCaller);
  const commandDesks = createDesks(commandLineCaller);
  const seen = createSeenSessions(engine);
  const deskOf = async (request: FastifyRequest): Promise<Desk> => {
    if (!programs.has(request)) {
      const desk = browserDesks.of(browserDoor?.sessionOf(request) ?? "", request);
      seen.saw(desk.caller().signedIn);
      return desk;
    }
    const { [commandDeskHeader]: named, [commandKeyHeader]: key } = request.headers;
    if (typeof key === "string") return deskByKey(engine, key);
    // A command that does not say which one it is has nobody signed in for longer than a call.
    return typeof named === "string" ? commandDesks.of(named) : createDesk(commandLineCaller());
  };
  addRpcRoutes(server, async (request, _reply, method) =>
    (await deskOf(request)).dispatch(engine, method, request.body),
  );
  const finishApi = options.isReadOnly
    ? () => Promise.resolve()
    : await addBackendApi(server, engine, { ...defaultApiLimits, ...options.apiLimits });
  addEventRoutes(server, engine, deskOf, { keepAliveMs: timeouts.keepAliveMs });
  if (browserDoor && proofs) {
    const sessionAfter = createReturns(engine, browserDoor, browserDesks);
    addSessionRoutes(server, proofs, async (request, reply) => {
      browserDoor.giveSession(reply, await sessionAfter(request));
    });
  }
  if (browserDoor) addExportFileRoute(server, engine, deskOf);
  if (browserDoor && options.bookPath !== undefined) addBookCopyRoute(server, engine, options.bookPath, deskOf);
  if (browserDoor && options.openSample) addSampleRoute(server, options.openSample);
  if (options.rendererDirectory !== undefined) addPageRoutes(server, listPageFiles(options.rendererDirectory));
  await server.listen({ host: "127.0.0.1", port: options.port ?? 0 }).catch(async (error: unknown) => {
    // What was begun is ended again: whoever asked may go on without a host.
    await server.close();
    await finishApi();
    throw error;
  });
  if (announcement) await engine.dispatch("book.info", {}, deskCaller());
  const delivery = options.isReadOnly ? null : startWebhookDelivery({ engine, toBody: toEventObject });

  return {
    engine,
    origin: originOf(),
    address: browserDoor?.issueAddress() ?? originOf(),
    issueAddress: () => browserDoor?.issueAddress() ?? originOf(),
    async close() {
      announcement?.withdraw();
      const deliveryStopped = delivery?.stop();
      const impatience = setTimeout(() => server.server.closeAllConnections(), timeouts.closeMs);
      await server.close();
      clearTimeout(impatience);
      await seen.close();
      await finishApi();
      await deliveryStopped;
    },
  };
}
