import { certificateProblem } from "../../../shared/connection-problem.ts";
import type { EngineEvent } from "../../../shared/contract/events.ts";
import { isMethodName, methodDefinition, type MethodAnswer } from "../../../shared/contract/index.ts";
import type { JobStarted, JobView } from "../../../shared/contract/jobs.ts";
import { AppError, type ErrorView, type Result } from "../../../shared/errors.ts";
import type { Caller, Engine } from "../../engine/engine.ts";
import type { RunningHost } from "../../hosts/running-file.ts";
import { followEvents, type EventStream } from "./event-stream.ts";
import { createHostConnection, createTeamConnection, type HostConnection } from "./host-connection.ts";
import { sentence } from "../../../shared/sentences/sentence.ts";

/**
 * The engine of the application that holds the book, over the address and with the secret that it left beside the book. On whose
 * behalf a call is made is for the application to say; callers passed here are left aside.
 *
 * @returns undefined where nobody answers there who takes the secret.
 */
export async function connectToHost(host: RunningHost, caller: Caller, apiKey?: string): Promise<Engine | undefined> {
  const engine = engineBehind(
    createHostConnection(host, apiKey),
    () => new AppError("engine_stopped", sentence("The application that holds the book stopped answering.")),
  );
  const first = await engine.dispatch("book.info", {}, caller);
  if (first.ok || first.error.code === "sign_in_required") return engine;
  await engine.close();
  return undefined;
}

/** The engine of a team's host, as whoever signs in. What a command signed in with ends with it. */
export function connectToTeam(address: string, caller: Caller): Engine {
  const engine = engineBehind(createTeamConnection(address), (error) => {
    const problem = certificateProblem(error);
    const reason = error?.message ?? "it was left";
    return problem === null
      ? new AppError("engine_stopped", sentence("{address} does not answer: {reason}.", { address, reason }))
      : new AppError("certificate_refused", sentence("{address} is not believed: {problem}", { address, problem }));
  });
  return {
    ...engine,
    async close() {
      await engine.dispatch("operators.signOut", {}, caller);
      await engine.close();
    },
  };
}

/** @param lost what is said where nobody answers, because of what; null where it was left. */
function engineBehind(connection: HostConnection, lost: (error: Error | null) => AppError): Engine {
  const listeners = new Set<(event: EngineEvent) => void>();
  /** Jobs that were started here and are not known to be over. */
  const jobs = new Map<string, string>();
  let events: EventStream | null = null;
  let isClosed = false;
  /** Why nobody answered, when it was last so. */
  let reason: Error | null = null;

  async function dispatch(method: string, input: unknown): Promise<Result<unknown>> {
    if (isClosed) return stopped();
    try {
      // What the job tells must not be over before anybody listens.
      await events?.ready;
      const result = await connection.ask(method, input);
      if (result.ok && isMethodName(method) && methodDefinition(method).kind === "job") {
        jobs.set((result.value as JobStarted).jobId, method);
      }
      return result;
    } catch (error) {
      reason = error as Error;
      return stopped();
    }
  }

  function stopped(): { ok: false; error: ErrorView } {
    return { ok: false, error: lost(reason).toView() };
  }

  function publish(event: EngineEvent): void {
    if (event.type === "job" && event.job.state !== "running") jobs.delete(event.job.id);
    for (const listener of listeners) listener(event);
  }

  /** Jobs may have ended while nobody listened. */
  async function askAboutJobs(): Promise<void> {
    for (const [jobId, method] of jobs) {
      const answer = (await dispatch("jobs.get", { jobId })) as Result<JobView>;
      const job = answer.ok ? answer.value : { ...lostJob(jobId, method), error: answer.error };
      publish({ type: "job", job });
    }
  }

  function giveUpJobs(): void {
    for (const [jobId, method] of jobs) publish({ type: "job", job: lostJob(jobId, method) });
  }

  function listen(): EventStream {
    const stream = followEvents({
      open: () => connection.openEvents(),
      onEvent: publish,
      onMissed: askAboutJobs,
      onLost: giveUpJobs,
    });
    // A host that cannot be listened to cannot be asked either: the call that follows says so.
    stream.ready.catch(() => undefined);
    return stream;
  }

  /** A job nothing more is heard of; whether it is over is not known. */
  function lostJob(id: string, method: string): JobView {
    const progress = { done: 0, total: null, unit: "", failures: 0, totals: [] };
    return { id, method, state: "failed", progress, startedAtMs: 0, endedAtMs: null, error: stopped().error };
  }

  return {
    dispatch,
    call: (name, input) => dispatch(name, input) as Promise<Result<MethodAnswer<typeof name>>>,
    subscribe(listener) {
      listeners.add(listener);
      events ??= listen();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        events?.end();
        events = null;
      };
    },
    close() {
      isClosed = true;
      events?.end();
      connection.end();
      return Promise.resolve();
    },
  };
}
