import { randomBytes } from "node:crypto";
import { Agent, request, type IncomingMessage } from "node:http";
import { setTimeout as wait } from "node:timers/promises";
import { text } from "node:stream/consumers";
import type { EngineEvent } from "../../shared/contract/events.ts";
import { isMethodName, methodDefinition, type MethodAnswer } from "../../shared/contract/index.ts";
import type { JobStarted, JobView } from "../../shared/contract/jobs.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import type { Engine } from "../engine/engine.ts";
import type { RunningHost } from "../hosts/running-file.ts";
import { commandDeskHeader } from "../hosts/desk.ts";
import { readEvents } from "./event-stream.ts";

/** How often, and after how long a pause, a stream of events that broke off is asked for again. */
const reconnectLimit = 5;
const reconnectPauseMs = 500;

/**
 * The engine of the application that holds the book, over the address and with the secret that it left beside the book. On whose
 * behalf a call is made is for the application to say; callers passed here are left aside.
 *
 * @returns undefined where nobody answers there who takes the secret.
 */
export async function connectToHost({ address, secret }: RunningHost): Promise<Engine | undefined> {
  // An agent of its own, so that no proxy of the environment gets to see the secret.
  const agent = new Agent({ keepAlive: true });
  const ownSecret = randomBytes(32).toString("base64url");
  const listeners = new Set<(event: EngineEvent) => void>();
  /** Jobs that were started here and are not known to be over. */
  const jobs = new Map<string, string>();
  let stream: { readonly ready: Promise<void>; end(): void } | null = null;
  let isClosed = false;

  function send(method: "GET" | "POST", path: string, body?: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const headers = {
        authorization: `Bearer ${secret}`,
        [commandDeskHeader]: ownSecret,
        "content-type": "application/json",
      };
      const outgoing = request(`${address}${path}`, { method, agent, headers }, resolve);
      outgoing.once("error", reject);
      outgoing.end(body);
    });
  }

  async function dispatch(method: string, input: unknown): Promise<Result<unknown>> {
    if (isClosed) return stopped();
    try {
      // What the job tells must not be over before anybody listens.
      await stream?.ready;
      const answer = await send("POST", `/rpc/${encodeURIComponent(method)}`, JSON.stringify(input));
      const result = JSON.parse(await text(answer)) as Result<unknown>;
      if (result.ok && isMethodName(method) && methodDefinition(method).kind === "job") {
        jobs.set((result.value as JobStarted).jobId, method);
      }
      return result;
    } catch {
      return stopped();
    }
  }

  function publish(event: EngineEvent): void {
    if (event.type === "job" && event.job.state !== "running") jobs.delete(event.job.id);
    for (const listener of listeners) listener(event);
  }

  function listen(): { ready: Promise<void>; end(): void } {
    const over = new AbortController();
    let current: IncomingMessage | undefined;
    const follow = async (): Promise<void> => {
      current = await send("GET", "/events");
      if (current.statusCode !== 200) throw new Error(`The events were refused with status ${current.statusCode}`);
      if (over.signal.aborted) current.destroy();
      void readEvents(current, publish).then(() => (over.signal.aborted ? undefined : recover()));
    };
    const recover = async (): Promise<void> => {
      for (let attempt = 0; attempt < reconnectLimit && !over.signal.aborted; attempt += 1) {
        await wait(reconnectPauseMs);
        try {
          await follow();
          await askAboutJobs();
          return;
        } catch {
          // The host may only be slow; it is asked again until the attempts are used up.
        }
      }
      if (over.signal.aborted) return;
      for (const [id, method] of jobs) publish({ type: "job", job: lostJob(id, method) });
    };
    return {
      ready: follow(),
      end() {
        over.abort();
        current?.destroy();
      },
    };
  }

  /** Jobs may have ended while nobody listened. */
  async function askAboutJobs(): Promise<void> {
    for (const [jobId, method] of jobs) {
      const answer = (await dispatch("jobs.get", { jobId })) as Result<JobView>;
      const job = answer.ok ? answer.value : { ...lostJob(jobId, method), error: answer.error };
      publish({ type: "job", job });
    }
  }

  const first = await dispatch("book.info", {});
  if (!first.ok && first.error.code !== "sign_in_required") {
    agent.destroy();
    return undefined;
  }
  return {
    dispatch,
    call: (name, input) => dispatch(name, input) as Promise<Result<MethodAnswer<typeof name>>>,
    subscribe(listener) {
      listeners.add(listener);
      if (!stream) {
        stream = listen();
        // A host that cannot be listened to cannot be asked either: the call that follows says so.
        stream.ready.catch(() => undefined);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        stream?.end();
        stream = null;
      };
    },
    close() {
      isClosed = true;
      stream?.end();
      agent.destroy();
      return Promise.resolve();
    },
  };
}

function stopped(): Result<never> {
  return { ok: false, error: new AppError("engine_stopped", lost).toView() };
}

const lost = "The application that holds the book stopped answering.";

/** A job nothing more is heard of; whether it is over is not known. */
function lostJob(id: string, method: string): JobView {
  const progress = { done: 0, total: null, unit: "", failures: 0, totals: [] };
  const error = new AppError("engine_stopped", lost).toView();
  return { id, method, state: "failed", progress, startedAtMs: 0, endedAtMs: null, error };
}
