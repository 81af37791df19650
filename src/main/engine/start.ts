import {
  contract,
  isMethodName,
  methodDefinition,
  type MethodAnswer,
  type MethodName,
} from "../../shared/contract/index.ts";
import type { EngineEvent } from "../../shared/contract/events.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import type { VerificationReport } from "../../shared/contract/ledger.ts";
import { AppError, type ErrorView, type Result } from "../../shared/errors.ts";
import type { Caller, Engine } from "./engine.ts";
import { toErrorView } from "./error-view.ts";
import { readerJobNames } from "./handler.ts";
import { parseInput } from "./parse-input.ts";
import { startThread, type EngineThread } from "./thread.ts";

/** How many jobs that are over can still be asked about. */
const keptJobLimit = 100;

export interface EngineOptions {
  /** The book's file. It need not exist: then every call but `book.create` answers `book_missing`. */
  readonly bookPath: string;
  /** Whether a slow query is worth a line on standard error: to a host's log, not to a person at a terminal. Left out: it is. */
  readonly tellsSlowQueries?: boolean;
}

/**
 * Start the engine on a book: a writer thread, a reader thread, and this router between them and the host.
 *
 * A book that cannot be opened does not make this fail. Every call is then answered with the reason, `book.info` tries to open it
 * again, and `book.create` makes a new book where there is none, so that a screen can say what is wrong and help.
 */
export async function startEngine({ bookPath, tellsSlowQueries = true }: EngineOptions): Promise<Engine> {
  const listeners = new Set<(event: EngineEvent) => void>();
  const jobs = new Map<string, { view: JobView; thread: EngineThread }>();
  const writer = startThread({ role: "writer", bookPath, tellsSlowQueries }, (event) => receive(event, writer));
  const reader = startThread({ role: "reader", bookPath, tellsSlowQueries }, (event) => receive(event, reader));
  const readerJobs: ReadonlySet<string> = new Set(readerJobNames);
  let failure: ErrorView | null = null;
  let isClosed = false;

  function publish(event: EngineEvent): void {
    for (const listener of listeners) listener(event);
  }

  function receive(event: EngineEvent, thread: EngineThread): void {
    if (event.type !== "job") {
      publish(event);
      return;
    }
    jobs.set(event.job.id, { view: event.job, thread });
    forgetOldJobs();
    const report = finishedVerification(event.job);
    if (!report) publish(event);
    // The reader found out, the writer remembers; whoever waits for the job finds the book's record up to date.
    else void writer.request({ type: "recordVerification", report }).then(() => publish(event));
  }

  function forgetOldJobs(): void {
    for (const [id, { view }] of jobs) {
      if (jobs.size <= keptJobLimit) return;
      if (view.state !== "running") jobs.delete(id);
    }
  }

  /** The writer first: it upgrades and checks the file that the reader then reads. */
  async function open(): Promise<void> {
    const written = await writer.request({ type: "open" });
    const opened = written.ok ? await reader.request({ type: "open" }) : written;
    failure = opened.ok ? null : opened.error;
  }

  async function createBook(input: unknown): Promise<Result<unknown>> {
    if (failure?.code !== "book_missing") {
      return refuse(new AppError("book_exists", `${bookPath} is there already.`));
    }
    const created = await writer.request({ type: "create", input });
    if (!created.ok) return created;
    await open();
    return failure ? { ok: false, error: failure } : created;
  }

  function answerJobs(method: string, input: unknown): Result<unknown> {
    switch (method) {
      case "jobs.list": {
        parseInput(method, contract[method].input, input);
        return { ok: true, value: { jobs: [...jobs.values()].map((job) => job.view).toReversed() } };
      }
      case "jobs.get": {
        const { jobId } = parseInput(method, contract[method].input, input);
        return { ok: true, value: requireJob(jobId).view };
      }
      case "jobs.cancel": {
        const { jobId } = parseInput(method, contract[method].input, input);
        const { view, thread } = requireJob(jobId);
        thread.cancelJob(jobId);
        return { ok: true, value: { wasRunning: view.state === "running" } };
      }
      default:
        throw new AppError("unknown_method", `There is no method "${method}".`);
    }
  }

  function requireJob(jobId: string): { view: JobView; thread: EngineThread } {
    const job = jobs.get(jobId);
    if (!job) throw new AppError("job_not_found", `There is no job ${jobId}.`);
    return job;
  }

  function threadFor(method: MethodName): EngineThread {
    const { kind } = methodDefinition(method);
    return kind === "query" || readerJobs.has(method) ? reader : writer;
  }

  async function dispatch(method: string, input: unknown, caller: Caller): Promise<Result<unknown>> {
    if (isClosed) return refuse(new AppError("engine_stopped", "The engine has stopped."));
    if (!isMethodName(method)) return refuse(new AppError("unknown_method", `There is no method "${method}".`));
    if (method === "book.create") return createBook(input);
    if (method === "book.info" && failure) await open();
    if (failure) return { ok: false, error: failure };
    if (method.startsWith("jobs.")) {
      try {
        return answerJobs(method, input);
      } catch (error) {
        return refuse(error, method);
      }
    }
    return threadFor(method).request({ type: "call", method, input, caller });
  }

  await open();
  return {
    dispatch,
    call: (name, input, caller) => dispatch(name, input, caller) as Promise<Result<MethodAnswer<typeof name>>>,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      if (isClosed) return;
      isClosed = true;
      // The writer last: only the last connection to close can fold the write-ahead log back into the book.
      await reader.request({ type: "close" });
      await writer.request({ type: "close" });
      await Promise.all([reader, writer].map((thread) => thread.end()));
      listeners.clear();
    },
  };
}

function refuse(error: unknown, during = "a call"): Result<unknown> {
  return { ok: false, error: toErrorView(error, during) };
}

function finishedVerification(job: JobView): VerificationReport | null {
  return job.method === "ledger.verify" && job.state === "done" ? (job.result as VerificationReport) : null;
}
