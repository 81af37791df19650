import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { fileURLToPath } from "node:url";

const hostModule = fileURLToPath(new URL("../../out/main/host.js", import.meta.url));

/** A host of the book: the program that is shipped, in a process and a home of its own. */
export interface Host {
  readonly name: string;
  readonly origin: string;
  start(): void;
  /** End it as if its machine had lost power. */
  kill(): Promise<void>;
  /** End it as a person does. @throws Error where it does not end well. */
  stop(): Promise<void>;
}

/**
 * A host that is not started yet.
 *
 * @param environment what it is told beside its home: the password of the server.
 */
export function createHost(
  folder: string,
  {
    name,
    port,
    place,
    environment,
  }: { name: string; port: number; place: string; environment: Record<string, string> },
): Host {
  const home = join(folder, `host-${name}`);
  mkdirSync(home, { recursive: true });
  let child: ChildProcess | null = null;
  // It does not outlive a drill that is broken off.
  process.once("exit", () => child?.kill("SIGKILL"));
  const end = async (signal: "SIGKILL" | "SIGTERM"): Promise<number | null> => {
    if (child === null || (child.exitCode ?? child.signalCode) !== null) return 0;
    const exited = once(child, "exit");
    child.kill(signal);
    const [exitCode] = (await exited) as [number | null];
    return exitCode;
  };
  return {
    name,
    origin: `http://127.0.0.1:${port}`,
    start() {
      const log = openSync(join(home, "host.log"), "a");
      child = spawn(process.execPath, [hostModule, "--book", place, "--port", `${port}`, "--no-open"], {
        stdio: ["ignore", log, log],
        env: { ...process.env, ...environment, XDG_DATA_HOME: home, XDG_CACHE_HOME: home },
      });
      closeSync(log);
    },
    kill: async () => void (await end("SIGKILL")),
    async stop() {
      const exitCode = await end("SIGTERM");
      if (exitCode !== 0) throw new Error(`Host ${name} ended with ${exitCode}`);
    },
  };
}

/** What the API answers with, or that nobody answered for certain. */
type Answer = { readonly status: number; readonly body: unknown } | null;

/** A program that uses the API of whichever host answers. */
export interface ApiClient {
  /** @returns null where the host did not answer, or said that it cannot now. */
  send(host: Host, path: string, body?: object): Promise<Answer>;
  /**
   * Ask one host after the other, beginning with "first", until one answers.
   *
   * @throws Error for a refusal; or where nobody answers for five minutes.
   */
  insist(first: number, path: string, body?: object): Promise<unknown>;
}

export function createApiClient(hosts: readonly [Host, Host], key: string): ApiClient {
  const headers = { authorization: `Bearer ${key}`, "content-type": "application/json" };
  const send: ApiClient["send"] = async (host, path, body) => {
    const sent = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
    try {
      const signal = AbortSignal.timeout(40_000);
      const response = await fetch(`${host.origin}/v1${path}`, { headers, signal, ...sent });
      const answer: unknown = await response.json();
      // A host that has no book, or has lost its server, says so; whether what it was sent was done is not known then.
      return response.status >= 500 || response.status === 404 || response.status === 429
        ? null
        : { status: response.status, body: answer };
    } catch {
      return null;
    }
  };
  return {
    send,
    async insist(first, path, body) {
      const givenUpAt = Date.now() + 300_000;
      for (let turn = first; Date.now() < givenUpAt; turn += 1) {
        const answer = await send(hosts[turn % 2 === 0 ? 0 : 1], path, body);
        if (answer?.status === 200) return answer.body;
        if (answer !== null)
          throw new Error(`${path} was refused with ${answer.status}: ${JSON.stringify(answer.body)}`);
        await pause(200);
      }
      throw new Error(`Nobody answered ${path} for five minutes`);
    },
  };
}
