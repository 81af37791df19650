import type { AddressInfo } from "node:net";
import cookie from "@fastify/cookie";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { MethodAnswer } from "../../../shared/contract/index.ts";
import { AppError, type Result } from "../../../shared/errors.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";
import type { Caller, Engine } from "../../engine/engine.ts";
import { listPageFiles } from "../../hosts/page-files.ts";
import { securityHeaders } from "../../hosts/page-headers.ts";
import { sendRefusal } from "../answers.ts";
import { addBackendApi, defaultApiLimits } from "../backend-api/index.ts";
import { addBookCopyRoute } from "../book-copy-route.ts";
import { addEventRoutes } from "../event-routes.ts";
import { addExportFileRoute } from "../export-file-route.ts";
import { addPageRoutes } from "../page-routes.ts";
import { isForPrograms, isFromThePage, type OwnAddress } from "../request-guard.ts";
import { addRpcRoutes } from "../rpc-routes.ts";
import { createWebServer, type ClientTimeouts } from "../web-server.ts";
import type { CertificateFiles } from "./certificate.ts";
import { addressOf, isInRanges, readRange } from "./client-address.ts";
import {
  createProxiedListener,
  createTlsListener,
  defaultConnectionLimits,
  type ConnectionLimits,
} from "./secure-listener.ts";
import { createSignInRate, defaultSignInLimits, type SignInLimits } from "./sign-in-rate.ts";
import { createSignOn } from "./sign-on.ts";
import type { SignOnSettings } from "./sign-on-settings.ts";
import { createTeamDesks } from "./team-desks.ts";

/** Where a book is served to other machines, and what keeps strangers out (BEHAVIOUR 13.1). */
export interface TeamDoor {
  /** To listen at; every address of the machine where it is `0.0.0.0` or `::`. */
  readonly address: string;
  readonly port: number;
  /** What desks call the host by, without a port; any other name is refused. */
  readonly names: readonly string[];
  readonly security:
    | ({ readonly kind: "tls" } & CertificateFiles)
    /** A proxy that has taken care of TLS, by its addresses or ranges of them. */
    | { readonly kind: "proxy"; readonly addresses: readonly string[] };
  /** Whose word is taken for who somebody is; left out: passphrases alone. */
  readonly signOn?: SignOnSettings;
}

export interface TeamHostOptions {
  /** Stays the caller's. */
  readonly engine: Engine;
  readonly bookPath: string;
  readonly rendererDirectory: string;
  readonly door: TeamDoor;
  /** Told what whoever runs the host should know. */
  readonly say: (text: string) => void;
  readonly timeouts?: Partial<typeof defaultTimeouts>;
  readonly connectionLimits?: ConnectionLimits;
  readonly signInLimits?: SignInLimits;
}

export interface TeamHost {
  readonly port: number;
  /** Where desks find it, by the first of its names. */
  readonly address: string;
  /** Looks whether there is a new certificate, which is done every minute as well. */
  renewCertificate(): void;
  /** Stops accepting, ends the event streams, lets calls under way finish, and frees the port. */
  close(): Promise<void>;
}

const defaultTimeouts = {
  headersMs: 10_000,
  requestMs: 120_000,
  idleMs: 120_000,
  closeMs: 5_000,
  keepAliveMs: 15_000,
} satisfies ClientTimeouts & Readonly<Record<string, number>>;

/** What somebody may send who has not signed in: enough to do that. */
const strangersBodyLimit = 16 * 1024;

/** Browsers that were here once come by TLS for a year, whatever they are led to. */
const teamHeaders = { ...securityHeaders, "strict-transport-security": "max-age=31536000" };

/**
 * Serves a book to the desks of a team: the page, the contract's methods, the events and the Backend API. Everybody signs in.
 *
 * @throws AppError `certificate_invalid`, `network_not_secure`; and where the port is taken.
 */
