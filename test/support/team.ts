import { type Agent, request } from "node:https";
import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { startTeamHost, type TeamHost, type TeamHostOptions } from "../../src/main/server/team/team-host.ts";
import type { MethodName } from "../../src/shared/contract/index.ts";
import type { TestBook } from "./book.ts";
import { passphraseOf } from "./passphrases.ts";
import { makePageDirectory } from "./page-directory.ts";

/** Certificates that were made for the tests: an authority's, and two of its for `localhost`, `desk.example` and `127.0.0.1`, with their keys. */
export const tlsFile = (name: string): string => fileURLToPath(new URL(`../fixtures/tls/${name}`, import.meta.url));

const authority = readFileSync(tlsFile("authority.pem"));

export const usualDoor: TeamHostOptions["door"] = {
  address: "127.0.0.1",
  port: 0,
  names: ["localhost", "desk.example"],
  security: { kind: "tls", certificatePath: tlsFile("host.pem"), keyPath: tlsFile("host.key") },
};

/** A team's host on a book, until the test is over. */
export async function startTestTeamHost(
  { engine, path }: Pick<TestBook, "engine" | "path">,
  options: Partial<TeamHostOptions> = {},
): Promise<TeamHost & { readonly said: readonly string[] }> {
  const page = makePageDirectory();
  const said: string[] = [];
  const host = await startTeamHost({
    engine,
    bookPath: path,
    rendererDirectory: page.directory,
    door: usualDoor,
    say: (words) => said.push(words),
    ...options,
  });
  onTestFinished(async () => {
    await host.close();
    page.remove();
  });
  return { ...host, said };
}

export interface TeamAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface TeamRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends exactly what it is given, as a browser never would, over a connection whose certificate is checked. */
export function sendTo(host: Pick<TeamHost, "port">, plain: TeamRequest = {}, agent?: Agent): Promise<TeamAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      {
        host: "127.0.0.1",
        servername: "localhost",
        port: host.port,
        ca: authority,
        agent: agent ?? false,
        method: plain.method ?? "GET",
        path: plain.path ?? "/",
        headers: { host: `localhost:${host.port}`, ...plain.headers },
      },
      (incoming) => {
        text(incoming).then(
          (body) => resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body }),
          reject,
        );
      },
    );
    outgoing.once("error", reject);
    outgoing.end(plain.body);
  });
}

/** Calls a method as the page does. */
export function callTeam(
  host: Pick<TeamHost, "port">,
  method: MethodName | (string & {}),
  input: unknown = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<TeamAnswer> {
  return sendTo(host, {
    method: "POST",
    path: `/rpc/${method}`,
    headers: { "content-type": "application/json", ...headers },
    body: typeof input === "string" ? input : JSON.stringify(input),
  });
}

/** @returns the cookie header of a browser from then on. */
export async function signInAt(host: Pick<TeamHost, "port">, signInName: string, cookie = ""): Promise<string> {
  const passphrase = passphraseOf(signInName);
  const answer = await callTeam(host, "operators.signIn", { signInName, passphrase }, cookie === "" ? {} : { cookie });
  const [given] = answer.headers["set-cookie"] ?? [];
  if (given === undefined) throw new Error(`"${signInName}" was not let in: ${answer.status} ${answer.body}`);
  return given.split(";")[0] ?? "";
}

export const codeOf = ({ body }: TeamAnswer): unknown =>
  (JSON.parse(body) as { error?: { code: unknown } }).error?.code ?? null;
