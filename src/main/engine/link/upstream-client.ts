import { z } from "zod";
import { connectionProblem } from "../../../shared/connection-problem.ts";
import type { LinkProblem } from "../../../shared/contract/link.ts";
import { verdictOf } from "../../domain/link/sending.ts";
import { askedWaitMs } from "../../domain/send-again.ts";
import { sentence, inEnglish, verbatim, type Sentence } from "../../../shared/sentences/sentence.ts";

/*
 * The client of Clerk's wire. What answers at an address may be anything: a sign-in page of a hotel's network, another program, an answer
 * without an end. So every answer is bounded in time and length, has to be JSON and of the form that the description has, and leads nowhere else.
 */

/** A page of 500 users with all that programs keep with them is far shorter. */
const lengthLimitBytes = 32 * 1024 * 1024;
const messageLengthLimit = 300;

/** Why there was no answer that decides; the same is asked again later. */
export class UpstreamFailure extends Error {
  readonly code: LinkProblem["code"];
  readonly said: Sentence;
  readonly status: number | null;
  /** How long the upstream asked to be left alone; null where it did not. */
  readonly askedWaitMs: number | null;

  constructor(
    code: LinkProblem["code"],
    said: Sentence,
    { status = null, askedWaitMs: asked = null }: { status?: number | null; askedWaitMs?: number | null } = {},
  ) {
    super(inEnglish(said));
    this.name = "UpstreamFailure";
    this.said = said;
    this.code = code;
    this.status = status;
    this.askedWaitMs = asked;
  }
}

/** What the upstream said: a value, or that it will not. */
export type UpstreamAnswer<Value> =
  | { readonly ok: true; readonly status: number; readonly value: Value }
  | { readonly ok: false; readonly status: number; readonly code: string; readonly problem: string };

export interface UpstreamClient {
  /** @throws UpstreamFailure. */
  get<Value>(path: string, schema: z.ZodType<Value>): Promise<UpstreamAnswer<Value>>;
  /** @throws UpstreamFailure. */
  post<Value>(path: string, body: unknown, schema: z.ZodType<Value>): Promise<UpstreamAnswer<Value>>;
}

export interface ClientOptions {
  readonly address: string;
  readonly secretKey: string;
  readonly fetch: typeof fetch;
  /** How long an answer may take, to its last byte. */
  readonly timeoutMs: number;
  /** Ends what is under way. */
  readonly signal: AbortSignal;
}

/** The envelope of a refusal, by which it is told from what something in between says. */
const refusal = z.looseObject({
  errors: z.array(z.looseObject({ message: z.string(), long_message: z.string().optional(), code: z.string() })).min(1),
});