export async function startTeamHost(options: TeamHostOptions): Promise<TeamHost> {
  const { engine, door, say } = options;
  const timeouts = { ...defaultTimeouts, ...options.timeouts };
  const limits = options.connectionLimits ?? defaultConnectionLimits;
  const isProxy = proxyCheck(door);
  const listener =
    door.security.kind === "tls"
      ? createTlsListener(door.security, limits, say)
      : createProxiedListener(isProxy, limits);
  const own: OwnAddress = { scheme: "https", isOwn: (authority) => door.names.includes(nameIn(authority)) };
  const server = createWebServer({
    timeouts,
    addressOf: () => own,
    headers: teamHeaders,
    makeServer: (serverOptions, handle) => listener.makeServer(serverOptions, handle),
    isProxy,
  });
  const signOn = door.signOn ? await createSignOn(engine, door.signOn, say) : null;
  const desks = createTeamDesks(engine, signOn?.offer ?? null);
  const rate = createSignInRate(options.signInLimits ?? defaultSignInLimits);

  await server.register(cookie);
  server.addHook("onRequest", async (request, reply) => {
    void reply.headers(teamHeaders);
    const refusal = await whyNot(request);
    if (refusal !== null) return sendRefusal(reply, refusal);
    return undefined;
  });

  /** What is wrong with a request before anything of it is done. */
  async function whyNot(request: FastifyRequest): Promise<AppError | null> {
    if (request.protocol !== "https") {
      return new AppError("forbidden_origin", sentence("The proxy does not say that the request came to it by HTTPS."));
    }
    if (!isFromThePage(request.method, request.headers, own)) {
      return new AppError("forbidden_origin", sentence("The request came from another site or name."));
    }
    const { authorization, "content-length": length } = request.headers;
    if (isForDownload(request) && !(await mayRead(request))) {
      return new AppError("sign_in_required", sentence("What is in the book is for those who sign in."));
    }
    // By the route that it takes, which has one spelling, where its path has many.
    if (!isForPrograms({ raw: request.routeOptions })) return null;
    if (authorization !== undefined) {
      return new AppError("unauthorized", sentence("Only the book's own machine lets programs in by a secret."));
    }
    const isShort = request.method === "GET" || (length !== undefined && Number(length) <= strangersBodyLimit);
    if (isShort || (await mayRead(request))) return null;
    return new AppError("request_too_large", sentence("So much is taken from nobody who has not signed in."));
  }

  async function mayRead(request: FastifyRequest): Promise<boolean> {
    const desk = await desks.of(request);
    const current = await engine.dispatch("operators.current", {}, desk.caller());
    return current.ok && (current.value as MethodAnswer<"operators.current">).rights.includes("read");
  }

  async function answer(request: FastifyRequest, reply: FastifyReply, method: string): Promise<Result<unknown>> {
    if (method === "operators.signOut") {
      signOn?.signedOut(reply);
      return desks.signOut(request, reply);
    }
    if (method !== "operators.signIn") return (await desks.of(request)).dispatch(engine, method, request.body);
    try {
      signOn?.requirePassphrasesAllowed();
      const result = await rate(addressOf(request), () => desks.signIn(request, reply, enterBy(request.body)));
      await signOn?.signedIn(request, reply, result);
      return result;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return { ok: false, error: error.toView() };
    }
  }

  const enterBy = (input: unknown) => async (caller: Caller) =>
    (await engine.dispatch("operators.signIn", input, caller)) as Result<MethodAnswer<"operators.signIn">>;

  const deskOf = (request: FastifyRequest) => desks.of(request);
  addRpcRoutes(server, answer);
  const finishApi = await addBackendApi(server, engine, defaultApiLimits);
  addEventRoutes(server, engine, deskOf, {
    keepAliveMs: timeouts.keepAliveMs,
    // Not all desks of a team at once.
    retryMs: () => 500 + Math.floor(Math.random() * 1_500),
  });
  addExportFileRoute(server, engine, deskOf);
  addBookCopyRoute(server, engine, options.bookPath, deskOf);
  signOn?.addRoutes(server, desks);
  addPageRoutes(server, listPageFiles(options.rendererDirectory));

  const close = async (): Promise<void> => {
    listener.stop();
    const impatience = setTimeout(() => server.server.closeAllConnections(), timeouts.closeMs);
    await server.close();
    clearTimeout(impatience);
    await finishApi();
    await desks.close();
  };
  await listen(server, door).catch(async (error: unknown) => {
    await close();
    throw error;
  });
  const { port } = server.server.address() as AddressInfo;
  return {
    port,
    address: `https://${door.names[0]}${door.security.kind === "proxy" || port === 443 ? "" : `:${port}`}`,
    renewCertificate: () => listener.renew(),
    close,
  };
}

async function listen(server: FastifyInstance, { address, port }: TeamDoor): Promise<void> {
  await server.listen({ host: address, port });
}

/** @throws AppError `network_not_secure` for what is no address. */
function proxyCheck({ security }: TeamDoor): (address: string) => boolean {
  if (security.kind === "tls") return () => false;
  const ranges = security.addresses.map((text) => {
    const range = readRange(text);
    if (!range)
      throw new AppError(
        "network_not_secure",
        sentence('"{text}" is neither the address of a proxy nor a range of them.', { text }),
      );
    return range;
  });
  return (address) => isInRanges(address, ranges);
}

/** Whether it asks for a file that is made of the book, which costs something before anybody looks at who asks. */
function isForDownload({ routeOptions }: FastifyRequest): boolean {
  return /^\/(?:exports|book-copy)\b/u.test(routeOptions.url ?? "");
}

/** The name in an authority, without its port. */
function nameIn(authority: string): string {
  return authority
    .toLowerCase()
    .replace(/:\d{1,5}$/u, "")
    .replace(/^\[(.*)\]$/u, "$1");
}
