import { exportedFile } from "../../shared/contract/exports.ts";
import { contract } from "../../shared/contract/index.ts";
import type { JobView } from "../../shared/contract/jobs.ts";
import { AppError, type Result } from "../../shared/errors.ts";
import { sentence } from "../../shared/sentences/sentence.ts";
import type { Actor } from "./access.ts";
import type { Caller } from "./engine.ts";
import { parseInput } from "./parse-input.ts";
import type { EngineThread } from "./thread.ts";

/** How many jobs that are over can still be asked about. */
const keptJobLimit = 100;

/** The jobs since the engine started, whichever thread they run on. */
export interface JobList {
  take(job: JobView, thread: EngineThread): void;
  /** A job of another host of the book, as that one tells of it. */
  takeOthers(job: JobView, starter: string | null): void;
  /** Remember who began a job, which may be over by now. */
  noteStarter(jobId: string, caller: Caller): void;
  /** Who began a job: see {@link starterOf}. */
  starterOf(jobId: string): string | null;
  /** Whether it is the caller who began a job. */
  isOwn(jobId: unknown, caller: Caller): boolean;
  /** Whether a job runs, or ran, on a thread of this host. */
  isHere(jobId: string): boolean;
  /** Ask a job of this host to stop after the batch it is in. */
  cancel(jobId: string): void;
  /** The jobs of a thread that has died, as they are from now on: failed for the reason. */
  failAllOf(thread: EngineThread, reason: AppError): JobView[];
  /** Answer one of the methods `jobs.…` as far as the actor may see. @throws AppError where it is refused. */
  answer(method: string, input: unknown, actor: Actor): Result<unknown>;
}

/** Everybody sees that a file is written; what became of it sees who may read what is in it. */
function seenBy(actor: Actor, { result, ...job }: JobView): JobView {
  const file = exportedFile.safeParse(result);
  const isSeen = !file.success || actor.rights.includes(file.data.right);
  return isSeen && result !== undefined ? { ...job, result } : job;
}

interface ListedJob {
  view: JobView;
  /** Null: it is another host's. */
  readonly thread: EngineThread | null;
  /** Null: the engine itself, or nobody who can be told from others. */
  starter: string | null;
}

/** Who calls, as far as calls can be told apart before the book is asked: the key, or who signed in. */
function starterOf({ agent, signedIn }: Caller): string | null {
  return agent?.id ?? signedIn?.operatorId ?? null;
}

export function createJobList(): JobList {
  const jobs = new Map<string, ListedJob>();

  function requireJob(jobId: string): ListedJob {
    const job = jobs.get(jobId);
    if (!job) throw new AppError("job_not_found", sentence("There is no job {jobId}.", { jobId }));
    return job;
  }

  function keep(job: ListedJob): void {
    jobs.set(job.view.id, job);
    for (const [id, { view }] of jobs) {
      if (jobs.size <= keptJobLimit) return;
      if (view.state !== "running") jobs.delete(id);
    }
  }

  return {
    take: (view, thread) => keep({ view, thread, starter: jobs.get(view.id)?.starter ?? null }),
    takeOthers: (view, starter) => keep({ view, thread: null, starter }),
    noteStarter(jobId, caller) {
      const job = jobs.get(jobId);
      if (job) job.starter = starterOf(caller);
    },
    starterOf: (jobId) => jobs.get(jobId)?.starter ?? null,
    isHere: (jobId) => (jobs.get(jobId)?.thread ?? null) !== null,
    cancel: (jobId) => jobs.get(jobId)?.thread?.cancelJob(jobId),
    isOwn(jobId, caller) {
      const starter = jobs.get(String(jobId))?.starter ?? null;
      return starter !== null && starter === starterOf(caller);
    },
    failAllOf(thread, reason) {
      const failed: JobView[] = [];
      for (const job of jobs.values()) {
        if (job.thread !== thread || job.view.state !== "running") continue;
        job.view = { ...job.view, state: "failed", endedAtMs: Date.now(), error: reason.toView() };
        failed.push(job.view);
      }
      return failed;
    },
    answer(method, input, actor) {
      switch (method) {
        case "jobs.list": {
          parseInput(method, contract[method].input, input);
          return { ok: true, value: { jobs: [...jobs.values()].map((job) => seenBy(actor, job.view)).toReversed() } };
        }
        case "jobs.get": {
          const { jobId } = parseInput(method, contract[method].input, input);
          return { ok: true, value: seenBy(actor, requireJob(jobId).view) };
        }
        case "jobs.cancel": {
          const { jobId } = parseInput(method, contract[method].input, input);
          const { view, thread } = requireJob(jobId);
          thread?.cancelJob(jobId);
          return { ok: true, value: { wasRunning: view.state === "running" } };
        }
        default:
          throw new AppError("unknown_method", sentence('There is no method "{method}".', { method }));
      }
    },
  };
}
