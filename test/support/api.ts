import { onTestFinished } from "vitest";
import { startLoopbackHost, type LoopbackHost, type LoopbackOptions } from "../../src/main/server/loopback-host.ts";
import { makeApiKey } from "../../src/shared/api-key.ts";
import type { ApiScope } from "../../src/shared/contract/rights.ts";
import { createTestBook, type TestBook } from "./book.ts";
import { hasOfficialDescription, readOfficialDescription } from "./official-description.ts";
import { ownOperations, problemsByOwnDescription } from "./own-description.ts";
import { makePageDirectory } from "./page-directory.ts";

const official = hasOfficialDescription ? readOfficialDescription() : null;

/** An answer of the API. */
interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // What an answer holds is what the tests are about; the description says it more exactly than a type could.
  readonly body: ReturnType<typeof JSON.parse>;
}

interface ApiRequest {
  readonly key?: string | null;
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly rawBody?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A real host on a port of its own, with a real engine and a book behind it. */
export interface TestApi {
  readonly book: TestBook;
  readonly host: LoopbackHost;
  readonly origin: string;
  /** A key that may do everything. */
  readonly key: string;
  makeKey(options?: {
    scopes?: ApiScope[];
    expiresAtMs?: number;
    name?: string;
  }): Promise<{ id: string; secret: string }>;
  /** Ask for a path below `/v1`; an answer with JSON is compared with our own description, and the official one where it knows the path. */
  call(method: string, path: string, request?: ApiRequest): Promise<ApiAnswer>;
}

export async function startTestApi({
  today,
  withKey = true,
  ...options
}: Partial<LoopbackOptions> & { today?: string; withKey?: boolean } = {}): Promise<TestApi> {
  const book = await createTestBook(today === undefined ? {} : { today });
  const page = makePageDirectory();
  const host = await startLoopbackHost({ engine: book.engine, rendererDirectory: page.directory, ...options });
  onTestFinished(async () => {
    await host.close();
    page.remove();
  });
  const { origin } = new URL(host.address);
  let made = 0;
  const makeKey: TestApi["makeKey"] = async ({ scopes, expiresAtMs, name = "Test program" } = {}) => {
    const { keyId, secret, secretHash } = await makeApiKey(crypto, 1_700_000_000_000 + made++);
    await book.ask("apiKeys.create", {
      keyId,
      secretHash,
      name,
      scopes: scopes ?? ["admin"],
      expiresAtMs: expiresAtMs ?? null,
    });
    return { id: keyId, secret };
  };
  const key = withKey ? (await makeKey()).secret : "";

  return {
    book,
    host,
    origin,
    key,
    makeKey,
    async call(method, path, request = {}) {
      const sent = request.key === undefined ? key : request.key;
      const payload = request.rawBody ?? (request.body === undefined ? undefined : JSON.stringify(request.body));
      const response = await fetch(`${origin}/v1${path}`, {
        method,
        headers: {
          ...(sent === null ? {} : { authorization: `Bearer ${sent}` }),
          ...(payload === undefined ? {} : { "content-type": "application/json" }),
          ...request.headers,
        },
        ...(payload === undefined ? {} : { body: payload }),
      });
      const text = await response.text();
      const isJson = response.headers.get("content-type") === "application/json";
      const answer = { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
      if (isJson) requireDescribed(method, path, answer);
      return answer;
    },
  };
}

/** Statuses that any path may answer and the description leaves to HTTP. */
const undescribedStatuses = new Set([401, 403, 413, 415, 429, 503]);

function requireDescribed(method: string, path: string, { status, body }: ApiAnswer): void {
  const own = operationOf(method, path, ownOperations);
  const ownProblems = own === undefined ? [] : problemsByOwnDescription(own, status, body);
  if (ownProblems.length > 0) {
    throw new Error(`${own} → ${status}, by our own description:\n${ownProblems.join("\n")}\n${JSON.stringify(body)}`);
  }
  if (!official) return;
  const operation = official.operationOf(method, path.split("?")[0] ?? "");
  if (operation === undefined) return;
  const problems = official.problemsWith(operation, status, body);
  const isUndescribed =
    undescribedStatuses.has(status) && problems.every((problem) => problem.startsWith("The description has no"));
  if (problems.length > 0 && !isUndescribed) {
    throw new Error(`${operation} → ${status}:\n${problems.join("\n")}\n${JSON.stringify(body, null, 1)}`);
  }
}

/** The operation a path is meant for; a literal path wins over a template, as `/users/count` does. */
function operationOf(method: string, path: string, operations: readonly string[]): string | undefined {
  const [pathname = ""] = path.split("?");
  return operations
    .filter((operation) => operation.startsWith(`${method} `))
    .filter((operation) => {
      const template = operation.slice(method.length + 1);
      return new RegExp(`^${template.replaceAll(/\{[^}]+\}/gu, "[^/]+")}$`, "u").test(pathname);
    })
    .toSorted((one, other) => one.split("{").length - other.split("{").length)[0];
}
