import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";
import type { HostingAnswer, HostingRequest } from "./hosting-process.ts";
import type { BookKind } from "./books.ts";

const pathOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** A host that serves a book. */
export interface Host {
  /** The address that it printed; it lets one browser in. */
  readonly address: string;
  /** End it, by the signal that a terminal sends or as if the machine had lost power. */
  stop(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

/** Serve a book at a port; 0 is one that is free. */
export type StartHost = (bookPath: string, port: number) => Promise<Host>;

/** The address that the host of a book prints. What it prints then is read and dropped, so that its pipe never fills. */
function printedAddress(output: Readable, bookPath: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let printed = "";
  const take = (text: string): void => {
    printed += text;
    const [, ours = ""] = printed.split(`serves ${bookPath} to this machine`);
    const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+(?=\s)/u.exec(ours)?.[0];
    if (address === undefined) return;
    output.off("data", take).off("close", end).resume();
    resolve(address);
  };
  const end = (): void => reject(new Error(`The host ended without printing its address: ${printed}`));
  output.setEncoding("utf8").on("data", take).once("close", end);
  return promise;
}

/** The host as a program: in a process of its own, which can be ended like one. */
export const startProgram: StartHost = async (bookPath, port) => {
  const program = [pathOf("../../out/main/host.js"), "--book", bookPath, "--port", String(port), "--no-open"];
  const server = spawn(process.execPath, program, { stdio: ["ignore", "pipe", "inherit"] });
  return {
    address: await printedAddress(server.stdout, bookPath),
    async stop(signal) {
      expect(server.signalCode ?? server.exitCode, "nobody but the test ends the host").toBeNull();
      const exited = once(server, "exit");
      server.kill(signal);
      const [exitCode] = (await exited) as [number | null];
      if (signal === "SIGTERM") expect(exitCode, "the host stops cleanly").toBe(0);
    },
  };
};

/** A process that makes books and serves them for the tests of one worker, each by a host of its own. */
export interface Hosting {
  readonly prepare: (kind: BookKind, bookPath: string) => Promise<void>;
  readonly startHost: StartHost;
  end(): Promise<void>;
}

/** Start such a process. */
export function startHosting(): Hosting {
  const child = fork(pathOf("./hosting-process.ts"), {
    stdio: ["ignore", "pipe", "inherit", "ipc"],
    // Playwright's own are none of its business.
    execArgv: [],
  });
  const { stdout } = child;
  if (stdout === null) throw new Error("The hosting process has no output.");
  const waiting = new Map<number, PromiseWithResolvers<void>>();
  let count = 0;
  child.on("message", ({ number, refusal }: HostingAnswer) => {
    if (refusal === null) waiting.get(number)?.resolve();
    else waiting.get(number)?.reject(new Error(refusal));
  });
  child.once("exit", () => {
    for (const { reject } of waiting.values()) reject(new Error("The hosting process has ended."));
  });
  const ask = (request: Extract<HostingRequest, { number: number }>): Promise<void> => {
    const asked = Promise.withResolvers<void>();
    waiting.set(request.number, asked);
    child.send(request);
    return asked.promise;
  };
  return {
    prepare: (kind, bookPath) => ask({ type: "prepare", number: ++count, bookPath, kind }),
    async startHost(bookPath, port) {
      const number = ++count;
      const stopped = ask({ type: "serve", number, bookPath, port });
      const failed = stopped.then(() => Promise.reject(new Error("The host ended.")));
      return {
        address: await Promise.race([printedAddress(stdout, bookPath), failed]),
        async stop() {
          child.send({ type: "stop", number } satisfies HostingRequest);
          await stopped;
        },
      };
    },
    async end() {
      const exited = once(child, "exit");
      child.disconnect();
      await exited;
    },
  };
}
