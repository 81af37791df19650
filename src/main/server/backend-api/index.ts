import { sentence, type Sentence } from "../../../shared/sentences/sentence.ts";
import rateLimit from "@fastify/rate-limit";
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ApiKeyView } from "../../../shared/contract/api-keys.ts";
import { rightsOfScopes } from "../../../shared/contract/rights.ts";
import { methodDefinition } from "../../../shared/contract/index.ts";
import type { Engine } from "../../engine/engine.ts";
import { keyCaller } from "../../hosts/callers.ts";
import { createAuditTrail } from "./audit-trail.ts";
import { createAuthentication, requireRightOf, unauthenticated } from "./authentication.ts";
import { apiDescription, docsPage } from "./description/index.ts";
import { parseParameters } from "./parameters.ts";
import { ApiRefusal, notFound, refuse, toEnvelope } from "./refusal.ts";
import { askerFor, type ApiRoute } from "./route.ts";
import { apiSections } from "./sections.ts";
import { acceptedLanguage, type SpokenLanguage } from "../../../shared/sentences/languages.ts";

/** How much one may ask of the API. */
export interface ApiLimits {
  /** Calls by one key in ten seconds: more than a program needs that keeps up with a business, less than would hold up the desk. */
  readonly callsPerTenSeconds: number;
  /** Calls in a minute whose key is not good, from all programs together; more are not even written down. */
  readonly failedKeysPerMinute: number;
}

export const defaultApiLimits: ApiLimits = { callsPerTenSeconds: 5000, failedKeysPerMinute: 60 };

const bodyLimitBytes = 1024 * 1024;

declare module "fastify" {
  interface FastifyRequest {
    /** Who calls the API; null outside of it, and until the key was found to be good. */
    apiCaller: { readonly key: ApiKeyView; readonly instanceId: string } | null;
    /** A key of the book that was refused, for the audit log. */
    apiRefusedKey: { readonly id: string; readonly name: string } | null;
  }
}

/** Whether a request goes to the API or its page, by the route that it was matched with: its spelling does not matter. */
export function isForTheApi(request: FastifyRequest): boolean {
  const { url } = request.routeOptions;
  return url !== undefined && (url === docsPath || url === apiPrefix || url.startsWith(`${apiPrefix}/`));
}

const apiPrefix = "/v1";
const descriptionPath = "/openapi.json";
const docsPath = "/docs";

/**
 * Adds the Backend API under `/v1`: Clerk's paths, behind keys of its own. Whoever calls it needs no session and no page; the
 * checks of name and origin are the host's and come before.
 *
 * @returns a function that writes down what was called, for the host's end.
 */
export async function addBackendApi(
  server: FastifyInstance,
  engine: Engine,
  limits: ApiLimits,
): Promise<() => Promise<void>> {
  // The page is the same for every book and tells nothing of this one, so it can be read before there is a key.
  server.get(docsPath, (_request, reply) => {
    void reply.header("cache-control", "no-cache").type("text/html; charset=utf-8").send(docsPage());
  });
  const audit = createAuditTrail(engine);
  const authentication = createAuthentication(engine);

  await server.register(
    async (api) => {
      api.decorateRequest("apiCaller", null);
      api.decorateRequest("apiRefusedKey", null);
      readJsonOnly(api);
      api.setErrorHandler<FastifyError | ApiRefusal>((error, request, reply) =>
        sendRefusal(reply, toRefusal(error), acceptedLanguage(request.headers["accept-language"])),
      );
      await api.register(rateLimit, {
        max: limits.callsPerTenSeconds,
        timeWindow: 10_000,
        keyGenerator: (request) => request.apiCaller?.key.id ?? "",
        errorResponseBuilder: () => tooMany(sentence("The key has made too many requests.")),
      });
      const countFailure = api.createRateLimit({
        max: limits.failedKeysPerMinute,
        timeWindow: 60_000,
        keyGenerator: () => "failed keys",
      });

      api.addHook("onRequest", async (request, reply) => {
        // What the API can do is no secret, but until it is on it is not there.
        if (request.routeOptions.url === apiPrefix + descriptionPath) {
          if ((await authentication.admit(undefined)).outcome === "off") reply.callNotFound();
          return;
        }
        const { authorization } = request.headers;
        if (audit.isFull())
          throw refuse(503, "service_unavailable", sentence("The book cannot be written to at the moment."));
        // Every key is looked up, however many were bad before it: who guesses must not lock out who has a good one.
        const admission = await authentication.admit(authorization);
        if (admission.outcome === "off") {
          reply.callNotFound();
          return await reply;
        }
        if (admission.outcome === "refused") {
          const failures = await countFailure(request);
          if (!failures.isAllowed && failures.isExceeded) {
            void reply.header("retry-after", Math.max(1, failures.ttlInSeconds));
            throw tooMany(sentence("Too many requests with keys that are not good."));
          }
          const { keyId, name } = admission;
          request.apiRefusedKey = keyId === null || name === null ? null : { id: keyId, name };
          audit.record(toRecord(request, 401));
          throw unauthenticated();
        }
        request.apiCaller = admission;
        if (!isPlainPath(request)) throw notFound();
      });
      // Every call that a key was good for, however it was answered, and also where nobody waited for the answer.
      api.addHook("onSend", async (request, reply, payload) => {
        if (request.apiCaller) audit.record(toRecord(request, reply.statusCode));
        return await Promise.resolve(payload);
      });

      for (const { routes } of apiSections) for (const each of routes) addRoute(api, engine, each);
      api.get(descriptionPath, async (_request, reply) => sendJson(reply, 200, apiDescription()));
      for (const url of ["/", "/*"]) {
        api.all(url, () => {
          throw notFound(sentence("The path not found."));
        });
      }
    },
    { prefix: apiPrefix },
  );
  return async () => {
    authentication.close();
    await audit.close();
  };
}