export function createUpstreamClient(options: ClientOptions): UpstreamClient {
  const { address, secretKey, timeoutMs } = options;

  async function ask<Value>(
    method: "GET" | "POST",
    path: string,
    body: unknown,
    schema: z.ZodType<Value>,
  ): Promise<UpstreamAnswer<Value>> {
    const signal = AbortSignal.any([options.signal, AbortSignal.timeout(timeoutMs)]);
    const { response, bytes } = await exchange(method, path, body, signal);
    const { status, headers } = response;
    const type = headers.get("content-type") ?? "";
    const isJson = /^application\/(?:[a-z.+-]+\+)?json\b/iu.test(type);
    // What is too busy or broken often has something in front of it that answers in its own way.
    if (status === 429) {
      const wait = askedWaitMs(headers.get("retry-after"), dateOf(headers) ?? Date.now());
      throw new UpstreamFailure("upstream_busy", sentence("It has been asked too much."), {
        status,
        askedWaitMs: wait,
      });
    }
    if (status >= 500 || status === 408 || status === 425) {
      throw new UpstreamFailure("upstream_unreachable", sentence("It answered {status}.", { status }), {
        status,
        askedWaitMs: askedWaitMs(headers.get("retry-after"), dateOf(headers) ?? Date.now()),
      });
    }
    if (status >= 300 && status < 400) {
      throw misunderstood(
        status,
        sentence("It answered {status}, a redirect, which is not followed: the key would go along.", { status }),
      );
    }
    if (!isJson)
      throw misunderstood(
        status,
        sentence("It answered {status} with {type}, and not with JSON.", { status, type: type.slice(0, 60) || "?" }),
      );
    const json = parseJson(status, bytes);
    if (status === 401 || status === 403) {
      const { problem } = wordsOf(status, json);
      throw new UpstreamFailure(
        "upstream_key_refused",
        sentence("It answered {status}: {problem}", { status, problem }),
        { status },
      );
    }
    if (verdictOf(status) !== "applied") return { ok: false, status, ...wordsOf(status, json) };
    const parsed = schema.safeParse(json);
    if (parsed.success) return { ok: true, status, value: parsed.data };
    const [issue] = parsed.error.issues;
    throw misunderstood(
      status,
      sentence("What it answered is not of Clerk's form: {problem}.", {
        problem: `${issue?.path.join(".") ?? ""} ${issue?.message ?? ""}`,
      }),
    );
  }

  async function exchange(
    method: string,
    path: string,
    body: unknown,
    signal: AbortSignal,
  ): Promise<{ response: Response; bytes: Buffer }> {
    try {
      const response = await options.fetch(address + path, {
        method,
        headers: {
          authorization: `Bearer ${secretKey}`,
          accept: "application/json",
          "user-agent": "Countinghouse",
          ...(body === undefined ? {} : { "content-type": "application/json" }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: "manual",
        signal,
      });
      return { response, bytes: await readBounded(response) };
    } catch (error) {
      if (error instanceof UpstreamFailure) throw error;
      const isLate = error instanceof Error && error.name === "TimeoutError";
      const why = isLate
        ? sentence("There was no answer within {seconds} seconds.", { seconds: timeoutMs / 1000 })
        : connectionProblem(error);
      // What the system says may name what was sent.
      const isSafe = safe(inEnglish(why)) === inEnglish(why);
      throw new UpstreamFailure("upstream_unreachable", isSafe ? why : verbatim(safe(inEnglish(why))));
    }
  }

  function wordsOf(status: number, json: unknown): { readonly code: string; readonly problem: string } {
    const said = refusal.safeParse(json);
    const [first] = said.success ? said.data.errors : [];
    if (!first)
      throw misunderstood(status, sentence("It answered {status} in words that are not Clerk's.", { status }));
    return { code: first.code, problem: safe(`${first.long_message ?? first.message} (${first.code})`) };
  }

  /** Text of somebody else's, fit to be kept and shown; whoever echoes the key does not get it into the book. */
  function safe(text: string): string {
    return text
      .replaceAll(secretKey, "…")
      .replaceAll(/[\p{Cc}\p{Cs}]+/gu, " ")
      .slice(0, messageLengthLimit);
  }

  return {
    get: (path, schema) => ask("GET", path, undefined, schema),
    post: (path, body, schema) => ask("POST", path, body, schema),
  };
}

function misunderstood(status: number, said: Sentence): UpstreamFailure {
  return new UpstreamFailure("upstream_not_understood", said, { status });
}

function parseJson(status: number, bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString("utf8")) as unknown;
  } catch {
    throw misunderstood(status, sentence("It answered {status} with what is not JSON, or is cut off.", { status }));
  }
}

/** @throws UpstreamFailure where it is longer than any answer. */
async function readBounded({ body, status, headers }: Response): Promise<Buffer> {
  if (!body) return Buffer.alloc(0);
  const tooLong = () => misunderstood(status, sentence("The answer is longer than 32 MB."));
  if (Number(headers.get("content-length")) > lengthLimitBytes) {
    await body.cancel();
    throw tooLong();
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  for (const reader = body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return Buffer.concat(pieces);
    length += value.byteLength;
    if (length > lengthLimitBytes) {
      await reader.cancel();
      throw tooLong();
    }
    pieces.push(value);
  }
}

/** What time it is for the other side: a moment that it names is meant by its own clock. */
function dateOf(headers: Headers): number | null {
  const atMs = Date.parse(headers.get("date") ?? "");
  return Number.isNaN(atMs) ? null : atMs;
}
