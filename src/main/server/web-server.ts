import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerOptions } from "node:http";
import fastify, { type FastifyError, type FastifyInstance, type FastifyReply } from "fastify";
import { AppError } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import { sendRefusal } from "./answers.ts";
import { readTarget, type OwnAddress } from "./request-guard.ts";

/** How long a host waits for its clients. */
export interface ClientTimeouts {
  /** For a client to finish its headers. */
  readonly headersMs: number;
  /** For a client to finish its whole request. */
  readonly requestMs: number;
  /** For a client that neither reads nor writes. */
  readonly idleMs: number;
}

/**
 * How long a connection stays open on which nothing is asked. Longer than clients and proxies keep theirs, most of them a minute: whoever closes
 * first must not be the host, or a request that is just being sent is answered by a reset, and nobody knows whether it was done.
 */
const keptAliveMs = 75_000;

export interface WebServerTerms {
  readonly timeouts: ClientTimeouts;
  /** What the host is called where a request has come in. */
  readonly addressOf: (request: IncomingMessage) => OwnAddress;
  /** What every answer carries. */
  readonly headers: Readonly<Record<string, string>>;
  /** Left out: plain HTTP. */
  readonly makeServer?: (options: ServerOptions, handle: RequestListener) => Server;
  /** From which addresses it is believed whom they pass on; left out: from none. */
  readonly isProxy?: (address: string) => boolean;
}

/** A server that understands JSON, paths and nothing else, and says in the contract's words what it does not. */
export function createWebServer({
  timeouts,
  addressOf,
  headers,
  makeServer = createServer,
  isProxy,
}: WebServerTerms): FastifyInstance {
  const server = fastify({
    serverFactory(handle) {
      const options = {
        headersTimeout: timeouts.headersMs,
        connectionsCheckingInterval: Math.min(1_000, timeouts.headersMs),
        requestTimeout: timeouts.requestMs,
        keepAliveTimeout: keptAliveMs,
      };
      return makeServer(options, withPlainTarget(handle, addressOf, headers)).setTimeout(timeouts.idleMs);
    },
    forceCloseConnections: "idle",
    trustProxy: isProxy ?? false,
    frameworkErrors: (error, _request, reply) => sendFailure(error, reply.headers(headers)),
  });
  // JSON is the only thing understood, so that no form of another site can send what is.
  server.removeContentTypeParser("text/plain");
  server.setErrorHandler<FastifyError>((error, _request, reply) => sendFailure(error, reply));
  server.setNotFoundHandler((_request, reply) => sendNothingHere(reply));
  return server;
}

/** Lets only requests for a path of this host come to the routes, whatever form it was written in. */
function withPlainTarget(
  handle: RequestListener,
  addressOf: WebServerTerms["addressOf"],
  headers: WebServerTerms["headers"],
): RequestListener {
  return (request, response) => {
    const target = readTarget(request.url ?? "", addressOf(request));
    if (target.refusal === null) {
      request.url = target.path;
      handle(request, response);
      return;
    }
    response.writeHead(target.status, { ...headers, "content-type": "application/json", connection: "close" });
    response.end(JSON.stringify({ ok: false, error: target.refusal.toView() }));
  };
}

export function sendNothingHere(reply: FastifyReply): void {
  void reply.code(404).type("text/plain; charset=utf-8").send("There is nothing at this address.\n");
}

/** Says in the contract's words what went wrong before a handler could answer. */
function sendFailure(error: FastifyError, reply: FastifyReply): void {
  const status = error.statusCode ?? 500;
  if (status === 413) {
    void sendRefusal(
      reply,
      new AppError("request_too_large", sentence("The request is larger than this method takes.")),
    );
  } else if (status >= 400 && status < 500) {
    const refusal = new AppError(
      "invalid_input",
      sentence("The request is not understood: {reason}.", { reason: error.message }),
    );
    void sendRefusal(reply, refusal, status);
  } else {
    process.stderr.write(`${error.stack ?? error.message}\n`);
    void sendRefusal(reply, new AppError("internal_error", sentence("The host met an error of its own.")));
  }
}