function addRoute(api: FastifyInstance, engine: Engine, each: ApiRoute): void {
  api.route({
    method: each.method,
    url: each.path.replaceAll(/\{([A-Za-z_]+)\}/gu, ":$1"),
    bodyLimit: bodyLimitBytes,
    async handler(request, reply) {
      const caller = request.apiCaller;
      if (!caller) throw unauthenticated();
      const { right } = methodDefinition(each.asks);
      requireRightOf(caller.key, right);
      // Where nothing has to be said, saying nothing will do.
      const isBodyMissing = request.body === undefined && each.body !== null && !each.body.safeParse({}).success;
      if (isBodyMissing) {
        throw refuse(
          400,
          "request_body_invalid",
          sentence("Request body invalid"),
          sentence("The request has no body of JSON."),
        );
      }
      const answer = await each.respond({
        path: request.params as Record<string, string>,
        query: each.query && parseParameters(each.query, request.query),
        body: each.body && parseParameters(each.body, request.body ?? {}),
        instanceId: caller.instanceId,
        // The engine looks at the right of each method that is asked. What an answer is made of may be read beside it.
        ...askerFor(
          engine,
          keyCaller(caller.key, [...rightsOfScopes(caller.key.scopes), "read"]),
          acceptedLanguage(request.headers["accept-language"]),
        ),
      });
      if (each.mediaType === undefined) return sendJson(reply, 200, answer);
      if (each.mediaType === "application/octet-stream") void reply.header("content-disposition", "attachment");
      return reply.header("content-type", each.mediaType).header("cache-control", "no-store").send(answer);
    },
  });
}

/** JSON is all that is understood. A request without a body may say that it is JSON, as Clerk's client does when it deletes. */
function readJsonOnly(api: FastifyInstance): void {
  const parse = api.getDefaultJsonParser("error", "error");
  api.removeAllContentTypeParsers();
  api.addContentTypeParser(
    "application/json",
    { parseAs: "string", bodyLimit: bodyLimitBytes },
    (request, body, done) => {
      if (body === "") done(null, undefined);
      else void parse(request, body as string, done);
    },
  );
}

/** Ids need no escapes and no dots, so an address that has them was made up to be read in two ways. */
function isPlainPath(request: FastifyRequest): boolean {
  const [pathname = ""] = (request.raw.url ?? "").split("?");
  return /^(?:\/[A-Za-z0-9_-]+)+$/u.test(pathname);
}

function toRecord(request: FastifyRequest, status: number) {
  const [subjectId] = Object.values((request.params ?? {}) as Record<string, string>);
  const isId = subjectId !== undefined && /^[a-z]+_[A-Za-z0-9]{1,40}$/u.test(subjectId);
  const template = (request.routeOptions.url ?? "").replaceAll(/:([A-Za-z_]+)/gu, "{$1}");
  return {
    operator: request.apiCaller?.key.name ?? request.apiRefusedKey?.name ?? "Unknown key",
    keyId: request.apiCaller?.key.id ?? request.apiRefusedKey?.id ?? null,
    act: `${request.method} ${template}`,
    status,
    subjectId: isId ? subjectId : null,
  };
}

function tooMany(what: Sentence): ApiRefusal {
  return refuse(
    429,
    "too_many_requests",
    sentence("Too many requests"),
    sentence("{what} Try again after the time in Retry-After.", { what }),
  );
}

/** What went wrong before or while a call was answered, in the words of the API. */
function toRefusal(error: FastifyError | ApiRefusal): ApiRefusal {
  if (error instanceof ApiRefusal) return error;
  const status = error.statusCode ?? 500;
  if (status === 413) {
    return refuse(
      413,
      "request_too_large",
      sentence("Request too large"),
      sentence("The body is larger than a mebibyte."),
    );
  }
  if (status === 415) {
    return refuse(
      415,
      "unsupported_content_type",
      sentence("Unsupported content type"),
      sentence("Send the body as application/json."),
    );
  }
  if (status >= 400 && status < 500) {
    return refuse(
      status,
      "request_body_invalid",
      sentence("Request body invalid"),
      sentence("The request is not understood: {problem}.", { problem: error.message }),
    );
  }
  process.stderr.write(`${error.stack ?? error.message}\n`);
  return refuse(
    500,
    "internal_clerk_error",
    sentence("Something went wrong"),
    sentence("The host met an error of its own."),
  );
}

function sendRefusal(reply: FastifyReply, refusal: ApiRefusal, language: SpokenLanguage): FastifyReply {
  void reply.header("content-language", language.code).header("vary", "accept-language");
  return sendJson(reply, refusal.status, toEnvelope(refusal, language));
}

/** Clerk's client reads an answer as JSON only where the type says just that, without a charset; bytes are left as they are. */
function sendJson(reply: FastifyReply, status: number, answer: unknown): FastifyReply {
  return reply
    .code(status)
    .header("content-type", "application/json")
    .header("cache-control", "no-store")
    .send(Buffer.from(JSON.stringify(answer)));
}
